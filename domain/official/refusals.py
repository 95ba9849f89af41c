"""Why something official is not checked, or not issued."""

from domain.refusals import Refusal


class TooManyChecks(Refusal):
    """This account has checked much in a short time; in `minutes` it may go on. Nothing is locked."""


class UnknownCode(Refusal):
    """No paper or message bears that code."""
