"""What officers write about a proposal: words there must be, and not too many for a chat."""

from domain.refusals import Refusal

WORDS_AT_MOST = 1_000


class WordsNeeded(Refusal):
    """This is said in writing."""


class WordsTooLong(Refusal):
    """`limit` signs at most."""


def written(text: str) -> str:
    """The words without what surrounds them. Raise WordsNeeded, WordsTooLong."""
    said = text.strip()
    if not said:
        raise WordsNeeded
    if len(said) > WORDS_AT_MOST:
        raise WordsTooLong(limit=WORDS_AT_MOST)
    return said
