"""The trial: an invented region, a Telegram of its own on loopback, and the bot connected to it over HTTP."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from bot.closed_form.routes import ClosedForm
from bot.house import House
from bot.serving import serve
from bot.trial.filling import cast, fill, letters
from bot.web_server import served
from bot.wiring import build_office
from domain.linking.invitations import IssuedInvitation
from locales.words import LANGUAGES, Words
from sandbox.cast import BotAccount, Link, Person
from sandbox.sandbox import Sandbox
from sandbox.server import create_app

# The sandbox accepts this token and no other server does.
TOKEN = "1000000001:trial-token-of-the-sandbox-only"  # noqa: S105 -- opens nothing outside the sandbox
USERNAME = "SapaMutasiTrialBot"
LOOPBACK = "127.0.0.1"


async def serve_trial(house: House, *, ready: Callable[[str], None]) -> None:
    """Serve the trial until a signal; `ready` is told the address to open."""
    fill(house)
    sandbox = Sandbox(
        _people(house, letters(house)),
        BotAccount(token=TOKEN, username=USERNAME, name="Sapa Mutasi"),
        folder=house.folder.path / "sandbox",
        words=_page_words(house.words),
    )
    with _listening(house.settings.sandbox_port) as listener:
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        # The page and the bot share nothing but the database, as they would in two processes.
        office = build_office(house.store, house.words, house.settings, username=USERNAME, pages_at=address)
        app = create_app(sandbox, beside=ClosedForm(office).routes())
        async with served(app, listener, hang_up=sandbox.hang_up):
            await serve(
                house,
                token=TOKEN,
                api_url=address,
                ready=lambda _username: ready(address + "/"),
                pages_at=address,
            )


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """Listen on loopback: the usual port, or another where that one is taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            listener.bind((LOOPBACK, 0))
        yield listener
    finally:
        listener.close()


def _people(house: House, issued: Mapping[str, IssuedInvitation]) -> list[Person]:
    language = house.settings.language
    return [
        Person(
            id=member.telegram_id,
            first_name=member.first_name,
            last_name=member.last_name,
            phone=member.phone,
            language_code=member.language,
            about=house.words.plain(language, member.about),
            links=_links(house, issued.get(member.nip)),
        )
        for member in cast()
    ]


def _links(house: House, letter: IssuedInvitation | None) -> tuple[Link, ...]:
    if letter is None:
        return ()
    words, language = house.words, house.settings.language
    return (
        Link(label=words.plain(language, "trial.letter.link"), start=letter.token),
        Link(label=words.plain(language, "trial.letter.code"), text=letter.code),
    )


def _page_words(words: Words) -> dict[str, dict[str, str]]:
    """The chat page's own texts: the keys that begin with `sandbox.`."""
    return {
        language: {
            key: entry.forms[-1]
            for key, entry in words.catalogues[language].items()
            if key.startswith("sandbox.")
        }
        for language in LANGUAGES
    }
