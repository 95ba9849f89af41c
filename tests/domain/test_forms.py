"""What is typed into a form is never lost: it is sent, or it stays as a draft."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.forms import DRAFT_KEPT_FOR, OPEN_FOR, FormDesk, FormMovedOn, ReportUnsent
from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.store import SqlStore
from storage.tables import conversation
from storage.vault import Vault

WRITER, OTHER = 501, 502


@pytest.fixture
def keyed(store: SqlStore, vault: Vault, tmp_path: Path) -> SqlStore:
    """A store with keys of the hour, as whoever serves has it."""
    return SqlStore(store.engine, vault, Line(1, HourKeys(tmp_path / "hour_keys", store.engine)))


def test_a_form_walks_from_step_to_step_and_keeps_every_answer(store: SqlStore, now: datetime) -> None:
    desk = FormDesk(store)
    desk.begin(WRITER, "data", "which", {"fact": "education"}, now=now)

    form = desk.go(WRITER, "data", "review", {"note": "S1, bukan D3"}, at="which", now=now)

    assert (form.step, form.data) == ("review", {"fact": "education", "note": "S1, bukan D3"})


def test_an_answer_to_a_step_that_is_past_changes_nothing(store: SqlStore, now: datetime) -> None:
    desk = FormDesk(store)
    desk.begin(WRITER, "data", "which", {}, now=now)
    desk.go(WRITER, "data", "review", {"note": "satu"}, at="which", now=now)

    with pytest.raises(FormMovedOn):
        desk.go(WRITER, "data", "review", {"note": "dua"}, at="which", now=now)

    with store.read() as work:
        form = work.conversations.of(WRITER, now=now)
    assert form is not None
    assert form.data == {"note": "satu"}


@pytest.mark.parametrize("left", ["cancelled", "silence", "another form"])
def test_a_form_that_is_left_is_offered_again_as_a_draft(store: SqlStore, now: datetime, left: str) -> None:
    desk = FormDesk(store)
    desk.begin(WRITER, "data", "note", {"note": "belum selesai"}, now=now)
    later = now
    if left == "cancelled":
        desk.leave(WRITER, now=now)
    elif left == "silence":
        later = now + OPEN_FOR + timedelta(seconds=1)
    else:
        desk.begin(WRITER, "wishes", "unit", {}, now=now)

    draft = desk.draft(WRITER, "data", now=later)
    taken = desk.take_up(WRITER, "data", now=later)

    assert draft is not None
    assert (taken.step, taken.data) == ("note", {"note": "belum selesai"})
    assert desk.draft(WRITER, "data", now=later) is None


@pytest.mark.parametrize(
    "other",
    [
        lambda desk, now: desk.begin(WRITER, "data", "which", {}, now=now),
        lambda desk, now: desk.take_up(WRITER, "wishes", now=now),
    ],
    ids=["begun", "taken up"],
)
def test_no_other_form_ends_a_report_that_is_not_sent(
    keyed: SqlStore, now: datetime, other: Callable[[FormDesk, datetime], object]
) -> None:
    desk = FormDesk(keyed)
    desk.begin(WRITER, "wishes", "unit", {"unit": "1"}, now=now)
    desk.begin(WRITER, "report", "text", {"text": "rahasia"}, is_fleeting=True, now=now)

    with pytest.raises(ReportUnsent):
        other(desk, now)

    left = desk.leave(WRITER, now=now)
    assert left is not None
    assert left.data == {"text": "rahasia"}
    assert desk.draft(WRITER, "report", now=now) is None


def test_a_case_that_is_only_read_makes_way_for_the_next_form(keyed: SqlStore, now: datetime) -> None:
    desk = FormDesk(keyed)
    desk.begin(WRITER, "receipt", "opened", {"receipt": "K", "number": "7"}, is_fleeting=True, now=now)

    assert desk.begin(WRITER, "data", "which", {}, now=now).flow == "data"


def test_a_draft_is_forgotten_after_its_time_and_not_before(store: SqlStore, now: datetime) -> None:
    desk = FormDesk(store)
    desk.begin(WRITER, "data", "note", {"note": "x"}, now=now)
    desk.leave(WRITER, now=now)
    almost, over = now + DRAFT_KEPT_FOR - timedelta(minutes=1), now + DRAFT_KEPT_FOR

    with store.write() as work:
        early = work.conversations.forget_expired(now=almost)
        late = work.conversations.forget_expired(now=over)
        work.commit()

    assert (early, late) == (0, 1)


def test_what_was_begun_by_one_is_nobody_elses(store: SqlStore, now: datetime) -> None:
    desk = FormDesk(store)
    desk.begin(WRITER, "data", "note", {"note": "x"}, now=now)
    desk.leave(WRITER, now=now)

    assert desk.draft(OTHER, "data", now=now) is None
    assert desk.leave(OTHER, now=now) is None


def test_a_discarded_draft_leaves_nothing(store: SqlStore, now: datetime) -> None:
    desk = FormDesk(store)
    desk.begin(WRITER, "data", "note", {"note": "x"}, now=now)
    desk.leave(WRITER, now=now)

    desk.discard(WRITER, "data")

    with store.engine.connect() as connection:
        assert connection.execute(select(conversation)).all() == []


def test_the_row_of_an_open_form_tells_neither_whose_it_is_nor_what_about(
    store: SqlStore, now: datetime
) -> None:
    FormDesk(store).begin(987_654_321, "concern", "text", {"text": "rahasia"}, now=now)

    with store.engine.connect() as connection:
        (row,) = connection.execute(select(conversation)).all()

    shown = repr(tuple(row))
    assert all(word not in shown for word in ("987654321", "concern", "rahasia"))
