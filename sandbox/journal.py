"""Everything that must survive a restart, as lines of JSON that only ever grow at the end.

Each line sets one record; the last line about a record wins. A line torn by a crash is ignored. At start the
lines are folded and rewritten, so the file stays as large as the state.
"""

import json
from io import TextIOWrapper
from pathlib import Path

from sandbox.cast import Json


class Journal:
    """Without a folder nothing is kept and every call is free."""

    def __init__(self, folder: Path | None) -> None:
        self._file: TextIOWrapper | None = None
        self.records: dict[str, Json] = {}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            self._open(folder / "journal.jsonl")

    def _open(self, path: Path) -> None:
        if path.exists():
            self._fold(path)
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as lines:
            for kind, records in self.records.items():
                for key, value in records.items():
                    lines.write(_line(kind, key, value))
        fresh.replace(path)
        self._file = path.open("a", encoding="utf-8")

    def _fold(self, path: Path) -> None:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    kind, key, value = json.loads(line)
                except ValueError:
                    continue
                records = self.records.setdefault(kind, {})
                if value is None:
                    records.pop(key, None)
                else:
                    records[key] = value

    def take(self, kind: str) -> Json:
        """The records of one kind as they were at start; handed out once, so that they are not kept twice."""
        return self.records.pop(kind, {})

    def put(self, kind: str, key: object, value: object) -> None:
        """Set a record, or forget it when the value is None."""
        if self._file:
            self._file.write(_line(kind, str(key), value))
            self._file.flush()

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None


def _line(kind: str, key: str, value: object) -> str:
    return json.dumps([kind, key, value], ensure_ascii=False, separators=(",", ":")) + "\n"
