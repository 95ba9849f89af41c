"""`sapa plan fit`: how well one person matches each kind of post (JPM and education). For HR's eyes."""

import click
from rich.table import Table

from bot.commands.officer import person_of
from bot.commands.opening import opened
from bot.commands.plan.figures import percent
from bot.commands.plan.reading import read_region
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from domain.planning.arithmetic.competency import JobPersonMatch, filling_category, job_person_match
from domain.planning.arithmetic.education import EducationCheck, check_education
from domain.refusals import NotFound
from domain.views.records import Purpose


@click.command("fit", help=text("commands.plan.fit.help"))
@click.argument("nip")
@viewer_option
@json_option
def command(*, nip: str, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        person = person_of(house, nip)
        note_views(house, [person.id], Purpose.FIT, viewer=viewer)
        given = read_region(house)
    candidate = next((one for one in given.snapshot.candidates if one.person_id == person.id), None)
    if candidate is None:
        raise NotFound(subject=nip)
    named = {post.key: post.name for post in given.snapshot.posts}
    rows = []
    for key, standard in sorted(given.snapshot.standards.items()):
        match = job_person_match(
            candidate.levels,
            standard.levels,
            cap=given.settings.jpm_cap,
            technical_weight=given.settings.technical_weight,
        )
        schooling = check_education(
            level=candidate.education_level,
            education=candidate.education,
            minimum=standard.education_min,
            fields=standard.education_fields,
        )
        rows.append((named.get(key, key), match, schooling))
    if as_json:
        show_json([_json(*row) for row in rows])
        return
    say("commands.plan.fit.title", name=person.full_name)
    if rows:
        console.print(_table(rows))
    else:
        say("commands.plan.fit.no_standards")
    if not candidate.levels:
        say("commands.plan.fit.not_assessed")


def _table(rows: list[tuple[str, JobPersonMatch, EducationCheck]]) -> Table:
    table = Table()
    for column in ("position", "fit", "category", "education"):
        table.add_column(text(f"commands.plan.column.{column}"))
    for name, match, schooling in rows:
        table.add_row(
            name, percent(match.percent), _category(match), text(f"plan.schooling.{schooling.outcome}")
        )
    return table


def _category(match: JobPersonMatch) -> str:
    return "–" if match.percent is None else text(f"plan.category.{filling_category(match.percent)}")


def _json(name: str, match: JobPersonMatch, schooling: EducationCheck) -> dict[str, object]:
    return {
        "position": name,
        "jpm": match.percent,
        "category": None if match.percent is None else filling_category(match.percent),
        "missing": list(match.missing),
        "education": schooling.outcome,
    }
