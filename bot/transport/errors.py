"""What a failed call says about the message: PTB's classes, with the certainty that PTB leaves out.

Whoever sends may repeat what was `NotSent`; of `OutcomeUnknown` only a policy can decide.
"""

from telegram.error import NetworkError, TimedOut


class NotSent(NetworkError):
    """No byte of the request left this process: Telegram surely did nothing."""


class NotSentInTime(NotSent, TimedOut):
    """The same, because no connection was free or made in time."""


class OutcomeUnknown(NetworkError):
    """The request was begun and no trustworthy answer came: Telegram may have acted on it."""


class NoReplyInTime(OutcomeUnknown, TimedOut):
    """The same, because writing or the reply took too long."""
