"""One entry as officers see it: how it answers now, how it was received, its versions, its withdrawal."""

from domain.actors import Role
from domain.knowledge.records import KeptVersion
from domain.refusals import NotFound
from handlers.asking import reading_words
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.officers.library.lists import FIND, HOME, rating_words
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in
from locales.words import Markup, moment


async def show_entry(visit: Visit) -> None:
    """How it answers, in the officer's language, and what was said of it."""
    try:
        opened = await visit.call(visit.office.library.entry, arg_of(visit), by=visit.actor)
    except NotFound:
        await _show_gone(visit)
        return
    entry_id, is_ours = opened.reading.id, opened.reading.written is not None
    change = Button("library.button.change", "kb_new", f"e{entry_id}")
    versions = [Button("library.button.versions", "kb_old", entry_id)] if opened.newest else []
    withdraw = [Button("library.button.withdraw", "kb_off", entry_id)] if is_ours else []
    await visit.edit(
        "library.entry",
        buttons=[row for row in ([change, *versions], withdraw, [FIND, HOME]) if row],
        protect=True,
        told=reading_words(visit, opened.reading),
        author=visit.say("library.author.hr" if is_ours else "library.author.shipped"),
        received=rating_words(visit, opened.rated),
    )


async def show_versions(visit: Visit) -> None:
    """`<entry>` shows the newest, `<entry>.<place>` an older one, counted from 0."""
    entry_id, _, place = arg_of(visit).partition(".")
    versions = await visit.call(visit.office.library.versions, entry_id, by=visit.actor)
    if not versions:
        await _show_gone(visit)
        return
    at = min(max(0, number_in(place)), len(versions) - 1)
    shown = versions[at]
    newer = [Button("library.button.newer", "kb_old", f"{entry_id}.{at - 1}")] if at else []
    older = (
        [Button("library.button.older", "kb_old", f"{entry_id}.{at + 1}")] if at + 1 < len(versions) else []
    )
    back = Button("library.button.entry_now", "kb_entry", entry_id)
    draft = shown.entry.draft
    await visit.edit(
        "library.version",
        buttons=[row for row in ([*newer, *older], [back, HOME]) if row],
        protect=True,
        version=shown.entry.version,
        of=versions[0].entry.version,
        state=_state(visit, shown, is_newest=at == 0),
        at=moment(visit.language, shown.entry.written_at, visit.office.zone),
        question=draft.question.english if visit.language == "en" else draft.question.indonesian,
        answer=draft.answer.english if visit.language == "en" else draft.answer.indonesian,
        source=draft.source,
        dated=draft.dated_on,
    )


async def ask_withdrawal(visit: Visit) -> None:
    """Sure?"""
    entry_id = arg_of(visit)
    sure = Button("library.button.sure", "kb_off_sure", entry_id)
    back = Button("library.button.back", "kb_entry", entry_id)
    await visit.edit("library.withdraw", buttons=[[sure, back]], protect=True)


async def withdraw(visit: Visit) -> None:
    """Take HR's words out of use; a second press finds nothing left, which is as well."""
    try:
        await visit.call(visit.office.knowledge.withdraw, arg_of(visit), by=visit.actor, now=visit.now)
    except NotFound:
        await _show_gone(visit)
        return
    await visit.edit("library.withdrawn", buttons=[[FIND, HOME]], protect=True)


async def _show_gone(visit: Visit) -> None:
    await visit.edit("library.gone", buttons=[[FIND, HOME]], protect=True)


def _state(visit: Visit, one: KeptVersion, *, is_newest: bool) -> Markup:
    if not one.is_in_use:
        return visit.say("library.state.withdrawn")
    return visit.say("library.state.answers" if is_newest else "library.state.replaced")


ROUTES: tuple[Route, ...] = (
    Route(answer=show_entry, who=Role.OFFICER, action="kb_entry"),
    Route(answer=show_versions, who=Role.OFFICER, action="kb_old"),
    Route(answer=ask_withdrawal, who=Role.OFFICER, action="kb_off"),
    Route(answer=withdraw, who=Role.OFFICER, action="kb_off_sure"),
)
