"""People's own wishes: editions of their list."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.organisation import name_key
from domain.preferences.records import (
    Choice,
    Counted,
    Readiness,
    Sheet,
)
from storage.chances import count_chances, counted, counted_on, keep_choices_for, last_wave_shown
from storage.planning.snapshot import map_day
from storage.preference_constraints import SqlConstraints
from storage.stopped_preferences import forget_stopped
from storage.tables import (
    circumstance,
    person,
    position,
    preference,
    preference_choice,
    travel,
    unit,
    wish,
)
from storage.vault import Vault


def interests_place(person_id: int, edition: int) -> str:
    return f"preference.interests:{person_id}:{edition}"


class SqlPreferences(SqlConstraints):
    """What is kept of people's own wishes, and of what weighs on them."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def take(self, person_id: int) -> None:
        self._connection.execute(select(person.c.id).where(person.c.id == person_id).with_for_update())

    def sheet(self, person_id: int) -> Sheet:
        row = self._newest(person_id)
        on_paper = select(circumstance.c.swaps).where(circumstance.c.person_id == person_id)
        swaps = None if row is None else row.swaps
        joins = bool(self._connection.scalar(on_paper)) if swaps is None else swaps
        if row is None:
            return Sheet(choices=self._of_hr(person_id), joins_swaps=joins)
        return Sheet(
            choices=self._chosen(row) if row.has_choices else self._of_hr(person_id),
            is_own=row.has_choices,
            readiness=Readiness(row.readiness) if row.readiness else None,
            interests=self._interests(row),
            swaps=swaps,
            joins_swaps=joins,
            version=row.version,
        )

    def keep(self, person_id: int, sheet: Sheet, *, closed_on: date | None, today: date) -> None:
        row = self._newest(person_id)
        is_new = row is None or (closed_on is not None and row.begun_on <= closed_on)
        edition = 1 if row is None else row.edition + is_new
        if closed_on is None:
            self._forget_earlier(person_id, edition)
        sealed = (
            self._vault.seal(json.dumps(sheet.interests), place=interests_place(person_id, edition))
            if sheet.interests
            else None
        )
        values = {
            "version": sheet.version + 1,
            "has_choices": sheet.is_own,
            "readiness": sheet.readiness or "",
            "swaps": sheet.swaps,
            "interests_sealed": sealed,
        }
        same = (preference.c.person_id == person_id) & (preference.c.edition == edition)
        if is_new:
            keys = {"person_id": person_id, "edition": edition, "begun_on": today}
            self._connection.execute(insert(preference).values({**keys, **values}))
        else:
            self._connection.execute(update(preference).where(same).values(values))
        self._put_choices(person_id, edition, sheet.choices if sheet.is_own else ())

    def travel_from(self, location: str) -> dict[str, int]:
        ways = select(travel.c.destination, travel.c.minutes).where(travel.c.origin == location)
        return {row.destination: row.minutes for row in self._connection.execute(ways)}

    def map_day(self) -> date | None:
        return map_day(self._connection)

    def open_seats(self, unit_id: int, position_name: str) -> int | None:
        posts = select(position.c.staff_need, position.c.staff_actual).where(
            position.c.unit_id == unit_id,
            position.c.staff_need.is_not(None),
            position.c.staff_actual.is_not(None),
        )
        if position_name:
            posts = posts.where(position.c.name_key == name_key(position_name))
        open_ones = [max(row.staff_need - row.staff_actual, 0) for row in self._connection.execute(posts)]
        return sum(open_ones) if open_ones else None

    def counted_on(self) -> date | None:
        return counted_on(self._connection)

    def count(self, *, today: date) -> None:
        count_chances(self._connection, today=today)

    def counted(self, unit_id: int, position_name: str) -> Counted:
        return counted(self._connection, unit_id, name_key(position_name))

    def last_wave(self) -> str | None:
        return last_wave_shown(self._connection)

    def keep_for_wave(self, wave_id: int) -> None:
        keep_choices_for(self._connection, wave_id)

    def forget_stopped(self, *, before: datetime) -> int:
        return forget_stopped(self._connection, before=before)

    def _newest(self, person_id: int) -> Row[Any] | None:
        kept = select(preference).where(preference.c.person_id == person_id)
        return self._connection.execute(kept.order_by(preference.c.edition.desc()).limit(1)).first()

    def _chosen(self, row: Row[Any]) -> tuple[Choice, ...]:
        chosen = (
            select(preference_choice.c.unit_id, unit.c.name, preference_choice.c.position)
            .join(unit, unit.c.id == preference_choice.c.unit_id)
            .where(preference_choice.c.person_id == row.person_id, preference_choice.c.edition == row.edition)
            .order_by(preference_choice.c.rank)
        )
        return tuple(
            Choice(unit_id=one.unit_id, unit=one.name, position=one.position)
            for one in self._connection.execute(chosen)
        )

    def _of_hr(self, person_id: int) -> tuple[Choice, ...]:
        """HR's spreadsheet keeps a post's key alone; the map knows how it is written."""
        listed = (
            select(wish.c.unit_id, unit.c.name, wish.c.position_key, position.c.name.label("position"))
            .join(unit, unit.c.id == wish.c.unit_id)
            .outerjoin(
                position,
                (position.c.unit_id == wish.c.unit_id) & (position.c.name_key == wish.c.position_key),
            )
            .where(wish.c.person_id == person_id)
            .order_by(wish.c.rank)
        )
        return tuple(
            Choice(unit_id=one.unit_id, unit=one.name, position=one.position or one.position_key)
            for one in self._connection.execute(listed)
        )

    def _interests(self, row: Row[Any]) -> tuple[str, ...]:
        if row.interests_sealed is None:
            return ()
        place = interests_place(row.person_id, row.edition)
        return tuple(json.loads(self._vault.open(row.interests_sealed, place=place)))

    def _forget_earlier(self, person_id: int, edition: int) -> None:
        """No wave is waited for: what stood before counts for nothing any more."""
        for table in (preference, preference_choice):
            self._connection.execute(
                delete(table).where(table.c.person_id == person_id, table.c.edition < edition)
            )

    def _put_choices(self, person_id: int, edition: int, choices: Sequence[Choice]) -> None:
        kept = preference_choice
        self._connection.execute(delete(kept).where(kept.c.person_id == person_id, kept.c.edition == edition))
        rows = [
            {
                "person_id": person_id,
                "edition": edition,
                "rank": rank,
                "unit_id": one.unit_id,
                "position_key": name_key(one.position),
                "position": one.position,
            }
            for rank, one in enumerate(choices, start=1)
        ]
        if rows:
            self._connection.execute(insert(kept), rows)
