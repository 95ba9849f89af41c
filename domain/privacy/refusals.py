"""Why a right is not carried out as asked."""

from domain.refusals import Refusal


class RefusalReasonNeeded(Refusal):
    """Whoever is refused reads why."""


class RightsAnswerTooLong(Refusal):
    """`limit` signs at most."""


class RequestNotOpen(Refusal):
    """The request was answered, or taken back."""


class CopyTooLarge(Refusal):
    """Telegram takes no file of that size: HR hands the copy over."""


class NotRestricted(Refusal):
    """There is no restriction to be lifted."""
