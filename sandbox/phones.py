"""What each person's telephone knows about the bot: started, blocked, the language of the interface."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.cast import Json, Person
from sandbox.journal import Journal


@dataclass
class Phone:
    person: Person
    language_code: str
    started: bool = False
    blocked: bool = False
    gone: bool = False

    @property
    def id(self) -> int:
        return self.person.id

    def _names(self) -> Json:
        person = self.person
        names = {"first_name": person.first_name, "last_name": person.last_name, "username": person.username}
        return {name: value for name, value in names.items() if value}

    def as_user(self) -> Json:
        user = {"id": self.id, "is_bot": False, **self._names()}
        return user | ({"language_code": self.language_code} if self.language_code else {})

    def as_chat(self) -> Json:
        return {"id": self.id, "type": "private", **self._names()}


class Phones:
    def __init__(self, cast: Iterable[Person], journal: Journal) -> None:
        self._journal = journal
        self._by_id = {person.id: Phone(person, person.language_code) for person in cast}
        for key, value in journal.take("phone").items():
            if phone := self._by_id.get(int(key)):
                vars(phone).update(value)

    def __iter__(self) -> Iterator[Phone]:
        return iter(self._by_id.values())

    def find(self, user_id: int) -> Phone | None:
        return self._by_id.get(user_id)

    def save(self, phone: Phone) -> None:
        kept = {name: value for name, value in vars(phone).items() if name != "person"}
        self._journal.put("phone", phone.id, kept)
