"""Why the house said no. A refusal is an ordinary answer, never a fault: its class states the rule."""

import re
from typing import ClassVar

Fact = str | int


class Refusal(Exception):
    """A rule said no.

    `key` names the words, chosen at the edge (`refusal.<rule in snake case>`); `facts` fill its placeholders.
    """

    key: ClassVar[str]

    def __init_subclass__(cls) -> None:
        cls.key = "refusal." + re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.key)
        self.facts = facts

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.key} ({listed})" if listed else self.key


class NotFound(Refusal):
    """Nothing by that name or number is kept here."""


class NotPermitted(Refusal):
    """The person's role does not allow the act."""


class OwnRequest(Refusal):
    """Nobody answers as an officer what they asked for themselves."""


class AlreadyDone(Refusal):
    """What was asked had been done before."""


class ChangedMeanwhile(Refusal):
    """What was seen before the decision is no longer what is kept."""
