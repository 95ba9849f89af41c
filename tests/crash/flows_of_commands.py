"""What an operator types, as runs that may be cut off anywhere and are typed again."""

import base64
import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.commands import Sapa
from bot.intake import keep
from domain.actors import OPERATOR
from domain.imports.desk import ImportDesk
from domain.linking.invitations import InvitationDesk
from domain.outbox import Pacing, Sent
from storage.backup import examine
from storage.database import open_engine
from storage.marks import KeyMarks, set_mode_mark
from storage.replacing import successor
from storage.revisions import current_revision, newest_revision
from storage.schema import differences
from storage.store import SqlStore
from storage.vault import Vault
from tests.crash.mail import update
from tests.crash.stage import BOT_ID, NEW, NOW, OLD, Flow, Stage
from tests.crash.worker import message
from tests.filesets import file_set

_WAITING = 3


def _sapa(stage: Stage, *words: str, keys: str = "o") -> None:
    """In a live region, as from a terminal; a refusal ends the process, as it should."""
    os.environ |= {
        "SAPA_DATA_DIR": str(stage.folder),
        "SAPA_DATABASE_URL": stage.url,
        "SAPA_SECRET_KEY": ",".join(base64.urlsafe_b64encode(key.encode() * 32).decode() for key in keys),
        "SAPA_TELEGRAM_TOKEN": f"{BOT_ID}:an-invented-token-of-no-bot",
        "SAPA_REGION_NAME": "Kabupaten Kemuning",
        "SAPA_HR_OFFICE_NAME": "BKPSDM Kabupaten Kemuning",
        "SAPA_HR_CONTACT": "Jalan Contoh Nomor 1",
    }
    stage.store.engine.dispose()  # nobody else is connected
    Sapa("sapa").main([*words, "--json"], standalone_mode=False)


def _live(stage: Stage) -> None:
    """Stamped as every house's database is."""
    set_mode_mark(stage.store.engine, "live")
    KeyMarks(stage.store.engine).add(OLD)


def _in_flight(stage: Stage) -> None:
    """Messages that wait and one that was sent, an update that waits."""
    _live(stage)
    with stage.store.write() as work:
        for number in range(_WAITING + 1):
            work.outbox.put(message(f"m:{number}", 9_000 + number), now=NOW)
        work.commit()
    with stage.store.write() as work:
        pacing = Pacing(rate=1_000_000)
        claimed = work.outbox.claim(1, owner="me", pacing=pacing, busy=False, now=NOW)
        work.outbox.settle([(one, Sent(1)) for one in claimed], owner="me", now=NOW)
        work.commit()
    keep(stage.store, [update(1, 8_000)], now=NOW)


def _copy(stage: Stage) -> Path:
    return stage.folder / "sapa.copy"


def _back_up(stage: Stage) -> None:
    """A copy that stands there was made whole: nobody replaces it."""
    if not _copy(stage).exists():
        _sapa(stage, "backup", "--out", str(_copy(stage)))


def _is_whole(stage: Stage) -> list[str]:
    """If there is a copy at all, it can be restored with everything in it."""
    if not _copy(stage).exists():
        return []
    with successor(stage.url, _copy(stage)) as (_, contents):
        rows = contents.rows["outbox"]
    return [] if rows == _WAITING + 1 else [f"{rows} messages in the copy"]


def _is_there(stage: Stage) -> list[str]:
    return _is_whole(stage) if _copy(stage).exists() else ["there is no copy"]


def _copied(stage: Stage) -> None:
    """What was in flight is in the copy; one more message came after it."""
    _in_flight(stage)
    _back_up(stage)
    with stage.store.write() as work:
        work.outbox.put(message("m:after", 9_999), now=NOW + timedelta(hours=1))
        work.commit()


def _restore(stage: Stage) -> None:
    _sapa(stage, "restore", str(_copy(stage)), "--yes")


def _is_former_or_restored(stage: Stage) -> list[str]:
    """Never a half of each, and never nothing."""
    engine = open_engine(stage.url)
    contents = examine(engine)
    with engine.connect() as connection:
        waiting = connection.execute(text("SELECT count(*) FROM outbox WHERE state = 'new'")).scalar_one()
    engine.dispose()
    found = (contents.rows["outbox"], waiting)
    wanted = {(_WAITING + 2, _WAITING + 1), (_WAITING + 1, 0)}
    return [] if found in wanted else [f"{found[0]} messages, {found[1]} of them waiting"]


def _sealed(stage: Stage) -> None:
    """People, facts of a message, and an open letter."""
    _live(stage)
    desk = ImportDesk(stage.store)
    desk.apply(desk.preview(file_set(6), [], is_complete=False, by=OPERATOR), by=OPERATOR, now=NOW)
    with stage.store.write() as work:
        work.outbox.put(message("m:sealed", 9_000), now=NOW)
        work.commit()
    with stage.store.read() as work:
        somebody = next(iter(work.people.active())).id
    InvitationDesk(stage.store).issue([somebody], timedelta(days=30), now=NOW)


def _rotate(stage: Stage) -> None:
    """It may be typed again as long as both keys are given."""
    _sapa(stage, "key", "rotate", keys="no")


def _opens_anew(stage: Stage) -> list[str]:
    """With the new key alone."""
    engine = stage.store.engine
    with SqlStore(engine, Vault([NEW])).write() as work:
        people = len(list(work.people.active()))
        facts = work.outbox.claim(1, owner="me", pacing=Pacing(), busy=False, now=NOW)[0].message.facts
    faults = [] if people == 6 else [f"{people} people are readable with the new key"]
    faults += [] if facts == {"name": "#m:sealed#"} else ["a message lost its facts"]
    return faults + (["the old key is still wanted"] if KeyMarks(engine).others_than([NEW]) else [])


def _is_migrated(stage: Stage) -> list[str]:
    found = current_revision(stage.store.engine)
    unlike = [one for one in differences(stage.store.engine) if "hour_key" not in str(one)]
    return [] if found == newest_revision() and not unlike else [f"revision {found}, {unlike}"]


COMMANDS = {
    "back up": Flow(
        _in_flight, _back_up, {"SELECT count(*) FROM outbox": _WAITING + 1}, _is_there, meanwhile=_is_whole
    ),
    "restore": Flow(
        _copied,
        _restore,
        {
            "SELECT count(*) FROM outbox WHERE state = 'held'": _WAITING,
            "SELECT count(*) FROM outbox WHERE state IN ('new', 'sending', 'unknown')": 0,
            "SELECT count(*) FROM inbox WHERE state = 'quarantined' AND incident = 'restored'": 1,
            "SELECT count(*) FROM setting WHERE name = 'epoch' AND value = '1'": 1,
            "SELECT count(*) FROM audit WHERE action = 'database.restored'": 1,
        },
        meanwhile=_is_former_or_restored,
    ),
    "rotate": Flow(
        _sealed,
        _rotate,
        {"SELECT count(*) FROM person": 6, "SELECT count(*) FROM invitation WHERE closed_at IS NULL": 1},
        _opens_anew,
    ),
    "migrate": Flow(
        lambda _stage: None, lambda stage: _sapa(stage, "migrate"), {}, _is_migrated, starts_empty=True
    ),
}
