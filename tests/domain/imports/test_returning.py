"""People who left and come back."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.actors import OPERATOR, Role
from domain.imports.desk import ImportDesk
from domain.imports.rows import FileSet
from domain.linking.roles import RoleDesk
from storage.store import SqlStore
from tests.filesets import file_set, nip

EVERYBODY = file_set(6)
ALL_BUT_ONE = replace(EVERYBODY, people=EVERYBODY.people[1:])


@pytest.fixture
def desk(store: SqlStore, now: datetime) -> ImportDesk:
    """A region whose first person is an officer, and then leaves."""
    desk = ImportDesk(store)
    bring(desk, EVERYBODY, now)
    RoleDesk(store).grant(nip(0), Role.OFFICER, by=OPERATOR, now=now)
    bring(desk, ALL_BUT_ONE, now)
    return desk


def bring(desk: ImportDesk, files: FileSet, now: datetime) -> None:
    preview = desk.preview(files, [], is_complete=True, by=OPERATOR)
    desk.apply(preview, by=OPERATOR, now=now, typed=preview.confirmation)


def officers(store: SqlStore) -> list[str]:
    with store.read() as work:
        return [person.nip for person in work.people.holding(Role.OFFICER)]


def test_who_comes_back_is_no_officer_before_a_role_is_granted_anew(
    desk: ImportDesk, store: SqlStore, now: datetime
) -> None:
    bring(desk, EVERYBODY, now)

    assert officers(store) == []
    RoleDesk(store).grant(nip(0), Role.OFFICER, by=OPERATOR, now=now)
    assert officers(store) == [nip(0)]


def test_undoing_the_leaving_leaves_the_role(desk: ImportDesk, store: SqlStore, now: datetime) -> None:
    desk.undo(by=OPERATOR, now=now)

    assert officers(store) == [nip(0)]
