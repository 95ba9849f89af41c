"""What a person says back to something official about them: one of three words, changed at any time."""

from enum import StrEnum


class Acknowledgement(StrEnum):
    """None of them agrees to anything or waives a right: they say how far somebody was reached."""

    UNDERSTOOD = "understood"
    NOT_UNDERSTOOD = "not_understood"
    OBJECTING = "objecting"
