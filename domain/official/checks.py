"""Telling anybody whether a code or a file is ours: `/cek`.

An answer says what the code was issued for, so that it can be compared: a code can be copied onto anything.
To whom it was issued is told to that person alone; others hear that it was to somebody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.official.codes import codes_in, read_code, shown
from domain.official.records import Issued
from domain.official.refusals import TooManyChecks
from domain.work import Store, Work

# Nobody guesses a code of 60 bits; this bounds what one account can make the house read and download.
CHECKS_AT_MOST = 20
WITHIN = timedelta(minutes=10)
_CODES_AT_MOST = 3  # of one message; more are no letter of ours


class Verdict(StrEnum):
    """What is said in one word."""

    GENUINE = "genuine"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class Whose(StrEnum):
    """To whom it was issued, as far as the asker is told."""

    EVERYBODY = "everybody"
    YOU = "you"
    SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`code` as it stands on paper. `issued` None: unknown. `matched`: the digest of the file that fits."""

    verdict: Verdict
    code: str = ""
    issued: Issued | None = None
    whose: Whose = Whose.EVERYBODY
    matched: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks. `person_id` None: nobody whom we know."""

    user_id: int
    person_id: int | None


class CheckDesk:
    """Answers whether something is ours."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def text(self, said: str, asker: Asker, *, now: datetime) -> list[Answer]:
        """Of every code in what somebody typed or forwarded; none when there is none. Raise TooManyChecks."""
        whole = read_code(said)
        codes = [whole] if whole is not None else codes_in(said)[:_CODES_AT_MOST]
        if not codes:
            return []
        with self._store.write() as work:
            _count(work, asker, now=now)
            answers = [_answer(work.codes.find(code), asker, code=code) for code in codes]
            work.commit()
        return answers

    def admit(self, asker: Asker, *, now: datetime) -> None:
        """Count a file before it is fetched; raise TooManyChecks."""
        with self._store.write() as work:
            _count(work, asker, now=now)
            work.commit()

    def file(self, digest: bytes, asker: Asker) -> Answer:
        """Of a file by its SHA-256: one byte's difference makes it unknown."""
        with self._store.read() as work:
            return _answer(work.codes.find_file(digest), asker, matched=digest)


def _count(work: Work, asker: Asker, *, now: datetime) -> None:
    lately = work.checks.lately(asker.user_id, after=now - WITHIN)
    if len(lately) >= CHECKS_AT_MOST:
        # What is refused is not counted: whoever waits gets on, however often they tried meanwhile.
        left = lately[-CHECKS_AT_MOST] + WITHIN - now
        raise TooManyChecks(minutes=max(1, -(-int(left.total_seconds()) // 60)))
    work.checks.note(asker.user_id, now=now, forget_before=now - WITHIN)


def _answer(issued: Issued | None, asker: Asker, *, code: str = "", matched: bytes | None = None) -> Answer:
    if issued is None:
        return Answer(verdict=Verdict.UNKNOWN, code=shown(code) if code else "")
    verdict = Verdict.GENUINE if issued.withdrawn_at is None else Verdict.WITHDRAWN
    return Answer(
        verdict=verdict, code=issued.code, issued=issued, whose=_whose(issued, asker), matched=matched
    )


def _whose(issued: Issued, asker: Asker) -> Whose:
    if issued.addressee is None:
        return Whose.EVERYBODY
    return Whose.YOU if issued.addressee == asker.person_id else Whose.SOMEBODY
