"""The dry run: fetch what waits, read it apart, compare, show; again whenever something may have changed."""

from datetime import date
from functools import partial

from domain.conversations import Conversation
from domain.imports.desk import Preview
from domain.imports.reading import ReadingStopped, Sent
from domain.views.records import Purpose
from handlers.buttons import Button, Rows
from handlers.forms import go_to, text_in
from handlers.office import Office
from handlers.officers.imports.places import (
    DROP,
    FILES,
    FLOW,
    HOME,
    FileLost,
    as_field,
    fetched,
    seen_part,
    waiting_in,
)
from handlers.officers.imports.summary import examples, preview_facts
from handlers.officers.progress import Shown, Tell, watched
from handlers.visit import Visit
from locales.words import Markup

_READING = 0.8  # of the whole, the rest is comparing


async def check(visit: Visit, form: Conversation, *, is_complete: bool, note: Markup | None = None) -> None:
    """Show what the waiting files would do; nothing changes."""
    async with watched(visit, "im.reading", count=len(waiting_in(form))) as shown:
        sent = await sent_in(visit, form, shown)
        if sent is None:
            return
        try:
            preview = await shown.run(partial(compared, visit, sent, is_complete=is_complete))
        except ReadingStopped as stopped:
            await shown.end(stopped.key, buttons=[[DROP, HOME]])
            return
        await show(visit, shown, preview, note=note)


async def sent_in(visit: Visit, form: Conversation, shown: Shown) -> list[Sent] | None:
    """The contents; None where one is lost, which is said and taken off the form."""
    files = waiting_in(form)
    try:
        return await fetched(visit, files)
    except FileLost as fault:
        left = [one for one in files if one != fault.lost]
        await go_to(visit, FLOW, FILES, files=as_field(left), seen="", complete="")
        again = [Button("im.button.check", "im_full", "some")] if left else []
        await shown.end("im.lost", buttons=[[*again, HOME]], name=fault.lost.name)
        return None


def compared(visit: Visit, sent: list[Sent], tell: Tell, *, is_complete: bool) -> Preview:
    """Read and compare; for a thread."""
    office: Office = visit.office
    shares = dict.fromkeys((one.name for one in sent), 0.0)

    def progress(name: str, share: float) -> None:
        shares[name] = share
        tell(_READING * sum(shares.values()) / len(shares), name)

    files, problems = office.spreadsheets.read(sent, today=_today(visit), progress=progress)
    tell(_READING, "")
    return office.imports.preview(files, problems, is_complete=is_complete, by=visit.actor)


async def show(visit: Visit, shown: Shown, preview: Preview, *, note: Markup | None = None) -> None:
    """Note whose values it shows, remember which preview it is, and show it."""
    people = [one.person_id for one in examples(preview) if one.person_id is not None]
    await visit.call(visit.office.views.note, people, Purpose.IMPORT, by=visit.actor, now=visit.now)
    seen, complete = seen_part(preview.fingerprint), "yes" if preview.is_complete else ""
    await go_to(visit, FLOW, FILES, seen=seen, complete=complete)
    await shown.end(
        "im.preview", buttons=_buttons(preview, seen), **preview_facts(visit, preview, note or Markup())
    )


def is_complete_in(form: Conversation) -> bool:
    """Whether the list was said to hold everybody."""
    return bool(text_in(form, "complete"))


def _buttons(preview: Preview, seen: str) -> Rows:
    can_apply = not preview.refused and preview.changes_anything
    go = [Button("im.button.go", "im_go", seen)] if can_apply else []
    marked = [Button("im.button.marked", "im_marked")] if preview.problems else []
    full = Button("im.button.full", "im_full", "all")
    some = Button("im.button.some", "im_full", "some")
    turn = [some if preview.is_complete else full] if preview.comparison.leavers else []
    return [row for row in (go, [*marked, *turn], [DROP, HOME]) if row]


def _today(visit: Visit) -> date:
    return visit.now.astimezone(visit.office.zone).date()
