"""Why something about an objection is not possible now."""

from domain.refusals import Refusal


class NoDecreeYet(Refusal):
    """An objection is against a decree, and there is none."""


class NoObjectionOpen(Refusal):
    """There is none that this could be done to."""


class ObjectionSubmitted(Refusal):
    """It has been handed in: its text stands, until it is withdrawn."""


class ObjectionAnswered(Refusal):
    """HR has answered it; within the office nothing follows."""


class GroundsNeeded(Refusal):
    """A letter says what it rests on and why."""


class WritingTooLong(Refusal):
    """More than a letter can hold."""


class NoSuchDay(Refusal):
    """What was typed is no day."""


class DayAhead(Refusal):
    """Nobody has received a decree on a day that is still to come."""


class DayBeforeDecree(Refusal):
    """A decree is received on its own day at the earliest."""


class SignedFileMissing(Refusal):
    """The signed letter is what is handed in."""


class SignedFileEmpty(Refusal):
    """There is nothing in it."""


class SignedFileTooLarge(Refusal):
    """Larger than what is taken."""


class SignedFileUnknown(Refusal):
    """By its content neither a PDF nor a picture."""


class SignedFilesFull(Refusal):
    """As many as are taken are there already."""
