"""Who gives a command, by NIP."""

from bot.house import House
from domain.actors import OPERATOR, Actor
from domain.refusals import NotFound


def officer(house: House, nip: str) -> Actor:
    """The person of that NIP; raise NotFound when nobody has it."""
    with house.store.read() as work:
        person = work.people.by_nip("".join(nip.split()))
    if person is None:
        raise NotFound(subject=nip)
    return Actor(person.id)


def acting(house: House, nip: str | None) -> Actor:
    """The officer of that number; without one, whoever runs the machine."""
    return OPERATOR if nip is None else officer(house, nip)
