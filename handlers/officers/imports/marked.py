"""The fault list as a spreadsheet: the officer's own sheets again, faulty cells marked and explained."""

from functools import partial

from domain.exports.records import ExportKind
from domain.imports.desk import Preview
from domain.imports.reading import Sent
from handlers.forms import open_form
from handlers.officers.imports.checking import compared, is_complete_in, sent_in
from handlers.officers.imports.places import DROP, FLOW, HOME
from handlers.officers.progress import Tell, watched
from handlers.visit import Visit


async def send_marked(visit: Visit) -> None:
    """Read again what waits, mark it, and hand it over."""
    form = open_form(visit, FLOW)
    async with watched(visit, "im.marking") as shown:
        sent = await sent_in(visit, form, shown)
        if sent is None:
            return
        preview, content = await shown.run(partial(_marked, visit, sent, is_complete=is_complete_in(form)))
        if content is None:
            await shown.end("im.marked.none", buttons=[[HOME]])
            return
        rows = {(one.file, one.sheet, one.row) for one in preview.problems if one.row}
        release = partial(
            visit.office.exports.release,
            ExportKind.IMPORT_FAULTS,
            content,
            people=len(rows),
            by=visit.actor,
            now=visit.now,
        )
        await visit.office.run(release)
        await visit.give_file(content, "perbaikan.xlsx", visit.say("im.marked.caption"), to_keep=True)
        await shown.end("im.marked.done", buttons=[[DROP, HOME]])


def _marked(visit: Visit, sent: list[Sent], tell: Tell, *, is_complete: bool) -> tuple[Preview, bytes | None]:
    """None where nothing is wrong. For a thread."""
    preview = compared(visit, sent, tell, is_complete=is_complete)
    if not preview.problems:
        return preview, None
    return preview, visit.office.spreadsheets.marked(sent, preview.problems, visit.language)
