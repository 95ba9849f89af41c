"""An employee at the telephone, who reads and presses in a language."""

from collections.abc import Callable
from datetime import date

from bot.house import House
from bot.trial.cast import CastMember
from domain.proposals import Proposal
from locales.words import full_date
from tests.journeys.telephone import Json, Telephone, text_of, until
from tests.journeys.words import label, worded

PDF = b"%PDF-1.7 surat keterangan"


class Employee(Telephone):
    """`language` is the telephone's own, and so the assistant's."""

    def __init__(self, address: str, who: CastMember) -> None:
        super().__init__(address, who)
        self.language = who.language
        if not self.received:
            self.links(self.language)

    def writes(self, text: str) -> str:
        """Write something; what is answered."""
        return self._answer_to(lambda: self.says(text))

    def presses_on(self, key: str, **facts: str | int) -> str:
        """Press the newest button with these words; what the screen, or a message below it, then says."""
        text = self.worded(key, **facts)
        message, data = until(lambda: self._button(text))
        return self._shown_after(
            message, lambda: self.does("press", message_id=message["message_id"], data=data)
        )

    def sends(self, name: str, content: bytes) -> str:
        """Send a document; what is answered."""
        return self._answer_to(lambda: self._hands_in(name, content))

    def sees(self, key: str) -> str:
        """The newest message with these words, once it is there."""
        return text_of(self.reads(self.label(key)))

    def is_given(self, ending: str) -> bytes:
        """The newest file whose name ends like this, once it is there."""
        file = until(lambda: next(iter(self._files(ending)), None))
        return self._http.get(f"/phone/files/{file['file_id']}").raise_for_status().content

    def label(self, key: str) -> str:
        return label(key, self.language)

    def worded(self, key: str, **facts: str | int) -> str:
        return worded(key, self.language, **facts)

    def day(self, day: date) -> str:
        return full_date(self.language, day)

    def person_id(self, house: House) -> int:
        with house.store.read() as work:
            person = work.people.by_nip(self.who.nip)
            assert person is not None
            return person.id

    def proposal(self, house: House) -> Proposal:
        with house.store.read() as work:
            return work.proposals.of_person(self.person_id(house))[0]

    @property
    def buttons(self) -> list[str]:
        """Of the newest message that is no notice."""
        newest = next(one for one in reversed(self.received) if not self._is_notice(one))
        rows = newest.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    def _answer_to(self, deed: Callable[[], None]) -> str:
        return self._shown_after({}, deed)

    def _shown_after(self, message: Json, deed: Callable[[], None]) -> str:
        """The message anew, or a new one; notices come when they come."""
        known = {one["message_id"] for one in self.received}
        deed()

        def shown() -> Json | None:
            received = self.received
            same = [one for one in received if one["message_id"] == message.get("message_id")]
            new = [one for one in received if one["message_id"] not in known and not self._is_notice(one)]
            return next((one for one in [*same, *reversed(new)] if one != message), None)

        return text_of(until(shown))

    def _is_notice(self, message: Json) -> bool:
        return self.label("official.notice.code") in text_of(message)

    def _hands_in(self, name: str, content: bytes) -> None:
        self._http.post(
            f"/phone/{self.who.telegram_id}/file",
            files={"file": (name, content, "application/pdf")},
            data={"caption": "", "as_document": "true"},
        ).raise_for_status()

    def _files(self, ending: str) -> list[Json]:
        files = [one["document"] for one in reversed(self.received) if "document" in one]
        return [one for one in files if one["file_name"].endswith(ending)]
