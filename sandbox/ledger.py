"""The ground truth: every message that took effect, in order, whoever was told about it."""

from sandbox.cast import Json
from sandbox.clock import Clock
from sandbox.journal import Journal


class Ledger:
    def __init__(self, clock: Clock, journal: Journal) -> None:
        self._clock = clock
        self._journal = journal
        self.entries: list[Json] = list(journal.take("log").values())

    def write(self, method: str, chat_id: int, message_id: int, **facts: object) -> None:
        entry = {
            "seq": len(self.entries) + 1,
            "at": self._clock.wall(),
            "method": method,
            "chat_id": chat_id,
            "message_id": message_id,
            **facts,
        }
        self.entries.append(entry)
        self._journal.put("log", entry["seq"], entry)
