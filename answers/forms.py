"""The form under which a question without an answer is counted: what was asked, not by whom or about whom."""

import re
from collections.abc import Callable, Iterator

from answers.spelling import telling_words

_LONGEST_NUMBER = 4  # a year or an article; longer ones are somebody's
_AT_MOST = 12  # more is a story, and a story is its teller's own
_NAMED = re.compile(
    r"\b(?:pak|pk|bpk|bapak|bu|ibu|sdr|sdri|saudara|dr|drg|drs|haji|hj|kak|bang|mas|mbak|mr|mrs|ms)\b\.?"
    r"(?P<name>(?:\s+[\w'’.]+){1,3})",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\S*[@/]\S+")  # addresses and links


def form_of(question: str, *, knows: Callable[[str], bool]) -> str:
    """The telling words, sorted, so that the same question asked in another order counts as the same.

    Left out: what looks like a number of somebody's, an address, and words after a form of address that no
    entry knows, which are names as a rule.
    """
    bare = _NAMED.sub(lambda match: _known_part(match["name"], knows), _MARKED.sub(" ", question))
    words = [word for word in telling_words(bare) if not _is_number_of_somebody(word)]
    return " ".join(sorted(words)) if len(words) <= _AT_MOST else ""


def _known_part(name: str, knows: Callable[[str], bool]) -> str:
    return " " + " ".join(_kept(name, knows))


def _kept(name: str, knows: Callable[[str], bool]) -> Iterator[str]:
    for written in name.split():
        words = telling_words(written)
        if not words or all(knows(word) for word in words):
            yield written


def _is_number_of_somebody(word: str) -> bool:
    return sum(sign.isdigit() for sign in word) > _LONGEST_NUMBER
