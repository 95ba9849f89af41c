"""What one idle serving process holds in memory, and how long a million recipients take to queue."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bot.wall_clock import wall_now
from domain.outbox import Announcement
from storage.database import open_engine
from storage.inbox import Line
from storage.store import SqlStore
from storage.vault import Key, Vault, new_secret
from tests.benchmarks.region_tables import fill_accounts
from tests.databases import Databases

IDLE_MB = 130.0
QUEUE_SECONDS = 60.0
RECIPIENTS = 1_000_000
READY_SECONDS = 5.0
WAITING = 100_000


def run(folder: Path) -> bool:
    """Print the figures; return whether the bounds are kept."""
    databases = Databases(folder)
    queued = _queue(databases)
    ready, idle = _idle(folder, databases)
    databases.close()
    print(f"\nQueue {RECIPIENTS:,} recipients on PostgreSQL: {queued:.1f} s (bound {QUEUE_SECONDS:.0f} s)")
    print(f"Ready with {WAITING:,} rows waiting: {ready:.2f} s (bound {READY_SECONDS:.0f} s)")
    print(f"One idle serving process: {idle:.0f} MB (bound {IDLE_MB:.0f} MB)")
    return queued <= QUEUE_SECONDS and ready < READY_SECONDS and idle <= IDLE_MB


def _queue(databases: Databases) -> float:
    store = SqlStore(open_engine(databases.postgresql()), Vault([Key(bytes(32))]))
    fill_accounts(store, RECIPIENTS)
    return _announce(store)


def _announce(store: SqlStore) -> float:
    started = time.perf_counter()
    with store.write() as work:
        work.outbox.announce(Announcement(unique="bench", text_key="button.menu"), now=wall_now())
        work.commit()
    seconds = time.perf_counter() - started
    store.engine.dispose()
    return seconds


def _idle(folder: Path, databases: Databases) -> tuple[float, float]:
    """Seconds until a live process is ready, and its resident memory once it is idle."""
    secret = new_secret()
    store = SqlStore(open_engine(databases.sqlite()), Vault([Key.parse(secret)]), Line(_SANDBOX_BOT))
    fill_accounts(store, WAITING)
    url = str(store.engine.url)
    with store.write() as work:
        work.policy.decide_shows_before_decree(value=True, now=wall_now())
        # Held, so that the process stays idle in front of them.
        work.outbox.hold(wall_now().replace(year=2099), "bench")
        work.commit()
    _announce(store)
    quiet = subprocess.DEVNULL
    with subprocess.Popen(_SANDBOX, stdout=subprocess.PIPE, stderr=quiet, text=True) as server:
        line = server.stdout.readline() if server.stdout else ""
        _, _, root, _, token = line.split()
        environment = _environment(folder, secret, url, root=root, token=token)
        started = time.perf_counter()
        command = [sys.executable, "-m", "bot", "run"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            if process.stdout:
                process.stdout.readline()
            ready = time.perf_counter() - started
            time.sleep(4)
            idle = _resident_mb(process.pid)
            process.send_signal(signal.SIGTERM)
        server.terminate()
    return ready, idle


_SANDBOX_BOT = 900001
_SANDBOX = [sys.executable, "-m", "sandbox", "--port", "0"]


def _environment(folder: Path, secret: str, url: str, *, root: str, token: str) -> dict[str, str]:
    return {
        **os.environ,
        "SAPA_DATA_DIR": str(folder / "data"),
        "SAPA_DATABASE_URL": url,
        "SAPA_SECRET_KEY": secret,
        "SAPA_TELEGRAM_TOKEN": token,
        "SAPA_TELEGRAM_API_URL": root.rstrip("/"),
        "SAPA_REGION_NAME": "Kabupaten Kemuning",
        "SAPA_HR_OFFICE_NAME": "BKPSDM Kabupaten Kemuning",
        "SAPA_HR_CONTACT": "Loket 3",
    }


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    (line,) = (one for one in status.splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
