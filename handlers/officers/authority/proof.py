"""The second factor: asked for before an act that needs it, and then the act is done without asking again.

What is typed here is deleted from the chat before it is judged; no draft, log or audit ever holds it.
"""

import contextlib
from functools import partial

from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.second_factor.records import Kind, SecondFactorNeeded
from domain.second_factor.refusals import NoSecondFactor, ProofLocked, ProofWrong
from handlers.buttons import Button, Rows
from handlers.forms import begin_form, closed, go_to, open_form, take_up, text_in
from handlers.officers.authority.pictures_of_secrets import qr_of
from handlers.table import OFFICIALS, Route
from handlers.visit import Visit, Wish
from locales.words import moment

FLOW = "proof"
PROVE, CHOOSE, PIN, PIN_AGAIN, TOTP = "prove", "choose", "pin", "pin_again", "totp"
_ACTION, _END, _DROP = "au_proof", "end", "drop"


async def ask(visit: Visit, needed: SecondFactorNeeded) -> None:
    """Ask, and keep what was wanted; where the officer has no second factor yet, help to set one."""
    is_set = bool(needed.facts["is_set"])
    wish, former = _wanted(visit)
    await begin_form(
        visit,
        FLOW,
        PROVE if is_set else CHOOSE,
        is_kept=False,
        press=wish.press,
        said=wish.said,
        said_in=wish.said_in,
        former=former,
    )
    if is_set:
        await _ask_digits(visit)
    else:
        await visit.reply("proof.choose", buttons=_choices(), protect=True)


async def show_lock(visit: Visit) -> None:
    """How one's acts are guarded, and the ways to change that."""
    guard = await visit.call(visit.office.second_factors.guard, by=visit.actor, now=visit.now)
    change = [Button(f"proof.button.{kind}", _ACTION, kind) for kind in Kind]
    end = [[Button("proof.button.end", _ACTION, _END)]] if guard.is_proven else []
    if guard.factor is None:
        await visit.edit("proof.none", buttons=[change, _back()], protect=True)
        return
    await visit.edit(
        "proof.state",
        buttons=[*end, change, _back()],
        protect=True,
        kind=visit.say(f"proof.kind.{guard.factor.kind}"),
        since=moment(visit.language, guard.factor.set_at, visit.office.zone),
        state=visit.say("proof.open" if guard.is_proven else "proof.shut"),
    )


async def press(visit: Visit) -> None:
    """Choose what to set up, end the proof, or leave the question."""
    chosen = visit.pressed.arg if visit.pressed else ""
    desk = visit.office.second_factors
    if chosen == _END:
        await visit.call(desk.end, by=visit.actor)
        await show_lock(visit)
    elif chosen == _DROP:
        await _leave(visit)
    elif chosen in set(Kind):
        await visit.call(desk.ensure_may_set, by=visit.actor, now=visit.now)
        await _begin_setting(visit, Kind(chosen))
    else:
        await show_lock(visit)


async def take(visit: Visit) -> None:
    """What was typed at one of the steps. Words that are no digits are nobody's try."""
    form = open_form(visit, FLOW)
    if form.step == CHOOSE:
        await visit.reply("proof.choose", buttons=_choices(), protect=True)
        return
    typed = "".join(visit.text.split())
    if not (typed.isascii() and typed.isdecimal()):
        await visit.reply("proof.not_digits", buttons=_leaving(), protect=True)
        return
    is_gone = visit.message is not None and await visit.erase(visit.message.message_id)
    if form.step == PIN:
        await _take_pin(visit, typed)
    elif form.step == PROVE:
        await _take_proof(visit, typed)
    else:
        await _take_confirmation(visit, typed)
    if not is_gone:
        await visit.reply("proof.erase_yourself", protect=True)


async def _take_proof(visit: Visit, typed: str) -> None:
    desk = visit.office.second_factors
    try:
        # Stretching a PIN takes 40 ms: not on the loop.
        await visit.office.run(partial(desk.prove, typed, by=visit.actor, now=visit.now))
    except ProofWrong as wrong:
        await visit.reply("proof.wrong", buttons=_leaving(), protect=True, count=wrong.facts["count"])
    except ProofLocked as locked:
        await _close(visit)
        await visit.reply("proof.locked", buttons=_help(), protect=True, count=locked.facts["count"])
    except NoSecondFactor:
        await go_to(visit, FLOW, CHOOSE)
        await visit.reply("proof.choose", buttons=_choices(), protect=True)
    else:
        await _go_on(visit)


async def _take_pin(visit: Visit, typed: str) -> None:
    desk = visit.office.second_factors
    await visit.office.run(partial(desk.propose_pin, typed, by=visit.actor, now=visit.now))
    await go_to(visit, FLOW, PIN_AGAIN)
    await visit.reply("proof.pin_again", buttons=_leaving(), protect=True)


async def _take_confirmation(visit: Visit, typed: str) -> None:
    desk, form = visit.office.second_factors, open_form(visit, FLOW)
    try:
        kind = await visit.office.run(partial(desk.confirm, typed, by=visit.actor, now=visit.now))
    except ProofWrong as wrong:
        await visit.reply(
            f"proof.wrong.{form.step}", buttons=_leaving(), protect=True, count=wrong.facts["count"]
        )
        return
    except NoSecondFactor:
        await _erase_secret(visit)
        await go_to(visit, FLOW, CHOOSE)
        await visit.reply("proof.begin_again", buttons=_choices(), protect=True)
        return
    await _erase_secret(visit)
    await visit.reply(f"proof.set.{kind}", protect=True)
    await _go_on(visit)


async def _begin_setting(visit: Visit, kind: Kind) -> None:
    form = visit.identity.conversation
    step = PIN if kind is Kind.PIN else TOTP
    if form is not None and form.flow == FLOW:
        await go_to(visit, FLOW, step)
    else:
        await begin_form(visit, FLOW, step, is_kept=False)
    if kind is Kind.PIN:
        await visit.reply("proof.pin", buttons=_leaving(), protect=True)
        return
    secret = await visit.call(visit.office.second_factors.propose_totp, by=visit.actor, now=visit.now)
    shown = qr_of(secret, issuer=visit.office.hr_office, name=visit.own.name)
    words = visit.say("proof.totp", secret=shown.typed)
    message_id = await visit.show_for_now(shown.picture, words, buttons=_leaving())
    if message_id is not None:
        await go_to(visit, FLOW, step, secret_in=message_id)


async def _go_on(visit: Visit) -> None:
    """Take up the form that was open before, and do what was wanted."""
    form = open_form(visit, FLOW)
    wish = _kept_wish(form)
    await _close(visit)
    former = text_in(form, "former")
    if former:
        # Where it was none that is kept, the act itself says what it misses.
        with contextlib.suppress(FormMovedOn):
            await take_up(visit, former)
    if wish.press or wish.said:
        visit.wish = wish
    else:
        await visit.reply("proof.proven", buttons=[_back()], protect=True)


async def _leave(visit: Visit) -> None:
    form = visit.identity.conversation
    if form is not None and form.flow == FLOW:
        await _erase_secret(visit)
        former = text_in(form, "former")
        await _close(visit)
        if former:
            await visit.reply("proof.left_form", buttons=[_back()], protect=True)
            return
    await visit.reply("proof.left", buttons=[_back()], protect=True)


async def _ask_digits(visit: Visit) -> None:
    guard = await visit.call(visit.office.second_factors.guard, by=visit.actor, now=visit.now)
    kind = guard.factor.kind if guard.factor else Kind.PIN
    await visit.reply(f"proof.ask.{kind}", buttons=_leaving(), protect=True)


async def _close(visit: Visit) -> None:
    await visit.call(visit.office.forms.discard, visit.user_id, FLOW)
    closed(visit)


async def _erase_secret(visit: Visit) -> None:
    form = visit.identity.conversation
    message_id = int(form.data.get("secret_in", 0)) if form and form.flow == FLOW else 0
    if message_id and not await visit.erase(message_id):
        await visit.reply("proof.erase_yourself", protect=True)


def _wanted(visit: Visit) -> tuple[Wish, str]:
    """The wish, and the form that is open now; never what was typed as an answer to this very question."""
    form = visit.identity.conversation
    if form is None:
        return visit.as_wish(), ""
    if form.flow != FLOW:
        return visit.as_wish(), form.flow
    return visit.as_wish() if visit.query is not None else _kept_wish(form), text_in(form, "former")


def _kept_wish(form: Conversation) -> Wish:
    said_in = int(form.data.get("said_in", 0))
    return Wish(press=text_in(form, "press"), said=text_in(form, "said"), said_in=said_in)


def _choices() -> Rows:
    return [[Button(f"proof.button.{kind}", _ACTION, kind)] for kind in Kind] + [
        [Button("proof.button.later", _ACTION, _DROP)]
    ]


def _leaving() -> Rows:
    return [[Button("proof.button.later", _ACTION, _DROP)]]


def _help() -> Rows:
    return [[Button("button.contact", "contact"), Button("button.menu", "menu")]]


def _back() -> list[Button]:
    return [Button("desk.button.open", "au_desk")]


ROUTES: tuple[Route, ...] = (
    Route(answer=show_lock, who=OFFICIALS, action="au_lock"),
    Route(answer=press, who=OFFICIALS, action=_ACTION),
    Route(answer=take, who=OFFICIALS, flow=FLOW),
)
