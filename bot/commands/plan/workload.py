"""`sapa plan workload`: need, staffing and load of every unit, and where the sheet says otherwise."""

from datetime import date, datetime
from pathlib import Path

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.plan.figures import people, ratio, signed
from bot.commands.plan.reading import read_region
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from domain.organisation import name_key
from domain.planning.region.needs import NeedBasis
from domain.planning.region.unit_loads import PostReport, UnitReport, workload_report
from domain.planning.snapshot import Snapshot


@click.command("workload", help=text("commands.plan.workload.help"))
@click.option("--unit", metavar="NAME", help=text("commands.plan.workload.unit"))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=text("commands.plan.option.as_of"))
@click.option("--picture", type=click.Path(path_type=Path), help=text("commands.plan.option.picture"))
@click.option("--out", type=click.Path(path_type=Path), help=text("commands.plan.workload.out"))
@json_option
def command(
    *, unit: str | None, as_of: datetime | None, picture: Path | None, out: Path | None, as_json: bool
) -> None:
    with opened() as house:
        given = read_region(house, as_of=as_of.date() if as_of else None)
    units = workload_report(given.snapshot, given.settings)
    if unit is not None:
        units = tuple(one for one in units if name_key(one.unit) == name_key(unit))
        if not units:
            refuse(text("refusal.not_found", subject=unit))
    if out is not None:
        _write_map(out, units, given.snapshot)
    if picture is not None:
        _draw(picture, units)
    if as_json:
        show_json([_json(one) for one in units])
    else:
        _show(units, given.snapshot, whole=unit is None)


def _show(units: tuple[UnitReport, ...], snapshot: Snapshot, *, whole: bool) -> None:
    console.print(_units_table(units) if whole else _posts_table(units))
    shortage, surplus = sum(one.shortage for one in units), sum(one.surplus for one in units)
    say("commands.plan.workload.total", units=len(units), shortage=shortage, surplus=surplus)
    lines = [line for one in units for line in one.posts]
    differing = [line for line in lines if line.need.need_differs]
    if differing:
        say("commands.plan.workload.differs", count=len(differing))
        for line in differing:
            say(
                "commands.plan.workload.differs.line",
                unit=line.post.unit,
                position=line.post.name,
                stated=people(line.need.stated_need),
                computed=people(line.need.computed_need),
                why=text(f"commands.plan.workload.why.{_why(line)}"),
            )
    else:
        say("commands.plan.workload.agrees", count=sum(one.need.stated_need is not None for one in lines))
    for line in lines:
        for finding in line.need.findings:
            if finding.leaves_out:
                say(
                    f"commands.plan.fault.{finding.fault}",
                    unit=line.post.unit,
                    position=line.post.name,
                    task=finding.task or 0,
                )
    _tell_counted(lines, snapshot)


def _why(line: PostReport) -> str:
    if line.need.basis is NeedBasis.STRUCTURAL:
        return "structural"
    return "surge" if any(task.is_surge for task in line.post.tasks) else "tasks"


def _tell_counted(lines: list[PostReport], snapshot: Snapshot) -> None:
    """Whoever compares with the map should know of which day it is, and that people were counted again."""
    counted = sum(line.need.actual_differs for line in lines)
    if counted:
        say("commands.plan.workload.counted", count=counted, day=_day(snapshot.map_as_of))
    off_map = sum(one.post is None for one in snapshot.candidates)
    if off_map:
        say("commands.plan.workload.off_map", count=off_map)


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else text("commands.plan.day_unknown")


def _units_table(units: tuple[UnitReport, ...]) -> Table:
    table = _table("unit", "actual", "need", "shortage", "surplus", "eu", "grade")
    for one in units:
        table.add_row(
            one.unit,
            people(one.staff_actual),
            people(one.staff_need),
            people(one.shortage),
            people(one.surplus),
            ratio(one.util.ratio),
            one.util.grade or "–",
        )
    return table


def _posts_table(units: tuple[UnitReport, ...]) -> Table:
    table = _table("position", "class", "actual", "need", "gap", "ej", "grade")
    for line in (line for one in units for line in one.posts):
        table.add_row(
            line.post.name,
            people(line.post.job_class),
            people(line.need.staff_actual),
            people(line.need.staff_need),
            signed(line.need.gap),
            ratio(line.util.ratio),
            line.util.grade or "–",
        )
    return table


def _table(*columns: str) -> Table:
    table = Table()
    for name in columns:
        is_text = name in {"unit", "position", "grade"}
        table.add_column(text(f"commands.plan.column.{name}"), justify="left" if is_text else "right")
    return table


def _write_map(path: Path, units: tuple[UnitReport, ...], snapshot: Snapshot) -> None:
    from files.position_map import MapLine, write_position_map

    lines = [
        MapLine(
            unit=line.post.unit,
            position=line.post.name,
            job_class=line.post.job_class,
            actual=line.need.staff_actual,
            need=line.need.staff_need,
        )
        for one in units
        for line in one.posts
    ]
    write_position_map(path, lines, as_of=snapshot.as_of, say=text)
    say("commands.plan.written", path=str(path))


def _draw(path: Path, units: tuple[UnitReport, ...]) -> None:
    from files.pictures.loads import Bar, draw_loads

    bars = [Bar(name=one.unit, before=one.util.ratio, after=None) for one in units]
    draw_loads(path, bars, say=text)
    say("commands.plan.written", path=str(path))


def _json(one: UnitReport) -> dict[str, object]:
    return {
        "unit": one.unit,
        "actual": one.staff_actual,
        "need": one.staff_need,
        "shortage": one.shortage,
        "surplus": one.surplus,
        "eu": one.util.ratio,
        "grade": one.util.grade,
        "posts": [
            {
                "position": line.post.name,
                "class": line.post.job_class,
                "actual": line.need.staff_actual,
                "need": line.need.staff_need,
                "basis": line.need.basis,
                "gap": line.need.gap,
                "ej": line.util.ratio,
                "grade": line.util.grade,
                "stated_need": line.need.stated_need,
                "findings": [finding.fault for finding in line.need.findings],
            }
            for line in one.posts
        ],
    }
