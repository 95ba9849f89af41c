"""What administrators were told last."""

import json
from datetime import datetime

from sqlalchemy import Connection, select

from domain.alerts import REPEATED_AFTER
from storage.records import put_setting
from storage.tables import setting


class SqlAlerts:
    """One row a kind."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_news(self, kind: str, state: str, *, now: datetime) -> bool:
        name = f"alert:{kind}"
        kept = self._connection.scalar(select(setting.c.value).where(setting.c.name == name))
        if kept is not None and not _is_due(json.loads(kept), state, now):
            return False
        put_setting(self._connection, name, json.dumps({"at": now.isoformat(), "state": state}))
        return True


def _is_due(last: dict[str, str], state: str, now: datetime) -> bool:
    told_at = datetime.fromisoformat(last["at"])
    if (told_at.date(), told_at.hour) == (now.date(), now.hour):
        return False
    return last["state"] != state or not now - REPEATED_AFTER < told_at <= now
