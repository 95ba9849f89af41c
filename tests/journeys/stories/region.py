"""A live region on either database, as its office has it: serving over a webhook, with HR at its terminal."""

import atexit
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest import mock

import httpx
from click.testing import Result

from bot.house import House, open_house
from bot.settings import read_settings
from bot.trial.cast import JOKO, SITI, CastMember
from bot.trial.filling import fill
from domain.linking.invitations import InvitationDesk
from domain.people import Person as Record
from locales.words import Words
from sandbox.cast import Link, Person
from storage.vault import new_secret
from tests.bot import terminal
from tests.bot.test_settings import TOKEN, live
from tests.journeys.product import environment, running, sapa
from tests.journeys.stories.employee import Employee
from tests.journeys.telegram import telegram
from tests.journeys.telephone import until

WAVE = "1"
_KEY = new_secret()
_LETTERS_VALID = timedelta(days=30)
# Of the people whom the invented wave moves, as many a language as the stories need.
_A_LANGUAGE = 7
_FIRST_NUMBER = 7_100_000_000

Settings = dict[str, str]


@dataclass
class Region:
    """`movers`: by language, people of the published wave who hold a telephone and a letter.

    `house`: what is stored, to compare with what is shown.
    """

    folder: Path
    settings: Settings
    movers: dict[str, list[CastMember]]
    house: House
    api: str
    _serving: ExitStack = field(default_factory=ExitStack, repr=False)
    _called: dict[str, Employee] = field(default_factory=dict, repr=False)

    def begin(self) -> None:
        """Serve, and let Telegram know where."""
        self._serving.enter_context(running(self.folder, **self.settings))
        until(lambda: self._webhook_info()["url"])

    def end(self) -> None:
        self._serving.close()

    def begin_again(self) -> None:
        """Stop the process and start another."""
        self.end()
        self.begin()

    def sapa(self, *words: str | Path, typed: str | None = None) -> Result:
        """One command, beside the serving process; `typed` answers its questions."""
        with self._terminal():
            done = terminal.sapa(*words, typed=typed)
        assert done.exit_code == 0, f"{words}: {done.output}"
        return done

    def report(self, *words: str | Path) -> Any:
        """What a command reports to programs."""
        with self._terminal():
            return terminal.report(*words)

    def called(self, language: str, number: int) -> Employee:
        """One of the language's people, linked on the first call."""
        who = self.movers[language][number]
        if who.nip not in self._called:
            self._called[who.nip] = Employee(self.api, who)
        return self._called[who.nip]

    @contextmanager
    def _terminal(self) -> Iterator[None]:
        """In this process, for a start of Python and a reading of all words cost more than the command."""
        variables = environment(self.folder, **self.settings)
        with (
            mock.patch.dict(os.environ, variables, clear=True),
            mock.patch.object(Words, "load", return_value=self.house.words),
        ):
            yield

    def _webhook_info(self) -> dict[str, Any]:
        asked = httpx.post(f"{self.api}/bot{TOKEN}/getWebhookInfo", trust_env=False)
        info: dict[str, Any] = asked.json()["result"]
        return info


@contextmanager
def serving(kind: str, folder: Path, postgresql: str) -> Iterator[Region]:
    """The invented region in live mode; `postgresql`: the empty database that it moves to, if it does."""
    shutil.copytree(_filled(), folder)
    settings = _settings() | _addresses()
    if kind == "postgresql":
        settings["SAPA_DATABASE_URL"] = postgresql
        assert sapa(folder, "move", **settings).returncode == 0
    with _house(folder, settings) as house:
        movers = _movers(house)
        people = [_with_letter(house, member) for each in movers.values() for member in each]
        with telegram(TOKEN, people) as api:
            settings["SAPA_TELEGRAM_API_URL"] = api
            region = Region(folder, settings, movers, house, api)
            try:
                region.begin()
                yield region
            finally:
                region.end()


@cache
def _filled() -> Path:
    """Filled once by the trial's own steps, and copied."""
    folder = Path(mkdtemp(prefix="sapa-stories-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with _house(folder, _settings()) as house:
        fill(house)
    return folder


def _settings() -> Settings:
    return live(SAPA_SECRET_KEY=_KEY)


def _addresses() -> Settings:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {"SAPA_PUBLIC_URL": f"http://127.0.0.1:{port}", "SAPA_LISTEN": f"127.0.0.1:{port}"}


@contextmanager
def _house(folder: Path, settings: Settings) -> Iterator[House]:
    with open_house(read_settings(settings | {"SAPA_DATA_DIR": str(folder)})) as house:
        yield house


def _movers(house: House) -> dict[str, list[CastMember]]:
    """Siti leads who reads Indonesian, Pak Joko who reads English; all have a telephone on record."""
    with house.store.read() as work:
        moved = [work.people.get(one.person_id) for one in work.proposals.of_wave(int(WAVE))]
    known = {one.nip for one in (SITI, JOKO)}
    others = [_member(person) for person in moved if person.phone and person.nip not in known]
    return {
        language: [replace(first, language=language), *_spoken(others[start::2], language)]
        for language, first, start in (("id", SITI, 0), ("en", JOKO, 1))
    }


def _spoken(members: list[CastMember], language: str) -> list[CastMember]:
    return [replace(one, language=language) for one in members[: _A_LANGUAGE - 1]]


def _member(person: Record) -> CastMember:
    assert person.phone is not None
    first, _, last = person.name.partition(" ")
    return CastMember(
        key="",
        nip=person.nip,
        first_name=first,
        last_name=last,
        phone=person.phone,
        telegram_id=_FIRST_NUMBER + person.id,
    )


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
        language_code=member.language,
        links=(Link(label="link", start=letter.token), Link(label="code", text=letter.code)),
    )
