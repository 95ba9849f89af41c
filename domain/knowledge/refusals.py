"""Why an entry is not taken in."""

from domain.refusals import Refusal


class EntryIncomplete(Refusal):
    """Question, answer and source are given, question and answer in both languages."""


class AnswerTooLong(Refusal):
    """An answer fits on a small screen."""
