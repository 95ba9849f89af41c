"""Locks that only people open: a key pair for each officer, and boxes that are closed without opening any.

A box is X25519 with a key pair of its own, HKDF-SHA-256 over the shared secret and both public keys, and
AES-256-GCM. A secret for two is split by a one-time pad: each half alone is random.
"""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
# Every box has a key of its own, which is used once.
_ONCE = bytes(_NONCE_BYTES)
_LOCK = b"sapa-mutasi/seal-officer"
# 128 MiB and some 0.4 s for each guess (OWASP's figure for scrypt).
_SCRYPT_N, _SCRYPT_R = 2**17, 8
_SCRYPT_MEMORY = 160 * _SCRYPT_N * _SCRYPT_R


class BoxShut(Exception):
    """The box was made for another key or place, or was changed."""


def new_locked_key(passphrase: str) -> tuple[bytes, bytes]:
    """Make a key pair: the public half, and the private half locked by the passphrase."""
    private = X25519PrivateKey.generate()
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    locked = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, private.private_bytes_raw(), _LOCK)
    return private.public_key().public_bytes_raw(), salt + nonce + locked


def unlocked(locked: bytes, passphrase: str) -> X25519PrivateKey | None:
    """The private half; None for a wrong passphrase."""
    salt, rest = locked[:_SALT_BYTES], locked[_SALT_BYTES:]
    try:
        raw = AESGCM(_stretched(passphrase, salt)).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _LOCK)
    except InvalidTag:
        return None
    return X25519PrivateKey.from_private_bytes(raw)


def boxed(public: bytes, secret: bytes, *, place: str) -> bytes:
    """Close a secret so that the private half alone opens it, for one place."""
    once = X25519PrivateKey.generate()
    own = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return own + AESGCM(_box_key(shared, own, public)).encrypt(_ONCE, secret, place.encode())


def unboxed(private: X25519PrivateKey, box: bytes, *, place: str) -> bytes:
    """Raise BoxShut."""
    own, body = box[:_KEY_BYTES], box[_KEY_BYTES:]
    shared = private.exchange(X25519PublicKey.from_public_bytes(own))
    key = _box_key(shared, own, private.public_key().public_bytes_raw())
    try:
        return AESGCM(key).decrypt(_ONCE, body, place.encode())
    except InvalidTag as fault:
        raise BoxShut from fault


def split(secret: bytes) -> tuple[bytes, bytes]:
    """Two halves that together are the secret."""
    pad = os.urandom(len(secret))
    return pad, joined(pad, secret)


def joined(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _box_key(shared: bytes, own: bytes, public: bytes) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"sapa-mutasi/box" + own + public
    ).derive(shared)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=1, maxmem=_SCRYPT_MEMORY, dklen=_KEY_BYTES
    )
