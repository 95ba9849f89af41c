"""After HR has mended data: explain anew what is shown and not decided, and say how many were told."""

from bot.commands.plan.apart import watched
from bot.commands.speaking import say
from bot.explained_anew import OwnRenewals
from bot.house import House


def say_renewed(house: House, *, is_silent: bool = False) -> None:
    """Nothing is said where nothing changed; `is_silent`: for programs, which read a report of their own."""
    renewals = OwnRenewals(store=house.store, zone=house.settings.zone, clock=house.now)
    renewed = watched(lambda progress: renewals.run(progress=progress))
    if is_silent:
        return
    if renewed.changed:
        say("commands.correction.renewed", count=renewed.changed)
    if renewed.to_mend:
        say("commands.correction.to_mend", count=renewed.to_mend)
