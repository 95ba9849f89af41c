"""Trouble on request: what goes wrong, how often, and on which method."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.cast import Json

KINDS = frozenset(
    [
        "latency",
        "cut",
        "too_many_requests",
        "server_error",
        "bad_gateway",
        "refusal",
        "duplicate_updates",
        "reorder_updates",
    ]
)


@dataclass
class Fault:
    """One standing order: `times` it strikes at most (None: always), each time with this probability.

    `applied` makes an error strike after the request took effect; `seconds` is the latency or `retry_after`;
    a `refusal` answers with the given code and description.
    """

    kind: str
    method: str = ""
    times: int | None = None
    probability: float = 1.0
    seconds: float = 1.0
    applied: bool = False
    code: int = 400
    description: str = "Bad Request"
    seed: int = 0
    _dice: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311  # repeatable trouble, not a secret

    def strikes(self, method: str) -> bool:
        if self.times == 0 or (self.method and self.method.lower() != method):
            return False
        if self._dice.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def as_json(self) -> Json:
        return {name: value for name, value in vars(self).items() if name != "_dice"}


class Faults:
    def __init__(self) -> None:
        self.standing: list[Fault] = []

    def order(self, given: Json) -> Fault:
        """Add a fault; ValueError or TypeError when it is not understood."""
        fault = Fault(**given)
        if fault.kind not in KINDS:
            raise ValueError(f"unknown kind of fault: {fault.kind}")
        if any(float(given.get(name) or 0) < 0 for name in ("seconds", "probability", "times")):
            raise ValueError("seconds, probability and times cannot be negative")
        self.standing.append(fault)
        return fault

    def strike(self, kinds: Iterable[str], method: str = "") -> Fault | None:
        """The first standing fault of these kinds that strikes now."""
        if not self.standing:
            return None
        return next((f for f in self.standing if f.kind in kinds and f.strikes(method)), None)

    def clear(self) -> None:
        self.standing.clear()
