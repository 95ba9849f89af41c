"""The two processes of a figure in real time: a Telegram that counts, and one worker of the product."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from bot.wall_clock import wall_now
from domain.outbox import Announcement
from storage.database import open_engine
from storage.inbox import Line
from storage.store import SqlStore
from storage.vault import Key, Vault, new_secret
from tests.benchmarks.machine import database_server, favour
from tests.benchmarks.region_tables import fill_accounts
from tests.benchmarks.sending_clients import TOKEN

_BOT_ID = int(TOKEN.partition(":")[0])
SECRET = new_secret()


@dataclass(frozen=True, slots=True)
class Counted:
    """What the server saw of a broadcast; `held_up`: the longest it was itself kept from counting, in s."""

    seconds: float
    starts: int
    refused: int
    held_up: float

    @property
    def rate(self) -> float:
        return self.starts / self.seconds


@dataclass(frozen=True, slots=True)
class Side:
    """The server's."""

    root: str

    def counted(self, seconds: float) -> Counted:
        """Let it count for so long."""
        return Counted(**self._ask(f"counted?seconds={seconds}"))

    def asked(self, seconds: float, every: float, *, people: int = 0, text: str = "/bantuan") -> list[float]:
        """Let people write for so long, one every so many seconds: how many seconds each waited.

        So many `people` in turn; none: each is new.
        """
        wish = urlencode({"seconds": seconds, "every": every, "people": people, "text": text})
        heard = self._ask(f"asked?{wish}")
        waited: list[float] = heard["answers"] + [float("inf")] * heard["unanswered"]
        return waited

    def _ask(self, path: str) -> Any:
        with urlopen(f"{self.root}/{path}", timeout=200) as answer:  # noqa: S310 -- on this machine
            return json.load(answer)["result"]


@contextmanager
def strict_telegram(ceiling: int, latency: tuple[int, int]) -> Iterator[Side]:
    """Refuses what is above the ceiling, answers broadcasts after so many ms, on the first core."""
    core = str(min(os.sched_getaffinity(0)))
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.strict_telegram",
        core,
        str(ceiling),
        *map(str, latency),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        port = process.stdout.readline().strip() if process.stdout else ""
        yield Side(f"http://127.0.0.1:{port}")
        process.terminate()


def queued(url: str, recipients: int) -> SqlStore:
    """A region of so many linked people with one broadcast to all of them."""
    store = SqlStore(open_engine(url), Vault([Key.parse(SECRET)]), Line(_BOT_ID))
    for pid in database_server(store.engine):
        favour(pid)  # before it makes the processes that serve others
    fill_accounts(store, recipients)
    with store.write() as work:
        work.policy.decide_shows_before_decree(value=True, now=wall_now())
        work.outbox.announce(
            Announcement(unique="bench", text_key="transfer.notice.proposed"), now=wall_now()
        )
        work.commit()
    return store


def settings_of(folder: Path, url: str, root: str, *, rate: int) -> dict[str, str]:
    """What tells a worker where everything is."""
    return {
        "SAPA_DATA_DIR": str(folder / "data"),
        "SAPA_DATABASE_URL": url,
        "SAPA_SECRET_KEY": SECRET,
        "SAPA_TELEGRAM_TOKEN": TOKEN,
        "SAPA_TELEGRAM_API_URL": root,
        "SAPA_SEND_RATE": str(rate),
        "SAPA_REGION_NAME": "Kabupaten Kemuning",
        "SAPA_HR_OFFICE_NAME": "BKPSDM Kabupaten Kemuning",
        "SAPA_HR_CONTACT": "Loket 3",
    }


@contextmanager
def worker(store: SqlStore, root: str, folder: Path, *, rate: int) -> Iterator[subprocess.Popen[str]]:
    """`sapa run` on the last core, once it is ready; killed afterwards."""
    url = store.engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, **settings_of(folder, url, root, rate=rate)}
    command = [sys.executable, "-m", "bot", "run"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=quiet, text=True
    ) as process:
        os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
        favour(process.pid)
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("the worker did not start")
        yield process
        process.kill()
