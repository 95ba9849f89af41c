"""What a person wants to be sent besides what must reach them."""

from typing import Protocol


class NotificationChoices(Protocol):
    """Reminders can be refused; notices about one's own case cannot (`domain.settings`)."""

    def wants_reminders(self, person_id: int) -> bool:
        """Until somebody says otherwise, they are reminded."""

    def set_reminders(self, person_id: int, *, wanted: bool) -> None: ...
