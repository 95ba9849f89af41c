"""The lines of the card of benefits and costs in words; what nobody can work out is named, not left out."""

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_decimal

from domain.benefits.records import BalanceSheet, Block, Line, LineCode, Sign, UnitLoad
from domain.pictures import LoadBar, LoadDrawing, UnitBars
from handlers.visit import Visit
from locales.explained import worded_facts
from locales.words import Markup

_SIDES = {Sign.BENEFIT: "for", Sign.COST: "against"}
# Told in the very words of the reasons' card (`plan.reason.*`): one fact, one sentence.
_AS_REASONED = {LineCode.FIT, LineCode.EDUCATION, LineCode.WISH, LineCode.SPOUSE, LineCode.HARDSHIP}
_STAFF = {LineCode.TARGET_STAFF, LineCode.ORIGIN_STAFF}
_LOAD = {LineCode.TARGET_LOAD, LineCode.ORIGIN_LOAD}


def card_facts(visit: Visit, sheet: BalanceSheet) -> dict[str, Markup]:
    """The three blocks, under their names."""
    return {str(block): _block(visit, sheet.blocks[block]) for block in Block}


def load_sentences(visit: Visit, sheet: BalanceSheet) -> Markup:
    """What the picture shows, in words."""
    lines = (
        visit.say(
            "benefits.load",
            unit=one.unit,
            before=_ratio(visit, one.before),
            after=_ratio(visit, one.after),
        )
        for one in sheet.loads
    )
    return visit.office.words.joined(*lines)


def load_drawing(visit: Visit, sheet: BalanceSheet) -> LoadDrawing:
    """The same loads as they are drawn."""
    plain = visit.office.words.plain
    return LoadDrawing(
        title=plain(visit.language, "files.picture.title"),
        before=plain(visit.language, "files.picture.before"),
        after=plain(visit.language, "files.picture.after"),
        even=plain(visit.language, "files.picture.even"),
        units=tuple(_bars(visit, one) for one in sheet.loads),
    )


def _bars(visit: Visit, load: UnitLoad) -> UnitBars:
    before, after = (LoadBar(share=one, said=_ratio(visit, one)) for one in (load.before, load.after))
    return UnitBars(unit=load.unit, before=before, after=after)


def _ratio(visit: Visit, value: Decimal | None) -> str:
    if value is None:
        return visit.office.words.plain(visit.language, "benefits.not_computed")
    return format_decimal(value, "0.00", locale=visit.language)


def _block(visit: Visit, lines: Iterable[Line]) -> Markup:
    known = [one for one in lines if one.is_known]
    gaps = [visit.say(f"benefits.name.{one.code}") for one in lines if not one.is_known]
    told = [visit.say(f"benefits.sign.{one.sign}", sentence=_sentence(visit, one)) for one in known]
    if gaps:
        told.append(visit.say("benefits.gaps", listed=visit.office.words.joined(*gaps, by=", ")))
    return visit.office.words.joined(*told)


def _sentence(visit: Visit, line: Line) -> Markup:
    words = visit.office.words
    return visit.say(_key(line), **worded_facts(words, visit.language, line.facts))


def _key(line: Line) -> str:
    """Which sentence a line takes."""
    reasoned = f"plan.reason.{line.code}"
    if line.code is LineCode.OTHER_WISH:
        return f"{reasoned}.{line.facts['cause']}"
    if line.code is LineCode.JOB_CLASS:
        return f"{reasoned}.{_SIDES.get(line.sign, 'same')}"
    if line.code in _AS_REASONED or (line.code is LineCode.TENURE and line.sign in _SIDES):
        return f"{reasoned}.{_SIDES[line.sign]}"
    if line.code is LineCode.TRAVEL and not line.facts["minutes"]:
        return "plan.reason.travel.for"
    if line.code in _STAFF:
        return "benefits.line.staff"
    return "benefits.line.load" if line.code in _LOAD else f"benefits.line.{line.code}"
