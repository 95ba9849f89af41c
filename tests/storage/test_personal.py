"""The registry applied (P1): a copy holds all of one's own and nothing of others'; erasure leaves nothing."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, select

from storage import tables
from storage.personal import REGISTRY
from storage.personal.belonging import Blanked, Deleted, Kept
from storage.privacy import SqlPrivacy
from storage.scrubbing import scrub
from storage.store import SqlStore
from storage.vault import Vault
from tests.people import ANDI, HASAN, SITI, Kemuning, kemuning
from tests.storage.personal_rows import BEGUN_WITH, OWNED, Rows

_FILLED = tuple(sorted(set(OWNED) - BEGUN_WITH))


@dataclass(frozen=True, slots=True)
class Two:
    """Somebody and somebody else, on one connection that is rolled back."""

    connection: Connection
    privacy: SqlPrivacy
    siti: Rows
    andi: Rows


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@contextmanager
def two(
    engine: Engine, vault: Vault, region: Kemuning, now: datetime, *, commit: bool = False
) -> Iterator[Two]:
    with engine.connect() as connection:
        connection.execute(
            insert(tables.announcement).values(
                id="a",
                code="c",
                digest=b"d",
                title_id="Pengumuman",
                body_id="Isi",
                published_at=now,
                expires_at=now,
                made_by=region.id_of(HASAN),
                approved_by=region.id_of(HASAN),
            )
        )
        import_id = connection.scalar(select(tables.imports.c.id))
        assert import_id is not None
        shared: dict[str, Any] = {
            "unit": region.selensen,
            "import": import_id,
            "wave": _another_wave(connection, now),
            "announcement": "a",
        }
        rows = [
            Rows(
                connection,
                vault,
                now,
                person_id=region.id_of(who),
                user_id=who.user_id,
                official=region.id_of(HASAN),
                shared=shared,
            )
            for who in (SITI, ANDI)
        ]
        yield Two(connection, SqlPrivacy(connection, vault, None, None), *rows)
        if commit:
            connection.commit()


def _another_wave(connection: Connection, now: datetime) -> int:
    made = insert(tables.wave).values(name="Gelombang II", created_at=now).returning(tables.wave.c.id)
    return int(connection.execute(made).scalar_one())


def copy_of(pair: Two, rows: Rows) -> dict[str, list[Mapping[str, object]]]:
    """Everything, by kind, with the person's proposals shown."""
    own = select(tables.proposal.c.id).where(tables.proposal.c.person_id == rows.person_id)
    proposals = list(pair.connection.scalars(own))
    return {one.kind: list(one.rows) for one in pair.privacy.holdings(rows.person_id, proposals=proposals)}


def _words(value: object) -> str:
    def plain(one: object) -> str:
        return one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one)

    return json.dumps(value, default=plain)


def _values(value: object) -> list[object]:
    match value:
        case Mapping():
            return [one for part in value.values() for one in _values(part)]
        case list():
            return [one for part in value for one in _values(part)]
    return [value]


some = st.sets(st.sampled_from(_FILLED), max_size=15)
# The rows of an example are rolled back, so one database serves for all.
many = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)


@many
@given(own=some, others=some)
def test_a_copy_has_every_row_that_is_ones_own_and_no_word_of_anybody_elses(  # noqa: PLR0917 -- four fixtures, two draws
    store: SqlStore, vault: Vault, region: Kemuning, now: datetime, own: set[str], others: set[str]
) -> None:
    with two(store.engine, vault, region, now) as pair:
        for name in sorted(own):
            pair.siti.fill(name)
        for name in sorted(others):
            pair.andi.fill(name)

        copy = copy_of(pair, pair.siti)

        for name in pair.siti.filled.keys() & set(OWNED):
            told = {one.name: one for one in REGISTRY[name].shows}
            assert copy[name], name
            assert set(copy[name][0]) == set(told), name
            missing = [
                column
                for column, one in told.items()
                if one.read is None
                and isinstance(pair.siti.filled[name].get(column), str)
                and str(pair.siti.filled[name][column]) not in _words(copy[name])
            ]
            assert missing == [], name
        assert f"-{pair.andi.person_id}-x" not in _words(copy)
        assert ANDI.nip not in _words(copy)
        assert ANDI.user_id not in _values(copy)


def test_what_is_sealed_is_opened_for_its_owner(
    store: SqlStore, vault: Vault, region: Kemuning, now: datetime
) -> None:
    with two(store.engine, vault, region, now) as pair:
        for name in _FILLED:
            pair.siti.fill(name)

        copy = copy_of(pair, pair.siti)

    assert copy["person"][0]["nip"] == SITI.nip
    assert copy["person"][0]["phone"] == SITI.phone
    for table, column in (
        ("conversation", "draft"),
        ("objection", "writing"),
        ("objection_content", "file"),
        ("correction", "text"),
        ("correction_paper", "file"),
        ("phrase", "phrase"),
        ("privacy_request", "answer"),
        ("preference", "interests"),
    ):
        assert pair.siti.canary(table, column) in _words(copy[table]), table
    assert copy["checkin"][0]["answers"] == {"load": 3}


def test_a_proposal_of_which_nobody_was_told_is_in_no_copy(
    store: SqlStore, vault: Vault, region: Kemuning, now: datetime
) -> None:
    of_proposals = ("proposal", "proposal_stage", "explanation", "finding", "justification", "decree_days")
    with two(store.engine, vault, region, now) as pair:
        for name in of_proposals:
            pair.siti.fill(name)

        copy = {one.kind: list(one.rows) for one in pair.privacy.holdings(pair.siti.person_id, proposals=[])}

    assert {name: copy[name] for name in of_proposals} == {name: [] for name in of_proposals}


def test_colleagues_who_were_weighed_are_in_no_copy(
    store: SqlStore, vault: Vault, region: Kemuning, now: datetime
) -> None:
    with two(store.engine, vault, region, now) as pair:
        pair.siti.fill("explanation")

        assert "4711" not in _words(copy_of(pair, pair.siti)["explanation"])


@many
@given(own=some, others=some)
def test_erasure_deletes_what_it_says_and_touches_nobody_else(  # noqa: PLR0917 -- four fixtures, two draws
    store: SqlStore, vault: Vault, region: Kemuning, now: datetime, own: set[str], others: set[str]
) -> None:
    with two(store.engine, vault, region, now) as pair:
        for name in sorted(own):
            pair.siti.fill(name)
        for name in sorted(others):
            pair.andi.fill(name)
        before, outlook = copy_of(pair, pair.andi), pair.privacy.outlook(pair.siti.person_id)
        kept_before = copy_of(pair, pair.siti)

        erased = pair.privacy.erase(pair.siti.person_id, now=now)

        assert erased == outlook.erased
        assert copy_of(pair, pair.andi) == before
        after = copy_of(pair, pair.siti)
        for name in OWNED:
            match REGISTRY[name].erasure:
                case Deleted(only=None):
                    assert after[name] == [], name
                case Kept(grounds=grounds):
                    assert after[name] == kept_before[name], name
                    assert grounds in outlook.kept or not after[name]
                case Blanked():
                    assert SITI.user_id not in _values(after[name]), name


def test_nothing_of_what_was_erased_is_left_in_the_files_of_the_database(
    store: SqlStore, vault: Vault, region: Kemuning, now: datetime
) -> None:
    with two(store.engine, vault, region, now, commit=True) as pair:
        for name in _FILLED:
            pair.siti.fill(name)
    erased = [
        pair.siti.canary(name, column.name)
        for name in _FILLED
        for column in tables.metadata.tables[name].columns
        if isinstance(REGISTRY[name].erasure, Deleted)
        and pair.siti.filled[name].get(column.name) == pair.siti.canary(name, column.name)
    ]
    erased.append(pair.siti.canary("import_before", "before"))
    assert [one for one in erased if one not in _content(store.engine)] == []

    with store.write() as work:
        work.privacy.erase(pair.siti.person_id, now=now)
        work.commit()
    scrub(store.engine)

    left = _content(store.engine)
    assert [one for one in erased if one in left] == []


def _content(engine: Engine) -> str:
    """On SQLite every byte of its files; on PostgreSQL whatever any table still says."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
        return "".join(one.read_bytes().decode("latin-1") for one in files)
    with engine.connect() as connection:
        rows = [
            repr(row) for table in tables.metadata.sorted_tables for row in connection.execute(select(table))
        ]
    return "".join(rows)


def test_a_chat_that_was_somebody_elses_tells_each_their_own_messages(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    siti, andi = region.id_of(SITI), region.id_of(ANDI)
    with store.engine.begin() as connection:
        text_id = connection.execute(
            insert(tables.outbox_text)
            .values(digest=b"t", content='{"key": "a.b", "buttons": []}')
            .returning(tables.outbox_text.c.id)
        ).scalar_one()
        link = tables.account.update().where(tables.account.c.person_id == siti)
        connection.execute(link.values(unlinked_at=now, unlink_cause="moved"))
        other = tables.account.update().where(tables.account.c.person_id == andi)
        connection.execute(other.values(user_id=SITI.user_id, chat_id=SITI.user_id, linked_at=now))
        for name, at in (("before", now.replace(hour=1)), ("after", now.replace(hour=3))):
            connection.execute(
                insert(tables.outbox).values(
                    unique_key=name,
                    chat_id=SITI.user_id,
                    lane=1,
                    language="id",
                    text_id=text_id,
                    protect=True,
                    unknown_rule="resend",
                    state="sent",
                    created_at=at,
                    due_at=at,
                )
            )
    with store.read() as work:
        told = {
            person: [
                row["created_at"]
                for one in work.privacy.holdings(person, proposals=[])
                if one.kind == "outbox"
                for row in one.rows
            ]
            for person in (siti, andi)
        }

    assert told == {siti: [now.replace(hour=1)], andi: [now.replace(hour=3)]}
