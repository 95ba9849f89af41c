"""The facts that were used about somebody, each with its day and its source.

Facts of each:

- POSITION: position, unit, since, months. EDUCATION: education. GRADE: grade, since.
- JOB_CLASS: job_class. COMPETENCY: levels ("M.01 3" and so on), count. RATINGS: by year, "2025 baik" and so
  on. DISCIPLINE: discipline.
- ORIGIN_UNIT, TARGET_UNIT: unit, position, need, actual, ej, eu. TRAVEL: minutes, origin, target.
"""

from collections.abc import Iterator
from datetime import date

from domain.corrections.records import FactCode, OwnFact, OwnRecord
from domain.explanations import Explanation, Facts, FactValue, ReasonCode
from domain.people import Person
from domain.planning.region.attributes import tenure_months

_UNITS = {
    FactCode.ORIGIN_UNIT: (ReasonCode.ORIGIN_SURPLUS, ReasonCode.ORIGIN_LOAD),
    FactCode.TARGET_UNIT: (ReasonCode.TARGET_NEED, ReasonCode.TARGET_LOAD),
}
_OF_UNITS = ("unit", "position", "need", "actual", "ej", "eu")


def own_facts(
    person: Person, record: OwnRecord, explained: Explanation | None, *, today: date
) -> tuple[OwnFact, ...]:
    """The record's facts, and those of the explanation where its owner may read one."""
    of_record = _of_record(person, record, today if explained is None else explained.as_of)
    return (*of_record, *(() if explained is None else _of_explanation(explained)))


def _of_record(person: Person, record: OwnRecord, as_of: date) -> Iterator[OwnFact]:
    months = tenure_months(person.position_since, as_of)
    held: Facts = {
        "position": person.position,
        "unit": person.unit,
        "since": person.position_since,
        "months": None if months < 0 else months,
    }
    yield _siasn(FactCode.POSITION, held, record)
    yield _siasn(FactCode.EDUCATION, {"education": _schooling(person)}, record)
    yield _siasn(FactCode.GRADE, {"grade": person.grade or None, "since": record.grade_since}, record)
    yield OwnFact(
        code=FactCode.JOB_CLASS,
        facts={"job_class": record.job_class},
        as_of=record.map_as_of,
        source="position_map",
        is_known=record.job_class is not None,
    )
    levels = ", ".join(f"{code} {level}" for code, level in sorted(record.levels.items()))
    yield OwnFact(
        code=FactCode.COMPETENCY,
        facts={"levels": levels, "count": len(record.levels)},
        as_of=record.assessed_on or record.assessed_kept_on,
        source="assessment",
        is_known=bool(levels),
    )
    ratings = {str(year): rating for year, rating in sorted(record.ratings.items(), reverse=True)}
    yield _assessed(FactCode.RATINGS, ratings, record, is_known=bool(ratings))
    discipline: Facts = {"discipline": record.discipline}
    yield _assessed(FactCode.DISCIPLINE, discipline, record, is_known=record.discipline is not None)


def _of_explanation(explained: Explanation) -> Iterator[OwnFact]:
    reasons = {one.code: one for one in explained.reasons}
    for code, told in _UNITS.items():
        found = [reasons[one] for one in told if one in reasons]
        if found:
            merged: dict[str, FactValue] = dict.fromkeys(_OF_UNITS)
            for reason in found:
                merged |= {name: value for name, value in reason.facts.items() if name in _OF_UNITS}
            yield OwnFact(code=code, facts=merged, as_of=found[0].as_of, source=found[0].source)
    way = reasons.get(ReasonCode.TRAVEL)
    if way is not None:
        yield OwnFact(
            code=FactCode.TRAVEL,
            facts=way.facts,
            as_of=way.as_of,
            source=way.source,
            is_known=way.facts["minutes"] is not None,
        )


def _schooling(person: Person) -> str | None:
    """Level and field; a field that begins with its level already says both."""
    level, field = person.education_level, person.education
    return (field if field.startswith(level) else f"{level} {field}".strip()) or None


def _siasn(code: FactCode, facts: Facts, record: OwnRecord) -> OwnFact:
    is_known = next(iter(facts.values())) is not None
    return OwnFact(code=code, facts=facts, as_of=record.recorded_on, source="siasn", is_known=is_known)


def _assessed(code: FactCode, facts: Facts, record: OwnRecord, *, is_known: bool) -> OwnFact:
    return OwnFact(
        code=code, facts=facts, as_of=record.assessed_kept_on, source="performance", is_known=is_known
    )
