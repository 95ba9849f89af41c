"""Why a second factor is not taken."""

from domain.refusals import Refusal


class NotOfficer(Refusal):
    """Only who holds a role has anything to guard with a second factor."""


class NoSecondFactor(Refusal):
    """The officer has set none, or what was being set up has gone."""


class ProofWrong(Refusal):
    """Not the PIN, or not the code of this half minute; `count` tries are left before a pause."""


class ProofLocked(Refusal):
    """Too many wrong tries; in `count` minutes it may be tried again."""
