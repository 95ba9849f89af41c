"""What weighs on people is read by officers, and counts once one of them has acknowledged it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from domain.actors import OPERATOR, Actor, Role
from domain.linking.records import Purpose
from domain.preferences.constraint_desk import REASON_LENGTH, ConstraintDesk
from domain.preferences.records import Constraint, ConstraintKind, ConstraintState, NewDocument
from domain.preferences.refusals import DeclineReasonNeeded, DeclineReasonTooLong
from domain.preferences.stopping import FORGOTTEN_AFTER, forget_old
from domain.refusals import AlreadyDone, NotFound, NotPermitted, OwnRequest
from storage.tables import circumstance, outbox, preference_constraint
from tests.domain.preferences.willing import ZONE, Town
from tests.people import ANDI, RINA, SITI

PAPER = NewDocument(name="surat.pdf", content=b"%PDF-1.7 surat")


@pytest.fixture
def desk(town: Town) -> ConstraintDesk:
    town.consent(SITI, Purpose.PREFERENCES, Purpose.SPECIAL_DATA)
    return ConstraintDesk(town.store, zone=ZONE)


@pytest.fixture
def rina(town: Town) -> Actor:
    return Actor(town.id_of(RINA))


def _tell(
    town: Town,
    kind: ConstraintKind = ConstraintKind.TIMING,
    *,
    note: str | None = "Setelah panen",
    document: NewDocument | None = None,
) -> str:
    """Siti tells it; its number."""
    town.wishes.constrain(town.id_of(SITI), kind, note=note, document=document, now=town.now)
    return next(one.number for one in _own(town) if one.kind is kind)


def _own(town: Town) -> Sequence[Constraint]:
    return town.wishes.own(town.id_of(SITI), now=town.now).constraints


def _notices(town: Town) -> list[str]:
    with town.store.engine.connect() as connection:
        rows = connection.execute(select(outbox.c.unique_key).where(outbox.c.chat_id == SITI.user_id))
        return [key for key in rows.scalars() if key.startswith("constraint:")]


def test_what_was_told_waits_for_an_officer_with_its_note_and_paper(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    number = _tell(town, document=PAPER)
    (waiting,) = desk.waiting(by=rina)
    shown = desk.show(number.lower(), by=rina, now=town.now)

    assert (waiting.person.id, waiting.unit) == (town.id_of(SITI), "UPTD Puskesmas Selensen")
    assert shown == waiting
    assert (shown.constraint.note, shown.constraint.document) == ("Setelah panen", "surat.pdf")
    assert desk.document(number, by=rina, now=town.now) == PAPER.content


@pytest.mark.parametrize("kind", ConstraintKind)
def test_whatever_its_kind_it_counts_once_it_is_acknowledged_and_not_before(
    town: Town, desk: ConstraintDesk, rina: Actor, kind: ConstraintKind
) -> None:
    number = _tell(town, kind)
    assert not town.planned(SITI).hardship

    desk.acknowledge(number, by=rina, now=town.now)

    assert town.planned(SITI).hardship
    assert not town.planned(ANDI).hardship
    assert desk.waiting(by=rina) == []
    (told,) = _own(town)
    assert (told.state, told.answered_on) == (ConstraintState.ACKNOWLEDGED, town.now.astimezone(ZONE).date())
    assert _notices(town) == [f"constraint:{number}:acknowledged"]


def test_what_is_declined_does_not_count_and_its_owner_reads_why(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    number = _tell(town)
    desk.decline(number, "  Mohon lampirkan surat. ", by=rina, now=town.now)

    assert not town.planned(SITI).hardship
    (told,) = _own(town)
    assert (told.state, told.reason) == (ConstraintState.DECLINED, "Mohon lampirkan surat.")
    assert _notices(town) == [f"constraint:{number}:declined"]
    with town.store.engine.connect() as connection:
        sealed = connection.scalar(select(preference_constraint.c.reason_sealed))
    assert sealed is not None
    assert b"lampirkan" not in sealed


def test_what_hr_wrote_on_paper_counts_beside_a_declined_one(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    with town.store.engine.begin() as connection:
        row = {"person_id": town.id_of(SITI), "hardship": True, "swaps": False}
        connection.execute(insert(circumstance).values(**row, digest=b"", import_id=1))
    desk.decline(_tell(town), "Belum ada surat.", by=rina, now=town.now)

    assert town.planned(SITI).hardship


@pytest.mark.parametrize("change", [{"note": "Setelah Juli"}, {"note": None, "document": PAPER}])
def test_a_change_makes_it_open_again_and_what_was_read_before_answers_nothing(
    town: Town, desk: ConstraintDesk, rina: Actor, change: dict[str, object]
) -> None:
    first = _tell(town)
    desk.acknowledge(first, by=rina, now=town.now)
    second = _tell(town, **change)  # type: ignore[arg-type] # what is given differs

    assert first != second
    assert not town.planned(SITI).hardship
    assert [one.constraint.number for one in desk.waiting(by=rina)] == [second]
    (told,) = _own(town)
    assert (told.state, told.answered_on, told.reason) == (ConstraintState.OPEN, None, "")
    for late in (desk.acknowledge, desk.show):
        with pytest.raises(NotFound):
            late(first, by=rina, now=town.now)
    desk.acknowledge(second, by=rina, now=town.now)
    assert len(_notices(town)) == 2


def test_an_old_button_that_says_nothing_new_leaves_the_answer(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    desk.acknowledge(_tell(town), by=rina, now=town.now)
    _tell(town, note=None)

    assert town.planned(SITI).hardship


def test_taking_it_back_or_the_consent_for_it_ends_it(town: Town, desk: ConstraintDesk, rina: Actor) -> None:
    family, timing = _tell(town, ConstraintKind.FAMILY_CARE), _tell(town)
    desk.acknowledge(family, by=rina, now=town.now)
    town.withdraw(SITI, Purpose.SPECIAL_DATA)
    assert not town.planned(SITI).hardship
    with pytest.raises(NotFound):
        desk.show(family, by=rina, now=town.now)

    desk.acknowledge(timing, by=rina, now=town.now)
    assert town.planned(SITI).hardship
    town.wishes.release(town.id_of(SITI), ConstraintKind.TIMING, now=town.now)
    assert not town.planned(SITI).hardship


def test_without_the_consent_to_preferences_nobody_reads_or_plans_with_it(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    acknowledged, waiting = _tell(town), _tell(town, ConstraintKind.SCHOOLING)
    desk.acknowledge(acknowledged, by=rina, now=town.now)
    town.withdraw(SITI)

    assert not town.planned(SITI).hardship
    assert desk.waiting(by=rina) == []
    for number in (acknowledged, waiting):
        with pytest.raises(NotFound):
            desk.document(number, by=rina, now=town.now)
    with pytest.raises(NotFound):
        desk.acknowledge(waiting, by=rina, now=town.now)
    with town.store.write() as work:
        forget_old(work, now=town.now + FORGOTTEN_AFTER + timedelta(seconds=1))
        work.commit()
    with town.store.engine.connect() as connection:
        assert connection.execute(preference_constraint.select()).all() == []


def test_only_officers_read_and_answer(town: Town, desk: ConstraintDesk) -> None:
    number = _tell(town, document=PAPER)
    for by in (Actor(town.id_of(ANDI)), OPERATOR):
        with pytest.raises(NotPermitted):
            desk.waiting(by=by)
        for act in (desk.show, desk.document, desk.acknowledge):
            with pytest.raises(NotPermitted):
                act(number, by=by, now=town.now)
        with pytest.raises(NotPermitted):
            desk.decline(number, "Tidak", by=by, now=town.now)

    assert _own(town)[0].state is ConstraintState.OPEN


def test_nobody_reads_or_answers_their_own_as_an_officer(town: Town, desk: ConstraintDesk) -> None:
    siti = Actor(town.id_of(SITI))
    with town.store.write() as work:
        work.people.grant(town.id_of(SITI), Role.OFFICER, by="operator", now=town.now)
        work.commit()
    number = _tell(town)

    assert desk.waiting(by=siti) == []
    for act in (desk.show, desk.document, desk.acknowledge):
        with pytest.raises(OwnRequest):
            act(number, by=siti, now=town.now)
    assert not town.planned(SITI).hardship


def test_it_is_answered_once_and_never_without_a_reason(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    number = _tell(town)
    with pytest.raises(DeclineReasonNeeded):
        desk.decline(number, " \n", by=rina, now=town.now)
    with pytest.raises(DeclineReasonTooLong):
        desk.decline(number, "x" * (REASON_LENGTH + 1), by=rina, now=town.now)
    desk.acknowledge(number, by=rina, now=town.now)
    with pytest.raises(AlreadyDone):
        desk.decline(number, "Bukan", by=rina, now=town.now)

    assert town.planned(SITI).hardship
    assert len(_notices(town)) == 1


@pytest.mark.parametrize("number", ["", "AAAAAAAA", "' OR 1=1", "👩‍⚕️", "x" * 5_000])
def test_a_number_that_is_none_finds_nothing(
    town: Town, desk: ConstraintDesk, rina: Actor, number: str
) -> None:
    _tell(town)
    with pytest.raises(NotFound):
        desk.acknowledge(number, by=rina, now=town.now)


def test_a_paper_that_never_came_and_somebody_who_left_are_not_found(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    number = _tell(town)
    with pytest.raises(NotFound):
        desk.document(number, by=rina, now=town.now)
    town.region.region.end(town.id_of(SITI))

    assert desk.waiting(by=rina) == []
    with pytest.raises(NotFound):
        desk.show(number, by=rina, now=town.now)


def test_the_trail_names_neither_the_person_nor_the_kind(
    town: Town, desk: ConstraintDesk, rina: Actor
) -> None:
    number = _tell(town, document=PAPER)
    desk.show(number, by=rina, now=town.now)
    desk.document(number, by=rina, now=town.now)
    desk.acknowledge(number, by=rina, now=town.now)
    with town.store.read() as work:
        newest = work.audit.newest(3)

    assert [(one.action, one.subject, one.facts) for one in newest] == [
        ("constraint.answered", f"constraint:{number}", {"state": "acknowledged"}),
        ("constraint.document_opened", f"constraint:{number}", {}),
        ("constraint.opened", f"constraint:{number}", {}),
    ]
