"""What an import would do or did, as tables for people and as JSON for programs."""

from dataclasses import asdict

from rich.table import Table

from bot.commands.speaking import console, number, say, text
from domain.imports.desk import Preview
from domain.imports.ledger import Change
from domain.imports.problems import Problem

_SHOWN_PROBLEMS = 40
_SHOWN_CHANGES = 40
_SHOWN_NAMES = 20
_NARROW = 100  # below it two columns give way, so that no NIP is broken over two lines
_MOST_WHERE, _MOST_VALUE = 13, 18


def show(preview: Preview) -> None:
    if preview.comparison.tallies:
        console.print(_tally_table(preview))
    comparison = preview.comparison
    if comparison.changes:
        console.print(_change_table(comparison.changes))
        _say_rest("commands.import.rest_json", len(comparison.changes), _SHOWN_CHANGES)
    for before, after in comparison.renamed_units:
        say("commands.import.unit_renamed", before=before, after=after)
    if comparison.leavers:
        key = "commands.import.leavers_ended" if preview.is_complete else "commands.import.leavers_kept"
        say(key, count=len(comparison.leavers))
        for leaver in comparison.leavers[:_SHOWN_NAMES]:
            console.print(f"  {leaver.name} – {leaver.unit}")
        _say_rest("commands.import.rest_json", len(comparison.leavers), _SHOWN_NAMES)
    if comparison.vanished_units:
        say("commands.import.vanished", units=", ".join(comparison.vanished_units))
    if preview.problems:
        console.print(_problem_table(preview.problems))
        _say_rest("commands.import.rest", len(preview.problems), _SHOWN_PROBLEMS)


def _tally_table(preview: Preview) -> Table:
    table = Table(title=text("commands.import.summary"), title_justify="left")
    table.add_column(text("commands.import.column.kind"))
    for name in ("new", "changed", "unchanged", "absent"):
        table.add_column(text(f"commands.import.column.{name}"), justify="right")
    for kind, tally in preview.comparison.tallies.items():
        table.add_row(
            text(f"commands.import.kind.{kind}"),
            *(number(value) for value in (tally.new, tally.changed, tally.unchanged, tally.absent)),
        )
    return table


def _change_table(changes: list[Change]) -> Table:
    table = Table(title=text("commands.import.changes"), title_justify="left")
    for name in ("subject", "field", "before", "after"):
        table.add_column(text(f"commands.import.column.{name}"), overflow="fold")
    for change in changes[:_SHOWN_CHANGES]:
        table.add_row(change.subject, field_words(change.field), _value(change.before), _value(change.after))
    return table


def field_words(field: str) -> str:
    """The name that HR's files give to a kept column; `levels.M.01` is one part of one."""
    name, _, part = field.partition(".")
    return f"{text(f'import.field.{name}')} {part}".rstrip()


def _value(said: str) -> str:
    return text(f"import.value.{said.lower()}") if said in {"True", "False"} else said or "–"


def _problem_table(problems: list[Problem]) -> Table:
    table = Table(title=text("commands.import.problems"), title_justify="left", show_lines=True)
    most = {"where": _MOST_WHERE, "value": _MOST_VALUE} if console.width < _NARROW else {}
    for name in ("where", "value", "wrong", "mend"):
        heading = text(f"commands.import.column.{name}")
        table.add_column(heading, overflow="fold", max_width=most.get(name))
    for problem in problems[:_SHOWN_PROBLEMS]:
        table.add_row(_where(problem), problem.value, *problem_words(problem))
    return table


def problem_words(problem: Problem) -> tuple[str, str]:
    """What is wrong, and what to do."""
    facts = {"value": problem.value, "column": problem.column, **problem.facts}
    return (
        text(f"import.problem.{problem.key}.wrong", **facts),
        text(f"import.problem.{problem.key}.mend", **facts),
    )


def _where(problem: Problem) -> str:
    place = problem.cell or (text("commands.import.row", row=str(problem.row)) if problem.row else "")
    return " · ".join(part for part in (problem.file, problem.sheet, place, problem.column) if part)


def summary(preview: Preview) -> dict[str, object]:
    comparison = preview.comparison
    return {
        "tallies": {kind.value: asdict(tally) for kind, tally in comparison.tallies.items()},
        "changes": [asdict(change) for change in comparison.changes],
        "leavers": [asdict(leaver) for leaver in comparison.leavers],
        "vanished_units": comparison.vanished_units,
        "renamed_units": comparison.renamed_units,
        "confirmation": preview.confirmation,
        "problems": [
            {**asdict(problem), "severity": problem.severity, "words": problem_words(problem)}
            for problem in preview.problems
        ],
    }


def _say_rest(key: str, total: int, shown: int) -> None:
    if total > shown:
        say(key, count=total - shown)
