"""The invented region before its first wave, live on either database, and the weeks that pass in it."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import httpx

from bot.calendar_source import estimated_off_days
from bot.house import House, open_house
from bot.settings import read_settings
from bot.trial.cast import HASAN, RINA, SEATS, CastMember
from bot.trial.filling import PASSPHRASE
from bot.trial.moves import Move
from domain.actors import OPERATOR, Actor, Role
from domain.calendar.records import working_days
from domain.concerns.sealing import Proof, SealDesk
from domain.imports.desk import ImportDesk
from domain.linking.invitations import InvitationDesk
from files.import_files import read_files
from sandbox.cast import Link, Person
from sandbox.clock import RealClock
from storage.vault import new_secret
from tests.bot.test_settings import TOKEN, live
from tests.journeys.moved_clock import AHEAD_FILE, PROGRAM
from tests.journeys.product import running
from tests.journeys.telegram import telegram
from tests.journeys.telephone import until
from tests.journeys.wave.files import region_files
from tests.journeys.wave.hand import Hand

_FIRST_NUMBER = 7_200_000_000
_LETTERS_VALID = timedelta(days=90)
_MORNING = time(9)
_SEATED = {one.member.nip: one.member for one in SEATS}


@dataclass
class Weeks(RealClock):
    """How far ahead of the machine it is, for the product and for Telegram."""

    file: Path
    ahead: timedelta = timedelta()

    def wall(self) -> float:
        return super().wall() + self.ahead.total_seconds()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.wall(), UTC)

    def move(self, ahead: timedelta) -> None:
        self.ahead = ahead
        self.file.write_text(str(ahead.total_seconds()), "ascii")


@dataclass
class WaveRegion:
    """`wave`: the moves of the list. `people`: HR's export. `house`: what is stored."""

    house: House
    api: str
    weeks: Weeks
    wave: Sequence[Move]
    people: Path
    folder: Path
    settings: dict[str, str]
    _serving: ExitStack = field(default_factory=ExitStack, repr=False)
    _hands: dict[str, Hand] = field(default_factory=dict, repr=False)
    _began: date | None = None

    def hand(self, who: CastMember) -> Hand:
        if who.nip not in self._hands:
            self._hands[who.nip] = Hand(self.api, who)
        return self._hands[who.nip]

    @property
    def today(self) -> date:
        return self.weeks.now().astimezone(self.house.settings.zone).date()

    def wakes_on(self, working_day: int) -> date:
        """Nine in the morning of this working day of the story, the first being 1, a Monday.

        The process rests in between: a clock that jumps under it is a story of its own.
        """
        self.rests()
        zone = self.house.settings.zone
        if self._began is None:
            self._began = self.today + timedelta(days=7 - self.today.weekday())
        day = self._began
        if working_day > 1:
            with self.house.store.read() as work:
                year = self._began.year
                days = working_days(work.calendar, estimated_off_days, first_year=year, last_year=year + 1)
            day = days.add_working_days(self._began, working_day - 1)
        at = datetime.combine(day, _MORNING, tzinfo=zone)
        self.weeks.move(at - datetime.now(UTC))  # noqa: TID251 -- how far the story is ahead
        self._serving.enter_context(running(self.folder, program=PROGRAM, **self.settings))
        until(lambda: _webhook(self.api))
        return day

    def rests(self) -> None:
        self._serving.close()


@contextmanager
def opened(folder: Path, postgresql: str) -> Iterator[WaveRegion]:
    """From the first start at the terminal to the first message; then it serves."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder.mkdir(parents=True)
    clock_file = folder.parent / "ahead"
    settings = live(
        SAPA_SECRET_KEY=new_secret(),
        SAPA_PUBLIC_URL=f"http://127.0.0.1:{port}",
        SAPA_LISTEN=f"127.0.0.1:{port}",
        **({"SAPA_DATABASE_URL": postgresql} if postgresql else {}),
    )
    weeks = Weeks(clock_file)
    weeks.move(timedelta())
    with open_house(read_settings(settings | {"SAPA_DATA_DIR": str(folder)})) as house:
        today = house.now().astimezone(house.settings.zone).date()
        files, wave = region_files(folder.parent / "berkas", today)
        _first_start(house, files, today)
        with telegram(TOKEN, [_with_letter(house, one) for one in _members(wave)], weeks) as api:
            served = settings | {"SAPA_TELEGRAM_API_URL": api, AHEAD_FILE: str(clock_file)}
            region = WaveRegion(house, api, weeks, wave, files[0], folder, served)
            try:
                region.wakes_on(1)
                yield region
            finally:
                region.rests()


def member_of(move: Move) -> CastMember:
    """Whoever moves, with a telephone of theirs."""
    one = move.servant
    if one.nip in _SEATED:
        return _SEATED[one.nip]
    first, _, last = one.name.partition(" ")
    phone = "+62" + "".join(filter(str.isdigit, one.phone)).removeprefix("62").removeprefix("0")
    number = _FIRST_NUMBER + int(one.nip[-6:]) + int(one.nip[2:8]) * 10
    return CastMember(key="", nip=one.nip, first_name=first, last_name=last, phone=phone, telegram_id=number)


def _members(wave: Sequence[Move]) -> list[CastMember]:
    moving = [member_of(one) for one in wave if one.servant.phone]
    return [*moving, *(one for one in _SEATED.values() if one.nip not in {each.nip for each in moving})]


def _first_start(house: House, files: Sequence[Path], today: date) -> None:
    """What is done once at the terminal: the region's people, the first officers, the seal."""
    desk = ImportDesk(house.store)
    read, problems = read_files(files, today=today)
    desk.apply(desk.preview(read, problems, is_complete=True, by=OPERATOR), by=OPERATOR, now=house.now())
    with house.store.write() as work:
        rina, hasan = (work.people.by_nip(one.nip) for one in (RINA, HASAN))
        assert rina is not None
        assert hasan is not None
        roles = {rina.id: RINA.roles, hasan.id: (*HASAN.roles, Role.ADMINISTRATOR)}
        for person_id, held in roles.items():
            for role in held:
                work.people.grant(person_id, role, by=OPERATOR.label, now=house.now())
        work.policy.decide_shows_before_decree(value=True, now=house.now())
        work.commit()
    seal = SealDesk(house.store, zone=house.settings.zone)
    seal.set_up(Proof(Actor(rina.id), PASSPHRASE), Proof(Actor(hasan.id), PASSPHRASE), now=house.now())


def _with_letter(house: House, member: CastMember) -> Person:
    with house.store.read() as work:
        person = work.people.by_nip(member.nip)
        assert person is not None
    (letter,) = InvitationDesk(house.store).issue([person.id], valid_for=_LETTERS_VALID, now=house.now())
    return Person(
        id=member.telegram_id,
        first_name=member.first_name,
        last_name=member.last_name,
        phone=member.phone,
        language_code="id",
        links=(Link(label="link", start=letter.token), Link(label="code", text=letter.code)),
    )


def _webhook(api: str) -> bool:
    asked = httpx.post(f"{api}/bot{TOKEN}/getWebhookInfo", trust_env=False)
    return bool(asked.json()["result"]["url"])
