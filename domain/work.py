"""The unit of work: what a desk holds while it reads or changes.

Desks are synchronous. Nothing in a unit of work can wait for a network, because nothing in it can wait
at all; the edge runs a desk's call in a worker thread (docs/decisions/0002-desks-are-synchronous.md).
"""

from contextlib import AbstractContextManager
from typing import Protocol

from domain.alerts import Alerts
from domain.announcements.records import Announcements
from domain.audit import AuditTrail
from domain.benefits.answers import Answers
from domain.breach.records import Breaches
from domain.calendar.records import Calendar
from domain.checkins.records import CheckIns
from domain.concerns.desk_records import CannedReplies, CaseGroups
from domain.concerns.links import ClosedLinks
from domain.concerns.records import Concerns
from domain.conversations import Conversations
from domain.corrections.records import Corrections
from domain.dossiers.records import Dossiers
from domain.exports.records import Exports
from domain.figures import Figures
from domain.first_word.records import FirstWords
from domain.held.records import HeldMessages
from domain.imports.ledger import ImportLedger, Staging
from domain.inbox import Inbox
from domain.knowledge.records import Knowledge
from domain.leases import Leases
from domain.liaison.records import Deliveries
from domain.linking.records import Linking
from domain.notification_choices import NotificationChoices
from domain.objections.records import Objections
from domain.official.records import Checks, Codes, Phrases
from domain.organisation import Organisation
from domain.outbox import Outbox
from domain.people import People
from domain.pictures import Pictures
from domain.pilot_records import Pilots
from domain.plans.records import Planning
from domain.plans.run_records import PlanRuns
from domain.policy import Policy
from domain.preferences.records import Preferences
from domain.preferences.swap_records import Swaps
from domain.privacy.records import Privacy
from domain.proposals import Proposals
from domain.reach import Reach
from domain.retention.records import Retention
from domain.schedules.records import Schedules
from domain.second_factor.records import SecondFactors
from domain.standing.records import Standing
from domain.vacancies.records import Vacancies
from domain.views.records import Views
from domain.waves import Waves


class Interrupted(Exception):
    """A unit of work that cannot go on, through nobody's fault; nothing of it took effect."""


class StoreAway(Interrupted):
    """The database cannot be asked just now; it may be tried again."""


class Overtaken(Interrupted):
    """Another worker has begun the same update anew, and it alone may finish it."""


class Work(Protocol):
    """Every repository, on one transaction. Leaving without `commit` rolls back."""

    people: People
    organisation: Organisation
    proposals: Proposals
    waves: Waves
    linking: Linking
    conversations: Conversations
    imports: ImportLedger
    inbox: Inbox
    outbox: Outbox
    held: HeldMessages
    reach: Reach
    leases: Leases
    calendar: Calendar
    schedules: Schedules
    dossiers: Dossiers
    first_words: FirstWords
    planning: Planning
    plan_runs: PlanRuns
    preferences: Preferences
    swaps: Swaps
    knowledge: Knowledge
    concerns: Concerns
    closed_links: ClosedLinks
    canned_replies: CannedReplies
    case_groups: CaseGroups
    announcements: Announcements
    checkins: CheckIns
    objections: Objections
    codes: Codes
    checks: Checks
    phrases: Phrases
    vacancies: Vacancies
    views: Views
    choices: NotificationChoices
    explanation_answers: Answers
    deliveries: Deliveries
    corrections: Corrections
    pictures: Pictures
    privacy: Privacy
    second_factors: SecondFactors
    exports: Exports
    standing: Standing
    audit: AuditTrail
    policy: Policy
    pilots: Pilots
    retention: Retention
    breaches: Breaches
    figures: Figures
    alerts: Alerts

    def commit(self) -> None: ...


class Store(Protocol):
    """Where units of work come from."""

    def read(self) -> AbstractContextManager[Work]:
        """A consistent view; committing it is a fault."""

    def write(self) -> AbstractContextManager[Work]:
        """One writer's unit; it commits on the desk's last line or not at all."""

    def aside(self) -> AbstractContextManager[Work]:
        """A writing unit that is no effect of the update being handled and does not mark it done."""

    def staging(self) -> AbstractContextManager[Staging]:
        """Room for an import's rows on their way in."""

    def tidy(self) -> None:
        """Let the database clear away where sealed cases have lain; never within a unit."""
