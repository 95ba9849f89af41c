"""What officers' desks are asked, each beside the least SQL that brings the same rows by hand.

The SQL checks no right, opens no seal, makes no object; where the desk notes whom it shows, so does the SQL.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from domain.actors import Actor
from domain.audit import Sought
from domain.concerns.queue import Whose
from domain.dossiers.records import Mark, Wanted
from domain.linking.records import IDLE_FOR
from domain.proposals import Status
from handlers.office import Office
from tests.benchmarks import officer_sql as sql
from tests.benchmarks.officer_cases import number_of
from tests.benchmarks.officer_region import nip_of
from tests.benchmarks.officer_sql import Bare, audited, in_turn, noted, rows

OFFICER = Actor(3, at_terminal=True)
_UNIT = 7
_NIP_OF = 4_321


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`is_page`: as long in a small region as in a large one, so it may cost no more there."""

    name: str
    desk: Callable[[], object]
    bare: Bare
    is_page: bool = True


def calls(office: Office, *, drafts: int, now: datetime) -> list[Asked]:
    """Everything officers read. `drafts`: a wave that nobody was shown; wave 1 was."""
    return [
        *_cases(office, now),
        *_dossiers(office, drafts, now),
        *_counts(office, now),
        *_people(office, now),
        *_house(office, now),
    ]


def _cases(office: Office, now: datetime) -> list[Asked]:
    queue, handling = office.cases.queue.page, office.cases.handling
    number = number_of(100)
    lines = rows("SELECT id FROM concern WHERE waits")
    letters = rows("SELECT * FROM concern_letter WHERE hour != 'lost'")
    found = rows("SELECT * FROM concern WHERE id = (SELECT min(id) FROM concern WHERE NOT waits)")
    corrections = rows("SELECT * FROM correction WHERE status = 'new' ORDER BY due_at, number")
    return [
        *(
            Asked(name=f"queue of cases, {one}", desk=partial(queue, one, by=OFFICER, now=now), bare=lines)
            for one in Whose
        ),
        Asked(
            name="queue of cases, a late page",
            desk=partial(queue, Whose.ALL, page=9, by=OFFICER, now=now),
            bare=lines,
        ),
        Asked(
            name="a case, looked at",
            desk=partial(handling.look, number, by=OFFICER),
            bare=in_turn(letters, found),
        ),
        Asked(
            name="a case, read",
            desk=partial(handling.read, number, by=OFFICER, now=now),
            bare=audited(in_turn(letters, found), now),
        ),
        Asked(
            name="corrections that wait",
            desk=partial(office.corrections.waiting, by=OFFICER, now=now),
            bare=corrections,
            is_page=False,
        ),
        Asked(
            name="objections that wait",
            desk=partial(office.cases.objections.queue, by=OFFICER),
            bare=rows("SELECT * FROM objection WHERE state = 'submitted'"),
        ),
        Asked(
            name="constraints that wait",
            desk=partial(office.cases.constraints.waiting, by=OFFICER),
            bare=rows("SELECT * FROM preference_constraint WHERE state = 'told'"),
        ),
        Asked(
            name="replies kept ready",
            desk=partial(office.cases.canned.listed, by=OFFICER),
            bare=rows("SELECT * FROM canned_reply"),
        ),
    ]


def _dossiers(office: Office, drafts: int, now: datetime) -> list[Asked]:
    desk, listed = office.dossiers, partial(_page_of, office, now)
    newest = ", ".join(str(one) for one in range(max(1, drafts - 5), drafts + 1))
    waves = in_turn(
        rows("SELECT * FROM wave ORDER BY id DESC LIMIT 6"),
        rows(sql.STATUSES.format(waves=newest)),
        rows(sql.FINDINGS.format(waves=newest)),
    )
    wave = in_turn(
        rows("SELECT * FROM wave WHERE id = :wave", wave=1),
        rows(sql.STATUSES.format(waves=1)),
        rows(sql.OF_WAVE, wave=1),
        rows(sql.SAID, wave=1),
    )
    by_name = sql.listed("lower(p.name) LIKE :name", name="%000123%")
    of_nip = rows(sql.LINES.format(where="q.person_id = :person"), person=_NIP_OF)
    one = office.dossiers.page(Wanted(wave_id=1), 1, by=OFFICER, now=now).lines[0].proposal_id
    return [
        Asked(name="waves", desk=partial(desk.waves, 1, by=OFFICER), bare=waves, is_page=False),
        Asked(name="one wave", desk=partial(desk.wave, 1, by=OFFICER), bare=wave),
        Asked(
            name="a wave's units",
            desk=partial(desk.units, 1, to=True, by=OFFICER),
            bare=rows(sql.UNITS, wave=1),
        ),
        listed("all", Wanted(wave_id=1), "q.wave_id = :wave", wave=1),
        listed("all, the last page", Wanted(wave_id=1), "q.wave_id = :wave", page=83, wave=1),
        listed(
            "of a status",
            Wanted(wave_id=1, status=Status.DECREE),
            "q.wave_id = :wave AND q.status = 'decree'",
            wave=1,
        ),
        listed(
            "with findings",
            Wanted(wave_id=drafts, mark=Mark.FOUND),
            f"q.wave_id = :wave AND q.status = 'draft' AND {sql.HAS_FINDING}",
            wave=drafts,
        ),
        listed("untold", Wanted(wave_id=1, mark=Mark.UNTOLD), f"q.wave_id = :wave AND {sql.UNTOLD}", wave=1),
        listed(
            "objecting",
            Wanted(wave_id=1, mark=Mark.OBJECTING),
            f"q.wave_id = :wave AND {sql.OBJECTS}",
            wave=1,
        ),
        listed(
            "of people who left",
            Wanted(wave_id=drafts, mark=Mark.LEFT),
            "q.wave_id = :wave AND q.status = 'draft' AND p.ended_at IS NOT NULL",
            wave=drafts,
        ),
        listed(
            "from a unit",
            Wanted(wave_id=1, from_unit=_UNIT),
            "q.wave_id = :wave AND q.from_unit_id = :unit",
            wave=1,
            unit=_UNIT,
        ),
        Asked(
            name="proposals by a name, in all waves",
            desk=partial(desk.find, "000123", None, by=OFFICER, now=now),
            bare=noted(by_name, now),
            is_page=False,
        ),
        Asked(
            name="proposals by a NIP",
            desk=partial(desk.find, nip_of(_NIP_OF), None, by=OFFICER, now=now),
            bare=noted(of_nip, now),
        ),
        Asked(
            name="findings of a wave",
            desk=partial(desk.found, drafts, 1, by=OFFICER, now=now),
            bare=noted(in_turn(rows(sql.FOUND_COUNT, wave=drafts), rows(sql.FOUND, wave=drafts)), now),
        ),
        Asked(
            name="a proposal's card",
            desk=partial(desk.open, one, by=OFFICER, now=now),
            bare=noted(in_turn(*(rows(each, one=one) for each in sql.CARD)), now),
        ),
        Asked(
            name="who was not told first",
            desk=partial(office.first_words.untold, 1, page=1, by=OFFICER, now=now),
            bare=noted(
                in_turn(
                    rows(sql.OF_WAVE, wave=1),
                    rows(sql.COUNT.format(where=f"q.wave_id = :wave AND {sql.UNTOLD}"), wave=1),
                    rows(sql.LINES.format(where=f"q.wave_id = :wave AND {sql.UNTOLD}"), wave=1),
                ),
                now,
            ),
        ),
    ]


def _page_of(
    office: Office, now: datetime, name: str, wanted: Wanted, where: str, *, page: int = 1, **facts: Any
) -> Asked:
    return Asked(
        name=f"proposals, {name}",
        desk=partial(office.dossiers.page, wanted, page, by=OFFICER, now=now),
        bare=noted(sql.listed(where, **facts), now),
    )


def _counts(office: Office, now: datetime) -> list[Asked]:
    desk, ahead = office.standing, office.vacancies
    cases = rows("SELECT id FROM concern WHERE waits")
    by_fact = rows(sql.BY_FACT)
    callers = rows(sql.CALLERS)
    state = rows("SELECT max(applied_at), max(undone_at) FROM import")
    held = rows("SELECT value FROM setting WHERE name LIKE 'policy%'")
    due = rows(sql.DUE_COUNT, until=now.date() - timedelta(days=1_800))
    return [
        Asked(
            name="standing of the region",
            desk=partial(desk.region, by=OFFICER, now=now),
            bare=in_turn(rows(sql.REGION), rows("SELECT * FROM wave"), cases, by_fact, callers),
            is_page=False,
        ),
        Asked(
            name="units of the region",
            desk=partial(desk.units, by=OFFICER),
            bare=rows(sql.REGION),
            is_page=False,
        ),
        Asked(
            name="standing of a wave",
            desk=partial(desk.wave, 1, by=OFFICER, now=now),
            bare=in_turn(rows(sql.OF_WAVE, wave=1), by_fact, callers),
        ),
        Asked(
            name="load of a wave's units",
            desk=partial(desk.loads, 1, by=OFFICER),
            bare=in_turn(rows(sql.MOVES, wave=1), rows(sql.SERVING, wave=1), rows(sql.NEEDS, wave=1)),
        ),
        Asked(
            name="units that are wished for",
            desk=partial(desk.wishes, by=OFFICER),
            bare=rows("SELECT * FROM chance WHERE position_key = '' AND wanting >= 5"),
        ),
        Asked(
            name="vacancies ahead",
            desk=partial(ahead.overview, by=OFFICER, now=now),
            bare=in_turn(state, held, due),
            is_page=False,
        ),
        Asked(
            name="vacancies, a page of units",
            desk=partial(ahead.page, 1, by=OFFICER, now=now),
            bare=in_turn(state, held),
            is_page=False,
        ),
        Asked(
            name="vacancies of a unit",
            desk=partial(ahead.unit, _UNIT, by=OFFICER, now=now),
            bare=in_turn(state, held),
        ),
        Asked(
            name="who leaves a unit",
            desk=partial(ahead.leaving, _UNIT, 1, by=OFFICER, now=now),
            bare=noted(in_turn(state, held, rows("SELECT * FROM person WHERE unit_id = 7 LIMIT 1")), now),
        ),
        Asked(
            name="whose tenure is due",
            desk=partial(ahead.due, 1, by=OFFICER, now=now),
            bare=noted(in_turn(due, rows(sql.DUE, until=now.date())), now),
            is_page=False,
        ),
        Asked(
            name="what a wave's report tells",
            desk=partial(office.reports.heard, 1, by=OFFICER, now=now),
            bare=in_turn(rows("SELECT * FROM concern"), by_fact, callers),
            is_page=False,
        ),
    ]


def _people(office: Office, now: datetime) -> list[Asked]:
    desk = office.liaison
    seen = now - IDLE_FOR
    counted = rows(sql.UNREACHED_COUNT.format(where=""), seen=seen)
    unit = (
        sql.UNREACHED.format(where="AND p.unit_id = 7"),
        sql.UNREACHED_COUNT.format(where="AND p.unit_id = 7"),
    )
    whole = sql.UNREACHED.format(where=""), sql.UNREACHED_COUNT.format(where="")
    silent = office.liaison.people(1, unit_id=_UNIT, by=OFFICER, now=now).listed[0].person_id
    return [
        Asked(
            name="liaison: units",
            desk=partial(desk.units, 1, by=OFFICER, now=now),
            bare=in_turn(counted, rows("SELECT * FROM unit")),
            is_page=False,
        ),
        Asked(
            name="liaison: people of a unit",
            desk=partial(desk.people, 1, unit_id=_UNIT, by=OFFICER, now=now),
            bare=noted(in_turn(rows(unit[1], seen=seen), rows(unit[0], seen=seen)), now),
        ),
        Asked(
            name="liaison: people of all units",
            desk=partial(desk.people, 1, by=OFFICER, now=now),
            bare=noted(in_turn(counted, rows(whole[0], seen=seen)), now),
            is_page=False,
        ),
        Asked(
            name="liaison: one of them",
            desk=partial(desk.sheet, silent, by=OFFICER, now=now),
            bare=noted(
                in_turn(
                    *(rows(each, one=silent) for each in sql.SHEET),
                    rows("SELECT * FROM person WHERE id = :one", one=silent),
                ),
                now,
            ),
        ),
    ]


def _house(office: Office, now: datetime) -> list[Asked]:
    gaps = "SELECT * FROM knowledge_gap ORDER BY times DESC, last_on DESC, id LIMIT 50"
    held = rows("SELECT p.*, r.role, r.unit_id FROM role r JOIN person p ON p.id = r.person_id")
    trail = "SELECT * FROM audit {} ORDER BY id DESC LIMIT 50"
    ended = Sought(since=now - timedelta(days=30), until=now)
    return [
        Asked(
            name="library: what waits",
            desk=partial(office.library.gaps, 1, by=OFFICER),
            bare=in_turn(rows(gaps), rows("SELECT count(*) FROM knowledge_gap")),
        ),
        Asked(
            name="library: work list",
            desk=partial(office.knowledge.work_list, by=OFFICER),
            bare=rows(gaps),
        ),
        Asked(
            name="library: what helped",
            desk=partial(office.library.rated, 1, by=OFFICER),
            bare=rows("SELECT * FROM knowledge_rating"),
        ),
        Asked(name="roles", desk=partial(office.roles.holders, by=OFFICER), bare=held),
        Asked(
            name="roles: history",
            desk=partial(office.roles.history, by=OFFICER, page=1, size=6),
            bare=rows(sql.GRANTS),
        ),
        Asked(
            name="roles: by a name",
            desk=partial(office.roles.find, "Pegawai 000123", by=OFFICER),
            bare=rows("SELECT * FROM person WHERE lower(name) LIKE '%000123%' ORDER BY name LIMIT 7"),
            is_page=False,
        ),
        Asked(
            name="trail: the newest",
            desk=partial(_sought, office, Sought()),
            bare=rows(trail.format("")),
        ),
        Asked(
            name="trail: of somebody",
            desk=partial(_sought, office, Sought(actor="person:7")),
            bare=rows(trail.format("WHERE actor = 'person\\:7'")),
        ),
        Asked(
            name="trail: of a kind",
            desk=partial(_sought, office, Sought(kind="role")),
            bare=rows(trail.format("WHERE action LIKE 'role.%'")),
        ),
        Asked(
            name="trail: of a month",
            desk=partial(_sought, office, ended),
            bare=rows(trail.format("WHERE at >= :since"), since=now - timedelta(days=30)),
        ),
        Asked(
            name="what left as a file",
            desk=partial(office.exports.page, 1, by=OFFICER),
            bare=rows("SELECT * FROM export ORDER BY id DESC LIMIT 6"),
        ),
        Asked(
            name="scenarios",
            desk=partial(office.scenario_moves.all, by=OFFICER),
            bare=rows("SELECT * FROM scenario ORDER BY id DESC"),
        ),
        Asked(
            name="imports",
            desk=partial(office.imports.page, 1, by=OFFICER),
            bare=rows('SELECT * FROM "import" ORDER BY id DESC LIMIT 6'),
        ),
    ]


def _sought(office: Office, what: Sought) -> object:
    with office.store.read() as work:
        return work.audit.sought(what, limit=50)
