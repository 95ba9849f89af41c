"""Files of a wave: lists out, recorded before they leave, and statuses back in."""

import re

from telegram.error import BadRequest

from domain.dossiers.lists import NothingToList
from domain.dossiers.status_lists import DryRun, StatusListTooLong, StatusListUnfit, StatusRow
from domain.exports.records import ExportKind
from domain.first_word.rule import NotAllTold
from domain.forms import FormMovedOn
from domain.imports.reading import ReadingStopped
from domain.organisation import name_key
from domain.proposals import Status
from domain.refusals import ChangedMeanwhile
from handlers.buttons import Button
from handlers.forms import begin_form, closed, go_to, open_form, text_in
from handlers.officers.progress import watched
from handlers.officers.waves.home import show_wave
from handlers.officers.waves.places import READERS, number_in, parts, status_name, wave_button
from handlers.table import Route
from handlers.visit import Visit
from locales.words import LANGUAGES, Markup

FLOW, WAITING, LOOK = "wv_statuses", "waiting", "look"
MEGABYTES_AT_MOST = 20
_FAULTS_SHOWN = 5
_KINDS = {"board": ExportKind.BOARD_LIST, "imut": ExportKind.IMUT_LIST}
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


async def show_files(visit: Visit) -> None:
    """What may leave, and what may come back."""
    wave_id = number_in(parts(visit, 1)[0])
    standing = await visit.call(visit.office.dossiers.wave, wave_id, by=visit.actor)
    number = str(wave_id)
    await visit.edit(
        "waves.files",
        buttons=[
            [Button(f"waves.button.{kind}", "wv_file", f"{number}.{kind}") for kind in _KINDS],
            [Button("waves.button.statuses", "wv_in", number)],
            [wave_button(wave_id)],
        ],
        protect=True,
        wave=standing.wave.name,
    )


async def give_list(visit: Visit) -> None:
    """`<wave>.board` or `<wave>.imut`: everybody in it was told first, or it does not leave."""
    wave, kind = parts(visit, 2)
    wave_id, by = number_in(wave), visit.actor
    if kind not in _KINDS:
        await show_wave(visit, wave_id)
        return
    try:
        content = await visit.office.run(lambda: visit.office.wave_lists.of(wave_id, by=by, now=visit.now))
    except NotAllTold as short:
        told = Button("waves.button.told", "wv_told", f"{wave_id}.1")
        await visit.edit(
            "waves.no.not_all_told", buttons=[[told], [wave_button(wave_id)]], protect=True, **short.facts
        )
        return
    except NothingToList:
        await visit.edit("waves.no.nothing_to_list", buttons=[[wave_button(wave_id)]], protect=True)
        return
    files, office = visit.office.wave_files, visit.office
    async with watched(visit, "waves.writing", wave=content.wave) as shown:
        written = await shown.run(
            lambda _tell: (
                [files.board(content, language=visit.language)]
                if kind == "board"
                else list(files.imut(content))
            )
        )
        people = len(content.rows)
        await office.run(
            lambda: office.wave_lists.let_out(_KINDS[kind], written, people=people, by=by, now=visit.now)
        )
        await shown.end(
            "waves.written", buttons=[[wave_button(wave_id)]], wave=content.wave, count=len(written)
        )
    stem = _NO_NAME.sub("-", content.wave).strip("-").lower()
    for at, file in enumerate(written, start=1):
        caption = visit.say(f"waves.caption.{kind}", wave=content.wave, number=at, total=len(written))
        await visit.give_file(file, f"{kind}-{stem}-{at:02}.xlsx", caption, to_keep=True)


async def ask_statuses(visit: Visit) -> None:
    """Open the form that waits for a spreadsheet."""
    wave_id = number_in(parts(visit, 1)[0])
    standing = await visit.call(visit.office.dossiers.wave, wave_id, by=visit.actor)
    await begin_form(visit, FLOW, WAITING, wave=wave_id)
    await visit.edit(
        "waves.statuses.ask", buttons=[[wave_button(wave_id)]], protect=True, wave=standing.wave.name
    )


async def take_statuses(visit: Visit) -> None:
    """A file for the open form; anything else is told what it takes."""
    wave_id = number_in(text_in(open_form(visit, FLOW), "wave"))
    document = visit.message.document if visit.message else None
    if document is None:
        await visit.reply("waves.statuses.file_only", buttons=[[wave_button(wave_id)]], protect=True)
        return
    if (document.file_size or 0) > MEGABYTES_AT_MOST * 1024 * 1024:
        await visit.reply(
            "waves.statuses.too_large",
            buttons=[[wave_button(wave_id)]],
            protect=True,
            most=MEGABYTES_AT_MOST,
        )
        return
    await _look(visit, wave_id, document.file_id, document.file_name or "")


async def record(visit: Visit) -> None:
    """`<digest>`: record what the dry run said; `marked` gives the rows that record nothing back."""
    (seen,) = parts(visit, 1)
    form = open_form(visit, FLOW)
    wave_id, file_id = number_in(text_in(form, "wave")), text_in(form, "file")
    if form.step != LOOK:
        raise FormMovedOn
    read = await _read(visit, wave_id, file_id, text_in(form, "name"))
    if read is None:
        return
    rows, run = read
    if seen == "marked":
        await _give_marked(visit, rows, run)
        return
    try:
        count = await visit.office.run(
            lambda: visit.office.status_lists.apply(
                wave_id,
                rows,
                _names(visit),
                seen=seen,
                form_of=visit.user_id,
                by=visit.actor,
                now=visit.now,
            )
        )
    except ChangedMeanwhile:
        await _show_run(visit, wave_id, run, visit.say("waves.statuses.changed"))
        return
    closed(visit)
    await show_wave(visit, wave_id, visit.say("waves.statuses.done", count=count))


async def _look(visit: Visit, wave_id: int, file_id: str, name: str) -> None:
    read = await _read(visit, wave_id, file_id, name)
    if read is None:
        return
    await go_to(visit, FLOW, LOOK, file=file_id, name=name)
    await _show_run(visit, wave_id, read[1], Markup())


async def _read(visit: Visit, wave_id: int, file_id: str, name: str) -> tuple[list[StatusRow], DryRun] | None:
    """The rows and what they would record; None where that could not be read, which was said."""
    back = [[wave_button(wave_id)]]
    office = visit.office
    try:
        content = await visit.fetch(file_id)
        rows = list(await office.run(lambda: office.wave_files.statuses(content, name)))
        run = await office.run(lambda: office.status_lists.look(wave_id, rows, _names(visit), by=visit.actor))
    except BadRequest:
        await visit.reply("waves.statuses.lost", buttons=back, protect=True)
        return None
    except (StatusListUnfit, StatusListTooLong, ReadingStopped) as unfit:
        await visit.refuse(unfit, buttons=back)
        return None
    return rows, run


async def _show_run(visit: Visit, wave_id: int, run: DryRun, note: Markup) -> None:
    words = visit.office.words
    steps = words.joined(
        *(
            visit.say(
                "waves.statuses.step",
                before=status_name(visit, before),
                after=status_name(visit, after),
                number=number,
            )
            for (before, after), number in run.tally.items()
        )
    )
    shown = sorted(run.faults.items())[:_FAULTS_SHOWN]
    faults = words.joined(
        *(
            visit.say("waves.statuses.fault", line=line, why=visit.say(f"waves.fault.{fault}"))
            for line, fault in shown
        )
    )
    yes = [Button("waves.button.record", "wv_rec", run.digest)] if run.steps else []
    marked = [Button("waves.button.marked", "wv_rec", "marked")] if run.faults else []
    await visit.edit(
        "waves.statuses.look",
        buttons=[row for row in (yes, marked, [wave_button(wave_id)]) if row],
        protect=True,
        note=note,
        wave=run.wave,
        steps=steps or visit.say("waves.statuses.nothing"),
        same=run.same,
        number=len(run.faults),
        faults=faults,
    )


async def _give_marked(visit: Visit, rows: list[StatusRow], run: DryRun) -> None:
    office = visit.office
    marked = await office.run(lambda: office.wave_files.marked(rows, run.faults, language=visit.language))
    caption = visit.say("waves.caption.marked", count=len(run.faults))
    await visit.give_file(marked, "status.xlsx", caption, to_keep=True)


def _names(visit: Visit) -> dict[str, Status]:
    """What a status may be called in a file: as in any language of ours, or by its own code."""
    plain = visit.office.words.plain
    named = {
        name_key(plain(language, f"commands.proposal.status.{one}")): one
        for language in LANGUAGES
        for one in Status
    }
    return named | {name_key(one): one for one in Status}


ROUTES: tuple[Route, ...] = (
    Route(answer=show_files, who=READERS, action="wv_files"),
    Route(answer=give_list, who=READERS, action="wv_file"),
    Route(answer=ask_statuses, who=READERS, action="wv_in"),
    Route(answer=take_statuses, who=READERS, flow=FLOW),
    Route(answer=record, who=READERS, action="wv_rec"),
)
