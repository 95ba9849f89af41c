"""Writing the letter: six steps, words as they come, a look at the whole, and the PDF."""

from domain.conversations import Conversation
from domain.objections.desk import DOCUMENTS_AT_MOST, NUMBER_AT_MOST, REASONS_AT_MOST
from domain.objections.own import OwnObjection
from domain.objections.records import Ground, Request, State, Writing
from domain.objections.refusals import (
    NoDecreeYet,
    ObjectionAnswered,
    ObjectionSubmitted,
    WritingTooLong,
)
from domain.refusals import Refusal
from handlers.buttons import Button, Rows
from handlers.forms import begin_form, closed, go_to, offered_draft, open_form, take_up, text_in
from handlers.objection.home import show
from handlers.objection.places import ACTION, HOME, WRITING, send_letter
from handlers.visit import Visit
from locales.words import Markup

GROUNDS, NUMBER, REASONS, DOCUMENTS, REQUEST, CHECK = STEPS = (
    "grounds",
    "number",
    "reasons",
    "documents",
    "request",
    "check",
)
# Where a message is one answer, and where messages are one text.
_LIMITS = {NUMBER: NUMBER_AT_MOST, REASONS: REASONS_AT_MOST, DOCUMENTS: DOCUMENTS_AT_MOST}


async def begin(visit: Visit) -> None:
    """A letter that is written already is changed; what was left in the middle is offered first."""
    own = await visit.call(visit.office.objections.own, visit.own.id, now=visit.now)
    _ensure_writable(own)
    form = visit.identity.conversation
    if form is not None and form.flow == WRITING:
        await _ask(visit, form)
    elif not await offered_draft(visit, WRITING, ACTION):
        await begin_anew(visit)


async def begin_anew(visit: Visit) -> None:
    """With what the letter says now, where there is one."""
    own = await visit.call(visit.office.objections.own, visit.own.id, now=visit.now)
    _ensure_writable(own)
    kept = own.objection.writing if own.objection is not None and own.is_drafted else None
    fields = _as_fields(kept) if kept else {}
    form = await begin_form(visit, WRITING, GROUNDS, is_fleeting=False, is_kept=True, **fields)
    await _ask(visit, form)


async def resume(visit: Visit) -> None:
    await _ask(visit, await take_up(visit, WRITING))


async def answer_button(visit: Visit, asked: str, about: str) -> None:
    """A button of the open form; one of a step that is over shows where the form stands."""
    form = open_form(visit, WRITING)
    if asked == "go" and about in STEPS:
        form = await go_to(visit, WRITING, about)
    elif asked == "ground" and form.step == GROUNDS and about in set(Ground):
        form = await go_to(visit, WRITING, GROUNDS, at=GROUNDS, grounds=_toggled(form, Ground(about)))
    elif asked == "clear" and about in _LIMITS:
        form = await go_to(visit, WRITING, about, **{about: ""})
    elif asked == "request" and about in set(Request):
        form = await go_to(visit, WRITING, CHECK, request=about)
    elif asked == "make" and form.step == CHECK:
        await _make(visit, form)
        return
    await _ask(visit, form)


async def take_words(visit: Visit) -> None:
    """Words for the step that is open; words where a button is asked for belong to the reasons."""
    form = open_form(visit, WRITING)
    text = visit.text.strip()
    if not text:
        await visit.reply("objection.form.words_only", buttons=_buttons(form), protect=True)
        return
    step = form.step if form.step in _LIMITS else REASONS
    before = "" if step == NUMBER else text_in(form, step)
    whole = f"{before}\n\n{text}" if before else text
    if len(whole) > _LIMITS[step]:
        refusal = WritingTooLong(count=len(whole), limit=_LIMITS[step])
        await visit.refuse(refusal, buttons=_buttons(form))
        return
    form = await go_to(visit, WRITING, REASONS if step == NUMBER else form.step, **{step: whole})
    if step == NUMBER:
        await _ask(visit, form, anew=True)
        return
    # A picture or file under which the words stood belongs to the handing in, and is said not to be here.
    is_words = visit.message is not None and visit.message.text is not None
    await visit.reply(
        f"objection.form.taken.{step}" if is_words else "objection.form.taken_words_only",
        buttons=_buttons(form),
        protect=True,
        length=len(whole),
        left=_LIMITS[step] - len(whole),
    )


async def _make(visit: Visit, form: Conversation) -> None:
    writing = Writing(
        grounds=_grounds(form),
        decree_number=text_in(form, NUMBER),
        reasons=text_in(form, REASONS),
        documents=text_in(form, DOCUMENTS),
        request=Request(text_in(form, REQUEST) or Request.REVIEW),
    )
    desk = visit.office.objections
    try:
        own = await visit.call(desk.write, visit.own.id, writing, form_of=visit.user_id, now=visit.now)
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=_buttons(form))
        return
    closed(visit)
    await show(visit, own)
    await send_letter(visit)


async def _ask(visit: Visit, form: Conversation, *, anew: bool = False) -> None:
    say = visit.reply if anew else visit.edit
    place = STEPS.index(form.step) + 1
    if form.step == CHECK:
        await say(
            "objection.form.check",
            buttons=_buttons(form),
            protect=True,
            place=place,
            places=len(STEPS),
            grounds=_listed(visit, form),
            number=text_in(form, NUMBER) or visit.say("objection.form.by_hand"),
            reason=text_in(form, REASONS) or visit.say("objection.form.missing"),
            length=len(text_in(form, REASONS)),
            documents=len(text_in(form, DOCUMENTS)),
            request=visit.say(f"objection.request.{text_in(form, REQUEST) or Request.REVIEW}"),
        )
        return
    written = text_in(form, form.step) if form.step in _LIMITS else ""
    await say(
        f"objection.form.{form.step}",
        buttons=_buttons(form),
        protect=True,
        place=place,
        places=len(STEPS),
        written=visit.say("objection.form.written", answer=written) if written else Markup(),
    )


def _buttons(form: Conversation) -> Rows:
    place = STEPS.index(form.step)
    back = Button("button.back", ACTION, f"go:{STEPS[place - 1]}") if place else HOME
    if form.step == GROUNDS:
        return [*([one] for one in _toggles(form)), [_onwards("objection.button.next", NUMBER), back]]
    if form.step == REQUEST:
        choices = [Button(f"objection.request.{one}", ACTION, f"request:{one}") for one in Request]
        return [*([one] for one in choices), [back]]
    if form.step == CHECK:
        make = Button("objection.button.make", ACTION, "make")
        change = [
            Button(f"objection.button.change.{one}", ACTION, f"go:{one}")
            for one in (GROUNDS, NUMBER, REASONS, DOCUMENTS)
        ]
        return [[make], change[:2], change[2:], [HOME]]
    has_words = bool(text_in(form, form.step))
    onwards = _onwards("objection.button.next" if has_words else "objection.button.skip", STEPS[place + 1])
    clear = [Button("objection.button.clear", ACTION, f"clear:{form.step}")] if has_words else []
    return [[onwards, *clear], [back]]


def _onwards(key: str, step: str) -> Button:
    return Button(key, ACTION, f"go:{step}")


def _toggles(form: Conversation) -> list[Button]:
    ticked = _grounds(form)
    return [
        Button(
            f"objection.button.ground.{one}", ACTION, f"ground:{one}", {"mark": "☑" if one in ticked else "☐"}
        )
        for one in Ground
    ]


def _grounds(form: Conversation) -> tuple[Ground, ...]:
    return tuple(Ground(one) for one in text_in(form, GROUNDS).split(",") if one)


def _toggled(form: Conversation, ground: Ground) -> str:
    ticked = set(_grounds(form)) ^ {ground}
    return ",".join(one for one in Ground if one in ticked)


def _listed(visit: Visit, form: Conversation) -> Markup:
    lines = [visit.say(f"objection.ground.{one}") for one in _grounds(form)]
    return visit.office.words.joined(*lines) if lines else visit.say("objection.form.missing")


def _as_fields(writing: Writing) -> dict[str, str | int]:
    return {
        GROUNDS: ",".join(writing.grounds),
        NUMBER: writing.decree_number,
        REASONS: writing.reasons,
        DOCUMENTS: writing.documents,
        REQUEST: writing.request,
    }


def _ensure_writable(own: OwnObjection) -> None:
    if own.decree is None:
        raise NoDecreeYet
    if own.objection is not None and own.objection.state is State.SUBMITTED:
        raise ObjectionSubmitted
    if own.objection is not None and own.objection.state is State.ANSWERED:
        raise ObjectionAnswered


def is_of_form(asked: str) -> bool:
    """Whether a button belongs to the open form."""
    return asked in {"go", "ground", "clear", "request", "make"}
