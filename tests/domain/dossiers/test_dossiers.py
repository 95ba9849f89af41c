"""Lists, cards, drafts and notes of officers; statuses that come back by file."""

from datetime import date, datetime, timedelta

import pytest

from domain.actors import Actor, Role
from domain.dossiers.desk import DossierDesk
from domain.dossiers.drafts import DayPast, DraftChanged, DraftDesk, NotADraft, SamePlace
from domain.dossiers.records import Field, Mark, Wanted
from domain.dossiers.status_lists import RowFault, StatusListDesk, StatusListTooLong, StatusRow
from domain.dossiers.words import WORDS_AT_MOST, WordsNeeded, WordsTooLong
from domain.organisation import name_key
from domain.plans.findings import Finding
from domain.proposals import Direction, Status
from domain.refusals import ChangedMeanwhile, NotFound, NotPermitted
from storage.store import SqlStore
from storage.tables import proposal_comment
from tests.domain.dossiers.conftest import Desk
from tests.outbox import take_all
from tests.people import ANDI, BUDI, HASAN, SITI

NAMES = {name_key(one): one for one in Status}


def test_a_list_is_narrowed_found_in_and_open_to_three_roles(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    dossiers = DossierDesk(store)
    with store.write() as work:
        work.planning.keep_findings({desk.budi: [Finding(code="donor_left_short", facts={"need": 5})]})
        work.commit()

    def found(wanted: Wanted) -> list[int]:
        return [one.proposal_id for one in dossiers.page(wanted, 1, by=desk.rina, now=now).lines]

    assert found(Wanted(wave_id=desk.wave)) == [desk.andi, desk.budi]
    assert found(Wanted(wave_id=desk.wave, mark=Mark.FOUND)) == [desk.budi]
    assert found(Wanted(status=Status.PROPOSED)) == [desk.siti]
    assert found(Wanted(to_unit=desk.region.kemuning, words="siti RAHMA")) == [desk.siti]
    assert found(Wanted(from_unit=desk.region.kemuning)) == []
    assert found(Wanted(words="%")) == []
    assert [one.proposal_id for one in dossiers.find(BUDI.nip, None, by=desk.rina, now=now).lines] == [
        desk.budi
    ]
    assert dossiers.find("199003152015052999", None, by=desk.rina, now=now).count == 0
    assert [(one.name, one.count) for one in dossiers.units(desk.wave, to=True, by=desk.rina)] == [
        ("UPTD Puskesmas Kemuning", 2)
    ]
    line = dossiers.waves(9, by=desk.rina).lines[0]
    assert (line.statuses, line.open_findings) == ({Status.DRAFT: 2}, 1)
    with pytest.raises(NotPermitted):
        dossiers.page(Wanted(), 1, by=Actor(desk.region.id_of(ANDI)), now=now)


def test_whoever_is_opened_is_told_and_notes_are_sealed(desk: Desk, store: SqlStore, now: datetime) -> None:
    dossiers, secret = DossierDesk(store), "Pasangannya bertugas di Selensen"
    with pytest.raises(WordsNeeded):
        dossiers.comment(desk.siti, "  ", by=desk.rina, now=now)
    with pytest.raises(WordsTooLong):
        dossiers.comment(desk.siti, "x" * (WORDS_AT_MOST + 1), by=desk.rina, now=now)
    dossiers.comment(desk.siti, secret, by=desk.rina, now=now)
    one = dossiers.open(desk.siti, by=Actor(desk.region.id_of(HASAN)), now=now)

    assert [(note.text, note.by) for note in one.comments] == [(secret, "Rina Kartika, S.E.")]
    assert Role.OFFICER in one.steps.values()
    with store.engine.connect() as connection:
        (kept,) = connection.execute(proposal_comment.select()).all()
    assert secret.encode() not in kept.text_sealed
    with store.read() as work:
        seen = work.views.of(desk.region.id_of(SITI), since=now - timedelta(days=1), limit=9, offset=0)
        assert all(secret not in repr(entry) for entry in work.audit.newest(9))
    assert [(view.purpose, view.viewer_id) for view in seen] == [("proposal", desk.region.id_of(HASAN))]
    with pytest.raises(NotFound):
        dossiers.open(999_999, by=desk.rina, now=now)


def test_a_second_officer_changes_nothing_unseen_and_sees_what_changed(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    drafts, dossiers = DraftDesk(store), DossierDesk(store)
    seat = next(one for one in drafts.seats(desk.region.kemuning, by=desk.rina))
    seen = dossiers.open(desk.andi, by=desk.rina, now=now).version
    moved = drafts.place(desk.andi, seat.id, seen=seen, by=desk.rina, now=now)
    assert (moved.target.position, moved.target.job_class) == ("Perawat Mahir", 7)
    assert moved.direction is Direction.PROMOSI

    today = now.date()
    with pytest.raises(DraftChanged):
        drafts.set_day(desk.andi, date(2027, 3, 1), today=today, seen=seen, by=desk.rina, now=now)
    one = dossiers.open(desk.andi, by=desk.rina, now=now)
    assert [(each.field, each.by) for each in one.changes] == [(Field.DESTINATION, desk.rina.label)]
    assert one.names[desk.rina.label] == "Rina Kartika, S.E."
    assert not dossiers.wave(desk.wave, by=desk.rina).is_checked
    with pytest.raises(SamePlace):
        drafts.place(desk.andi, seat.id, seen=one.version, by=desk.rina, now=now)
    with pytest.raises(DayPast):
        drafts.set_day(desk.andi, today, today=today, seen=one.version, by=desk.rina, now=now)
    with pytest.raises(NotADraft):
        drafts.set_reason(desk.siti, "Lain", seen="", by=desk.rina, now=now)
    with pytest.raises(NotPermitted):
        drafts.seats(desk.region.kemuning, by=Actor(desk.region.id_of(HASAN)))


def test_statuses_by_file_are_looked_at_first_and_recorded_once(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    lists, wave = StatusListDesk(store), desk.region.wave

    def row(line: int, who: str, status: str, note: str = "") -> StatusRow:
        return StatusRow(line=line, who=who, status=status, note=note)

    rows = [
        row(4, SITI.nip, "Competency"),
        row(5, f"#{desk.siti}", "board"),
        row(6, "", "board"),
        row(7, "Siti", "board"),
        row(8, ANDI.nip, "board"),
        row(9, "199003152015052999", "board"),
    ]
    run = lists.look(wave, rows, NAMES, by=desk.rina)
    assert dict(run.tally) == {(Status.PROPOSED, Status.COMPETENCY): 1}
    assert dict(run.faults) == {
        5: RowFault.TWICE,
        6: RowFault.WHO_MISSING,
        7: RowFault.UNKNOWN_PERSON,
        8: RowFault.NOT_IN_WAVE,
        9: RowFault.UNKNOWN_PERSON,
    }
    expected = {
        "eaten": RowFault.UNKNOWN_STATUS,
        "decree": RowFault.NOT_NEXT,
        "cancelled": RowFault.NO_RIGHT,
    }
    for status, fault in expected.items():
        assert lists.look(wave, [row(2, SITI.nip, status)], NAMES, by=desk.rina).faults == {2: fault}
    lone = [row(2, SITI.nip, "cancelled")]
    assert lists.look(wave, lone, NAMES, by=desk.hasan).faults == {2: RowFault.NOTE_NEEDED}
    assert lists.look(wave, [row(2, SITI.nip, "proposed")], NAMES, by=desk.rina).same == 1
    with pytest.raises(StatusListTooLong):
        lists.look(wave, [row(at, "", "") for at in range(1_001)], NAMES, by=desk.rina)

    assert lists.apply(wave, rows, NAMES, seen=run.digest, by=desk.rina, now=now) == 1
    with pytest.raises(ChangedMeanwhile):
        lists.apply(wave, rows, NAMES, seen=run.digest, by=desk.rina, now=now)
    with store.read() as work:
        assert work.proposals.get(desk.siti).status is Status.COMPETENCY
    assert [one.text_key for one in take_all(store, now=now + timedelta(hours=3))] == [
        "transfer.notice.moved"
    ]


def test_an_emptied_wave_is_a_wave_without_proposals(desk: Desk, store: SqlStore, now: datetime) -> None:
    empty = desk.region.region.wave("Gelombang III")
    dossiers = DossierDesk(store)

    assert dossiers.wave(empty, by=desk.rina).statuses == {}
    assert dossiers.found(empty, 3, by=desk.rina, now=now).count == 0
    assert dossiers.page(Wanted(wave_id=empty), 3, by=desk.rina, now=now).pages == 1
