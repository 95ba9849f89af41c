"""Why an entry is not taken in."""

from domain.refusals import Refusal


class EntryIncomplete(Refusal):
    """Question, answer and source are given, question and answer in both languages."""


class AnswerTooLong(Refusal):
    """An answer fits on a small screen."""


class EntryNameUnfit(Refusal):
    """An entry is named by up to 32 small letters, digits and underscores."""
