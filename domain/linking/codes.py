"""The two secrets of an invitation letter: the link's token and the printed code."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from domain.linking.records import Secret
from domain.linking.refusals import NotACode
from domain.typed_codes import random_code, read_signs

TOKEN_BYTES = 24  # 192 random bits; Telegram allows 64 characters
LENGTH = 10
_HALF = LENGTH // 2
_SALT_BYTES = 16


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    return random_code(LENGTH)


def shown(code: str) -> str:
    """As it is printed: two groups of five."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def read_code(text: str) -> str:
    """Read what a person typed: case, spaces, dashes and look-alikes do not matter."""
    kept = read_signs(text)
    if kept is None or len(kept) != LENGTH:
        raise NotACode
    return kept


def seal_code(peppered: bytes) -> Secret:
    """Hash as a password, because fewer than 112 bits are guarded by it (ASVS 5.0, 6.5.2)."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return Secret(salt=salt, digest=_stretched(peppered, salt))


def fits(peppered: Sequence[bytes], secret: Secret) -> bool:
    """Compare in constant time, with as many hashes as there are keys, whatever the answer."""
    answers = [hmac.compare_digest(_stretched(one, secret.salt), secret.digest) for one in peppered]
    return any(answers)


def _stretched(peppered: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(peppered, salt=salt, n=2**12, r=8, p=1, dklen=32)


# What is compared when there is no letter at all, so that the work stays the same. Nothing fits it.
DECOY = Secret(salt=secrets.token_bytes(_SALT_BYTES), digest=secrets.token_bytes(32))
