"""One case as officers read it: its clock, its thread a page at a time, its files, and what may be done."""

from collections.abc import Iterator

from domain.concerns.records import Case, CaseStatus, Entry, EntryKind, FileKind, Mode, Side, StoredFile
from domain.refusals import NotFound
from handlers.buttons import Button, Rows
from handlers.concerns.places import in_pairs, page_in, turning
from handlers.group_list import said_clock
from handlers.officers.cases.places import DESK, case_button, parts_of, pieces, units_of
from handlers.visit import Visit
from locales.words import Markup

# A page leaves room for the heading in Telegram's 4,096; a long line goes on overleaf.
_PAGE_UNITS, _PIECE_UNITS = 2_400, 1_100
# Who wrote it, and when.
_HEAD_UNITS = 60
_FILES_SHOWN = 6
_OVER = {CaseStatus.CLOSED, CaseStatus.WITHDRAWN}
_ENDED = {CaseStatus.ANSWERED, CaseStatus.CLOSED}
_ENDINGS = {FileKind.JPEG: "jpg", FileKind.ODF: "odt"}
_SILENT = {EntryKind.FORWARDED, EntryKind.REMINDED}


async def show_case(visit: Visit) -> None:
    """The newest page of a case, or the one that is asked for; `more`: the rarer acts."""
    number, asked, _ = parts_of(visit)
    if asked == "more":
        await _show_more(visit, number)
    elif asked == "files":
        await _show_files(visit, number)
    else:
        await show(visit, number, page=page_in(asked) if asked else None)


async def show(visit: Visit, number: str, *, page: int | None = None) -> None:
    """Read it: its sender's lines count as read henceforth. Raise CaseUnknown."""
    case = await read(visit, number)
    pages = list(_pages(visit, case))
    page = len(pages) if page is None else min(page, len(pages))
    await visit.edit(
        "case_desk.case",
        buttons=_buttons(case, page, len(pages)),
        protect=True,
        listed=pages[page - 1],
        **await head(visit, case),
    )


async def read(visit: Visit, number: str) -> Case:
    return await visit.call(visit.office.cases.handling.read, number, by=visit.actor, now=visit.now)


async def head(visit: Visit, case: Case) -> dict[str, Markup | str]:
    """What stands above every screen about a case."""
    queue = visit.office.cases.queue
    clock = visit.say("case_desk.clock.stopped")
    if case.waits_for_answer:
        left = await visit.call(queue.days_left, case.answer_due_on, now=visit.now)
        clock = said_clock(visit.office, visit.language, left)
    return {
        "number": case.number,
        "kind": visit.say(f"concern.kind.{case.concern}"),
        "mode": visit.say(f"case_desk.mode.{case.mode}"),
        "status": visit.say(f"case_desk.status.{case.status}"),
        "desk": visit.say(f"case_desk.desk.{case.desk}"),
        "clock": clock,
        "officer": await _officer_of(visit, case),
        "joined": _joined(visit, case),
    }


async def send_file(visit: Visit) -> None:
    """One file, counted from 1, under a name that says nothing."""
    number, at, _ = parts_of(visit)
    files = files_of(await read(visit, number))
    if not at.isdecimal() or not 0 < int(at) <= len(files):
        raise NotFound(subject=at)
    chosen, handling, by = files[int(at) - 1], visit.office.cases.handling, visit.actor
    file, content = await visit.office.run(lambda: handling.file(number, chosen.id, by=by))
    name = f"{number}-{at}.{_ENDINGS.get(file.kind, file.kind)}"
    caption = visit.say("case_desk.file_sent", number=number)
    await visit.give_file(content, name, caption, buttons=[[case_button(number)]])


def files_of(case: Case) -> list[StoredFile]:
    return [file for entry in case.entries for file in entry.files]


def _buttons(case: Case, page: int, pages: int) -> Rows:
    number = case.number
    rows: list[list[Button]] = []
    if case.status not in _OVER:
        rows.append(
            [
                Button("case_desk.button.answer", "ti_say", f"{number}.answer"),
                Button("case_desk.button.ask", "ti_say", f"{number}.ask"),
            ]
        )
        rows.append(
            [
                Button("case_desk.button.take", "ti_act", f"{number}.take"),
                Button("case_desk.button.close", "ti_say", f"{number}.close"),
            ]
        )
    elif case.status is CaseStatus.CLOSED:
        rows.append([Button("case_desk.button.reopen", "ti_say", f"{number}.reopen")])
    files = len(files_of(case))
    if files:
        rows.append([Button("case_desk.button.files", "ti_case", f"{number}.files", {"count": files})])
    rows.append(turning("ti_case", page, pages, about=number))
    rows.append([Button("case_desk.button.more", "ti_case", f"{number}.more"), DESK])
    return [row for row in rows if row]


async def _show_more(visit: Visit, number: str) -> None:
    """What is done less often, by where the case stands."""
    case = await read(visit, number)
    acts = [Button("case_desk.button.note", "ti_say", f"{number}.note")]
    if case.status not in _OVER:
        acts += [
            Button("case_desk.button.give", "ti_act", f"{number}.give"),
            Button("case_desk.button.forward", "ti_act", f"{number}.forward"),
            _joining(case),
        ]
        if case.assigned_to is not None:
            acts.append(Button("case_desk.button.put_back", "ti_act", f"{number}.back"))
        if case.awaits_sender:
            acts.append(Button("case_desk.button.remind", "ti_act", f"{number}.remind"))
    if case.status in _ENDED:
        acts.append(Button("case_desk.button.reopen", "ti_say", f"{number}.reopen"))
    if case.mode is Mode.SEALED and case.status is not CaseStatus.WITHDRAWN:
        acts.append(Button("case_desk.button.unseal", "ti_seal", number))
    rows = [*in_pairs(acts), [case_button(number), DESK]]
    await visit.edit("case_desk.more", buttons=rows, protect=True, **await head(visit, case))


def _joining(case: Case) -> Button:
    if case.merged_into:
        return Button("case_desk.button.part", "ti_act", f"{case.number}.part")
    return Button("case_desk.button.merge", "ti_say", f"{case.number}.merge")


async def _show_files(visit: Visit, number: str) -> None:
    """The newest files, each behind its button."""
    case = await read(visit, number)
    files = files_of(case)
    buttons = [
        Button("concern.button.file", "ti_file", f"{number}.{at}", {"number": at})
        for at in range(1, len(files) + 1)
    ][-_FILES_SHOWN:]
    rows = [*in_pairs(buttons), [case_button(number)]]
    await visit.edit("case_desk.files", buttons=rows, protect=True, number=number, total=len(files))


async def _officer_of(visit: Visit, case: Case) -> Markup | str:
    if case.assigned_to is None:
        return visit.say("case_desk.nobody")
    officers = await visit.call(visit.office.cases.assigning.officers, by=visit.actor)
    found = next((one.full_name for one in officers if one.id == case.assigned_to), None)
    return found or visit.say("case_desk.former_officer")


def _joined(visit: Visit, case: Case) -> Markup:
    if case.merged_into:
        return visit.say("case_desk.follows", number=case.merged_into)
    if case.followers:
        return visit.say("case_desk.followed", numbers=", ".join(case.followers))
    return Markup()


def _pages(visit: Visit, case: Case) -> Iterator[Markup]:
    """Lines in their order, as many as fit; at least one page."""
    held: list[Markup] = []
    units = 0
    for entry in case.entries:
        text = "" if entry.kind in _SILENT else entry.text
        for piece in pieces(text, _PIECE_UNITS):
            size = units_of(piece) + _HEAD_UNITS
            if held and units + size > _PAGE_UNITS:
                yield visit.office.words.joined(*held, by="\n\n")
                held, units = [], 0
            held.append(_line(visit, case, entry, piece))
            units += size
    yield visit.office.words.joined(*held, by="\n\n") or visit.say("concern.no_lines")


def _line(visit: Visit, case: Case, entry: Entry, piece: str) -> Markup:
    who = (
        visit.say("case_desk.sender", alias=case.alias)
        if entry.side is Side.SENDER
        else visit.say(f"case_desk.kind.{entry.kind}")
    )
    if entry.kind is EntryKind.FORWARDED:
        said: Markup | str = visit.say("case_desk.forwarded", desk=visit.say(f"case_desk.desk.{entry.text}"))
    elif entry.kind is EntryKind.REMINDED:
        said = visit.say("case_desk.reminded")
    else:
        said = piece or visit.say("case_desk.no_text")
    with_files = visit.say("case_desk.with_files", count=len(entry.files)) if entry.files else Markup()
    return visit.say("case_desk.entry", who=who, day=entry.on, files=with_files, answer=said)
