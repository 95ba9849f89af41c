"""HR's files in: compared first, all or nothing, undoable for a day."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from domain.actors import OPERATOR, Actor, Role
from domain.imports.desk import (
    ConfirmationNeeded,
    FilesHaveProblems,
    ImportDesk,
    NothingToUndo,
    Preview,
    TooLateToUndo,
)
from domain.imports.ledger import Tally
from domain.imports.problems import Problem
from domain.imports.rows import FileSet, SheetKind
from domain.proposals import Status
from domain.refusals import AlreadyDone, ChangedMeanwhile
from storage import tables
from storage.imports.before import AlreadyShown
from storage.store import SqlStore
from tests.filesets import UNITS, file_set, nip, person_row, proposal_row, siasn_id


def preview(store: SqlStore, files: FileSet, now: datetime, *, is_complete: bool = False) -> Preview:
    return ImportDesk(store).preview(files, [], is_complete=is_complete, by=OPERATOR)


def bring_in(store: SqlStore, files: FileSet, now: datetime, *, is_complete: bool = False) -> Preview:
    seen = preview(store, files, now, is_complete=is_complete)
    ImportDesk(store).apply(seen, by=OPERATOR, now=now, typed=seen.confirmation)
    return seen


def rows_in(store: SqlStore) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables.metadata.sorted_tables
        }


def test_every_row_of_the_files_is_kept(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(people=6), now)

    kept = rows_in(store)
    assert {name: kept[name] for name in ("person", "unit", "position", "task", "competency")} == {
        "person": 6,
        "unit": 3,
        "position": 3,
        "task": 3,
        "competency": 6,
    }
    assert (kept["standard"], kept["wave"], kept["proposal"]) == (1, 1, 2)


def test_a_person_is_kept_as_the_file_says(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)

    with store.read() as work:
        person = work.people.by_nip(nip(3))
    assert person is not None
    assert (person.full_name, person.phone, person.unit, person.siasn_id) == (
        "Orang Ke 3, S.Kep.",
        "+6289900000003",
        "Puskesmas Selensen",
        siasn_id(3),
    )


def test_the_same_files_again_change_nothing(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    before = rows_in(store)

    again = preview(store, file_set(), now)
    applied = ImportDesk(store).apply(again, by=OPERATOR, now=now)

    assert applied is None
    assert rows_in(store) == before
    assert again.comparison.tallies[SheetKind.PEOPLE] == Tally(unchanged=6)


def test_a_changed_row_is_shown_before_and_after(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    people = [person_row(0, position="Perawat Mahir", phone=None), *(person_row(n) for n in range(1, 6))]

    seen = bring_in(store, replace(file_set(), people=people), now)

    assert {(one.field, one.before, one.after) for one in seen.comparison.changes} == {
        ("position", "Perawat Terampil", "Perawat Mahir"),
        ("phone", "+6289900000000", ""),
    }
    with store.read() as work:
        person = work.people.by_siasn_id(siasn_id(0))
    assert person is not None
    assert (person.position, person.phone) == ("Perawat Mahir", None)


def test_one_refused_row_keeps_everything_out(store: SqlStore, now: datetime) -> None:
    before = rows_in(store)
    problem = Problem(key="nip.not_18_digits", file="region.xlsx", row=7)
    seen = ImportDesk(store).preview(file_set(), [problem], is_complete=False, by=OPERATOR)

    with pytest.raises(FilesHaveProblems):
        ImportDesk(store).apply(seen, by=OPERATOR, now=now)

    assert rows_in(store) == before


def test_a_number_that_is_somebody_elses_is_refused(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    stranger = person_row(50, nip=nip(2))

    seen = preview(store, FileSet(files=[], sheets=file_set().sheets, people=[stranger]), now)

    assert [problem.key for problem in seen.problems] == ["nip.taken"]


def test_a_proposal_for_an_unknown_person_or_unit_is_refused(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    rows = [proposal_row(70, UNITS[0], UNITS[1]), proposal_row(1, UNITS[1], "Dinas Khayal")]

    seen = preview(store, FileSet(files=[], sheets=file_set().sheets, proposals=rows), now)

    assert [problem.key for problem in seen.problems] == ["proposal.unknown_nip", "unit.unknown"]


def test_proposals_come_in_as_drafts_with_the_class_of_the_position_map(
    store: SqlStore, now: datetime
) -> None:
    bring_in(store, file_set(), now)

    with store.read() as work:
        person = work.people.by_nip(nip(0))
        assert person is not None
        (proposal,) = work.proposals.of_person(person.id)
    assert (proposal.status, proposal.origin.job_class, proposal.target.job_class) == (Status.DRAFT, 6, 6)
    assert proposal.target.location == "Selensen"


def test_a_published_proposal_is_not_changed_by_a_file(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    _show_all(store, now)
    changed = [proposal_row(0, UNITS[0], UNITS[2]), proposal_row(3, UNITS[0], UNITS[2])]

    seen = preview(store, replace(file_set(), proposals=changed), now)

    assert [problem.key for problem in seen.problems] == ["proposal.already_shown"]


def test_a_published_proposal_that_stayed_as_it_is_counts_as_unchanged(
    store: SqlStore, now: datetime
) -> None:
    bring_in(store, file_set(), now)
    before = preview(store, file_set(), now).comparison.tallies[SheetKind.PROPOSALS]
    _show_all(store, now)

    assert preview(store, file_set(), now).comparison.tallies[SheetKind.PROPOSALS] == before
    assert before.unchanged > 0


def test_whoever_is_absent_from_an_incomplete_set_stays(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(people=6), now)

    seen = bring_in(store, replace(file_set(), people=[person_row(n) for n in range(5)]), now)

    assert [leaver.name for leaver in seen.comparison.leavers] == ["Orang Ke 5"]
    with store.read() as work:
        assert len(list(work.people.active())) == 6


def test_whoever_is_absent_from_a_complete_set_is_ended_not_deleted(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(people=6), now)

    bring_in(store, replace(file_set(), people=[person_row(n) for n in range(5)]), now, is_complete=True)

    with store.read() as work:
        person = work.people.by_nip(nip(5))
        assert person is not None
        assert person.ended_at == now


def test_many_leavers_must_be_confirmed_by_their_number(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(people=6), now)
    fewer = replace(file_set(), people=[person_row(n) for n in range(4)])
    seen = preview(store, fewer, now, is_complete=True)

    with pytest.raises(ConfirmationNeeded):
        ImportDesk(store).apply(seen, by=OPERATOR, now=now, typed="ya")

    assert seen.confirmation == "2"


def test_few_leavers_need_no_confirmation(quick_store: SqlStore, now: datetime) -> None:
    bring_in(quick_store, file_set(people=120), now)
    fewer = replace(file_set(people=118))

    assert preview(quick_store, fewer, now, is_complete=True).confirmation is None


def test_a_vanished_unit_must_be_confirmed(quick_store: SqlStore, now: datetime) -> None:
    alone = person_row(120, unit="Kelurahan Sekara", unit_siasn_id=siasn_id(950_000))
    bring_in(quick_store, replace(file_set(people=120), people=[*file_set(120).people, alone]), now)

    seen = preview(quick_store, file_set(people=120), now, is_complete=True)

    assert (seen.comparison.vanished_units, seen.confirmation) == (["Kelurahan Sekara"], "1")


def test_somebody_who_returns_is_in_service_again(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(people=6), now)
    bring_in(store, replace(file_set(), people=[person_row(n) for n in range(5)]), now, is_complete=True)

    bring_in(store, file_set(people=6), now + timedelta(hours=1))

    with store.read() as work:
        person = work.people.by_nip(nip(5))
        assert person is not None
        assert person.is_active


def test_a_new_number_keeps_the_old_one_findable(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    renumbered = [person_row(0, nip=nip(400)), *(person_row(n) for n in range(1, 6))]

    bring_in(store, FileSet(files=[], sheets=file_set().sheets, people=renumbered), now)

    with store.read() as work:
        by_old, by_new = work.people.by_nip(nip(0)), work.people.by_nip(nip(400))
    assert by_old is not None
    assert by_old == by_new


def test_a_renamed_unit_stays_the_same_unit(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    people = [
        replace(row, unit="UPTD Puskesmas Selensen") if row.unit == UNITS[0] else row
        for row in file_set().people
    ]

    bring_in(store, FileSet(files=[], sheets=file_set().sheets, people=people), now)

    with store.read() as work:
        assert {unit.name for unit in work.organisation.units()} == {
            "UPTD Puskesmas Selensen",
            *UNITS[1:],
        }


def test_two_units_of_one_name_are_two_units(store: SqlStore, now: datetime) -> None:
    people = [
        person_row(0, unit="Subbagian Umum", unit_siasn_id=siasn_id(1001)),
        person_row(1, unit="Subbagian Umum", unit_siasn_id=siasn_id(1002)),
    ]
    sheets = file_set().sheets
    bring_in(store, FileSet(files=[], sheets=sheets, people=people), now)

    rows = [proposal_row(0, "Subbagian Umum", "Subbagian Umum")]
    seen = preview(store, FileSet(files=[], sheets=sheets, proposals=rows), now)

    assert rows_in(store)["unit"] == 2
    assert {problem.key for problem in seen.problems} == {"unit.ambiguous"}


def test_undo_puts_back_what_was_and_ends_whoever_came(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(people=6), now)
    changed = [person_row(0, position="Perawat Mahir"), *(person_row(n) for n in range(1, 5)), person_row(6)]
    bring_in(store, replace(file_set(), people=changed), now, is_complete=True)

    ImportDesk(store).undo(by=OPERATOR, now=now + timedelta(hours=23))

    with store.read() as work:
        in_service = {person.name: person.position for person in work.people.active()}
    assert in_service == {f"Orang Ke {n}": "Perawat Terampil" for n in range(6)}


def test_an_undone_import_can_be_brought_in_again(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    ImportDesk(store).undo(by=OPERATOR, now=now)

    bring_in(store, file_set(), now)

    with store.read() as work:
        assert len(list(work.people.active())) == 6
    assert rows_in(store)["proposal"] == 2


def test_undo_is_refused_after_a_day_twice_and_with_nothing_to_undo(store: SqlStore, now: datetime) -> None:
    desk = ImportDesk(store)
    with pytest.raises(NothingToUndo):
        desk.undo(by=OPERATOR, now=now)
    bring_in(store, file_set(), now)
    with pytest.raises(TooLateToUndo):
        desk.undo(by=OPERATOR, now=now + timedelta(hours=25))
    desk.undo(by=OPERATOR, now=now)
    with pytest.raises(AlreadyDone):
        desk.undo(by=OPERATOR, now=now)


def test_an_import_whose_proposals_were_shown_is_not_undone(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    _show_all(store, now)

    with pytest.raises(AlreadyShown):
        ImportDesk(store).undo(by=OPERATOR, now=now)


def test_rows_changed_since_the_preview_stop_the_import(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    mahir = replace(file_set(), people=[person_row(0, position="Perawat Mahir"), *file_set().people[1:]])
    penyelia = replace(
        file_set(), people=[person_row(0, position="Perawat Penyelia"), *file_set().people[1:]]
    )
    late = preview(store, penyelia, now)
    bring_in(store, mahir, now)

    with pytest.raises(ChangedMeanwhile):
        ImportDesk(store).apply(late, by=OPERATOR, now=now)

    with store.read() as work:
        person = work.people.by_nip(nip(0))
    assert person is not None
    assert person.position == "Perawat Mahir"


def test_every_import_leaves_an_audit_row(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    ImportDesk(store).undo(by=Actor(), now=now)

    with store.read() as work:
        assert [entry.action for entry in work.audit.newest(2)] == ["import.undone", "import.applied"]


def test_roles_stay_with_their_people(store: SqlStore, now: datetime) -> None:
    bring_in(store, file_set(), now)
    with store.write() as work:
        person = work.people.by_nip(nip(0))
        assert person is not None
        work.people.grant(person.id, Role.OFFICER, by="operator", now=now)
        work.commit()

    bring_in(store, replace(file_set(), people=[person_row(0, grade="III/b"), *file_set().people[1:]]), now)

    with store.read() as work:
        assert [holder.id for holder in work.people.holding(Role.OFFICER)] == [person.id]


def _show_all(store: SqlStore, now: datetime) -> None:
    with store.write() as work:
        (wave,) = work.waves.all()
        drafts = [proposal.id for proposal in work.proposals.of_wave(wave.id)]
        work.proposals.enter(drafts, Status.PROPOSED, by="operator", now=now)
        work.commit()


def test_units_stand_under_those_that_the_files_name_as_above_them(store: SqlStore, now: datetime) -> None:
    clinic, agency, _other = UNITS
    above = {clinic: agency, agency: "Pemerintah Kabupaten"}  # which has no people of its own
    rows = [replace(one, unit_above=above.get(one.unit, "")) for one in file_set(people=6).people]
    bring_in(store, replace(file_set(people=6), people=rows), now)

    with store.read() as work:
        units = {one.name: one for one in work.organisation.units()}
        covered = work.organisation.below(frozenset({units[agency].id}))
    assert units[clinic].parent_id == units[agency].id
    assert units[agency].parent_id is None
    assert covered >= {units[clinic].id, units[agency].id}
    assert "Pemerintah Kabupaten" not in units
