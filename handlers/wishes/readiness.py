"""Readiness to rotate, and what one is good at and would like to do."""

import re

from domain.preferences.records import INTEREST_LENGTH, INTERESTS_AT_MOST, Readiness
from domain.preferences.refusals import TooManyInterests
from handlers.buttons import Button, Rows
from handlers.forms import ANEW, RESUME, begin_form, closed, go_to, offered_draft, take_up, text_in
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.home import HOME, own_of, show_home

FLOW, STEP = "wish_interests", "listing"
_SEPARATORS = re.compile(r"[,;\n]+")
_KEPT_AT_MOST = 1_000
_BACK = Button("wishes.button.readiness", "readiness")


async def show_readiness(visit: Visit) -> None:
    """What was said, and the three answers."""
    said = visit.pressed.arg if visit.pressed else ""
    if said in set(Readiness):
        await visit.call(visit.office.preferences.ready, visit.own.id, Readiness(said), now=visit.now)
    own = await own_of(visit)
    if not own.has_consent:
        await show_home(visit)
        return
    sheet = own.sheet
    interests = [visit.say("wishes.interest", text=one) for one in sheet.interests]
    await visit.edit(
        "wishes.readiness",
        buttons=_answers(has_interests=bool(interests)),
        protect=True,
        readiness=visit.say(f"wishes.readiness.{sheet.readiness or 'untold'}"),
        interests=visit.office.words.joined(*interests) or visit.say("wishes.interests.none"),
    )


async def ask_interests(visit: Visit) -> None:
    """Begin to write, take up what was left, or empty the list (`clear`)."""
    asked = visit.pressed.arg if visit.pressed else ""
    if not (await own_of(visit)).has_consent:
        await show_home(visit)
        return
    if asked == "clear":
        await visit.call(visit.office.preferences.tell_interests, visit.own.id, (), now=visit.now)
        await visit.edit("wishes.interests.cleared", buttons=[[_BACK, HOME]], protect=True)
        return
    if asked == RESUME:
        form = await take_up(visit, FLOW)
        left = text_in(form, "answer")
        await visit.edit("wishes.interests.resumed", buttons=[[_BACK]], protect=True, answer=left)
        return
    if asked != ANEW and await offered_draft(visit, FLOW, "interests"):
        return
    await begin_form(visit, FLOW, STEP)
    await visit.edit(
        "wishes.interests.ask",
        buttons=[[_BACK]],
        protect=True,
        most=INTERESTS_AT_MOST,
        length=INTEREST_LENGTH,
    )


async def take_interests(visit: Visit) -> None:
    """The list as it is typed; one that does not fit stays as a draft."""
    if not visit.text.strip():
        await visit.reply("wishes.words_only", buttons=[[_BACK]], protect=True)
        return
    try:
        kept = await visit.call(
            visit.office.preferences.tell_interests,
            visit.own.id,
            _SEPARATORS.split(visit.text),
            form_of=visit.user_id,
            now=visit.now,
        )
    except TooManyInterests as many:
        await go_to(visit, FLOW, STEP, answer=visit.text[:_KEPT_AT_MOST])
        await visit.refuse(many, buttons=[[_BACK]])
        return
    closed(visit)
    lines = [visit.say("wishes.interest", text=one) for one in kept]
    listed = visit.office.words.joined(*lines)
    await visit.reply("wishes.interests.kept", buttons=[[_BACK, HOME]], protect=True, listed=listed)


def _answers(*, has_interests: bool) -> Rows:
    yes, maybe, no = (Button(f"wishes.button.ready.{one}", "readiness", one) for one in Readiness)
    clear = [Button("wishes.button.clear", "interests", "clear")] if has_interests else []
    return [[yes, maybe], [no, Button("wishes.button.interests", "interests")], [*clear, HOME]]


ROUTES: tuple[Route, ...] = (
    Route(answer=show_readiness, who="linked", action="readiness"),
    Route(answer=ask_interests, who="linked", action="interests"),
    Route(answer=take_interests, who="linked", flow=FLOW),
)
