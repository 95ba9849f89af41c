"""What is kept of sealed cases: letters first, then rows without order, under keys that can be changed."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from bot.calendar_source import estimated_off_days
from bot.key_round import destroy_old
from domain.concerns.desk import ConcernDesk
from domain.concerns.handling import HandlingDesk
from domain.concerns.letterbox import empty_letterbox, shuffle_cases, sort_letters
from domain.concerns.records import BySender, Mode, NewCase
from domain.concerns.taxonomy import Concern
from storage.rotation import rotate
from storage.store import SqlStore
from storage.tables import concern, concern_file, concern_letter, concern_letter_file
from storage.vault import Key, Vault
from tests.domain.concerns.conftest import ZONE, Town, _quick_passphrases, town, unsealed_town
from tests.domain.concerns.test_filing import PDF, WORRY

__all__ = ["_quick_passphrases", "town", "unsealed_town"]
HOUR = timedelta(hours=1)
WITH_FILE = NewCase(concern=Concern.CAREER, text="Kenapa?", files=(PDF,))


def rows(town: Town) -> tuple[int, int]:
    """How many cases lie in the letterbox, and on the shelf."""
    with town.store.engine.connect() as connection:
        counted = [
            connection.execute(select(func.count()).select_from(one)).scalar_one()
            for one in (concern_letter, concern)
        ]
    return counted[0], counted[1]


def names(town: Town) -> set[str]:
    with town.store.engine.connect() as connection:
        return {
            name
            for table in (concern, concern_file, concern_letter, concern_letter_file)
            for name in connection.scalars(select(table.c.id))
        }


def file(town: Town, count: int, now: datetime) -> list[str]:
    return [
        town.concerns.open_case(WITH_FILE, Mode.SEALED, sender=town.siti, now=now).number
        for _ in range(count)
    ]


def test_what_comes_in_is_a_letter_until_five_lie_together(town: Town, now: datetime) -> None:
    file(town, 4, now)
    alone = sort_letters(town.store, now=now)
    file(town, 1, now)
    together = sort_letters(town.store, now=now)

    assert (alone, together) == (0, 5)
    assert rows(town) == (0, 5)


def test_a_letter_waits_for_others_no_longer_than_six_hours(town: Town, now: datetime) -> None:
    file(town, 1, now)

    assert sort_letters(town.store, now=now + 6 * HOUR) == 0
    assert sort_letters(town.store, now=now + 7 * HOUR) == 1


def test_sorted_in_everything_has_another_name_and_is_there_as_before(town: Town, now: datetime) -> None:
    numbers = file(town, 6, now)
    before, cases = names(town), town.concerns.own(town.siti)
    empty_letterbox(town.store)
    sorted_in = town.concerns.own(town.siti)

    assert before & names(town) == set()
    assert {one.number for one in sorted_in} == set(numbers)
    assert [one.entries[0].text for one in sorted_in] == [one.entries[0].text for one in cases]
    for one in sorted_in:
        stored = one.entries[0].files[0]
        assert town.concerns.file(one.number, stored.id, owner=town.as_siti)[1] == PDF


def test_whoever_comes_back_writes_a_letter_and_touches_no_row(town: Town, now: datetime) -> None:
    (number,) = file(town, 1, now)
    empty_letterbox(town.store)
    with town.store.engine.connect() as connection:
        before = connection.execute(select(concern)).all()
    town.concerns.add(number, "Tambahan.", owner=town.as_siti, now=now)
    with town.store.engine.connect() as connection:
        after = connection.execute(select(concern)).all()
    seen = town.concerns.own(town.siti)
    empty_letterbox(town.store)

    assert after == before
    assert [len(one.entries) for one in seen] == [2]
    assert [len(one.entries) for one in town.concerns.own(town.siti)] == [2]
    assert rows(town) == (0, 1)


def test_a_file_that_was_taken_back_is_destroyed_when_its_case_is_sorted_in(
    town: Town, now: datetime
) -> None:
    (number,) = file(town, 1, now)
    empty_letterbox(town.store)
    town.concerns.withdraw(number, owner=town.as_siti, now=now)
    empty_letterbox(town.store)
    with town.store.engine.connect() as connection:
        left = [
            connection.execute(select(func.count()).select_from(one)).scalar_one()
            for one in (concern_file, concern_letter_file)
        ]

    assert left == [0, 0]


def test_shuffled_cases_have_other_names_and_are_all_there(town: Town, now: datetime) -> None:
    numbers = file(town, 5, now)
    empty_letterbox(town.store)
    with town.store.engine.connect() as connection:
        before = set(connection.scalars(select(concern.c.id)))
    shuffled = shuffle_cases(town.store)
    with town.store.engine.connect() as connection:
        after = set(connection.scalars(select(concern.c.id)))

    assert shuffled == 5
    assert before & after == set()
    assert {one.number for one in town.concerns.own(town.siti)} == set(numbers)


def test_short_and_long_texts_lie_in_rows_of_one_length(town: Town, now: datetime) -> None:
    for words in ("x", "y" * 2_000):
        town.concerns.open_case(
            NewCase(concern=Concern.CAREER, text=words), Mode.CONFIDENTIAL, sender=town.siti, now=now
        )
    empty_letterbox(town.store)
    with town.store.engine.connect() as connection:
        lengths = connection.scalars(select(func.length(concern.c.content_sealed))).all()

    assert len(set(lengths)) == 1


def test_no_hours_key_is_destroyed_while_a_letter_needs_it(town: Town, now: datetime) -> None:
    file(town, 1, now)
    kept = destroy_old(town.store, town.keys, now=now + 30 * HOUR)
    sort_letters(town.store, now=now + 30 * HOUR)
    gone = destroy_old(town.store, town.keys, now=now + 30 * HOUR)

    assert kept == []
    assert len(gone) == 1
    assert len(town.concerns.own(town.siti)) == 1


def test_a_letter_whose_key_is_gone_holds_nothing_up(town: Town, now: datetime) -> None:
    file(town, 1, now)
    town.keys.destroy_before(now + 30 * HOUR)
    file(town, 1, now + 30 * HOUR)
    sort_letters(town.store, now=now + 60 * HOUR)

    assert rows(town) == (1, 1)
    assert len(town.concerns.own(town.siti)) == 1
    with town.store.read() as work:
        assert work.figures.oldest_open_hour() is None


def test_after_a_rotation_the_new_key_alone_opens_every_case_and_receipts_still_fit(
    town: Town, now: datetime, vault: Vault
) -> None:
    receipt = town.concerns.make_receipt()
    town.concerns.file_without_return(WORRY, receipt, now=now)
    numbers = file(town, 3, now)
    empty_letterbox(town.store)
    new = Key(b"n" * 32)
    list(rotate(town.store.engine, Vault([new, *vault.keys])))
    rotated = SqlStore(town.store.engine, Vault([new]))
    desk = ConcernDesk(rotated, zone=ZONE, estimate=estimated_off_days)

    assert {one.number for one in desk.own(town.siti)} == set(numbers)
    assert desk.open_with_receipt(receipt, asked_by=1, now=now).entries[0].text == WORRY.text
    assert len(HandlingDesk(rotated, zone=ZONE).queue(by=town.rina)) == 4


def test_two_who_write_at_once_lose_no_word(town: Town, now: datetime) -> None:
    (number,) = file(town, 1, now)
    empty_letterbox(town.store)
    begin = threading.Barrier(2)

    def add(words: str) -> None:
        begin.wait()
        for part in range(5):
            town.concerns.add(number, f"{words} {part}", owner=BySender(town.siti), now=now)

    def answer() -> None:
        begin.wait()
        for part in range(5):
            town.handling.note(number, f"catatan {part}", by=town.rina, now=now)

    threads = [threading.Thread(target=add, args=("satu",)), threading.Thread(target=answer)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    assert len(town.handling.read(number, by=town.rina, now=now).entries) == 11


def test_sqlite_keeps_no_order_of_arrival_and_overwrites_what_is_deleted(town: Town, now: datetime) -> None:
    if town.store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no row numbers")
    file(town, 1, now)
    with town.store.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA secure_delete")) == 1
        for table in ("concern", "concern_file", "concern_letter", "concern_letter_file"):
            made = connection.scalar(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
            )
            assert "WITHOUT ROWID" in str(made)


def test_a_store_without_keys_of_the_hour_files_at_once(town: Town, now: datetime) -> None:
    plain = SqlStore(town.store.engine, town.store.vault)
    desk = ConcernDesk(plain, zone=ZONE, estimate=estimated_off_days)
    desk.open_case(WORRY, Mode.CONFIDENTIAL, sender=town.siti, now=now)

    assert rows(town) == (0, 1)
