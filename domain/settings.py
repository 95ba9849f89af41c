"""How somebody wants to be written to.

Decided here, and told on the screen:

- What a person waits for, because they have just asked or pressed, comes at once, whatever the hour.
- Notices about one's own proposal, objection, concern or rights cannot be switched off: legal limits run from
  them, and nobody shall lose one by a setting. Own quiet hours hold them back until they are over, unless the
  notice would have expired by then.
- Announcements and reminders keep the same hours. Reminders can be switched off: they only repeat.
- Whoever has chosen no hours is written to when the office writes.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.calendar.send_windows import OwnHours
from domain.forms import finish_form
from domain.work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """`hours` open to messages, the opposite of the quiet ones; None: whenever the office writes."""

    hours: OwnHours | None
    reminders: bool


class SettingsDesk:
    """Keeps one's own choices."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def own(self, person_id: int) -> Choices:
        with self._store.read() as work:
            return Choices(
                hours=work.calendar.own_hours(person_id),
                reminders=work.choices.wants_reminders(person_id),
            )

    def set_hours(
        self, person_id: int, hours: OwnHours | None, *, form_of: int | None = None, now: datetime
    ) -> None:
        """From the next message on. `form_of`: the Telegram user whose form ends with this."""
        with self._store.write() as work:
            work.calendar.set_own_hours(person_id, hours)
            finish_form(work, form_of)
            work.audit.add(
                "settings.hours",
                by=f"person:{person_id}",
                subject=f"person:{person_id}",
                now=now,
                hours="own" if hours else "office",
            )
            work.commit()

    def set_reminders(self, person_id: int, *, wanted: bool, now: datetime) -> None:
        """Whether they are reminded of what they have already been told."""
        with self._store.write() as work:
            work.choices.set_reminders(person_id, wanted=wanted)
            work.audit.add(
                "settings.reminders",
                by=f"person:{person_id}",
                subject=f"person:{person_id}",
                now=now,
                wanted="yes" if wanted else "no",
            )
            work.commit()
