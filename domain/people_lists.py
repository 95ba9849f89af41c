"""Lists of NIPs as people paste them: out of a letter, a spreadsheet or a chat, with whatever stands around.

A NIP may be written in groups, as letters print it (`19900315 201505 2 901`). What only looks like one is
told with its line, so that nobody is left out unnoticed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

NIP_DIGITS = 18
# Shorter numbers are days, years and list numbers; from here on somebody meant a NIP.
_MEANT_AT_LEAST = 9
_SHOWN_AT_MOST = 40
# Digits with what stands between groups of one number: a few spaces, dashes, dots, and signs without width.
_NUMBER = re.compile(r"\d(?:[ \u00a0.\-\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff']{0,3}\d)*")

_LIST_NUMBER = re.compile(r"^\s*\d{1,4}[.)]\s+")
_PHONE = re.compile(r"(?:0|62)8\d{6,11}")


@dataclass(frozen=True, slots=True)
class Malformed:
    """What was meant as a NIP and is none. `line` counts from 1; `digits`: how many it has."""

    line: int
    written: str
    digits: int


@dataclass(frozen=True, slots=True)
class PeopleList:
    """`nips`: each once, in the order written. `duplicates`: those that stood there again."""

    nips: tuple[str, ...]
    duplicates: tuple[str, ...]
    malformed: tuple[Malformed, ...]


def read_people_list(text: str) -> PeopleList:
    """Find every NIP in a text; never fails."""
    found: dict[str, int] = {}
    malformed: list[Malformed] = []
    for line, written in _numbers(text):
        digits = _digits(written)
        if len(digits) == NIP_DIGITS:
            found[digits] = found.get(digits, 0) + 1
        elif len(digits) >= _MEANT_AT_LEAST:
            malformed.append(Malformed(line, written[:_SHOWN_AT_MOST], len(digits)))
    return PeopleList(
        nips=tuple(found),
        duplicates=tuple(nip for nip, times in found.items() if times > 1),
        malformed=tuple(malformed),
    )


def _numbers(text: str) -> Iterator[tuple[int, str]]:
    for line, written in enumerate(text.splitlines(), start=1):
        for one in _NUMBER.finditer(_LIST_NUMBER.sub("", written)):
            for number in _apart(one[0]):
                if not _PHONE.fullmatch(_digits(number)):
                    yield line, number


def _apart(run: str) -> Iterator[str]:
    """The NIPs among groups of digits that only spaces part; what is left between them stays together."""
    groups = run.split()
    left: list[str] = []
    at = 0
    while at < len(groups):
        end = _end_of_nip(groups, at)
        if end is None:
            left.append(groups[at])
            at += 1
            continue
        if left:
            yield " ".join(left)
            left = []
        yield " ".join(groups[at:end])
        at = end
    if left:
        yield " ".join(left)


def _end_of_nip(groups: list[str], start: int) -> int | None:
    """Behind which group a NIP that begins at `start` ends; None where none does."""
    digits = 0
    for end in range(start, len(groups)):
        digits += len(_digits(groups[end]))
        if digits >= NIP_DIGITS:
            return end + 1 if digits == NIP_DIGITS else None
    return None


def _digits(written: str) -> str:
    """Digits of any script as those of ASCII."""
    return "".join(str(unicodedata.decimal(sign)) for sign in written if sign.isdecimal())
