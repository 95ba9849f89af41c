"""Making a report: read, written apart with its progress shown, recorded, and handed over."""

from functools import partial

from domain.exports.records import ExportKind
from domain.first_word.rule import NotAllTold
from domain.reports.records import REPORTS, Content, Format
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.officers.progress import Tell, watched
from handlers.officers.reports.home import HOME, WHO, show_home
from handlers.table import Route
from handlers.visit import Visit

_ROWS = 20_000
"""A bar that fills by so many rows: the longest list of a large region."""


async def make(visit: Visit) -> None:
    """`<wave>.<kind>.<form>`; wave 0: of none."""
    wave, _, rest = arg_of(visit).partition(".")
    name, _, ending = rest.partition(".")
    if not wave.isdecimal() or name not in set(REPORTS) or ending not in set(Format):
        await show_home(visit)
        return
    kind, form, wave_id = ExportKind(name), Format(ending), int(wave) or None
    if wave_id is None and kind is not ExportKind.CASES:
        await show_home(visit)
        return
    back = Button("rp.button.back", "rp_wave", wave) if wave_id else HOME
    desk, by = visit.office.reports, visit.actor
    try:
        content = await visit.office.run(partial(desk.prepare, kind, wave_id, by=by, now=visit.now))
    except NotAllTold as short:
        told = Button("rp.button.told", "wv_told", f"{wave_id}.1")
        await visit.edit("rp.not_all_told", buttons=[[told], [back]], protect=True, **short.facts)
        return
    async with watched(visit, "rp.making", about=visit.say(f"rp.kind.{kind}")) as shown:
        file = await shown.run(partial(_write, visit, content, form))
        await visit.office.run(partial(desk.finish, content, file, by=by, now=visit.now))
        caption = visit.say("rp.caption.names" if content.people else "rp.caption", code=content.code)
        await visit.give_file(file, f"{kind}-{content.dated_on:%Y%m%d}.{form}", caption, to_keep=True)
        await shown.end("rp.made", buttons=[[back, HOME]] if wave_id else [[HOME]], code=content.code)


def _write(visit: Visit, content: Content, form: Format, tell: Tell) -> bytes:
    """What cannot be written gives its code back."""
    try:
        return visit.office.report_files.write(
            content, form, language=visit.language, progress=lambda rows: tell(rows / _ROWS, "")
        )
    except Exception:
        visit.office.reports.drop(content)
        raise


ROUTES: tuple[Route, ...] = (Route(answer=make, who=WHO, action="rp_make"),)
