"""Everything opened and checked: settings, data folder, database, keys, words."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.folder import DataFolder, MixedModes
from bot.settings import Settings, parse_keys
from bot.wall_clock import wall_now
from domain.refusals import Refusal
from locales.words import Words
from storage.acts_file import ActsFile
from storage.database import open_engine, sqlite_url
from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.marks import KeyMarks, mode_mark, set_mode_mark
from storage.revisions import current_revision, newest_revision
from storage.store import SqlStore
from storage.trail.anchors import AnchorFile
from storage.vault import Key, Vault


class NewerDatabase(Refusal):
    """The database was written by a newer release."""


class ForeignKey(Refusal):
    """The secret key is not the one that this database was sealed with."""


class RotationDue(Refusal):
    """A new secret key is given first; it takes over by rotation."""


@dataclass(frozen=True, slots=True)
class House:
    """What a command works with."""

    settings: Settings
    folder: DataFolder
    store: SqlStore
    words: Words
    bot_id: int
    hour_keys: HourKeys

    @property
    def is_shared(self) -> bool:
        """Whether several processes may serve together."""
        return _is_shared(self.settings)

    def now(self) -> datetime:
        return wall_now()


@contextmanager
def open_house(
    settings: Settings, *, exclusive: bool = False, serving: bool = False, rotating: bool = False
) -> Iterator[House]:
    """Open everything, bring the schema up to date, check stamp and key before anything else is written.

    `exclusive` holds the data folder for as long as the house is open; so does `serving`, but where work is
    shared it lets others serve beside it. Raises a Refusal in words.
    """
    folder = DataFolder(settings)
    folder.prepare()
    keys = _keys(settings, folder)
    with ExitStack() as stack:
        if exclusive or serving:
            stack.enter_context(folder.served(shared=serving and _is_shared(settings)))
        engine = open_engine(database_url(settings, folder))
        stack.callback(engine.dispose)
        _bring_up_to_date(engine, folder, exclusive=exclusive or serving)
        _check_stamp(engine, folder)
        _check_key(engine, keys, rotating=rotating)
        bot_id = _bot_id(settings)
        hour_keys = HourKeys(folder.path / "hour_keys", engine)
        line = Line(
            bot_id,
            hour_keys,
            zone=settings.zone,
            acts=ActsFile(folder.path / "acts"),
            anchors=AnchorFile(folder.path / "anchors", settings.anchor_copy),
        )
        store = SqlStore(engine, Vault(keys), line)
        yield House(settings, folder, store, Words.load(), bot_id, hour_keys)


def _is_shared(settings: Settings) -> bool:
    """A trial's Telegram lives in its one process; SQLite has one writer."""
    url = settings.database_url
    return settings.mode == "live" and url is not None and url.get_secret_value().startswith("postgresql")


def _bot_id(settings: Settings) -> int:
    """The number before the colon is the bot's own; the trial's bot has number one."""
    token = settings.telegram_token
    return 1 if token is None else int(token.get_secret_value().partition(":")[0])


def _keys(settings: Settings, folder: DataFolder) -> list[Key]:
    if settings.secret_key is not None:
        return parse_keys(settings.secret_key.get_secret_value())
    return parse_keys(folder.trial_secret())


def database_url(settings: Settings, folder: DataFolder) -> str:
    """The one that is named, or the folder's own."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return sqlite_url(folder.database)


def _bring_up_to_date(engine: Engine, folder: DataFolder, *, exclusive: bool) -> None:
    """Migrate when needed: alone, or briefly holding the folder; beside a serving process it is refused."""
    found = current_revision(engine)
    if found == newest_revision():
        return
    if found is not None and found > newest_revision():
        raise NewerDatabase(found=found, known=newest_revision())
    from storage.schema import upgrade  # noqa: PLC0415 -- who has nothing to migrate loads no library for it

    if exclusive:
        upgrade(engine)
        return
    with folder.served():
        upgrade(engine)


def _check_stamp(engine: Engine, folder: DataFolder) -> None:
    stamped = mode_mark(engine)
    if stamped is None:
        set_mode_mark(engine, folder.mode)
    elif stamped != folder.mode:
        raise MixedModes(found=stamped, wanted=folder.mode)


def _check_key(engine: Engine, keys: list[Key], *, rotating: bool) -> None:
    marks = KeyMarks(engine)
    if marks.none_yet():
        marks.add(keys[0])
        return
    known = [key for key in keys if marks.knows(key)]
    if not known:
        raise ForeignKey
    if keys[0] not in known and not rotating:
        raise RotationDue
    if marks.others_than(known) and not rotating:
        # A rotation was interrupted: some rows still need the other key.
        raise ForeignKey
