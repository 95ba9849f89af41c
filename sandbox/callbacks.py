"""Button presses that wait for an answer."""

from sandbox.cast import Json
from sandbox.clock import Clock
from sandbox.errors import bad_request
from sandbox.journal import Journal

ANSWER_SECONDS = 150
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Callbacks:
    def __init__(self, clock: Clock, journal: Journal) -> None:
        self._clock = clock
        self._journal = journal
        self._open: dict[str, Json] = {}
        for query_id, query in journal.take("callback").items():
            if clock.wall() - query["at"] <= ANSWER_SECONDS:
                self._open[query_id] = query
            else:
                journal.put("callback", query_id, None)
        self._last = journal.take("callbacks").get("last", int(clock.wall()) << 20)

    def press(self, user_id: int, chat_id: int) -> str:
        """The id of a new query."""
        self._last += 1
        query_id = str(self._last)
        self._open[query_id] = {"user_id": user_id, "chat_id": chat_id, "at": self._clock.wall()}
        self._journal.put("callbacks", "last", self._last)
        self._journal.put("callback", query_id, self._open[query_id])
        return query_id

    def answer(self, query_id: str) -> Json:
        """Close a query and say whose it was; each can be answered once, and only for a while."""
        query = self._open.pop(query_id, None)
        self._journal.put("callback", query_id, None)
        if query is None or self._clock.wall() - query["at"] > ANSWER_SECONDS:
            raise bad_request(TOO_OLD)
        return query
