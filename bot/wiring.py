"""Putting the parts together: one plain function each."""

import asyncio
import contextvars
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import tzinfo
from functools import partial
from typing import Any, BinaryIO, TypeVar

from telegram.ext import Application, ApplicationBuilder

from answers.finder import AnswerFinder
from answers.shipped import shipped_entries
from bot.calendar_source import estimated_off_days
from bot.cards import OwnCards
from bot.explained_anew import OwnRenewals
from bot.mailbox import note_escaped
from bot.own_planner import OwnPlanner
from bot.papers import OwnProcess
from bot.polled_bot import PolledBot
from bot.report_files import OwnReports
from bot.settings import Settings
from bot.short_units import ShortUnits
from bot.spreadsheets import OwnSpreadsheets
from bot.trail_file import TrailFile
from bot.transport.request import BotApiRequest
from bot.transport.timeouts import Timeouts
from bot.vacancy_file import OwnVacancyFile
from bot.wall_clock import wall_now
from bot.wave_files import OwnWaveFiles
from domain.announcements.desk import NewsDesk
from domain.benefits.desk import BenefitDesk
from domain.checkins.desk import CheckInDesk
from domain.concerns.assigning import AssigningDesk
from domain.concerns.canned import CannedDesk
from domain.concerns.closed_form import ClosedFormDesk
from domain.concerns.desk import ConcernDesk
from domain.concerns.group import GroupDesk
from domain.concerns.handling import HandlingDesk
from domain.concerns.queue import QueueDesk
from domain.concerns.sealing import SealDesk
from domain.corrections.desk import CorrectionDesk
from domain.dossiers.desk import DossierDesk
from domain.dossiers.drafts import DraftDesk
from domain.dossiers.lists import WaveListDesk
from domain.dossiers.status_lists import StatusListDesk
from domain.exports.desk import ExportDesk
from domain.first_word.desk import FirstWordDesk, OpeningDesk
from domain.forms import FormDesk
from domain.imports.desk import ImportDesk
from domain.knowledge.desk import KnowledgeDesk
from domain.knowledge.library import LibraryDesk
from domain.languages import LanguageDesk
from domain.liaison.desk import LiaisonDesk
from domain.liaison.recording import RecordingDesk
from domain.linking.accounts import AccountDesk
from domain.linking.claims import ClaimDesk
from domain.linking.desk import LinkingDesk
from domain.linking.roles import RoleDesk
from domain.objections.answering import ObjectionAnswerDesk
from domain.objections.desk import ObjectionDesk
from domain.official.checks import CheckDesk
from domain.official.phrases import PhraseDesk
from domain.picture_desk import PictureDesk
from domain.pictures import Drawing, LoadDrawing
from domain.plans.adoption import ScenarioDesk
from domain.plans.checks import CheckDesk as WaveCheckDesk
from domain.plans.own_reasons import ReasonDesk
from domain.plans.runs import RunDesk
from domain.plans.scenario_moves import ScenarioMoves
from domain.preferences.chances import ChanceDesk
from domain.preferences.constraint_desk import ConstraintDesk
from domain.preferences.desk import PreferenceDesk
from domain.preferences.places import PlaceDesk
from domain.preferences.swap_desk import SwapDesk
from domain.privacy.desk import PrivacyDesk
from domain.privacy.officers import RightsOffice
from domain.privacy.records import CopyFor, CopyMaker, Holding
from domain.proposal_desk import ProposalDesk
from domain.publication import PublicationDesk
from domain.reports.desk import ReportDesk
from domain.second_factor.desk import SecondFactorDesk
from domain.settings import SettingsDesk
from domain.standing.desk import StandingDesk
from domain.trail_desk import TrailDesk
from domain.transfers import TransferDesk
from domain.vacancies.desk import VacancyDesk
from domain.views.desk import ViewDesk
from files.own_copy import Wording, write_copy
from files.phones import normalise_phone
from handlers.dispatch import DEFAULTS, Dispatch
from handlers.office import Office, Run
from handlers.officers.cases.desks import CaseDesks
from handlers.routes import TABLE
from locales.words import LANGUAGES, Words, full_date, moment
from storage.scrubbing import scrub
from storage.store import SqlStore

T = TypeVar("T")
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
# As many units of work may wait for PostgreSQL at once as its pool keeps connections.
_THREADS = 10
_SWITCH_SECONDS = 0.0005


def in_threads() -> Run:
    """Run desks' synchronous calls in a few worker threads, so that the loop goes on."""
    # The loop and a desk hand the interpreter to each other at every statement; waiting the usual 5 ms for it
    # costs a third of the messages a second (tests/benchmarks/pipeline.py).
    sys.setswitchinterval(_SWITCH_SECONDS)
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="desk")

    async def run(call: Callable[[], T]) -> T:
        # The thread sees which update it works for: its commit marks that one done.
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(pool, context.run, call)

    return run


def build_office(
    store: SqlStore, words: Words, settings: Settings, *, username: str, pages_at: str | None = None
) -> Office:
    """The desks and what the region says about itself. `pages_at`: where our pages are, if elsewhere."""
    run = in_threads()
    is_alone = store.engine.dialect.name == "sqlite"
    transfers = TransferDesk(store, zone=settings.zone)
    finder = AnswerFinder(_questions(words))
    knowledge = KnowledgeDesk(store, finder, zone=settings.zone)
    concerns = ConcernDesk(store, zone=settings.zone, estimate=estimated_off_days)
    return Office(
        store=store,
        words=words,
        transfers=transfers,
        reasons=ReasonDesk(store, transfers),
        objections=ObjectionDesk(store, estimate=estimated_off_days, zone=settings.zone),
        papers=OwnProcess(
            words=words,
            ppk=settings.ppk_title,
            hr_office=settings.hr_office_name,
            region=settings.region_name,
            zone=settings.zone,
        ),
        benefits=BenefitDesk(store),
        concerns=concerns,
        closed_form=ClosedFormDesk(store, concerns, zone=settings.zone),
        cases=case_desks(store, zone=settings.zone),
        corrections=CorrectionDesk(store, zone=settings.zone),
        pictures=PictureDesk(store),
        draw=_draw,
        preferences=PreferenceDesk(store, zone=settings.zone),
        places=PlaceDesk(store),
        chances=ChanceDesk(store, zone=settings.zone),
        swaps=SwapDesk(store, zone=settings.zone),
        scenarios=ScenarioDesk(store),
        scenario_moves=ScenarioMoves(store),
        plan_runs=RunDesk(store),
        vacancies=VacancyDesk(store, zone=settings.zone),
        trail=TrailDesk(store),
        trail_file=TrailFile(words, settings.zone),
        vacancy_file=OwnVacancyFile(words=words),
        planner=OwnPlanner(store=store, zone=settings.zone, clock=wall_now),
        dossiers=DossierDesk(store),
        drafts=DraftDesk(store),
        first_words=FirstWordDesk(store),
        openings=OpeningDesk(store),
        proposals=ProposalDesk(store),
        publication=PublicationDesk(store),
        wave_checks=WaveCheckDesk(store),
        wave_lists=WaveListDesk(store),
        wave_files=OwnWaveFiles(words=words),
        status_lists=StatusListDesk(store),
        knowledge=knowledge,
        library=LibraryDesk(store, knowledge, finder),
        checks=CheckDesk(store),
        phrases=PhraseDesk(store),
        privacy=PrivacyDesk(store, copy_maker(words, settings.zone), partial(scrub, store.engine)),
        settings=SettingsDesk(store),
        roles=RoleDesk(store),
        second_factors=SecondFactorDesk(store),
        views=ViewDesk(store),
        linking=LinkingDesk(store, normalise_phone=normalise_phone),
        accounts=AccountDesk(store),
        claims=ClaimDesk(store),
        languages=LanguageDesk(store),
        forms=FormDesk(store),
        news=NewsDesk(store),
        checkins=CheckInDesk(store, zone=settings.zone),
        exports=ExportDesk(store),
        standing=StandingDesk(store, zone=settings.zone),
        reports=ReportDesk(store, zone=settings.zone, estimate=estimated_off_days),
        report_files=OwnReports(
            words=words,
            hr_office=settings.hr_office_name,
            region=settings.region_name,
            zone=settings.zone,
        ),
        imports=ImportDesk(store),
        liaison=LiaisonDesk(store, zone=settings.zone),
        recording=RecordingDesk(store, concerns, zone=settings.zone),
        cards=OwnCards(
            words=words,
            region=settings.region_name,
            hr_office=settings.hr_office_name,
            hr_contact=settings.hr_contact,
            bot=username,
            link=f"https://t.me/{username}",
        ),
        spreadsheets=OwnSpreadsheets(words=words),
        renewals=OwnRenewals(store=store, zone=settings.zone, clock=wall_now),
        region=settings.region_name,
        hr_office=settings.hr_office_name,
        hr_contact=settings.hr_contact,
        ppk=settings.ppk_title,
        zone=settings.zone,
        public_link=f"https://t.me/{username}",
        pages_at=pages_at or settings.public_url,
        run=run,
        run_short=ShortUnits(store.engine) if is_alone else run,
        clock=wall_now,
    )


def _draw(drawing: Drawing) -> bytes:
    """Pillow is loaded with the first picture, in some 45 ms: most processes draw none for long."""
    from files.pictures.count_bars import draw_count_bars  # noqa: PLC0415 -- as said above
    from files.pictures.unit_bars import draw_unit_bars  # noqa: PLC0415 -- as said above

    return draw_unit_bars(drawing) if isinstance(drawing, LoadDrawing) else draw_count_bars(drawing)


def case_desks(store: SqlStore, *, zone: tzinfo) -> CaseDesks:
    """What `/tiket` calls."""
    return CaseDesks(
        queue=QueueDesk(store, zone=zone, estimate=estimated_off_days),
        handling=HandlingDesk(store, zone=zone),
        assigning=AssigningDesk(store, zone=zone, estimate=estimated_off_days),
        canned=CannedDesk(store),
        seals=SealDesk(store, zone=zone),
        group=GroupDesk(store),
        objections=ObjectionAnswerDesk(store, estimate=estimated_off_days, zone=zone),
        constraints=ConstraintDesk(store, zone=zone),
        rights=RightsOffice(store),
    )


def copy_maker(words: Words, zone: tzinfo) -> CopyMaker:
    """What writes the copy of somebody's data, in their language."""

    def make(holdings: Iterator[Holding], about: CopyFor) -> BinaryIO:
        language = about.language
        wording = Wording(
            language=language,
            say=partial(words.plain, language),
            moment=lambda at: moment(language, at, zone),
            day=partial(full_date, language),
        )
        return write_copy(holdings, about, wording)

    return make


def knowledge_desk(store: SqlStore, words: Words, *, zone: tzinfo) -> KnowledgeDesk:
    """What answers questions, and takes in HR's answers."""
    return KnowledgeDesk(store, AnswerFinder(_questions(words)), zone=zone)


def _questions(words: Words) -> dict[str, list[str]]:
    """The shipped entries' questions in every language: people ask in the same words."""
    return {
        name: [words.plain(language, entry.question_key) for language in LANGUAGES]
        for name, entry in shipped_entries().items()
    }


def build_application(token: str, api_url: str, *, at_once: int) -> tuple[PolledBot, AnyApplication]:
    """PTB's dispatch without its updater, its memory of conversations and its job queue."""
    # At DEBUG it writes the address that it calls, and the address holds the token.
    logging.getLogger("telegram.Bot").setLevel(logging.INFO)
    bot = PolledBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=BotApiRequest(at_once=at_once, timeouts=Timeouts(pool=10)),
        get_updates_request=BotApiRequest(at_once=2),
        defaults=DEFAULTS,
    )
    return bot, ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()


def register(application: AnyApplication, office: Office) -> None:
    """Let the table of routes answer everything."""
    Dispatch(office, TABLE).register(application)
    application.add_error_handler(note_escaped)
