"""What a PIN must be: six digits at least, and none of those that are tried first."""

from domain.refusals import Refusal

AT_LEAST, AT_MOST = 6, 12
"""NIST SP 800-63B-4, 3.1.1.2 asks for eight signs of a password that is chosen by its owner as a second
factor, and six of a PIN whose guesses are counted by a server, as they are here."""
_DIFFERENT_AT_LEAST = 3
_UP = "01234567890123456789"
_DOWN = _UP[::-1]


class NotAPin(Refusal):
    """A PIN has `at_least` to `at_most` digits and nothing else."""


class PinTooSimple(Refusal):
    """The PIN is a row, a repetition, or stands in its owner's NIP."""


def checked_pin(text: str, *, nip: str) -> bytes:
    """The digits, spaces left out; raise NotAPin, PinTooSimple."""
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdecimal() and AT_LEAST <= len(digits) <= AT_MOST):
        raise NotAPin(at_least=AT_LEAST, at_most=AT_MOST)
    if _is_row(digits) or _repeats(digits) or _stands_in(digits, nip):
        raise PinTooSimple
    return digits.encode()


def _is_row(digits: str) -> bool:
    return digits in _UP or digits in _DOWN


def _repeats(digits: str) -> bool:
    """111111, 121212, 123123; also what has two different digits only."""
    blocks = (digits[:length] for length in range(1, len(digits) // 2 + 1))
    is_repeated = any((block * len(digits))[: len(digits)] == digits for block in blocks)
    return is_repeated or len(set(digits)) < _DIFFERENT_AT_LEAST


def _stands_in(digits: str, nip: str) -> bool:
    """A NIP is printed everywhere, and the date of birth is its beginning, in whatever order."""
    year, month, day = nip[:4], nip[4:6], nip[6:8]
    dates = {day + month + year, month + day + year, day + month + year[2:], month + day + year[2:]}
    return digits in nip or digits in dates
