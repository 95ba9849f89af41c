"""Codes that people copy from paper: made at random, and read however they are typed."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def random_code(length: int) -> str:
    """So many signs of five random bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_signs(text: str) -> str | None:
    """Case, spaces, dashes and look-alikes do not matter; None when a sign is in no code."""
    kept = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_LOOK_ALIKES)
    return kept if set(kept) <= set(ALPHABET) else None
