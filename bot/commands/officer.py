"""Who gives a command, or whom it is about, by NIP."""

from bot.house import House
from domain.actors import OPERATOR, Actor
from domain.people import Person
from domain.refusals import NotFound


def person_of(house: House, nip: str) -> Person:
    """Raise NotFound when nobody has that NIP."""
    with house.store.read() as work:
        person = work.people.by_nip("".join(nip.split()))
    if person is None:
        raise NotFound(subject=nip)
    return person


def officer(house: House, nip: str) -> Actor:
    """The person of that NIP as who acts at the terminal; raise NotFound when nobody has it."""
    return Actor(person_of(house, nip).id, at_terminal=True)


def acting(house: House, nip: str | None) -> Actor:
    """The officer of that number; without one, whoever runs the machine."""
    return OPERATOR if nip is None else officer(house, nip)
