"""`/data` (Periksa Data Saya): the facts that were used about me, each with its day and source.

What a button carries: nothing (facts of the person), `units` (of the posts and the way), `filed.<page>`
(one's requests). How a fact is flagged: `handlers/data_form.py`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.corrections.desk import OwnData
from domain.corrections.records import Correction, CorrectionStatus, DataWindow, FactCode, OwnFact
from handlers.buttons import Button
from handlers.visit import Visit
from locales.explained import worded_facts
from locales.words import Markup, moment

UNITS, FILED = "units", "filed"
OF_UNITS = frozenset({FactCode.ORIGIN_UNIT, FactCode.TARGET_UNIT, FactCode.TRAVEL})
_ACTION = "data"
_A_PAGE = 3  # an answer may be long
_CARD, _CONTACT = Button("button.card", "card"), Button("button.contact", "contact")
_MINE = Button("correction.button.data", _ACTION)
_FLAG = Button("correction.button.flag", "correct")


async def show_data(visit: Visit) -> None:
    """The facts of the person first; those of the posts, and what was flagged, are one press away."""
    own = await visit.call(visit.office.corrections.own, visit.own.id, now=visit.now)
    part, _, page = (visit.pressed.arg if visit.pressed else "").partition(".")
    if part == FILED:
        await _show_filed(visit, own.filed, int(page) if page.isascii() and page.isdigit() else 1)
    else:
        await _show_facts(visit, own, of_units=part == UNITS)


async def _show_facts(visit: Visit, own: OwnData, *, of_units: bool) -> None:
    shown = [one for one in own.facts if (one.code in OF_UNITS) is of_units]
    others = (
        []
        if own.window is None
        else [_MINE if of_units else Button("correction.button.units", "data", UNITS)]
    )
    filed = [Button("correction.button.filed", _ACTION, FILED)] if own.filed else []
    await visit.edit(
        "correction.units" if of_units else "correction.mine",
        buttons=[row for row in ([_FLAG, *others], filed, [_CARD, _CONTACT]) if row],
        protect=True,
        listed=_listed(visit, shown) or visit.say("correction.nothing"),
        window=_window(visit, own.window),
    )


def _listed(visit: Visit, facts: Iterable[OwnFact]) -> Markup:
    return visit.office.words.joined(*(fact_line(visit, one) for one in facts))


def fact_line(visit: Visit, fact: OwnFact) -> Markup:
    """One fact with its day and its source; what is not there is said, for that counts as well."""
    value = _value(visit, fact) if fact.is_known else visit.say("correction.absent")
    source = visit.say(f"plan.source.{fact.source}")
    return visit.say(
        "correction.line",
        name=visit.say(f"correction.fact.{fact.code}"),
        value=value,
        source=source if fact.as_of is None else visit.say("reasons.dated", source=source, day=fact.as_of),
    )


def _value(visit: Visit, fact: OwnFact) -> Markup:
    words, language = visit.office.words, visit.language
    if fact.code is FactCode.RATINGS:
        rated = (
            visit.say("correction.rating", year=year, rating=visit.say(f"correction.rating.{rating}"))
            for year, rating in fact.facts.items()
        )
        return words.joined(*rated, by="; ")
    if fact.code is FactCode.DISCIPLINE:
        return visit.say(f"correction.discipline.{fact.facts['discipline']}")
    key = "unit" if fact.code in {FactCode.ORIGIN_UNIT, FactCode.TARGET_UNIT} else str(fact.code)
    if "since" in fact.facts and fact.facts["since"] is None:
        key = f"{key}.undated"
    return visit.say(f"correction.value.{key}", **worded_facts(words, language, fact.facts))


def _window(visit: Visit, window: DataWindow | None) -> Markup:
    """When the data of this wave are checked; whenever that is, a human hears of an error."""
    if window is None:
        return visit.say("correction.window.no_proposal")
    if window.last is None:
        return visit.say("correction.window.unset")
    today = visit.now.astimezone(visit.office.zone).date()
    first: date = window.first or today
    if window.is_over(today):
        return visit.say("correction.window.over", first=first, last=window.last)
    return visit.say("correction.window.open", first=first, last=window.last)


async def _show_filed(visit: Visit, filed: Sequence[Correction], asked: int) -> None:
    pages = max(1, -(-len(filed) // _A_PAGE))
    page = min(max(1, asked), pages)
    lines = [_filed_line(visit, one) for one in filed[(page - 1) * _A_PAGE : page * _A_PAGE]]
    turns = [
        *([Button("button.newer", _ACTION, f"{FILED}.{page - 1}")] if page > 1 else []),
        *([Button("button.older", _ACTION, f"{FILED}.{page + 1}")] if page < pages else []),
    ]
    await visit.edit(
        "correction.filed",
        buttons=[row for row in (turns, [_FLAG, _MINE], [_CARD, _CONTACT]) if row],
        protect=True,
        page=page,
        pages=pages,
        listed=visit.office.words.joined(*lines, by="\n\n") or visit.say("correction.nothing"),
    )


def _filed_line(visit: Visit, one: Correction) -> Markup:
    status = (
        visit.say("correction.status.new", due=moment(visit.language, one.due_at, visit.office.zone))
        if one.status is CorrectionStatus.NEW
        else visit.say(f"correction.status.{one.status}", answer=one.answer)
    )
    return visit.say(
        "correction.filed.line",
        number=one.number,
        name=visit.say(f"correction.fact.{one.fact}"),
        status=status,
    )
