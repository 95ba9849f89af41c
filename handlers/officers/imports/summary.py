"""A preview in words: counts, a few examples before and after, and problems by kind with what to do."""

from collections import defaultdict
from collections.abc import Sequence

from domain.imports.desk import Preview
from domain.imports.ledger import Change
from domain.imports.problems import Problem
from domain.imports.rows import SheetKind
from handlers.visit import Visit
from locales.words import Markup, Value

EXAMPLES = 3
_KINDS = 3
_PART_AT_MOST = 60


def examples(preview: Preview) -> Sequence[Change]:
    """The changes that the summary shows."""
    return preview.comparison.changes[:EXAMPLES]


def preview_facts(visit: Visit, preview: Preview, note: Markup) -> dict[str, Value]:
    """What stands in the summary."""
    return {
        "note": note,
        "counts": visit.office.words.joined(*_counts(visit, preview)),
        "examples": _examples(visit, preview),
        "problems": _problems(visit, preview.problems),
        "outcome": _outcome(visit, preview),
    }


def field_words(visit: Visit, field: str) -> str:
    """The name that HR's files give to a kept column; `levels.M.01` is one part of one."""
    name, _, part = field.partition(".")
    return f"{visit.office.words.plain(visit.language, f'import.field.{name}')} {part}".rstrip()


def _counts(visit: Visit, preview: Preview) -> list[Markup]:
    comparison = preview.comparison
    lines = [
        visit.say(
            "im.count",
            kind=visit.say(f"commands.import.kind.{kind}"),
            new=tally.new,
            changed=tally.changed,
            unchanged=tally.unchanged,
        )
        for kind, tally in comparison.tallies.items()
    ]
    people = comparison.tallies.get(SheetKind.PEOPLE)
    if people is not None:
        back = sum(one.field == "in_service" for one in comparison.changes)
        gone = len(comparison.leavers) if preview.is_complete else 0
        after = comparison.in_service + people.new + back - gone
        lines.append(visit.say("im.in_service", before=comparison.in_service, after=after))
    if comparison.leavers:
        key = "im.leavers.ended" if preview.is_complete else "im.leavers.kept"
        lines.append(visit.say(key, count=len(comparison.leavers)))
    if comparison.vanished_units:
        lines.append(visit.say("im.vanished", units=", ".join(comparison.vanished_units)))
    return lines


def _examples(visit: Visit, preview: Preview) -> Markup:
    shown = examples(preview)
    if not shown:
        return Markup()
    lines = [
        visit.say(
            "im.example",
            subject=_short(one.subject),
            field=field_words(visit, one.field),
            before=_value(visit, one.before),
            after=_value(visit, one.after),
        )
        for one in shown
    ]
    more = len(preview.comparison.changes) - len(shown)
    rest = visit.say("im.examples.more", count=more) if more else Markup()
    return visit.office.words.joined(Markup(), visit.say("im.examples"), *lines, rest)


def _problems(visit: Visit, problems: Sequence[Problem]) -> Markup:
    """Refusals come first in the list already; of each kind one place stands for all."""
    kinds: dict[str, list[Problem]] = defaultdict(list)
    for one in problems:
        kinds[one.key].append(one)
    if not kinds:
        return Markup()
    lines = [_kind(visit, same) for same in list(kinds.values())[:_KINDS]]
    more = len(kinds) - len(lines)
    rest = visit.say("im.problems.more", count=more) if more else Markup()
    return visit.office.words.joined(visit.say("im.problems"), *lines, rest)


def _kind(visit: Visit, same: Sequence[Problem]) -> Markup:
    first = same[0]
    facts: dict[str, Value] = {
        **{name: _short(value) if isinstance(value, str) else value for name, value in first.facts.items()},
        "value": _short(first.value),
        "column": first.column,
    }
    return visit.say(
        f"im.problem.{first.severity}",
        times=len(same),
        where=_where(visit, first),
        wrong=visit.say(f"import.problem.{first.key}.wrong", **facts),
        mend=visit.say(f"import.problem.{first.key}.mend", **facts),
    )


def _where(visit: Visit, problem: Problem) -> str:
    row = visit.office.words.plain(visit.language, "im.row", row=str(problem.row)) if problem.row else ""
    return _short(" · ".join(part for part in (problem.file, problem.sheet, problem.cell or row) if part))


def _outcome(visit: Visit, preview: Preview) -> Markup:
    if preview.refused:
        return visit.say("im.outcome.refused", count=preview.refused)
    if not preview.changes_anything:
        return visit.say("im.outcome.nothing")
    return visit.say("im.outcome.ready")


def _value(visit: Visit, said: str) -> Markup | str:
    return visit.say(f"import.value.{said.lower()}") if said in {"True", "False"} else _short(said) or "–"


def _short(said: str) -> str:
    return said if len(said) <= _PART_AT_MOST else f"{said[: _PART_AT_MOST - 1]}…"
