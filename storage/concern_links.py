"""One-time links, each sealed under its own token."""

import base64
import hashlib
import json
import os
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from domain.concerns.links import ClosedLink
from domain.concerns.records import Mode
from domain.concerns.taxonomy import Concern
from storage.tables import concern_link
from storage.vault import KEY_BYTES, Key, Vault, WrongKey

_PLACE = "concern_link.link"


class SqlClosedLinks:
    """A row a link. The token is a key of its own: the region's secret key opens nothing here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, link: ClosedLink, *, drop_after: date) -> str:
        secret = os.urandom(KEY_BYTES)
        content = json.dumps(
            [link.person_id, link.concern, link.mode, link.expires_at.isoformat()], separators=(",", ":")
        )
        self._connection.execute(
            insert(concern_link).values(
                token_hash=hashlib.sha256(secret).digest(),
                link_sealed=Vault([Key(secret)]).seal(content, place=_PLACE),
                drop_after=drop_after,
            )
        )
        return base64.urlsafe_b64encode(secret).decode().rstrip("=")

    def find(self, token: str) -> ClosedLink | None:
        secret = _secret(token)
        if secret is None:
            return None
        kept = select(concern_link.c.link_sealed).where(
            concern_link.c.token_hash == hashlib.sha256(secret).digest()
        )
        sealed = self._connection.scalar(kept)
        return None if sealed is None else _opened(secret, sealed)

    def use(self, token: str) -> ClosedLink | None:
        secret = _secret(token)
        if secret is None:
            return None
        used = delete(concern_link).where(concern_link.c.token_hash == hashlib.sha256(secret).digest())
        sealed = self._connection.scalar(used.returning(concern_link.c.link_sealed))
        return None if sealed is None else _opened(secret, sealed)

    def forget(self, *, before: date) -> int:
        return self._connection.execute(
            delete(concern_link).where(concern_link.c.drop_after < before)
        ).rowcount


def _secret(token: str) -> bytes | None:
    """None for what cannot be a token."""
    try:
        secret = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return secret if len(secret) == KEY_BYTES else None


def _opened(secret: bytes, sealed: bytes) -> ClosedLink | None:
    try:
        person_id, concern, mode, expires_at = json.loads(Vault([Key(secret)]).open(sealed, place=_PLACE))
    except WrongKey:
        return None
    return ClosedLink(
        person_id=person_id,
        concern=Concern(concern),
        mode=Mode(mode),
        expires_at=datetime.fromisoformat(expires_at),
    )
