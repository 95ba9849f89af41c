"""Who may use what: the table of routes against the table of promises, through the real dispatch (S1)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.actors import Role
from domain.conversations import Conversation
from domain.linking.desk import FLOW
from handlers.office import Office
from handlers.routes import ROUTES, TABLE
from handlers.table import OFFICIALS, Handler, Route, Table, Who
from handlers.visit import Visit
from storage.tables import account
from tests.chat import Chat, Line, connect
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Kemuning

PROPOSAL_READERS = frozenset({Role.PLANNER, Role.APPROVER, Role.OFFICER})
PROPOSAL_CHECKERS = frozenset({Role.PLANNER, Role.APPROVER})
LIAISON_SIDE = frozenset({Role.LIAISON, Role.OFFICER})
MAY_READ_STANDING: frozenset[Role] = frozenset({Role.OFFICER, Role.PLANNER, Role.APPROVER})
MAY_READ_VACANCIES: frozenset[Role] = frozenset({Role.PLANNER, Role.APPROVER, Role.OFFICER, Role.LIAISON})
# Every way in by command or button, and who may use it. A route that is not here fails the build.
PROMISED: dict[str, Who] = {
    "/start": "anyone",
    "/mulai": "anyone",
    "/menu": "anyone",
    "/mutasi": "linked",
    "/transfer": "linked",
    "/alasan": "linked",
    "/why": "linked",
    "/manfaat": "linked",
    "/benefits": "linked",
    "benefits": "linked",
    "/data": "linked",
    "/mydata": "linked",
    "data": "linked",
    "correct": "linked",
    "/aspirasi": "linked",
    "/concerns": "linked",
    "concern": "linked",
    "concern_new": "linked",
    "concern_about": "linked",
    "concern_modes": "linked",
    "concern_closed": "linked",
    "concern_contact": "linked",
    "concern_write": "linked",
    "concern_form": "linked",
    "concern_code": "linked",
    "concern_case": "linked",
    "concern_file": "linked",
    "concern_withdraw": "linked",
    "concern_rate": "linked",
    "concern_add": "linked",
    "concern_edit": "linked",
    "concern_reopen": "linked",
    "/keberatan": "linked",
    "/objection": "linked",
    "objection": "linked",
    "/riwayat": "linked",
    "/history": "linked",
    "/pengumuman": "linked",
    "/announcements": "linked",
    "news": "linked",
    "/privasi": "linked",
    "/privacy": "linked",
    "privacy": "linked",
    "/checkin": "linked",
    "checkin": "linked",
    "/profil": "linked",
    "/profile": "linked",
    "/kontak": "anyone",
    "/contact": "anyone",
    "/bahasa": "anyone",
    "/language": "anyone",
    "/bantuan": "anyone",
    "/help": "anyone",
    "form_drop": "anyone",
    "/batal": "anyone",
    "/cancel": "anyone",
    "/tanya": "anyone",
    "/ask": "anyone",
    "ask": "anyone",
    "answer": "anyone",
    "ask_none": "anyone",
    "rate": "anyone",
    "/cek": "anyone",
    "/verify": "anyone",
    "verify": "anyone",
    "/siapa_melihat": "linked",
    "/who_looked": "linked",
    "views": "linked",
    "/pengaturan": "linked",
    "/settings": "linked",
    "settings": "linked",
    "/preferensi": "linked",
    "/preferences": "linked",
    "wishes": "linked",
    "wish_agree": "linked",
    "wish_list": "linked",
    "wish": "linked",
    "wish_add": "linked",
    "wish_find": "linked",
    "wish_unit": "linked",
    "constraint": "linked",
    "readiness": "linked",
    "interests": "linked",
    "chances": "linked",
    "considered": "linked",
    "swaps": "linked",
    "swap": "linked",
    "card": "linked",
    "why": "linked",
    "history": "linked",
    "profile": "linked",
    "withdraw": "linked",
    "unlink": "linked",
    "menu": "anyone",
    "more": "linked",
    "contact": "anyone",
    "language": "anyone",
    "help": "anyone",
    "*": "anyone",
    "/rencana": Role.PLANNER,
    "/plans": Role.PLANNER,
    "/gelombang": PROPOSAL_READERS,
    "/waves": PROPOSAL_READERS,
    "wv": PROPOSAL_READERS,
    "wv_one": PROPOSAL_READERS,
    "wv_check": Role.PLANNER,
    "wv_found": PROPOSAL_READERS,
    "wv_told": PROPOSAL_READERS,
    "wv_mark": PROPOSAL_READERS,
    "wv_ask": Role.PLANNER,
    "wv_view": PROPOSAL_CHECKERS,
    "wv_yes": Role.APPROVER,
    "wv_files": PROPOSAL_READERS,
    "wv_file": PROPOSAL_READERS,
    "wv_in": PROPOSAL_READERS,
    "wv_rec": PROPOSAL_READERS,
    "/usulan": PROPOSAL_READERS,
    "/proposals": PROPOSAL_READERS,
    "pr": PROPOSAL_READERS,
    "pr_list": PROPOSAL_READERS,
    "pr_filter": PROPOSAL_READERS,
    "pr_units": PROPOSAL_READERS,
    "pr_find": PROPOSAL_READERS,
    "pr_end": PROPOSAL_READERS,
    "pr_one": PROPOSAL_READERS,
    "pr_why": PROPOSAL_READERS,
    "pr_notes": PROPOSAL_READERS,
    "pr_hist": PROPOSAL_READERS,
    "pr_edit": Role.PLANNER,
    "pr_place": Role.PLANNER,
    "pr_seats": Role.PLANNER,
    "pr_seat": Role.PLANNER,
    "pr_next": PROPOSAL_READERS,
    "pr_step": PROPOSAL_READERS,
    "pr_move": PROPOSAL_READERS,
    "pr_write": PROPOSAL_READERS,
    "pr_note": PROPOSAL_READERS,
    "pr_save": PROPOSAL_READERS,
    "pr_redo": PROPOSAL_READERS,
    "pl": Role.PLANNER,
    "pl_one": Role.PLANNER,
    "pl_new": Role.PLANNER,
    "pl_form": Role.PLANNER,
    "pl_run": Role.PLANNER,
    "pl_side": Role.PLANNER,
    "pl_pic": Role.PLANNER,
    "pl_moves": Role.PLANNER,
    "pl_move": Role.PLANNER,
    "pl_adopt": Role.PLANNER,
    "pl_adopt_form": Role.PLANNER,
    "/petugas": OFFICIALS,
    "/desk": OFFICIALS,
    "au_desk": OFFICIALS,
    "au_lock": OFFICIALS,
    "au_proof": OFFICIALS,
    "/wewenang": Role.ADMINISTRATOR,
    "/roles": Role.ADMINISTRATOR,
    "au_roles": Role.ADMINISTRATOR,
    "au_person": Role.ADMINISTRATOR,
    "au_grant": Role.ADMINISTRATOR,
    "au_revoke": Role.ADMINISTRATOR,
    "au_reset": Role.ADMINISTRATOR,
    "/meja": MAY_READ_STANDING,
    "/standing": MAY_READ_STANDING,
    "st": MAY_READ_STANDING,
    "st_region": MAY_READ_STANDING,
    "st_clocks": MAY_READ_STANDING,
    "st_wishes": MAY_READ_STANDING,
    "st_means": MAY_READ_STANDING,
    "st_wave": MAY_READ_STANDING,
    "st_pic": MAY_READ_STANDING,
    "st_units": MAY_READ_STANDING,
    "st_unit": MAY_READ_STANDING,
    "st_loads": MAY_READ_STANDING,
    "st_pload": MAY_READ_STANDING,
    "/laporan": MAY_READ_STANDING,
    "/reports": MAY_READ_STANDING,
    "rp": MAY_READ_STANDING,
    "rp_wave": MAY_READ_STANDING,
    "rp_form": MAY_READ_STANDING,
    "rp_heard": MAY_READ_STANDING,
    "rp_make": MAY_READ_STANDING,
    "/formasi": MAY_READ_VACANCIES,
    "/vacancies": MAY_READ_VACANCIES,
    "/audit": Role.AUDITOR,
    "ad": Role.AUDITOR,
    "ad_kinds": Role.AUDITOR,
    "ad_list": Role.AUDITOR,
    "ad_out": Role.AUDITOR,
    "ad_who": Role.AUDITOR,
    "ad_file": Role.AUDITOR,
    "va": MAY_READ_VACANCIES,
    "va_units": MAY_READ_VACANCIES,
    "va_unit": MAY_READ_VACANCIES,
    "va_leave": MAY_READ_VACANCIES,
    "va_due": MAY_READ_VACANCIES,
    "va_pic": MAY_READ_VACANCIES,
    "va_file": MAY_READ_VACANCIES,
    "va_find": MAY_READ_VACANCIES,
    "/pustaka": Role.OFFICER,
    "/library": Role.OFFICER,
    "kb": Role.OFFICER,
    "kb_gaps": Role.OFFICER,
    "kb_gap": Role.OFFICER,
    "kb_rated": Role.OFFICER,
    "kb_find": Role.OFFICER,
    "kb_entry": Role.OFFICER,
    "kb_old": Role.OFFICER,
    "kb_off": Role.OFFICER,
    "kb_off_sure": Role.OFFICER,
    "kb_new": Role.OFFICER,
    "kb_begin": Role.OFFICER,
    "kb_form": Role.OFFICER,
    "kb_see": Role.OFFICER,
    "kb_publish": Role.OFFICER,
    # The way to a link is for strangers; the alarm of an old chat is for whom its desk finds in the record.
    "link": "anyone",
    "link_notice": "anyone",
    "link_full": "anyone",
    "link_agree": "anyone",
    "link_decline": "anyone",
    "link_again": "anyone",
    "link_me": "anyone",
    "link_not_me": "anyone",
    "link_deny": "anyone",
    "/tiket": Role.OFFICER,
    "/cases": Role.OFFICER,
    "ti": Role.OFFICER,
    "ti_by": Role.OFFICER,
    "ti_find": Role.OFFICER,
    "ti_case": Role.OFFICER,
    "ti_file": Role.OFFICER,
    "ti_act": Role.OFFICER,
    "ti_say": Role.OFFICER,
    "ti_form": Role.OFFICER,
    "ti_pick": Role.OFFICER,
    "ti_canned": Role.OFFICER,
    "ti_seal": Role.OFFICER,
    "ti_lane": Role.OFFICER,
    "ti_item": Role.OFFICER,
    "ti_answer": Role.OFFICER,
    "ti_group": Role.ADMINISTRATOR,
    "/impor": Role.PLANNER,
    "/import": Role.PLANNER,
    "im": Role.PLANNER,
    "im_go": Role.PLANNER,
    "im_full": Role.PLANNER,
    "im_marked": Role.PLANNER,
    "im_drop": Role.PLANNER,
    "im_tpl": Role.PLANNER,
    "im_past": Role.PLANNER,
    "im_undo": Role.PLANNER,
    "/penghubung": LIAISON_SIDE,
    "/liaison": LIAISON_SIDE,
    "li": LIAISON_SIDE,
    "li_unit": LIAISON_SIDE,
    "li_find": LIAISON_SIDE,
    "li_one": LIAISON_SIDE,
    "li_card": LIAISON_SIDE,
    "li_cards": LIAISON_SIDE,
    "li_list": LIAISON_SIDE,
    "li_told": LIAISON_SIDE,
    "li_away": LIAISON_SIDE,
    "li_ack": LIAISON_SIDE,
    "li_say": LIAISON_SIDE,
    "li_about": LIAISON_SIDE,
    "li_undo": LIAISON_SIDE,
}


HALF_LINKED, IDLE = 598, BUDI.user_id


def test_every_way_in_is_promised_and_every_promise_kept() -> None:
    ways = {f"/{name}": one.who for one in ROUTES for name in one.commands}
    ways |= {one.action: one.who for one in ROUTES if one.action}

    assert ways == PROMISED


def test_what_is_merely_sent_is_answered_for_anyone() -> None:
    assert {one.who for one in ROUTES if one.content is not None} == {"anyone"}


def test_only_the_way_to_a_link_takes_answers_from_who_is_not_linked() -> None:
    assert {one.flow for one in ROUTES if one.flow and one.who == "anyone"} == {FLOW}


def test_the_last_route_catches_everything() -> None:
    assert ROUTES[-1].content is not None
    assert sum(one.action == "*" for one in ROUTES) == 1


@pytest.fixture
async def standing(region: Kemuning, office: Office) -> Kemuning:
    """Budi has been away for long, Andi has left the service, somebody is half way to a link."""
    builder = region.region
    builder.end(region.id_of(ANDI))
    found = office.accounts.account_of(IDLE)
    assert found is not None
    builder.change(account, found.id, last_seen_at=office.clock() - timedelta(days=100))
    with office.store.write() as work:
        expires_at = office.clock() + timedelta(days=1)
        work.conversations.save(
            Conversation(user_id=HALF_LINKED, flow=FLOW, step="code", expires_at=expires_at),
            now=office.clock(),
        )
        work.commit()
    return region


@pytest.mark.parametrize("role", list(Role))
async def test_a_route_for_a_role_admits_its_holders_only(
    standing: Kemuning, office: Office, role: Role
) -> None:
    reached: list[str] = []
    route = _recorded(Route(answer=_nothing, who=role, commands=("khusus",)), reached)
    line = await connect(office, Table([route, *TABLE.routes]))
    for who in (SITI, RINA, HASAN):
        await line.of(who.user_id).types("/khusus")
    holders = [who for who in (SITI, RINA, HASAN) if role in who.roles]

    assert len(reached) == len(holders)


async def test_no_button_value_opens_anothers_affairs(line: Line, region: Kemuning) -> None:
    """Andi presses every action about every number, and never reads of Siti (real values: `matrix/`)."""
    andi = line.of(ANDI.user_id)
    actions = [
        one.action for one in ROUTES if one.who in {"anyone", "linked"} and one.action not in {"", "*"}
    ]
    await andi.types("/menu")
    for action in actions:
        for number in range(12):
            await andi.presses_value(f"v1:{action}:{number}")

    heard = [shown.plain for shown in andi.messages]
    assert [text for text in heard if "Siti" in text or "Kemuning ·" in text or SITI.nip in text] == []
    assert {shown.chat_id for shown in line.wire.shown.values()} == {ANDI.user_id}


async def test_somebody_who_left_keeps_no_access_through_old_buttons(andi: Chat, region: Kemuning) -> None:
    await andi.types("/profil")
    region.region.end(region.id_of(ANDI))
    await andi.presses("Menu")

    assert "Andi" not in andi.last.plain


def _recorded(route: Route, reached: list[str]) -> Route:
    """The same route, whose handler only says that it was reached and by which way."""

    async def answer(visit: Visit) -> None:
        action = visit.pressed.action if visit.pressed else ""
        reached.append(visit.command or (action if action == route.action else "*"))
        await visit.reply("button.menu")

    handler: Handler = answer
    return replace(route, answer=handler)


async def _nothing(_visit: Visit) -> None:
    """What a route for a role would do."""
