"""Retention and the list for a breach: what an open case needs stays, and nobody affected is left out."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from domain.actors import OPERATOR, Actor
from domain.breach.desk import BreachDesk
from domain.breach.records import Span
from domain.refusals import NotPermitted
from domain.retention.records import Kind
from domain.retention.rules import RULES, apply, due
from locales.words import Words
from storage import tables
from storage.breaches import NOT_BY_PERSON, SqlBreaches
from storage.personal import REGISTRY
from storage.store import SqlStore
from tests.people import ANDI, SITI, kemuning

_KEPT = {rule.kind: rule.keep for rule in RULES}


def test_every_kind_has_a_rule_and_its_words_and_rules_are_told_once() -> None:
    assert set(_KEPT) == set(Kind)
    assert len(RULES) == len(_KEPT)
    for rule in RULES:
        said = {
            f"retention.{name}"
            for name in (f"kind.{rule.kind}", f"from.{rule.counted_from}", f"left.{rule.left}")
        }
        assert all(said <= catalogue.keys() for catalogue in Words.load().catalogues.values())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    letters=st.lists(st.tuples(st.integers(0, 800), st.booleans(), st.booleans()), min_size=1, max_size=12)
)
def test_only_what_is_over_and_needed_by_no_open_case_goes(
    quick_store: SqlStore, now: datetime, letters: list[tuple[int, bool, bool]]
) -> None:
    """Each letter: closed so many days ago, or open yet; its owner waits for an answer, or for none."""
    store = quick_store
    with store.engine.begin() as connection:
        for name in ("invitation", "privacy_request"):
            connection.execute(tables.metadata.tables[name].delete())
        has_people = connection.scalar(select(func.count()).select_from(tables.person))
    if not has_people:
        kemuning(store, now)
    with store.engine.begin() as connection:
        people = list(connection.scalars(select(tables.person.c.id).order_by(tables.person.c.id).limit(2)))
        _ask(connection, people[1], now)
        for number, (days, is_closed, waits) in enumerate(letters):
            closed_at = now - timedelta(days=days, seconds=1) if is_closed else None
            _letter(connection, people[1] if waits else people[0], number, closed_at, now)
    over = [one for one in letters if one[1] and one[0] >= _KEPT[Kind.INVITATION].days and not one[2]]
    with store.read() as work:
        assert due(work, now=now)[Kind.INVITATION] == len(over)

    gone = apply(store, now=now)

    assert gone[Kind.INVITATION] == len(over)
    with store.engine.connect() as connection:
        left = connection.scalar(select(func.count()).select_from(tables.invitation))
    assert left == len(letters) - len(over)
    assert apply(store, now=now)[Kind.INVITATION] == 0


def _ask(connection: object, person_id: int, now: datetime) -> None:
    values = {
        "id": "A",
        "person_id": person_id,
        "kind": "copy",
        "state": "open",
        "asked_at": now,
        "due_at": now,
    }
    connection.execute(insert(tables.privacy_request).values(**values))  # type: ignore[attr-defined] # a connection


def _letter(
    connection: object, person_id: int, number: int, closed_at: datetime | None, now: datetime
) -> None:
    values = {
        "person_id": person_id,
        "token_hash": bytes([number]),
        "code_salt": b"s",
        "code_hash": b"h",
        "issued_at": now - timedelta(days=900),
        "expires_at": now,
        "closed_at": closed_at,
        "close_cause": None if closed_at is None else "used",
    }
    connection.execute(insert(tables.invitation).values(**values))  # type: ignore[attr-defined] # a connection


def test_retention_runs_on_every_kind_and_says_what_went(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    with store.engine.begin() as connection:
        _letter(connection, region.id_of(SITI), 1, now - timedelta(days=400), now)

    gone = apply(store, now=now)

    assert gone[Kind.INVITATION] == 1
    with store.read() as work:
        entry = work.audit.newest(1)[0]
    assert (entry.action, dict(entry.facts)) == ("retention.applied", {"invitation": 1})


def test_used_and_expired_words_go_and_whether_the_news_was_handed_over_stays(
    store: SqlStore, now: datetime
) -> None:
    siti = kemuning(store, now).id_of(SITI)
    fresh, long_ago = now - timedelta(days=20), now - timedelta(days=400)
    card = {"person_id": siti, "word_salt": b"s", "word_hash": b"h", "printed_by": "operator"}
    cards = [
        {"code": "used", "printed_at": long_ago, "expires_at": now, "used_at": now - timedelta(days=31)},
        {"code": "expired", "printed_at": long_ago, "expires_at": now - timedelta(days=31), "used_at": None},
        {"code": "used lately", "printed_at": fresh, "expires_at": now, "used_at": fresh},
        {"code": "open", "printed_at": fresh, "expires_at": now + timedelta(days=10), "used_at": None},
    ]
    record = {"person_id": siti, "recorded_by": "operator"}
    records = [
        {"act": "paper", "recorded_at": long_ago, "taken_back_at": None},
        {"act": "unreachable", "recorded_at": long_ago, "taken_back_at": None},
        {"act": "paper", "recorded_at": long_ago, "taken_back_at": long_ago},
        {"act": "concern", "recorded_at": long_ago, "taken_back_at": None},
        {"act": "concern", "recorded_at": fresh, "taken_back_at": None},
    ]
    with store.engine.begin() as connection:
        connection.execute(insert(tables.paper_card), [card | one for one in cards])
        connection.execute(insert(tables.delivery), [record | one for one in records])

    gone = apply(store, now=now)

    assert (gone[Kind.PAPER_CARD], gone[Kind.DELIVERY]) == (2, 2)
    with store.engine.connect() as connection:
        assert set(connection.scalars(select(tables.paper_card.c.code))) == {"used lately", "open"}
        left = connection.scalars(select(tables.delivery.c.act).order_by(tables.delivery.c.act))
        assert list(left) == ["concern", "paper", "unreachable"]


def test_whoever_has_a_row_of_the_kind_in_the_span_is_affected_and_nobody_else(
    store: SqlStore, now: datetime
) -> None:
    region = kemuning(store, now)
    desk = BreachDesk(store)
    with store.read() as work:
        everybody = {person.id for person in work.people.active()}
    everything = desk.affected(Span(), by=OPERATOR, now=now)
    assert {one.person_id for one in everything} >= everybody
    accounts = desk.affected(Span(kinds=("account",)), by=OPERATOR, now=now)
    with store.engine.connect() as connection:
        linked = set(connection.scalars(select(tables.account.c.person_id)))
    assert {one.person_id for one in accounts} == linked
    assert (
        desk.affected(Span(kinds=("account",), until=now - timedelta(days=9_000)), by=OPERATOR, now=now) == []
    )
    unit = desk.affected(Span(kinds=("person",), units=(region.selensen,)), by=OPERATOR, now=now)
    with store.read() as work:
        assert {one.person_id for one in unit} == {
            person.id for person in work.people.active(unit_id=region.selensen)
        }
    with pytest.raises(NotPermitted):
        desk.affected(Span(), by=Actor(region.id_of(ANDI)), now=now)


def test_no_kind_of_personal_data_is_forgotten(store: SqlStore) -> None:
    owned = {name for name, one in REGISTRY.items() if one.owner is not None}
    with store.engine.connect() as connection:
        assert set(SqlBreaches(connection).kinds()) | set(NOT_BY_PERSON) == owned
