"""Units of work on one transaction each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

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
from domain.work import Work
from storage.alerts import SqlAlerts
from storage.announcements import SqlAnnouncements
from storage.away import asked
from storage.binding import Binding, current_binding, mark_done
from storage.breaches import SqlBreaches
from storage.calendar import SqlCalendar
from storage.case_desk import SqlCannedReplies, SqlCaseGroups
from storage.checkins import SqlCheckIns
from storage.concern_links import SqlClosedLinks
from storage.concerns import SqlConcerns
from storage.concerns.shelves import TIDIED
from storage.conversations import SqlConversations
from storage.corrections import SqlCorrections
from storage.dossiers import SqlDossiers
from storage.explanation_answers import SqlExplanationAnswers
from storage.exports import SqlExports
from storage.figures import SqlFigures
from storage.first_words import SqlFirstWords
from storage.held_messages import SqlHeldMessages
from storage.imports import SqlImportLedger, SqlStaging
from storage.inbox import Line, SqlInbox
from storage.knowledge import SqlKnowledge
from storage.leases import SqlLeases
from storage.liaison import SqlDeliveries
from storage.linking import SqlLinking
from storage.notification_choices import SqlNotificationChoices
from storage.objections import SqlObjections
from storage.official import SqlChecks, SqlCodes, SqlPhrases
from storage.organisation import SqlOrganisation
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.pictures import SqlPictures
from storage.pilot import SqlPilots
from storage.planning import SqlPlanning, SqlPlanRuns
from storage.preferences import SqlPreferences
from storage.privacy import SqlPrivacy
from storage.reach import SqlReach
from storage.records import SqlPolicy
from storage.retention import SqlRetention
from storage.schedules import SqlSchedules
from storage.second_factors import SqlSecondFactors
from storage.standing import SqlStanding
from storage.swaps import SqlSwaps
from storage.together import current_transaction
from storage.trail.trail import SqlAuditTrail
from storage.transfers import SqlProposals, SqlWaves
from storage.vacancies import SqlVacancies
from storage.vault import Vault
from storage.views import SqlViews


class SqlWork:
    """Every repository on one connection."""

    def __init__(  # noqa: PLR0915 -- one line a repository
        self,
        connection: Connection,
        vault: Vault,
        line: Line,
        *,
        commit: Callable[[], None] | None = None,
        binding: Binding | None = None,
    ) -> None:
        self._connection = connection
        self._commit = commit
        self._binding = binding
        self.people: People = SqlPeople(connection, vault)
        self.organisation: Organisation = SqlOrganisation(connection)
        self.proposals: Proposals = SqlProposals(connection)
        self.waves: Waves = SqlWaves(connection)
        self.linking: Linking = SqlLinking(connection, vault)
        self.conversations: Conversations = SqlConversations(connection, vault, line.keys)
        self.imports: ImportLedger = SqlImportLedger(connection, vault)
        self.inbox: Inbox = SqlInbox(connection, vault, line)
        self.outbox: Outbox = SqlOutbox(connection, vault, line)
        self.held: HeldMessages = SqlHeldMessages(connection)
        self.reach: Reach = SqlReach(connection)
        self.leases: Leases = SqlLeases(connection)
        self.calendar: Calendar = SqlCalendar(connection)
        self.schedules: Schedules = SqlSchedules(connection)
        self.dossiers: Dossiers = SqlDossiers(connection, vault)
        self.first_words: FirstWords = SqlFirstWords(connection)
        self.planning: Planning = SqlPlanning(connection, vault)
        self.plan_runs: PlanRuns = SqlPlanRuns(connection)
        self.preferences: Preferences = SqlPreferences(connection, vault)
        self.swaps: Swaps = SqlSwaps(connection, vault)
        self.knowledge: Knowledge = SqlKnowledge(connection, vault)
        self.concerns: Concerns = SqlConcerns(
            connection, vault, line.keys, is_writing=commit is not None, known=line.known_cases
        )
        self.closed_links: ClosedLinks = SqlClosedLinks(connection)
        self.canned_replies: CannedReplies = SqlCannedReplies(connection)
        self.case_groups: CaseGroups = SqlCaseGroups(connection)
        self.announcements: Announcements = SqlAnnouncements(connection)
        self.checkins: CheckIns = SqlCheckIns(connection, vault)
        self.objections: Objections = SqlObjections(connection, vault)
        self.codes: Codes = SqlCodes(connection)
        self.checks: Checks = SqlChecks(connection, vault)
        self.phrases: Phrases = SqlPhrases(connection, vault)
        self.vacancies: Vacancies = SqlVacancies(connection)
        self.views: Views = SqlViews(connection)
        self.choices: NotificationChoices = SqlNotificationChoices(connection)
        self.explanation_answers: Answers = SqlExplanationAnswers(connection)
        self.deliveries: Deliveries = SqlDeliveries(connection)
        self.corrections: Corrections = SqlCorrections(connection, vault)
        self.pictures: Pictures = SqlPictures(connection)
        self.privacy: Privacy = SqlPrivacy(connection, vault, line.keys, line.acts)
        self.exports: Exports = SqlExports(connection)
        self.standing: Standing = SqlStanding(connection)
        self.second_factors: SecondFactors = SqlSecondFactors(
            connection, vault, is_writing=commit is not None
        )
        self.audit: AuditTrail = SqlAuditTrail(connection, vault, line.anchors)
        self.policy: Policy = SqlPolicy(connection, self.audit)
        self.pilots: Pilots = SqlPilots(connection)
        self.retention: Retention = SqlRetention(connection)
        self.breaches: Breaches = SqlBreaches(connection)
        self.figures: Figures = SqlFigures(connection, line.bot_id)
        self.alerts: Alerts = SqlAlerts(connection)

    def commit(self) -> None:
        if self._commit is None:
            raise RuntimeError("a reading unit has nothing to commit")
        if self._binding is not None and not self._binding.is_done:
            mark_done(self._connection, self._binding)
        self._commit()
        if self._binding is not None:
            self._binding.is_done = True


class SqlStore:
    """The same units on SQLite and on PostgreSQL."""

    def __init__(self, engine: Engine, vault: Vault, line: Line | None = None) -> None:
        self.engine = engine
        self.vault = vault
        self._line = line or Line()
        # A report that reads twice sees one state.
        self._reading = (
            engine.execution_options(isolation_level="REPEATABLE READ")
            if engine.dialect.name == "postgresql"
            else engine
        )
        # One writer at a time on SQLite: the lock is taken first, so nothing read can be stale.
        self._writing = engine.execution_options(sqlite_begin="IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[Work]:
        together = current_transaction()
        if together is not None:
            with asked():
                yield SqlWork(together.connection, self.vault, self._line)
            return
        with asked(), self._reading.connect() as connection:
            yield SqlWork(connection, self.vault, self._line)

    @contextmanager
    def write(self) -> Iterator[Work]:
        with asked(), self._unit(current_binding()) as work:
            yield work

    @contextmanager
    def aside(self) -> Iterator[Work]:
        with asked(), self._unit(None) as work:
            yield work

    @contextmanager
    def _unit(self, binding: Binding | None) -> Iterator[Work]:
        together = current_transaction()
        if together is not None:
            with together.unit(binding) as keep:
                yield SqlWork(together.connection, self.vault, self._line, commit=keep, binding=binding)
            return
        with self._writing.connect() as connection:
            yield SqlWork(connection, self.vault, self._line, commit=connection.commit, binding=binding)

    def tidy(self) -> None:
        if self.engine.dialect.name == "postgresql":
            with asked(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(TIDIED)

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        with self.engine.connect() as connection:
            yield SqlStaging(connection, self.vault, self._write_on)

    @contextmanager
    def _write_on(self, connection: Connection) -> Iterator[Work]:
        connection.execution_options(sqlite_begin="IMMEDIATE")
        yield SqlWork(connection, self.vault, self._line, commit=connection.commit)
