"""A person's own wishes: ranked places, readiness, interests, and what weighs on them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from domain.forms import finish_form
from domain.linking.records import Purpose
from domain.preferences.ranking import added, moved_down, moved_up, removed
from domain.preferences.records import (
    INTEREST_LENGTH,
    INTERESTS_AT_MOST,
    NOTE_LENGTH,
    OF_FAMILY,
    Choice,
    Constraint,
    ConstraintKind,
    NewDocument,
    Readiness,
    Sheet,
)
from domain.preferences.refusals import (
    NoteTooLong,
    PreferencesChanged,
    PresentPlace,
    TooManyInterests,
)
from domain.preferences.standing import consenting, linked
from domain.preferences.window import Window, window_on
from domain.work import Store, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the screen of one's wishes shows. Without consent it is empty: nothing of it is read."""

    has_consent: bool
    has_special_consent: bool
    sheet: Sheet
    constraints: tuple[Constraint, ...]
    window: Window


class PreferenceDesk:
    """Shows and changes one's own wishes.

    Every change raises PreferencesNotConsented without the consent, and NotLinked for who is not in service
    or not linked. A change of the list names the version that was on the screen, else PreferencesChanged: a
    button that is pressed twice acts once.
    """

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def own(self, person_id: int, *, now: datetime) -> Own:
        """Everything of one's own."""
        with self._store.read() as work:
            account = linked(work, person_id)
            given = work.linking.consents_of(account.user_id)
            has_consent = bool(given.get(Purpose.PREFERENCES))
            return Own(
                has_consent=has_consent,
                has_special_consent=bool(given.get(Purpose.SPECIAL_DATA)),
                sheet=work.preferences.sheet(person_id) if has_consent else Sheet(),
                constraints=tuple(work.preferences.constraints(person_id)) if has_consent else (),
                window=window_on(work.waves.all(), self._today(now)),
            )

    def add(self, person_id: int, unit_id: int, *, own_post: bool, version: int, now: datetime) -> Choice:
        """Wish for a unit, in the post one holds or in any; it comes last.

        Raise NotFound, TooManyChoices, ChosenAlready, PresentPlace.
        """
        new: list[Choice] = []

        def change(work: Work, sheet: Sheet) -> Sheet:
            unit, person = work.organisation.unit(unit_id), work.people.get(person_id)
            if own_post and unit_id == person.unit_id:
                raise PresentPlace(unit=unit.name)
            choice = Choice(unit_id=unit_id, unit=unit.name, position=person.position if own_post else "")
            new.append(choice)
            return _with(sheet, added(_own_choices(sheet), choice))

        self._change(person_id, "added", change, version=version, now=now)
        return new[0]

    def move(self, person_id: int, rank: int, *, up: bool, version: int, now: datetime) -> None:
        """One place better or worse."""
        turn = moved_up if up else moved_down
        self._change(
            person_id,
            "moved",
            lambda _work, sheet: _with(sheet, turn(_own_choices(sheet), rank)),
            version=version,
            now=now,
        )

    def remove(self, person_id: int, rank: int, *, version: int, now: datetime) -> None:
        """Take a place from the list; an emptied list says that nothing is wished, also to HR's."""
        self._change(
            person_id,
            "removed",
            lambda _work, sheet: _with(sheet, removed(_own_choices(sheet), rank)),
            version=version,
            now=now,
        )

    def ready(self, person_id: int, readiness: Readiness, *, now: datetime) -> None:
        """Say whether one is ready to rotate."""
        self._change(
            person_id, "readiness", lambda _work, sheet: replace(sheet, readiness=readiness), now=now
        )

    def tell_interests(
        self, person_id: int, listed: Iterable[str], *, form_of: int | None = None, now: datetime
    ) -> tuple[str, ...]:
        """Interests and skills, in place of the former ones. Raise TooManyInterests."""
        kept = tuple(dict.fromkeys(one for text in listed if (one := " ".join(text.split()))))
        if len(kept) > INTERESTS_AT_MOST or any(len(one) > INTEREST_LENGTH for one in kept):
            raise TooManyInterests(most=INTERESTS_AT_MOST, length=INTEREST_LENGTH)
        self._change(
            person_id,
            "interests",
            lambda _work, sheet: replace(sheet, interests=kept),
            form_of=form_of,
            now=now,
        )
        return kept

    def constrain(
        self,
        person_id: int,
        kind: ConstraintKind,
        *,
        note: str | None = None,
        document: NewDocument | None = None,
        form_of: int | None = None,
        now: datetime,
    ) -> None:
        """Tell what weighs on one; what is not given stays as it was, and HR reads a change anew.

        Raise SpecialDataNotConsented for what concerns the family, NoteTooLong.
        """
        note = note.strip() if note is not None else None
        if note is not None and len(note) > NOTE_LENGTH:
            raise NoteTooLong(most=NOTE_LENGTH)
        today = self._today(now)
        with self._store.write() as work:
            consenting(work, person_id, special=kind in OF_FAMILY)
            work.preferences.take(person_id)
            told = {one.kind for one in work.preferences.constraints(person_id)}
            if kind in told and note is None and document is None:
                return  # an old button: nothing new is said, and what HR has answered stays answered
            work.preferences.constrain(person_id, kind, note=note, document=document, today=today)
            self._finish(work, person_id, "constraint_told", form_of=form_of, now=now)

    def release(self, person_id: int, kind: ConstraintKind, *, now: datetime) -> None:
        """Take it back, with its note and document; nothing happens where there is none."""
        with self._store.write() as work:
            consenting(work, person_id)
            if work.preferences.release(person_id, [kind]):
                self._finish(work, person_id, "constraint_released", form_of=None, now=now)

    def _change(
        self,
        person_id: int,
        what: str,
        change: Callable[[Work, Sheet], Sheet],
        *,
        version: int | None = None,
        form_of: int | None = None,
        now: datetime,
    ) -> None:
        with self._store.write() as work:
            consenting(work, person_id)
            work.preferences.take(person_id)
            sheet = work.preferences.sheet(person_id)
            if version is not None and version != sheet.version:
                raise PreferencesChanged
            changed = change(work, sheet)
            today = self._today(now)
            closed_on = window_on(work.waves.all(), today).closed_on
            work.preferences.keep(person_id, changed, closed_on=closed_on, today=today)
            self._finish(work, person_id, what, form_of=form_of, now=now)

    def _finish(self, work: Work, person_id: int, what: str, *, form_of: int | None, now: datetime) -> None:
        by = f"person:{person_id}"
        work.audit.add("preferences.changed", by=by, subject=by, now=now, what=what)
        finish_form(work, form_of)
        work.commit()

    def _today(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()


def _own_choices(sheet: Sheet) -> tuple[Choice, ...]:
    """What is changed: the own list, which begins with HR's, so that nothing told on paper is lost."""
    return sheet.choices


def _with(sheet: Sheet, choices: tuple[Choice, ...]) -> Sheet:
    return replace(sheet, choices=choices, is_own=True)
