"""From the kept explanation to the card: every figure is the explanation's or the record's, none is new.

A benefit and a cost take the same form and stand beside each other. Where one figure speaks for the move and
another against it, both lines stand there.
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.benefits.records import BalanceSheet, Block, Line, LineCode, Sign, UnitLoad
from domain.explanations import Explanation, Facts, FactValue, Reason, ReasonCode
from domain.people import Person
from domain.planning.arithmetic.utilisation import LOAD_BOUNDS
from domain.planning.region.attributes import tenure_months
from domain.proposals import Proposal

_STAFF = {
    LineCode.TARGET_STAFF: ReasonCode.TARGET_NEED,
    LineCode.ORIGIN_STAFF: ReasonCode.ORIGIN_SURPLUS,
}
_LOAD = {
    LineCode.TARGET_LOAD: ReasonCode.TARGET_LOAD,
    LineCode.ORIGIN_LOAD: ReasonCode.ORIGIN_LOAD,
}
# Told only where they apply to the person; their absence is no gap.
_PERSONAL = {
    LineCode.WISH: ReasonCode.WISH,
    LineCode.OTHER_WISH: ReasonCode.OTHER_WISH,
    LineCode.SPOUSE: ReasonCode.SPOUSE,
    LineCode.HARDSHIP: ReasonCode.HARDSHIP,
}


def balance_sheet(explained: Explanation, person: Person, proposal: Proposal) -> BalanceSheet:
    """The card of one proposal; whoever calls has made sure that its owner may read the explanation."""
    return _Sheet(explained, person, proposal).made()


class _Sheet:
    def __init__(self, explained: Explanation, person: Person, proposal: Proposal) -> None:
        self._explained = explained
        self._person = person
        self._proposal = proposal
        self._reasons = {one.code: one for one in explained.reasons}

    def made(self) -> BalanceSheet:
        return BalanceSheet(
            as_of=self._explained.as_of,
            blocks={
                Block.FOR_YOU: tuple(self._for_you()),
                Block.FOR_THE_PUBLIC: tuple(self._for_the_public()),
                Block.WHAT_CHANGES: tuple(self._what_changes()),
            },
            loads=tuple(self._unit_loads()),
        )

    def _for_you(self) -> Iterator[Line]:
        yield self._of(LineCode.FIT, ReasonCode.FIT)
        yield self._of(LineCode.EDUCATION, ReasonCode.EDUCATION)
        yield self._own_load()
        yield self._tenure()
        for code, reason in _PERSONAL.items():
            if reason in self._reasons:
                yield self._of(code, reason)
        yield self._travel()
        # No list of trainings is among the data: the line says so until HR keeps one.
        yield _unknown(LineCode.TRAINING)

    def _for_the_public(self) -> Iterator[Line]:
        for staff, load in zip(_STAFF, _LOAD, strict=True):
            yield self._staff(staff)
            yield self._of(load, _LOAD[load])
        # Residents or pupils per officer are not among the data either.
        yield _unknown(LineCode.SERVED)

    def _what_changes(self) -> Iterator[Line]:
        origin, target = self._proposal.origin, self._proposal.target
        yield _told(
            LineCode.PLACE,
            {
                "from_unit": origin.unit,
                "from_position": origin.position,
                "to_unit": target.unit,
                "to_position": target.position,
            },
        )
        yield self._job_class()
        # The supplement (TPP) follows from the region's regulation, which is not among the data.
        yield _unknown(LineCode.INCOME)
        planned = self._proposal.planned_effective_on
        yield _unknown(LineCode.START) if planned is None else _told(LineCode.START, {"day": planned})

    def _of(self, code: LineCode, reason_code: ReasonCode) -> Line:
        reason = self._reasons.get(reason_code)
        if reason is None:
            return _unknown(code)
        return Line(code=code, sign=_side(reason), facts=reason.facts)

    def _staff(self, code: LineCode) -> Line:
        line = self._of(code, _STAFF[code])
        unmoved = line.is_known and line.facts["actual"] == line.facts["actual_after"]
        return Line(code=code, sign=Sign.NEUTRAL, facts=line.facts) if unmoved else line

    def _own_load(self) -> Line:
        """The work that falls to one holder of the post: where the person is, and where they would be."""
        facts: dict[str, FactValue] = {
            "ej": self._fact(ReasonCode.ORIGIN_LOAD, "ej"),
            "ej_after": self._fact(ReasonCode.TARGET_LOAD, "ej_after"),
        }
        before, after = facts["ej"], facts["ej_after"]
        if not isinstance(before, Decimal) or not isinstance(after, Decimal):
            return _unknown(LineCode.OWN_LOAD)
        return Line(code=LineCode.OWN_LOAD, sign=_own_load_side(before, after), facts=facts)

    def _tenure(self) -> Line:
        if ReasonCode.TENURE in self._reasons:
            return self._of(LineCode.TENURE, ReasonCode.TENURE)
        months = tenure_months(self._person.position_since, self._explained.as_of)
        return _unknown(LineCode.TENURE) if months < 0 else _told(LineCode.TENURE, {"months": months})

    def _travel(self) -> Line:
        line = self._of(LineCode.TRAVEL, ReasonCode.TRAVEL)
        minutes = line.facts.get("minutes")
        if minutes is None:
            return _unknown(LineCode.TRAVEL)
        # To stay in one place is no gain; to go farther is a cost.
        return Line(code=line.code, sign=Sign.COST if minutes else Sign.NEUTRAL, facts=line.facts)

    def _job_class(self) -> Line:
        before, after = self._proposal.origin.job_class, self._proposal.target.job_class
        if before is None or after is None:
            return _unknown(LineCode.JOB_CLASS)
        sign = Sign.NEUTRAL if before == after else Sign.BENEFIT if after > before else Sign.COST
        return Line(code=LineCode.JOB_CLASS, sign=sign, facts={"before": before, "after": after})

    def _unit_loads(self) -> Iterator[UnitLoad]:
        named = set()
        for code in (ReasonCode.ORIGIN_LOAD, ReasonCode.TARGET_LOAD):
            reason = self._reasons.get(code)
            # Within one unit there is one load, and one bar.
            if reason is not None and (unit := str(reason.facts["unit"])) not in named:
                named.add(unit)
                yield UnitLoad(
                    unit=unit, before=_decimal(reason.facts, "eu"), after=_decimal(reason.facts, "eu_after")
                )

    def _fact(self, code: ReasonCode, name: str) -> FactValue:
        reason = self._reasons.get(code)
        return None if reason is None else reason.facts[name]


def _side(reason: Reason) -> Sign:
    return Sign.BENEFIT if reason.speaks_for else Sign.COST


def _own_load_side(before: Decimal, after: Decimal) -> Sign:
    """More than full is a cost where it grows and a benefit where it eases; within bounds it is neither."""
    if max(before, after) <= LOAD_BOUNDS.full or before == after:
        return Sign.NEUTRAL
    return Sign.COST if after > before else Sign.BENEFIT


def _decimal(facts: Facts, name: str) -> Decimal | None:
    value = facts.get(name)
    return value if isinstance(value, Decimal) else None


def _told(code: LineCode, facts: Facts) -> Line:
    return Line(code=code, sign=Sign.NEUTRAL, facts=facts)


def _unknown(code: LineCode) -> Line:
    return Line(code=code, sign=Sign.NEUTRAL, facts={}, is_known=False)
