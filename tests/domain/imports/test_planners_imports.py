"""Imports as the chat drives them: a planner's alone, known again by their fingerprint, undone knowingly."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.actors import OPERATOR, Actor, Role
from domain.imports.desk import ImportDesk
from domain.imports.rows import SheetKind
from domain.refusals import ChangedMeanwhile, NotPermitted
from storage.store import SqlStore
from tests.domain.imports.test_import_desk import bring_in, preview
from tests.filesets import file_set, nip, person_row


def test_only_a_planner_may_and_each_change_in_between_shows_in_the_fingerprint(
    store: SqlStore, now: datetime
) -> None:
    bring_in(store, file_set(people=6), now)
    desk = ImportDesk(store)
    with store.write() as work:
        officer = work.people.by_nip(nip(1))
        assert officer is not None
        by = Actor(officer.id)
        work.commit()
    files = replace(file_set(people=6), people=[replace(person_row(3), position="Bidan Terampil")])

    for forbidden in (
        lambda: desk.preview(files, [], is_complete=False, by=by),
        lambda: desk.apply(preview(store, files, now), by=by, now=now),
        lambda: desk.undoing(by=by, now=now),
        lambda: desk.undo(by=by, now=now),
        lambda: desk.page(1, by=by),
    ):
        with pytest.raises(NotPermitted):
            forbidden()
    with store.write() as work:
        work.people.grant(officer.id, Role.PLANNER, by="operator", now=now)
        work.commit()
    seen = desk.preview(files, [], is_complete=False, by=by)

    assert seen.fingerprint == desk.preview(files, [], is_complete=False, by=by).fingerprint
    assert seen.fingerprint != desk.preview(files, [], is_complete=True, by=by).fingerprint
    assert {one.person_id for one in seen.comparison.changes if one.kind is SheetKind.PEOPLE} != {None}
    bring_in(store, replace(files, people=[replace(person_row(3), grade="III/b")]), now)
    assert seen.fingerprint != desk.preview(files, [], is_complete=False, by=by).fingerprint


def test_what_undoing_would_put_back_is_told_before_and_another_import_is_not_undone_instead(
    store: SqlStore, now: datetime
) -> None:
    bring_in(store, file_set(people=6), now)
    changed = replace(file_set(people=6), people=[person_row(9), replace(person_row(3), grade="III/b")])
    bring_in(store, changed, now + timedelta(minutes=1))
    desk = ImportDesk(store)
    told = desk.undoing(by=OPERATOR, now=now)

    with pytest.raises(ChangedMeanwhile):
        desk.undo(told.past.id - 1, by=OPERATOR, now=now)
    past, restored = desk.undo(told.past.id, by=OPERATOR, now=now)
    page = desk.page(7, by=OPERATOR)

    assert (past.id, dict(told.rows)) == (told.past.id, restored)
    assert told.until == told.past.applied_at + timedelta(days=1)
    assert [(one.id, one.undone_at is None) for one in page.listed] == [(past.id, False), (past.id - 1, True)]
    assert (page.number, page.pages) == (1, 1)
