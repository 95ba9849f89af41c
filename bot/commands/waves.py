"""Which wave a command means."""

from bot.house import House
from domain.refusals import NotFound
from domain.waves import Wave


def wave_called(house: House, said: str) -> Wave:
    """By its number or its name; raise NotFound."""
    with house.store.read() as work:
        named = work.waves.named(said)
        if named is not None:
            return named
        if not said.isdigit():
            raise NotFound(subject=said)
        return work.waves.get(int(said))
