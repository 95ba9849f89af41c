"""What every handler works with: the desks, the words and what the region says about itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol, TypeVar

from domain.announcements.desk import NewsDesk
from domain.audit import AuditEntry
from domain.benefits.desk import BenefitDesk
from domain.checkins.desk import CheckInDesk
from domain.concerns.closed_form import ClosedFormDesk
from domain.concerns.desk import ConcernDesk
from domain.corrections.desk import CorrectionDesk
from domain.dossiers.desk import DossierDesk
from domain.dossiers.drafts import DraftDesk
from domain.dossiers.lists import WaveFiles, WaveListDesk
from domain.dossiers.status_lists import StatusListDesk
from domain.exports.desk import ExportDesk
from domain.first_word.desk import FirstWordDesk, OpeningDesk
from domain.forms import FormDesk
from domain.imports.desk import ImportDesk
from domain.imports.reading import Spreadsheets
from domain.knowledge.desk import KnowledgeDesk
from domain.knowledge.library import LibraryDesk
from domain.languages import LanguageDesk
from domain.liaison.desk import LiaisonDesk
from domain.liaison.papers import CardPapers
from domain.liaison.recording import RecordingDesk
from domain.linking.accounts import AccountDesk
from domain.linking.claims import ClaimDesk
from domain.linking.desk import LinkingDesk
from domain.linking.roles import RoleDesk
from domain.objections.desk import ObjectionDesk
from domain.objections.papers import Papers
from domain.official.checks import CheckDesk
from domain.official.phrases import PhraseDesk
from domain.picture_desk import PictureDesk
from domain.pictures import Drawing
from domain.plans.adoption import ScenarioDesk
from domain.plans.checks import CheckDesk as WaveCheckDesk
from domain.plans.own_reasons import ReasonDesk
from domain.plans.renewal import Renewals
from domain.plans.run_records import Planner
from domain.plans.runs import RunDesk
from domain.plans.scenario_moves import ScenarioMoves
from domain.preferences.chances import ChanceDesk
from domain.preferences.desk import PreferenceDesk
from domain.preferences.places import PlaceDesk
from domain.preferences.swap_desk import SwapDesk
from domain.privacy.desk import PrivacyDesk
from domain.proposal_desk import ProposalDesk
from domain.publication import PublicationDesk
from domain.reports.desk import ReportDesk
from domain.reports.records import ReportFiles
from domain.second_factor.desk import SecondFactorDesk
from domain.settings import SettingsDesk
from domain.standing.desk import StandingDesk
from domain.trail_desk import TrailDesk
from domain.transfers import TransferDesk
from domain.vacancies.desk import VacancyDesk
from domain.vacancies.outlook import UnitAhead
from domain.views.desk import ViewDesk
from domain.work import Store
from handlers.officers.cases.desks import CaseDesks
from locales.words import Value, Words

T = TypeVar("T")


class Run(Protocol):
    """Runs a desk's synchronous call where it may wait for the database."""

    def __call__(self, call: Callable[[], T], /) -> Awaitable[T]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Made once at start. `public_link` is the address of the private chat, `https://t.me/<bot>`.

    `pages_at`: the address before the closed form's path; None where no page of ours can be reached.

    `run` is for calls of any length, in a worker thread; `run_short` for a few rows, which may be read and
    written on the loop.
    """

    store: Store
    words: Words
    linking: LinkingDesk
    accounts: AccountDesk
    claims: ClaimDesk
    languages: LanguageDesk
    forms: FormDesk
    transfers: TransferDesk
    reasons: ReasonDesk
    objections: ObjectionDesk
    papers: Papers
    benefits: BenefitDesk
    concerns: ConcernDesk
    closed_form: ClosedFormDesk
    cases: CaseDesks
    corrections: CorrectionDesk
    pictures: PictureDesk
    draw: Callable[[Drawing], bytes]
    preferences: PreferenceDesk
    places: PlaceDesk
    chances: ChanceDesk
    swaps: SwapDesk
    scenarios: ScenarioDesk
    scenario_moves: ScenarioMoves
    plan_runs: RunDesk
    planner: Planner
    vacancies: VacancyDesk
    trail: TrailDesk
    trail_file: Callable[[Sequence[AuditEntry], str], bytes]
    vacancy_file: Callable[[Sequence[UnitAhead], date, str], bytes]
    dossiers: DossierDesk
    drafts: DraftDesk
    first_words: FirstWordDesk
    openings: OpeningDesk
    proposals: ProposalDesk
    publication: PublicationDesk
    wave_checks: WaveCheckDesk
    wave_lists: WaveListDesk
    wave_files: WaveFiles
    status_lists: StatusListDesk
    knowledge: KnowledgeDesk
    library: LibraryDesk
    checks: CheckDesk
    phrases: PhraseDesk
    privacy: PrivacyDesk
    settings: SettingsDesk
    roles: RoleDesk
    second_factors: SecondFactorDesk
    views: ViewDesk
    news: NewsDesk
    checkins: CheckInDesk
    exports: ExportDesk
    standing: StandingDesk
    reports: ReportDesk
    report_files: ReportFiles
    imports: ImportDesk
    liaison: LiaisonDesk
    recording: RecordingDesk
    cards: CardPapers
    spreadsheets: Spreadsheets
    renewals: Renewals
    region: str
    hr_office: str
    hr_contact: str
    ppk: str
    zone: tzinfo
    public_link: str
    pages_at: str | None
    run: Run
    run_short: Run
    clock: Callable[[], datetime]

    @property
    def facts(self) -> dict[str, Value]:
        """What any message may mention."""
        return {
            "region": self.region,
            "hr_office": self.hr_office,
            "hr_contact": self.hr_contact,
            "ppk": self.ppk,
        }
