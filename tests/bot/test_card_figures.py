"""Every number on the cards of benefits and of one's data, computed a second time from what is stored.

The region, its wave and the explanations come the whole way: files, import, the planner's own process, the
tables. `Second` then reckons from the tables alone, with none of the planner's code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from babel.numbers import format_decimal

from bot.house import House, open_house
from bot.settings import read_settings
from bot.trial.filling import fill
from domain.benefits.desk import BenefitDesk
from domain.benefits.records import BalanceSheet, LineCode, Sign
from domain.corrections.desk import CorrectionDesk
from domain.corrections.records import FactCode
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post
from domain.proposals import Proposal
from handlers.routes import TABLE
from locales.words import Words, full_date
from tests.chat import at, connect
from tests.domain.planning.second_computation import Second
from tests.offices import office_on
from tests.people import Region

_READ_ALOUD = 8  # people whose screens are read number by number


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A house with a published wave, and the second computation over its tables."""

    house: House
    proposals: tuple[Proposal, ...]
    second: Second
    now: datetime

    def ends(self, proposal: Proposal) -> tuple[Candidate, Post | None, Post]:
        """Who moves, and the posts left and joined."""
        one = self.second.people[proposal.person_id]
        left = None if one.post is None else self.second.posts[one.post]
        return one, left, self.second.posts[self.second.plan[one.person_id]]

    def staff(self, proposal: Proposal) -> dict[int, int]:
        """How many would serve in each post after this move alone."""
        _, left, joined = self.ends(proposal)
        after = {number: self.second.actual(post) for number, post in self.second.posts.items()}
        after[joined.id] += 1
        if left is not None:
            after[left.id] -= 1
        return after


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder: Path = tmp_path_factory.mktemp("figures")
    with open_house(read_settings({"SAPA_DATA_DIR": str(folder)})) as house:
        fill(house)
        now = house.now()
        with house.store.read() as work:
            wave = work.waves.all()[0]
            proposals = tuple(work.proposals.of_wave(wave.id))
            moves = {one.person_id: one.target_post for one in work.planning.undecided_moves(wave.id)}
            explained = work.planning.explanation_of(proposals[0].id)
            assert explained is not None
            snapshot = work.planning.snapshot(as_of=explained.as_of)
        plan = {person: post for person, post in moves.items() if post is not None}
        second = Second(snapshot, PlanningSettings(), plan)
        yield Shown(house=house, proposals=proposals, second=second, now=now)


def sheets(shown: Shown) -> Iterator[tuple[Proposal, BalanceSheet]]:
    desk = BenefitDesk(shown.house.store)
    for proposal in shown.proposals:
        own = desk.own(proposal.person_id)
        if own.sheet is not None:
            yield proposal, own.sheet


def facts(sheet: BalanceSheet, code: LineCode) -> Mapping[str, Any]:
    lines = [line for block in sheet.blocks.values() for line in block if line.code is code]
    return lines[0].facts if lines else {}


def test_most_of_the_wave_has_a_card(shown: Shown) -> None:
    assert len(list(sheets(shown))) >= _READ_ALOUD


def test_people_and_loads_are_those_of_the_tables(shown: Shown) -> None:
    second = shown.second
    for proposal, sheet in sheets(shown):
        one, left, joined = shown.ends(proposal)
        after = shown.staff(proposal)
        before = {number: second.actual(post) for number, post in second.posts.items()}
        sides = [(LineCode.TARGET_STAFF, LineCode.TARGET_LOAD, joined)]
        sides += [] if left is None or left.id == joined.id else [
            (LineCode.ORIGIN_STAFF, LineCode.ORIGIN_LOAD, left)
        ]  # fmt: skip
        for staff, load, post in sides:
            told = facts(sheet, staff)
            if second.need(post) is None:
                assert not told
            else:
                figures = (second.need(post), before[post.id], after[post.id])
                assert (told["need"], told["actual"], told["actual_after"]) == figures
            told = facts(sheet, load)
            if second.load(post) is None:
                assert not told
            else:
                assert told["ej"] == second.ej(post, before[post.id])
                assert told["ej_after"] == second.ej(post, after[post.id])
                assert told["eu"] == second.eu(post.unit_id, before)
                assert told["eu_after"] == second.eu(post.unit_id, after)
        assert one.person_id == proposal.person_id


def test_the_persons_own_figures_are_those_of_the_tables(shown: Shown) -> None:
    second = shown.second
    for proposal, sheet in sheets(shown):
        one, left, joined = shown.ends(proposal)
        after = shown.staff(proposal)
        assert facts(sheet, LineCode.FIT).get("jpm") == second.jpm(one, joined)
        assert facts(sheet, LineCode.TENURE).get("months") == second.months(one)
        minutes = second.minutes(one, joined)
        assert facts(sheet, LineCode.TRAVEL).get("minutes") == minutes
        if left is not None and facts(sheet, LineCode.OWN_LOAD):
            assert facts(sheet, LineCode.OWN_LOAD) == {
                "ej": second.ej(left, second.actual(left)),
                "ej_after": second.ej(joined, after[joined.id]),
            }
        classes = facts(sheet, LineCode.JOB_CLASS)
        if classes:
            assert (classes["before"], classes["after"]) == (left and left.job_class, joined.job_class)


def test_a_sign_never_contradicts_its_figures(shown: Shown) -> None:
    for _proposal, sheet in sheets(shown):
        for block in sheet.blocks.values():
            for line in block:
                if line.code is LineCode.TARGET_STAFF and line.is_known:
                    is_lacking = line.facts["actual"] < line.facts["need"]  # type: ignore[operator]
                    assert line.sign is (Sign.BENEFIT if is_lacking else Sign.COST)
                if line.code is LineCode.ORIGIN_STAFF and line.is_known:
                    is_spare = line.facts["actual"] > line.facts["need"]  # type: ignore[operator]
                    assert line.sign is (Sign.BENEFIT if is_spare else Sign.COST)


def test_the_facts_that_may_be_flagged_are_those_of_the_tables(shown: Shown) -> None:
    desk = CorrectionDesk(shown.house.store, zone=shown.house.settings.zone)
    for proposal, _sheet in sheets(shown):
        one, left, _joined = shown.ends(proposal)
        told = {fact.code: fact.facts for fact in desk.own(one.person_id, now=shown.now).facts}
        assert told[FactCode.POSITION]["months"] == shown.second.months(one)
        assert told[FactCode.COMPETENCY]["count"] == len(one.levels)
        assert dict(told[FactCode.RATINGS]) == {str(year): rating for year, rating in one.ratings.items()}
        assert told[FactCode.DISCIPLINE]["discipline"] == one.discipline
        assert told[FactCode.JOB_CLASS]["job_class"] == (None if left is None else left.job_class)


async def test_no_number_stands_on_a_screen_that_the_second_computation_has_not(shown: Shown) -> None:
    """Read as a person reads it: names and days taken away, every number that is left is a known one."""
    store = shown.house.store
    read = list(sheets(shown))[:_READ_ALOUD]
    line = await connect(office_on(store, words=Words.load(), clock=at(shown.now)), TABLE)
    region = Region(store, shown.now)
    for number, (proposal, sheet) in enumerate(read):
        with store.read() as work:
            is_linked = work.linking.account_of(proposal.person_id) is not None
        if is_linked:
            continue
        chat = line.of(9_000 + number)
        region.link(proposal.person_id, chat.user_id)
        screens = [await chat.types("/manfaat")]
        if sheet.loads:
            screens.append(await chat.presses("Gambar beban"))
        screens += [await chat.types("/data"), await chat.presses("Unit dan perjalanan")]
        known = _known(shown, proposal)
        for screen in screens:
            left = _numbers(_without_names(screen.plain, shown, proposal)) - known
            assert left == set(), screen.plain
    await line.application.shutdown()


def _known(shown: Shown, proposal: Proposal) -> set[str]:
    """Every number that may be told this person, as Indonesian writes it."""
    second = shown.second
    one, left, joined = shown.ends(proposal)
    before = {number: second.actual(post) for number, post in second.posts.items()}
    after = shown.staff(proposal)
    figures: list[Any] = [1, second.months(one), second.jpm(one, joined), second.minutes(one, joined)]
    figures += [
        second.settings.jpm_pass,
        second.settings.max_tenure_months,
        second.settings.min_tenure_months,
    ]
    figures += [len(one.levels), *one.levels.values(), *one.ratings]
    for post in (left, joined):
        if post is not None:
            figures += [second.need(post), before[post.id], after[post.id], post.job_class]
            figures += [second.ej(post, before[post.id]), second.ej(post, after[post.id])]
            figures += [second.eu(post.unit_id, before), second.eu(post.unit_id, after)]
    for wish in one.wishes:
        figures.append(wish.rank)
        for post in second.posts.values():
            if post.unit_id == wish.unit_id:
                figures += [second.need(post), before[post.id]]
    written = {form for one in figures if one is not None for form in _forms(one)}
    return written | {code.partition(".")[2] for code in one.levels}


def _forms(figure: Any) -> set[str]:
    return {format_decimal(figure, shape, locale="id") for shape in ("#,##0.##", "0.00", "0")} if (
        not isinstance(figure, int)
    ) else {str(figure), format_decimal(figure, locale="id")}  # fmt: skip


def _without_names(text: str, shown: Shown, proposal: Proposal) -> str:
    with shown.house.store.read() as work:
        person = work.people.get(proposal.person_id)
        wave = work.waves.get(proposal.wave_id)
    names = {
        shown.house.settings.hr_contact,
        person.full_name,
        person.grade,
        person.education_level,
        person.education,
        person.position,
    }
    for post in shown.second.posts.values():
        names |= {post.unit, post.name, post.location}
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "")
    months = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
    days = rf"\w+, \d{{1,2}} (?:{months}) \d{{4}}"
    assert re.fullmatch(days, full_date("id", shown.now.date()))
    assert wave.calendar.data_check_until is None
    return re.sub(days, "", text)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))
