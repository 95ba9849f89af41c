"""How long each part of a call may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds, None for ever; PTB's own defaults.

    `connect` covers name, TCP and TLS; `write` and `read` run anew with every piece that moves.
    """

    connect: float | None = 5.0
    pool: float | None = 1.0
    write: float | None = 5.0
    read: float | None = 5.0
