"""Anybody at their telephone: types, taps what is written on a button, sends files, reads."""

from collections.abc import Callable

from bot.trial.cast import CastMember
from tests.journeys.telephone import Json, Telephone, until

PIN = "739154"
_ASKED, _FIRST, _AGAIN = "Mohon ketik PIN.", "Pasang PIN lebih dahulu", "Mohon ketik PIN yang sama"
_PATIENCE = 25.0  # seconds; the planner and the papers run in processes of their own
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {"pdf": "application/pdf", "xlsx": _XLSX, "csv": "text/csv"}


class Hand(Telephone):
    """Every gesture waits for the words that it is to bring, and returns the whole text that holds them.

    Where an officer is asked for the PIN first, it is typed, or set up at the first time.
    """

    def __init__(self, address: str, who: CastMember) -> None:
        super().__init__(address, who)

    def types(self, text: str, brings: str) -> str:
        return self._after(lambda: self.says(text), brings)

    def taps(self, label: str, brings: str) -> str:
        """Press the newest button that says this, or begins so."""
        try:
            message, data = until(lambda: self._key(label))
        except AssertionError:
            raise AssertionError(f"{self.who.name} looked for {label!r} in {self.keys}") from None
        return self._after(lambda: self.does("press", message_id=message["message_id"], data=data), brings)

    def sends(self, name: str, content: bytes, brings: str) -> str:
        return self._after(lambda: self._hands_in(name, content), brings)

    def awaits(self, words: str) -> str:
        """A message that comes of itself, or came before."""
        return read(until(lambda: self._with(words, {}), _PATIENCE))

    def has(self, words: str) -> bool:
        return self._with(words, {}) is not None

    def file(self, ending: str) -> bytes:
        """The newest file whose name ends like this."""
        found = until(lambda: self._file(ending), _PATIENCE)
        return self._http.get(f"/phone/files/{found['file_id']}").raise_for_status().content

    @property
    def keys(self) -> list[str]:
        """Of the newest message that has any."""
        for message in reversed(self.received):
            if rows := message.get("reply_markup", {}).get("inline_keyboard"):
                return [key["text"] for row in rows for key in row]
        return []

    def _after(self, deed: Callable[[], None], brings: str) -> str:
        before = {one["message_id"]: one for one in self.received}
        deed()
        proven = False

        def seen() -> Json | None:
            nonlocal proven
            found = self._with(brings, before)
            if found is None and not proven and (asked := self._question(before)):
                proven = True
                self._prove(asked)
            return found

        try:
            return read(until(seen, _PATIENCE))
        except AssertionError:
            newest = [read(one) for one in self.received[-3:]]
            raise AssertionError(f"{self.who.name} waited for {brings!r}; the newest: {newest}") from None

    def _question(self, before: dict[int, Json]) -> str | None:
        return next((one for one in (_ASKED, _FIRST) if self._with(one, before)), None)

    def _prove(self, asked: str) -> None:
        if asked == _FIRST:
            message, data = until(lambda: self._key("Pasang PIN"))
            self.does("press", message_id=message["message_id"], data=data)
            until(lambda: self._with("Mohon ketik 6 sampai 12 angka", {}))
            self.says(PIN)
            until(lambda: self._with(_AGAIN, {}))
        self.says(PIN)

    def _with(self, words: str, before: dict[int, Json]) -> Json | None:
        changed = (one for one in reversed(self.received) if before.get(one["message_id"]) != one)
        return next((one for one in changed if words in read(one)), None)

    def _key(self, label: str) -> tuple[Json, str] | None:
        for message in reversed(self.received):
            keys = [key for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]
            named = [key for key in keys if key["text"] == label] or [
                key for key in keys if key["text"].startswith(label)
            ]
            if named and "callback_data" in named[0]:
                return message, named[0]["callback_data"]
        return None

    def _file(self, ending: str) -> Json | None:
        files = (one["document"] for one in reversed(self.received) if "document" in one)
        return next((one for one in files if one["file_name"].endswith(ending)), None)

    def _hands_in(self, name: str, content: bytes) -> None:
        kind = _KINDS[name.rpartition(".")[2]]
        self._http.post(
            f"/phone/{self.who.telegram_id}/file",
            files={"file": (name, content, kind)},
            data={"caption": "", "as_document": "true"},
        ).raise_for_status()


def read(message: Json) -> str:
    """What stands in it."""
    return str(message.get("text") or message.get("caption") or "")
