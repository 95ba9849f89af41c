"""Changing the secret key: everything is sealed anew, may be interrupted, and the old key can go."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Engine, select

from domain.actors import OPERATOR
from domain.conversations import Conversation
from domain.imports.desk import ImportDesk
from domain.imports.rows import SheetKind
from domain.outbox import Message
from storage import tables
from storage.rotation import rotate
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.filesets import file_set, nip, person_row
from tests.outbox import AT_ONCE

OLD, NEW = Key(b"o" * 32), Key(b"n" * 32)


def filled(engine: Engine, now: datetime, people: int = 6) -> SqlStore:
    """A store sealed with the old key that holds a row of every sealed kind."""
    store = SqlStore(engine, Vault([OLD]))
    desk = ImportDesk(store)
    changed = replace(file_set(people), people=[person_row(0, nip=nip(5000)), *file_set(people).people[1:]])
    for files in (file_set(people), changed):
        desk.apply(desk.preview(files, [], is_complete=False, by=OPERATOR), by=OPERATOR, now=now)
    with store.write() as work:
        facts: dict[str, str | int] = {"name": "Orang Ke 1"}
        work.outbox.put(Message(unique="a", chat_id=1, language="id", text_key="k", facts=facts), now=now)
        work.conversations.save(
            Conversation(user_id=7, flow="linking", step="code", expires_at=now + timedelta(hours=1)), now=now
        )
        work.commit()
    return store


def readable_with(engine: Engine, key: Key, now: datetime) -> tuple[int, int, bool]:
    """People, messages and an open conversation that this key alone can read."""
    with SqlStore(engine, Vault([key])).write() as work:
        people = list(work.people.active())
        waiting = work.outbox.claim(10, owner="test", pacing=AT_ONCE, busy=False, now=now)
        talking = work.conversations.of(7, now=now)
    return len(people), len(waiting), talking is not None


def test_after_rotation_the_new_key_alone_reads_everything(engine: Engine, now: datetime) -> None:
    filled(engine, now)

    list(rotate(engine, Vault([NEW, OLD])))

    assert readable_with(engine, NEW, now) == (6, 1, True)


def test_people_are_found_by_old_and_present_number_after_rotation(engine: Engine, now: datetime) -> None:
    filled(engine, now)
    list(rotate(engine, Vault([NEW, OLD])))

    with SqlStore(engine, Vault([NEW])).read() as work:
        found = [work.people.by_nip(number) for number in (nip(0), nip(5000), nip(1))]

    assert [person.name for person in found if person] == ["Orang Ke 0", "Orang Ke 0", "Orang Ke 1"]


def test_people_are_found_before_during_and_after(engine: Engine, now: datetime) -> None:
    filled(engine, now, people=1_200)
    both = SqlStore(engine, Vault([NEW, OLD]))
    asked = [nip(number) for number in (1, 600, 1_199)]

    for _ in rotate(engine, both.vault):
        with both.read() as work:
            assert [work.people.by_nip(number) is not None for number in asked] == [True, True, True]


def test_an_interrupted_rotation_is_taken_up_again(engine: Engine, now: datetime) -> None:
    filled(engine, now, people=1_200)
    list(islice(rotate(engine, Vault([NEW, OLD])), 1))

    list(rotate(engine, Vault([NEW, OLD])))

    assert readable_with(engine, NEW, now)[0] == 1_200


def test_the_same_files_after_rotation_change_nothing(engine: Engine, now: datetime) -> None:
    filled(engine, now)
    list(rotate(engine, Vault([NEW, OLD])))
    desk = ImportDesk(SqlStore(engine, Vault([NEW])))
    files = replace(file_set(6), people=[person_row(0, nip=nip(5000)), *file_set(6).people[1:]])

    seen = desk.preview(files, [], is_complete=False, by=OPERATOR)

    assert seen.comparison.tallies[SheetKind.PEOPLE].unchanged == 6


def test_an_import_can_still_be_undone_after_rotation(engine: Engine, now: datetime) -> None:
    filled(engine, now)
    list(rotate(engine, Vault([NEW, OLD])))
    store = SqlStore(engine, Vault([NEW]))

    ImportDesk(store).undo(by=OPERATOR, now=now)

    with store.read() as work:
        person = work.people.by_siasn_id(person_row(0).siasn_id)
    assert person is not None
    assert person.nip == nip(0)


def test_no_value_is_left_under_the_old_key(engine: Engine, now: datetime) -> None:
    filled(engine, now)
    list(rotate(engine, Vault([NEW, OLD])))

    with engine.connect() as connection:
        sealed = [
            *connection.scalars(select(tables.person.c.nip_sealed)),
            *connection.scalars(select(tables.former_nip.c.nip_sealed)),
            *connection.scalars(select(tables.outbox.c.facts_sealed)),
            *connection.scalars(select(tables.conversation.c.content_sealed)),
        ]
    assert {value[:4] for value in sealed} == {NEW.id}


def test_a_question_that_waits_is_counted_on_under_the_new_key(engine: Engine, now: datetime) -> None:
    today = now.date()
    for keys in ([OLD], [NEW, OLD], [NEW]):
        store = SqlStore(engine, Vault(keys))
        list(rotate(engine, store.vault))
        with store.write() as work:
            work.knowledge.count_gap("lembur uang", about="", why="unanswered", today=today)
            work.commit()
    with SqlStore(engine, Vault([NEW])).read() as work:
        gaps = work.knowledge.gaps(9)

    assert [(gap.form, gap.times) for gap in gaps] == [("lembur uang", 3)]
