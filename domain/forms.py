"""Forms that take several messages: what was typed is never lost, and only one is open at a time.

A form that is left (by another form, `/batal`, or silence) stays as a draft and is offered when it is begun
again. A fleeting one, in which somebody reports in confidence, leaves nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.conversations import Conversation
from domain.refusals import Refusal
from domain.work import Store, Work

# How long a form waits for the next word before it is a draft.
OPEN_FOR = timedelta(hours=1)
# What somebody has written into a report, by the names of its fields.
_UNSENT = ("text", "files")
DRAFT_KEPT_FOR = timedelta(days=30)

Data = Mapping[str, str | int]


class FormMovedOn(Refusal):
    """The form is not open any more, or stands at another step than the one that was answered."""


class ReportUnsent(Refusal):
    """A report in confidence is being written: another form would be its end, for it leaves no draft."""


class FormDesk:
    """Opens, walks and leaves forms. The desk that takes a finished one ends it by `finish_form`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(
        self,
        user_id: int,
        flow: str,
        step: str,
        data: Data,
        *,
        is_fleeting: bool = False,
        is_kept: bool = True,
        now: datetime,
    ) -> Conversation:
        """Begin anew; an earlier draft of this flow is replaced, another form that was open is set aside.

        `is_kept`: what is left becomes a draft. Raise ReportUnsent where the other one could not be kept.
        """
        fresh = Conversation(
            user_id=user_id,
            flow=flow,
            step=step,
            data=dict(data),
            expires_at=now + OPEN_FOR,
            kept_until=None if is_fleeting or not is_kept else now + DRAFT_KEPT_FOR,
            is_fleeting=is_fleeting,
        )
        with self._store.write() as work:
            if not is_fleeting:
                _spare_a_report(work, user_id, now)
            version = work.conversations.save(fresh, now=now)
            work.commit()
        return replace(fresh, version=version)

    def go(
        self, user_id: int, flow: str, step: str, changes: Data, *, at: str | None = None, now: datetime
    ) -> Conversation:
        """Keep what was answered and go to a step; `at`: only from there, else FormMovedOn.

        A change to an empty text takes the field away.
        """
        with self._store.write() as work:
            form = work.conversations.of(user_id, now=now)
            if form is None or form.flow != flow or at not in {None, form.step}:
                raise FormMovedOn
            data = {name: value for name, value in {**form.data, **changes}.items() if value != ""}
            moved = replace(
                form,
                step=step,
                data=data,
                expires_at=now + OPEN_FOR,
                kept_until=None if form.kept_until is None else now + DRAFT_KEPT_FOR,
            )
            version = work.conversations.save(moved, now=now)
            work.commit()
        return replace(moved, version=version)

    def draft(self, user_id: int, flow: str, *, now: datetime) -> Conversation | None:
        """What was typed and not sent."""
        with self._store.read() as work:
            return work.conversations.draft(user_id, flow, now=now)

    def take_up(self, user_id: int, flow: str, *, now: datetime) -> Conversation:
        """Open the draft again where it was left; FormMovedOn when there is none any more."""
        with self._store.write() as work:
            form = work.conversations.draft(user_id, flow, now=now)
            if form is None:
                raise FormMovedOn
            _spare_a_report(work, user_id, now)
            taken = replace(form, expires_at=now + OPEN_FOR, kept_until=now + DRAFT_KEPT_FOR)
            version = work.conversations.save(taken, now=now)
            work.commit()
        return replace(taken, version=version)

    def leave(self, user_id: int, *, now: datetime) -> Conversation | None:
        """Leave whatever is open; what was left, None where nothing was."""
        with self._store.write() as work:
            form = work.conversations.of(user_id, now=now)
            if form is not None:
                work.conversations.set_aside(user_id)
                work.commit()
        return form

    def discard(self, user_id: int, flow: str) -> None:
        """Delete the draft, or the open form, of this flow."""
        with self._store.write() as work:
            work.conversations.drop(user_id, flow)
            work.commit()


def finish_form(work: Work, form_of: int | None) -> None:
    """End the form whose answer a desk has taken, in the unit of its effect; None: there was none."""
    if form_of is not None:
        work.conversations.close(form_of)


def _spare_a_report(work: Work, user_id: int, now: datetime) -> None:
    """The steps around a report are fleeting, too: they know by themselves what may follow on what.

    Where nothing was written, as while a case is only read, there is nothing to lose.
    """
    form = work.conversations.of(user_id, now=now)
    if form is not None and form.is_fleeting and any(form.data.get(one) for one in _UNSENT):
        raise ReportUnsent
