"""`/alasan` (Kartu Alasan): what decided my proposal, what spoke against it, what would change it."""

from collections.abc import Iterable

from domain.explanations import Explanation, Reason, RuleResult
from domain.plans.own_reasons import OwnReasons
from handlers.buttons import Button
from handlers.explained import Said, change_words, in_words, reason_words, rule_words, seat_words
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup

RULES, CHANGE = "rules", "change"
_BACK = [Button("button.card", "card"), Button("button.contact", "contact")]


async def show_reasons(visit: Visit) -> None:
    """The reasons first; the rules that were checked and what would change it are one press away."""
    own = await visit.call(visit.office.reasons.own, visit.own.id, now=visit.now)
    if own.explanation is None:
        await _say_why_not(visit, own)
        return
    part = visit.pressed.arg if visit.pressed else ""
    if part == RULES:
        await _show(visit, "reasons.rules", ruled(visit, own.explanation.rules), other=CHANGE)
    elif part == CHANGE:
        await _show(visit, "reasons.change", changing(visit, own.explanation), other=RULES)
    else:
        await _show_both_sides(visit, own.explanation)


async def _say_why_not(visit: Visit, own: OwnReasons) -> None:
    key = "reasons.not_yet" if own.has_proposal else "transfer.none"
    await visit.edit(key, buttons=[_BACK], protect=True, addressee=visit.addressee)


async def _show_both_sides(visit: Visit, explained: Explanation) -> None:
    told = {
        side: numbered(visit, [one for one in explained.reasons if one.speaks_for is speaks_for])
        for side, speaks_for in (("speaks_for", True), ("against", False))
    }
    nothing = visit.say("reasons.nothing")
    await visit.edit(
        "reasons.card",
        buttons=[[Button("button.change", "why", CHANGE), Button("button.rules", "why", RULES)], _BACK],
        protect=True,
        speaks_for=told["speaks_for"] or nothing,
        against=told["against"] or nothing,
        day=explained.as_of,
    )


async def _show(visit: Visit, key: str, listed: Markup, *, other: str) -> None:
    buttons = [[Button("button.why", "why"), Button(f"button.{other}", "why", other)], _BACK]
    await visit.edit(key, buttons=buttons, protect=True, listed=listed)


def numbered(visit: Visit, reasons: Iterable[Reason]) -> Markup:
    """Reasons, each with its source and day."""
    lines = (
        visit.say(
            "reasons.line",
            number=number,
            sentence=in_sentence(visit, reason_words(one)),
            source=_source(visit, one),
        )
        for number, one in enumerate(reasons, start=1)
    )
    return visit.office.words.joined(*lines)


def _source(visit: Visit, reason: Reason) -> Markup:
    source = visit.say(f"plan.source.{reason.source}")
    return visit.say("reasons.dated", source=source, day=reason.as_of) if reason.as_of else source


def ruled(visit: Visit, rules: Iterable[RuleResult]) -> Markup:
    """Rules, each with its outcome and article."""
    lines = (
        visit.say(
            "reasons.rule",
            sentence=in_sentence(visit, rule_words(one)),
            verdict=visit.say(f"plan.verdict.{one.verdict}"),
            source=one.source,
        )
        for one in rules
    )
    return visit.office.words.joined(*lines)


def changing(visit: Visit, explained: Explanation) -> Markup:
    """The best other seats, and what would lead to another outcome."""
    sentences = [
        *(in_sentence(visit, seat_words(one)) for one in explained.lost_seats),
        *(in_sentence(visit, change_words(one)) for one in explained.would_change),
    ]
    return visit.office.words.joined(*(visit.say("reasons.item", sentence=one) for one in sentences))


def in_sentence(visit: Visit, said: Said) -> Markup:
    """One part of an explanation in words."""
    return in_words(said, visit.office.words, visit.language, visit.say)


ROUTES = (
    Route(answer=show_reasons, who="linked", commands=("alasan", "why"), action="why", menu="command.why"),
)
