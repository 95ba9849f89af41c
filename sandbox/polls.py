"""Polls: where each one stands and who voted what."""

from copy import deepcopy
from dataclasses import dataclass, field

from sandbox.cast import Json
from sandbox.journal import Journal


@dataclass
class Poll:
    chat_id: int
    message_id: int
    body: Json
    votes: dict[str, list[int]] = field(default_factory=dict)

    def count(self) -> None:
        for number, option in enumerate(self.body["options"]):
            option["voter_count"] = sum(number in chosen for chosen in self.votes.values())
        self.body["total_voter_count"] = len(self.votes)


class Polls:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._by_id = {key: Poll(**value) for key, value in journal.take("poll").items()}

    def find(self, poll_id: str) -> Poll | None:
        return self._by_id.get(poll_id)

    def save(self, poll: Poll) -> Json:
        """Count and keep; what the poll's message and the bot's update show from now on."""
        poll.count()
        self._by_id[poll.body["id"]] = poll
        self._journal.put("poll", poll.body["id"], vars(poll))
        return deepcopy(poll.body)
