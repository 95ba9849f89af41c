"""The region's own choices for planning, kept by name with the source that somebody gave for each."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.actors import Actor, Role
from domain.planning.settings import PlanningSettings, Weights
from domain.refusals import Refusal
from domain.rights import acting_as
from domain.work import Store


class UnknownChoice(Refusal):
    """There is no planning setting of that name."""


class BadChoice(Refusal):
    """The setting does not take that value."""


class SourceNeeded(Refusal):
    """A region's choice rests on something: a regulation, a circular, a decision of the board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One setting: `source` is empty where the default stands."""

    name: str
    value: str
    source: str


# Name -> what values are taken. Weights are named `weight.fit` and so on, in points.
_WHOLE = ("min_tenure_months", "max_tenure_months", "rated_years", "most_released", "most_received")
_PERCENT = ("jpm_pass",)
_ONE_OF: Mapping[str, Mapping[str, Any]] = {
    "wke_minutes": {"75000": 75_000, "72000": 72_000},
    "jpm_cap": {"yes": True, "no": False},
    "pppk_moves": {"same_post": "same_post", "none": "none"},
}
_WEIGHTS = tuple(f"weight.{field.name}" for field in fields(Weights))
NAMES = (*_ONE_OF, *_WHOLE, *_PERCENT, *_WEIGHTS)
OPTIONS: Mapping[str, tuple[str, ...]] = {name: tuple(one) for name, one in _ONE_OF.items()}
"""What a setting takes, as typed, where it takes few values."""
_MOST = 100_000


def read_settings(kept: Mapping[str, Mapping[str, str]]) -> PlanningSettings:
    """The settings in force: the defaults, and over them what the region chose."""
    return with_choices(PlanningSettings(), {name: one["value"] for name, one in kept.items()})


def with_choices(settings: PlanningSettings, said: Mapping[str, str]) -> PlanningSettings:
    """The settings with some of them as typed; raise UnknownChoice, BadChoice."""
    for name in said:
        if name not in NAMES:
            raise UnknownChoice(name=name)
    chosen = {name: _value_of(name, value) for name, value in said.items()}
    weights = {name.removeprefix("weight."): value for name, value in chosen.items() if name in _WEIGHTS}
    plain = {name: value for name, value in chosen.items() if name not in _WEIGHTS}
    return replace(settings, weights=replace(settings.weights, **weights), **plain)


def shown_settings(settings: PlanningSettings) -> dict[str, str]:
    """Every setting by name, as somebody would type it."""
    return {name: _shown(settings, name) for name in NAMES}


class SettingsDesk:
    """Shows and changes what the region has chosen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Choice]:
        """Every setting with the value in force."""
        with self._store.read() as work:
            kept = work.policy.planning
        return [
            Choice(
                name=name,
                value=_shown(read_settings(kept), name),
                source=kept.get(name, {}).get("source", ""),
            )
            for name in NAMES
        ]

    def choose(self, name: str, value: str, *, source: str, by: Actor, now: datetime) -> None:
        """Raise UnknownChoice, BadChoice, SourceNeeded, NotPermitted."""
        if name not in NAMES:
            raise UnknownChoice(name=name)
        _value_of(name, value)
        if not source.strip():
            raise SourceNeeded(name=name)
        with self._store.write() as work:
            if by.person_id is not None:
                acting_as(work, by, Role.APPROVER)
            kept = dict(work.policy.planning)
            kept[name] = {"value": value, "source": source.strip()}
            work.policy.decide_planning(kept)
            work.audit.add("planning.chosen", by=by.label, subject=f"setting:{name}", now=now, value=value)
            work.commit()


def _value_of(name: str, said: str) -> Any:
    try:
        if name in _ONE_OF:
            return _ONE_OF[name][said]
        number = Decimal(said)
        whole = name not in _PERCENT
        if not 0 <= number <= (_MOST if whole else 100) or (whole and number != int(number)):
            raise BadChoice(name=name, value=said)
        return int(number) if whole else number
    except (KeyError, InvalidOperation):
        raise BadChoice(name=name, value=said) from None


def _shown(settings: PlanningSettings, name: str) -> str:
    if name in _WEIGHTS:
        return str(getattr(settings.weights, name.removeprefix("weight.")))
    value = getattr(settings, name)
    if name in _ONE_OF:
        return next(said for said, meant in _ONE_OF[name].items() if meant == value)
    return "–" if value is None else str(value)
