"""Walking through a form: the open one is at hand in the visit, and a draft is offered before a new one."""

from dataclasses import replace

from domain.conversations import Conversation
from domain.forms import FormMovedOn
from handlers.buttons import Button
from handlers.visit import Visit
from locales.words import moment

RESUME, ANEW = "resume", "anew"


def open_form(visit: Visit, flow: str) -> Conversation:
    """The form in which this update is an answer; FormMovedOn when it is not open any more."""
    form = visit.identity.conversation
    if form is None or form.flow != flow:
        raise FormMovedOn
    return form


def text_in(form: Conversation, field: str) -> str:
    """One field's words, empty where none were given yet."""
    return str(form.data.get(field, ""))


async def begin_form(
    visit: Visit,
    flow: str,
    step: str,
    *,
    is_fleeting: bool = False,
    is_kept: bool = True,
    **data: str | int,
) -> Conversation:
    """Begin anew. `is_kept`: what is left of it becomes a draft."""
    desk = visit.office.forms
    form = await visit.call(
        desk.begin,
        visit.user_id,
        flow,
        step,
        data,
        is_fleeting=is_fleeting,
        is_kept=is_kept,
        now=visit.now,
    )
    return _at_hand(visit, form)


async def go_to(
    visit: Visit, flow: str, step: str, *, at: str | None = None, **changes: str | int
) -> Conversation:
    """Keep what was answered and go to a step. `at`: only from there."""
    form = await visit.call(visit.office.forms.go, visit.user_id, flow, step, changes, at=at, now=visit.now)
    return _at_hand(visit, form)


async def take_up(visit: Visit, flow: str) -> Conversation:
    """Go on where the draft was left."""
    return _at_hand(visit, await visit.call(visit.office.forms.take_up, visit.user_id, flow, now=visit.now))


async def offered_draft(visit: Visit, flow: str, action: str) -> bool:
    """Offer what was typed before, if anything was; the buttons carry `action` with `resume` or `anew`."""
    draft = await visit.call(visit.office.forms.draft, visit.user_id, flow, now=visit.now)
    if draft is None:
        return False
    buttons = [
        [Button("form.button.resume", action, RESUME), Button("form.button.anew", action, ANEW)],
        [Button("button.menu", "menu")],
    ]
    kept_until = moment(visit.language, draft.kept_until or draft.expires_at, visit.office.zone)
    await visit.edit("form.draft", buttons=buttons, protect=True, kept_until=kept_until)
    return True


def closed(visit: Visit) -> None:
    """A desk has closed the form with its effect: this visit knows it, too."""
    visit.identity = replace(visit.identity, conversation=None)


def _at_hand(visit: Visit, form: Conversation) -> Conversation:
    visit.identity = replace(visit.identity, conversation=form)
    return form
