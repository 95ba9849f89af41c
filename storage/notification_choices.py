"""Whether people want reminders."""

from sqlalchemy import Connection, select

from storage.records import upsert
from storage.tables import notification_choice


class SqlNotificationChoices:
    """A row for whoever has chosen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wants_reminders(self, person_id: int) -> bool:
        chosen = select(notification_choice.c.reminders).where(notification_choice.c.person_id == person_id)
        return self._connection.scalar(chosen) is not False

    def set_reminders(self, person_id: int, *, wanted: bool) -> None:
        values = {"person_id": person_id, "reminders": wanted}
        upsert(self._connection, notification_choice, "person_id", values)
