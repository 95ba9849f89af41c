"""A digest as people can compare it by eye."""

import hashlib

_SHOWN = 12  # hexadecimal digits: 48 bits, enough to tell papers apart that nobody made to look alike


def digest_of(content: bytes) -> bytes:
    """SHA-256, as `sha256sum` computes it."""
    return hashlib.sha256(content).digest()


def short(digest: bytes) -> str:
    """`3F9A-01BC-77DE`: the beginning of what `sha256sum` prints."""
    told = digest.hex()[:_SHOWN].upper()
    return "-".join(told[start : start + 4] for start in range(0, _SHOWN, 4))
