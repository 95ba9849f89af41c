"""What is not for the chat: a one-time link to the closed form, or, without a page, a contact."""

from domain.concerns.closed_form import MINUTES
from domain.concerns.records import Case, Mode, NewCase
from domain.concerns.taxonomy import Concern
from domain.refusals import NotFound
from handlers.buttons import Button, Link, Rows
from handlers.concerns.choosing import concern_in, mode_in
from handlers.concerns.filing import show_filed
from handlers.concerns.places import CONTACT, HOME, arg_of
from handlers.concerns.threads import show
from handlers.visit import Visit

PATH = "formulir"


async def offer(visit: Visit) -> None:
    """The link is in a button alone: Telegram fetches a page whose address stands in a text."""
    concern, mode = _chosen(visit)
    kind = visit.say(f"concern.kind.{concern}")
    contact = Button("concern.button.contact", "concern_contact", f"{concern}.{mode}")
    if visit.office.pages_at is None:
        await visit.edit("concern.closed.none", buttons=[[contact], [CONTACT, HOME]], protect=True, kind=kind)
        return
    desk = visit.office.closed_form
    token = await visit.call(desk.open_link, visit.own.id, concern, mode, now=visit.now)
    url = f"{visit.office.pages_at}/{PATH}/{visit.language}/{token}"
    rows: Rows = [[Link("concern.button.open_form", url)], [contact], [HOME]]
    await visit.edit("concern.closed", buttons=rows, protect=True, kind=kind, minutes=MINUTES)


async def arrange_contact(visit: Visit) -> None:
    """The category alone is filed; an officer says in the case how to speak with each other."""
    concern, mode = _chosen(visit)
    new, desk, sender = NewCase(concern=concern, text=""), visit.office.concerns, visit.own.id
    asked = [one for one in await visit.call(desk.own, sender) if one.concern is concern and _is_bare(one)]
    if asked:  # pressed twice, or asked for once more before anybody could answer
        await show(visit, asked[0])
        return
    filed = await visit.call(desk.open_case, new, mode, sender=sender, now=visit.now)
    await show_filed(visit, filed, mode, concern)


def _is_bare(case: Case) -> bool:
    """It asks for a contact, and nobody has answered yet."""
    return case.waits_for_answer and not any(one.text or one.files for one in case.entries)


def _chosen(visit: Visit) -> tuple[Concern, Mode]:
    about, _, chosen = arg_of(visit).partition(".")
    mode = mode_in(chosen)
    if mode is Mode.NO_RETURN:  # no button of ours asks for it: a link, as a contact, belongs to somebody
        raise NotFound(subject=chosen)
    return concern_in(about), mode
