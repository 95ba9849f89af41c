"""What one worker process is told to do."""

from dataclasses import dataclass

from bot.sweeper import GONE_AFTER

EVERYTHING = ("intake", "mailbox", "postman", "sweeper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Times in seconds. `bug` names a planted fault, `poison` an update that kills its process.

    `hurry`: by how much the times of posts are shortened; `watched`: every connection is looked at.
    """

    database: str
    api: str
    folder: str
    roles: tuple[str, ...] = EVERYTHING
    rate: float = 60.0
    settle_after: float = 1.0
    sweep_every: float = 0.3
    lease: float = 60.0
    gone_after: float = GONE_AFTER.total_seconds()
    bug: str = ""
    poison: int = 0
    hurry: float = 1.0
    watched: bool = False
