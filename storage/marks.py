"""Marks of the database itself: trial or live, and which secret keys it was sealed with."""

import hmac

from sqlalchemy import Engine, delete, select

from storage.records import put_setting
from storage.tables import setting
from storage.vault import Key

_MODE = "mode"
_KEY = "key:"


def mode_mark(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return connection.scalar(select(setting.c.value).where(setting.c.name == _MODE))


def set_mode_mark(engine: Engine, mode: str) -> None:
    with engine.begin() as connection:
        put_setting(connection, _MODE, mode)


class KeyMarks:
    """A check value for each key in use: it tells the key without giving it away."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def none_yet(self) -> bool:
        return not self._kept()

    def knows(self, key: Key) -> bool:
        kept = self._kept().get(key.id.hex())
        return kept is not None and hmac.compare_digest(kept, key.check)

    def others_than(self, keys: list[Key]) -> bool:
        """Whether rows may be sealed with a key that is not among these."""
        return bool(self._kept().keys() - {key.id.hex() for key in keys})

    def add(self, key: Key) -> None:
        with self._engine.begin() as connection:
            put_setting(connection, _KEY + key.id.hex(), key.check)

    def keep_only(self, key: Key) -> None:
        """Forget the others, once nothing is sealed with them any more."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(setting).where(setting.c.name.startswith(_KEY), setting.c.name != _KEY + key.id.hex())
            )

    def _kept(self) -> dict[str, str]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(setting).where(setting.c.name.startswith(_KEY)))
            return {row.name.removeprefix(_KEY): row.value for row in rows}
