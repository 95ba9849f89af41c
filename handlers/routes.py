"""Everything the bot answers, in order, and who may use it. What is not in here nobody answers."""

from handlers import (
    asking,
    benefits,
    checkin,
    contents,
    data_form,
    linking,
    news,
    profile,
    reasons,
    settings,
    verify,
    views,
    wishes,
)
from handlers.concerns import routes as concerns
from handlers.guidance import answer_old_button, cancel, drop_draft, show_contact, show_help
from handlers.language import choose_language
from handlers.objection.routes import ROUTES as OBJECTION
from handlers.officers.audit import ROUTES as AUDIT
from handlers.officers.authority import ROUTES as AUTHORITY
from handlers.officers.authority.menu import menu_routes
from handlers.officers.cases.routes import ROUTES as CASES
from handlers.officers.imports import ROUTES as IMPORTS
from handlers.officers.liaison import ROUTES as LIAISON
from handlers.officers.library import ROUTES as LIBRARY
from handlers.officers.plans import ROUTES as PLANS
from handlers.officers.proposals import ROUTES as PROPOSALS
from handlers.officers.reports import ROUTES as REPORTS
from handlers.officers.standing import ROUTES as STANDING
from handlers.officers.vacancies import ROUTES as VACANCIES
from handlers.officers.waves import ROUTES as WAVES
from handlers.privacy import ROUTES as PRIVACY
from handlers.start import show_menu, show_more
from handlers.table import Route, Table
from handlers.transfer import show_card, show_history

# What officers do; their menu opens on it. Each part of it checks roles again in its desks.
OFFICERS: tuple[Route, ...] = (
    *CASES,
    *IMPORTS,
    *LIAISON,
    *WAVES,
    *PROPOSALS,
    *PLANS,
    *VACANCIES,
    *AUDIT,
    *LIBRARY,
    *STANDING,
    *REPORTS,
    *AUTHORITY,
)

ROUTES: tuple[Route, ...] = (
    Route(answer=linking.open_letter, who="anyone", commands=("start",), payload=True),
    Route(answer=show_menu, who="anyone", commands=("start", "mulai"), menu="command.start"),
    Route(
        answer=show_card,
        who="linked",
        commands=("mutasi", "transfer"),
        action="card",
        menu="command.transfer",
    ),
    Route(
        answer=show_history,
        who="linked",
        commands=("riwayat", "history"),
        action="history",
        menu="command.history",
    ),
    *reasons.ROUTES,
    *concerns.ROUTES,
    *OBJECTION,
    *benefits.ROUTES,
    *data_form.ROUTES,
    *wishes.ROUTES,
    *profile.ROUTES,
    *news.ROUTES,
    *checkin.ROUTES,
    *verify.ROUTES,
    *views.ROUTES,
    *PRIVACY,
    *settings.ROUTES,
    *asking.ROUTES,
    *linking.ROUTES,
    *menu_routes(OFFICERS),
    *OFFICERS,
    Route(
        answer=show_contact,
        who="anyone",
        commands=("kontak", "contact"),
        action="contact",
        menu="command.contact",
    ),
    Route(
        answer=choose_language,
        who="anyone",
        commands=("bahasa", "language"),
        action="language",
        menu="command.language",
        toasts=True,
    ),
    Route(answer=show_menu, who="anyone", commands=("menu",), action="menu", menu="command.menu"),
    Route(answer=show_more, who="linked", action="more"),
    Route(answer=show_help, who="anyone", commands=("bantuan", "help"), action="help", menu="command.help"),
    Route(answer=cancel, who="anyone", commands=("batal", "cancel"), menu="command.cancel"),
    Route(answer=drop_draft, who="anyone", action="form_drop"),
    Route(answer=answer_old_button, who="anyone", action="*"),
    *verify.CONTENTS,
    *contents.ROUTES,
)

TABLE = Table(ROUTES)
