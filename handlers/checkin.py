"""`/checkin`: after the move, what was told and what came of it, and three questions of one tap each."""

from domain.checkins.comparing import Line, LineCode
from domain.checkins.desk import OwnCheckIn
from domain.checkins.records import LEAST, MOST, Topic
from domain.explanations import Facts
from handlers.buttons import Button, Rows
from handlers.table import Route
from handlers.visit import Visit
from locales.explained import worded_facts
from locales.words import Markup, Value

_BY_LETTER = {"s": Topic.SATISFACTION, "l": Topic.LOAD, "k": Topic.SKILLS}
_LETTERS = {topic: letter for letter, topic in _BY_LETTER.items()}
_MENU = Button("button.menu", "menu")
# Lines that say something of today, and the figure without which they cannot.
_TODAY = {LineCode.LOAD: "ej_now", LineCode.JOB_CLASS: "now"}


async def show_checkin(visit: Visit) -> None:
    """The newest check-in, or the one whose button it is: `<id>`, `<id>.s` asks again, `<id>.s4` answers."""
    arg = visit.pressed.arg if visit.pressed else ""
    checkin_id, _, tapped = arg.partition(".")
    if not checkin_id:
        await _show_newest(visit)
        return
    topic, value = _BY_LETTER.get(tapped[:1]), tapped[1:]
    if topic is not None and value in {str(one) for one in range(LEAST, MOST + 1)}:
        answered = await visit.call(
            visit.office.checkins.answer, checkin_id, visit.own.id, topic, int(value), now=visit.now
        )
        await _show(visit, answered, asked=answered.checkin.next_topic)
        return
    own = await visit.call(visit.office.checkins.open, checkin_id, visit.own.id, now=visit.now)
    await _show(visit, own, asked=topic or own.checkin.next_topic)


async def _show_newest(visit: Visit) -> None:
    kept = await visit.call(visit.office.checkins.own, visit.own.id)
    if not kept:
        await visit.edit("checkin.none", buttons=[[Button("button.card", "card"), _MENU]], protect=True)
        return
    own = await visit.call(visit.office.checkins.open, kept[0].id, visit.own.id, now=visit.now)
    await _show(visit, own, asked=own.checkin.next_topic)


async def _show(visit: Visit, own: OwnCheckIn, *, asked: Topic | None) -> None:
    if not own.is_open:
        await _show_answers(visit, own)
    elif asked is not None:
        await _ask(visit, own, asked)
    else:
        await _show_answers(visit, own)


async def _ask(visit: Visit, own: OwnCheckIn, topic: Topic) -> None:
    """The comparison stands above the first question; what follows is about the person alone."""
    is_first = not own.checkin.answers
    scale = [_tap(own, topic, value) for value in range(LEAST, MOST + 1)]
    await visit.edit(
        "checkin.first" if is_first else "checkin.next",
        buttons=[scale, [_MENU]],
        protect=True,
        days=int(own.checkin.milestone),
        unit=own.unit,
        compared=_compared(visit, own),
        number=list(Topic).index(topic) + 1,
        questions=len(Topic),
        question=visit.say(f"checkin.question.{topic}"),
    )


async def _show_answers(visit: Visit, own: OwnCheckIn) -> None:
    checkin = own.checkin
    answers = [
        visit.say(f"checkin.answer.{topic}", value=checkin.answers[topic], most=MOST)
        for topic in Topic
        if topic in checkin.answers
    ]
    await visit.edit(
        "checkin.answers" if own.is_open else "checkin.closed",
        buttons=_doors(own),
        protect=True,
        days=int(checkin.milestone),
        unit=own.unit,
        compared=_compared(visit, own),
        answers=visit.office.words.joined(*answers) or visit.say("checkin.unanswered"),
        until=checkin.closes_on,
    )


def _doors(own: OwnCheckIn) -> Rows:
    changes = [
        Button(f"checkin.button.{topic}", "checkin", f"{own.checkin.id}.{letter}")
        for letter, topic in _BY_LETTER.items()
    ]
    concern = [Button("checkin.button.concern", "concern"), _MENU]
    return [changes[:2], changes[2:], concern] if own.is_open else [concern]


def _tap(own: OwnCheckIn, topic: Topic, value: int) -> Button:
    arg = f"{own.checkin.id}.{_LETTERS[topic]}{value}"
    return Button("checkin.button.value", "checkin", arg, {"value": value})


def _compared(visit: Visit, own: OwnCheckIn) -> Markup:
    if own.lines is None:
        return visit.say("checkin.not_compared")
    return visit.office.words.joined(*(_line(visit, one) for one in own.lines))


def _line(visit: Visit, line: Line) -> Markup:
    return visit.say(f"checkin.line.{_variant(line)}", **_shown(visit, line.facts))


def _variant(line: Line) -> str:
    facts = line.facts
    if line.code is LineCode.PLACE:
        return "place.as_told" if _is_as_told(facts) else "place.other"
    if line.code is LineCode.STAFF:
        return "staff" if facts["need_now"] is not None else "staff.need_unknown"
    needed = _TODAY.get(line.code)
    return f"{line.code}.unknown" if needed and facts[needed] is None else str(line.code)


def _is_as_told(facts: Facts) -> bool:
    told, now = (facts["position"], facts["unit"]), (facts["position_now"], facts["unit_now"])
    return [str(one).casefold() for one in told] == [str(one).casefold() for one in now]


def _shown(visit: Visit, facts: Facts) -> dict[str, Value]:
    return worded_facts(visit.office.words, visit.language, facts)


ROUTES = (Route(answer=show_checkin, who="linked", commands=("checkin",), action="checkin"),)
