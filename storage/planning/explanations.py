"""Explanations, kept with their proposals as JSON."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from domain.explanations import (
    Explanation,
    LostSeat,
    Place,
    Reason,
    ReasonCode,
    Rival,
    RuleResult,
    StatedReason,
    Verdict,
    WouldChange,
)
from storage.planning.facts import kept_day, kept_facts, plain_fact
from storage.tables import explanation


def keep_explanations(connection: Connection, explained: Mapping[int, Explanation], *, now: datetime) -> None:
    if not explained:
        return
    numbers = list(explained)
    for start in range(0, len(numbers), 500):
        connection.execute(
            delete(explanation).where(explanation.c.proposal_id.in_(numbers[start : start + 500]))
        )
    connection.execute(
        insert(explanation),
        [
            {"proposal_id": number, "content": _plain(one), "made_at": now}
            for number, one in explained.items()
        ],
    )


def explanation_of(connection: Connection, proposal_id: int) -> Explanation | None:
    content = connection.scalar(select(explanation.c.content).where(explanation.c.proposal_id == proposal_id))
    return None if content is None else kept_explanation(content)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(kept) for name, kept in value.items()}
    if isinstance(value, tuple):
        return [_plain(kept) for kept in value]
    return plain_fact(value)


def plain_explanation(explained: Explanation) -> Any:
    """As JSON keeps it."""
    return _plain(explained)


def kept_explanation(kept: Mapping[str, Any]) -> Explanation:
    """As it was before it was kept."""
    return Explanation(
        person_id=kept["person_id"],
        as_of=date.fromisoformat(kept["as_of"]["date"]),
        origin=Place(**kept["origin"]),
        target=Place(**kept["target"]),
        reasons=tuple(_reason(one) for one in kept["reasons"]),
        rules=tuple(_rule(one) for one in kept["rules"]),
        lost_seats=tuple(
            LostSeat(**{**one, "place": Place(**one["place"]), "facts": kept_facts(one["facts"])})
            for one in kept["lost_seats"]
        ),
        rivals=tuple(Rival(**{**one, "facts": kept_facts(one["facts"])}) for one in kept["rivals"]),
        would_change=tuple(
            WouldChange(code=one["code"], facts=kept_facts(one["facts"])) for one in kept["would_change"]
        ),
        stated=None if kept["stated"] is None else _stated(kept["stated"]),
        missing=tuple(kept["missing"]),
    )


def _reason(kept: Mapping[str, Any]) -> Reason:
    return Reason(
        code=ReasonCode(kept["code"]),
        speaks_for=kept["speaks_for"],
        points=kept["points"],
        facts=kept_facts(kept["facts"]),
        as_of=kept_day(kept["as_of"]),
        source=kept["source"],
    )


def _rule(kept: Mapping[str, Any]) -> RuleResult:
    return RuleResult(
        code=kept["code"],
        verdict=Verdict(kept["verdict"]),
        is_hard=kept["is_hard"],
        facts=kept_facts(kept["facts"]),
        as_of=kept_day(kept["as_of"]),
        source=kept["source"],
    )


def _stated(kept: Mapping[str, Any]) -> StatedReason:
    return StatedReason(
        text=kept["text"],
        claims=tuple(ReasonCode(one) for one in kept["claims"]),
        is_borne_out=kept["is_borne_out"],
        facts=kept_facts(kept["facts"]),
    )
