"""What is read on a telephone, by the keys of the catalogues."""

import re
from functools import cache

from locales.words import Words

_TAG = re.compile(r"<[^>]+>")


@cache
def _words() -> Words:
    return Words.load()


def worded(key: str, language: str = "id", **facts: str | int) -> str:
    """What stands there without its tags, filled."""
    return _TAG.sub("", _words().plain(language, key, **facts))


def label(key: str, language: str = "id") -> str:
    """The longest piece of a message that is the same whatever its facts: a line without tags or facts."""
    template = _words().catalogues[language][key].forms[-1]
    pieces = re.split(r"\n|\{\w+\}", _TAG.sub("", template))
    return max((piece.strip() for piece in pieces), key=len)
