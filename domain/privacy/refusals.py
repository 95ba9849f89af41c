"""Why a right is not carried out as asked."""

from domain.refusals import Refusal


class ReasonNeeded(Refusal):
    """Whoever is refused reads why."""


class AnswerTooLong(Refusal):
    """`limit` signs at most."""


class NotOpen(Refusal):
    """The request was answered, or taken back."""


class OwnRequest(Refusal):
    """Nobody decides on a request of their own."""


class CopyTooLarge(Refusal):
    """Telegram takes no file of that size: HR hands the copy over."""


class NotRestricted(Refusal):
    """There is no restriction to be lifted."""


class StillNeeded(Refusal):
    """A request of this kind is carried out by its owner's press, and by nobody else."""
