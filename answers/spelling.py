"""From what somebody typed to plain words: lower case, abbreviations read, doublings and drawls undone."""

import re
import unicodedata

from answers.colloquial import ABBREVIATIONS, PHRASES, STOP_WORDS

_WORD = re.compile(r"[a-z0-9]+")
_DRAWL = re.compile(r"([a-oq-z])\1{2,}")  # tolooong, but not pppk
_DOUBLED = re.compile(r"\b([a-z]{3,})(?:2|-\1)(nya)?\b")  # kecil2, kecil-kecil
_JOINED = re.compile(r"(?<=[a-z])['’`.](?=[a-z])")
_PHRASES = tuple((re.compile(rf"\b{phrase}\b"), meant) for phrase, meant in PHRASES.items())
# Longer than anybody asks: the rest of a pasted page is not searched.
_CHARACTERS = 1_000


def plain_words(text: str) -> list[str]:
    """Every word of the text, abbreviations read and phrases joined; Latin letters and digits alone."""
    read = unicodedata.normalize("NFKD", text[:_CHARACTERS]).lower()
    read = _JOINED.sub("", "".join(sign for sign in read if not unicodedata.combining(sign)))
    read = _DOUBLED.sub(r"\1", _DRAWL.sub(r"\1", read))
    words = [ABBREVIATIONS.get(word, word) for word in _WORD.findall(read)]
    joined = " ".join(word for word in words if word)
    for phrase, meant in _PHRASES:
        joined = phrase.sub(meant, joined)
    return joined.split()


def telling_words(text: str) -> list[str]:
    """The words that carry the question, each once, in their order."""
    return list(dict.fromkeys(word for word in plain_words(text) if word not in STOP_WORDS))
