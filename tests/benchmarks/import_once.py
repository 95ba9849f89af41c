"""One import of a file into an empty database, measured in a process of its own."""

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from domain.actors import OPERATOR
from domain.imports.desk import ImportDesk
from files.import_files import read_files
from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Key, Vault

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def main(path: Path, url: str) -> None:
    """Read, validate, compare, seal and write; print seconds and the peak of memory in MB."""
    desk = ImportDesk(SqlStore(open_engine(url), Vault([Key(bytes(32))])))
    started = time.perf_counter()
    files, problems = read_files([path], today=NOW.date())
    preview = desk.preview(files, problems, is_complete=False, by=OPERATOR)
    desk.apply(preview, by=OPERATOR, now=NOW)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "people": len(files.people)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
