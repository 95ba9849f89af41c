"""Updates on their way in: polled in order, or pushed in disorder and again and again."""

import random
from typing import Any

_BATCH = 20


def update(update_id: int, person: int) -> dict[str, Any]:
    """A private message as Telegram writes it; its number among that person's is in its text."""
    who = {"id": person, "is_bot": False, "first_name": "Siti"}
    chat = {"id": person, "type": "private", "first_name": "Siti"}
    message = {"message_id": update_id, "date": 1795489200, "chat": chat, "from": who, "text": "halo"}
    return {"update_id": update_id, "message": message}


class Mail:
    """Telegram's queue for the bot. A pushed update comes at most `repeats` times, a person's in order."""

    def __init__(self, chance: random.Random) -> None:
        self.sent: dict[int, int] = {}
        self.confirmed: set[int] = set()
        self.polls: list[float] = []
        self.repeats = 5
        self._chance = chance
        self._waiting: dict[int, dict[str, Any]] = {}
        self._left: dict[int, int] = {}

    def add(self, update_id: int, person: int) -> None:
        self.sent[update_id] = person
        self._waiting[update_id] = update(update_id, person)
        self._left[update_id] = self._chance.randint(0, self.repeats - 1)

    def asked(self, at: float) -> None:
        self.polls.append(at)

    def after(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Polling: an offset confirms all before it."""
        for number in [one for one in self._waiting if one < offset]:
            self.confirmed.add(number)
            del self._waiting[number]
        return [self._waiting[one] for one in sorted(self._waiting)[:limit]]

    def offered(self) -> list[dict[str, Any]]:
        """Pushing: of each person the first that was not accepted, and old ones anew."""
        heads: dict[int, int] = {}
        for number in self._waiting:
            person = self.sent[number]
            heads[person] = min(heads.get(person, number), number)
        again = self._chance.sample(sorted(self._left), min(5, len(self._left)))
        chosen = self._chance.sample(sorted(heads.values()), min(_BATCH, len(heads)))
        batch = [update(one, self.sent[one]) for one in {*chosen, *self._repeat(again)}]
        self._chance.shuffle(batch)
        return batch

    def accepted(self, numbers: list[int]) -> None:
        for number in numbers:
            self.confirmed.add(number)
            self._waiting.pop(number, None)

    def _repeat(self, numbers: list[int]) -> list[int]:
        old = [one for one in numbers if one in self.confirmed and self._left[one] > 0]
        for number in old:
            self._left[number] -= 1
            if not self._left[number]:
                del self._left[number]
        return old
