"""`/tanya` and whatever is typed freely: an answer, a choice of answers, or the way to a human.

An answer hangs on the message that asked, as a reply: a press of its buttons brings the question back, so
that nothing of it is kept for that.
"""

from collections.abc import Mapping

from domain.knowledge.records import Confidence, Reading, Verdict
from domain.refusals import NotFound
from handlers.buttons import Button, Rows
from handlers.concerns import health
from handlers.courtesy import courtesy_in
from handlers.own_facts import own_facts
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup

_CONTACT, _MENU = Button("button.contact", "contact"), Button("button.menu", "menu")
_CARD, _LINK = Button("button.card", "card"), Button("button.link", "link")
_LABEL_AT_MOST = 64
_BY_LETTER: Mapping[str, Verdict] = {one.value[0]: one for one in Verdict}


async def invite(visit: Visit) -> None:
    """`/tanya` alone: what can be asked, and how."""
    await visit.reply("ask.prompt", buttons=[[_CONTACT, _MENU]])


async def answer_question(visit: Visit) -> None:
    """`/tanya …`, or words of one's own. What somebody tells of their health is no question to keep."""
    if await health.take_aside(visit):
        return
    question = _question_of(visit.text)
    courtesy = courtesy_in(question)
    if courtesy is not None:
        await visit.reply(f"topic.{courtesy}", buttons=[[*_doors(visit), _MENU]])
        return
    found = await visit.office.run(lambda: visit.office.knowledge.ask(question, now=visit.now))
    if found.confidence is Confidence.ANSWER:
        await _show(visit, await _read(visit, found.ids[0]))
    elif found.confidence is Confidence.OFFER:
        await _offer(visit, [await _read(visit, one) for one in found.ids])
    else:
        await visit.reply(
            "ask.unknown", buttons=[[*_doors(visit), _CONTACT], [_MENU]], quoting=True, text=question
        )


async def show_choice(visit: Visit) -> None:
    """One of the answers that were offered."""
    await _show(visit, await _read(visit, _arg(visit)))


async def take_none(visit: Visit) -> None:
    """Nothing that was offered was meant."""
    question = _question_of(visit.asked)
    if question:
        desk = visit.office.knowledge
        await visit.office.run(lambda: desk.none_of_these(question, now=visit.now))
    await visit.edit("ask.none", buttons=[[_CONTACT, _MENU]])


async def rate(visit: Visit) -> None:
    """Whether it helped; where it did not, first why."""
    letter, _, entry_id = _arg(visit).partition(".")
    verdict = _BY_LETTER.get(letter)
    if verdict is None:
        await visit.edit("ask.why_not", buttons=_reasons(entry_id))
        return
    question, desk = _question_of(visit.asked), visit.office.knowledge
    await visit.office.run(lambda: desk.rate(entry_id, verdict, question=question, now=visit.now))
    key = "ask.helped" if verdict is Verdict.HELPED else "ask.noted"
    await visit.edit(key, buttons=[[_CONTACT, _MENU]])


async def _show(visit: Visit, reading: Reading) -> None:
    facts, body = await own_facts(visit, reading.id), reading_words(visit, reading)
    told = visit.office.words.joined(facts, body, by="\n\n")
    rows = [
        [
            Button("ask.button.helped", "rate", _rated("h", reading.id)),
            Button("ask.button.not_helped", "rate", _rated("-", reading.id)),
        ],
        [*_doors(visit), _CONTACT],
    ]
    if visit.query is None:
        await visit.reply("ask.shown", buttons=rows, protect=bool(facts), quoting=True, told=told)
    else:
        await visit.edit("ask.shown", buttons=rows, protect=bool(facts), told=told)


def reading_words(visit: Visit, reading: Reading) -> Markup:
    """An entry in the person's language, with its source and day."""
    return visit.say(
        "ask.answer",
        question=question_in(visit, reading, visit.language),
        answer=_answer(visit, reading),
        source=source_in(visit, reading, visit.language),
        dated=reading.cited.dated_on,
        version=reading.cited.version,
    )


async def _offer(visit: Visit, readings: list[Reading]) -> None:
    choices = [
        [Button("ask.choice", "answer", one.id, {"question": label_of(visit, one)})] for one in readings
    ]
    rows = [*choices, [Button("ask.button.none", "ask_none"), _CONTACT]]
    await visit.reply("ask.offer", buttons=rows, quoting=True)


async def _read(visit: Visit, entry_id: str) -> Reading:
    return await visit.call(visit.office.knowledge.read, entry_id)


def label_of(visit: Visit, reading: Reading) -> str:
    """An entry's question as it fits on a button."""
    question = question_in(visit, reading, visit.language)
    return question if len(question) <= _LABEL_AT_MOST else f"{question[: _LABEL_AT_MOST - 1]}…"


def question_in(visit: Visit, reading: Reading, language: str) -> str:
    """What it answers, in a language."""
    if reading.written is None:
        return visit.office.words.plain(language, f"knowledge.question.{reading.id}")
    said = reading.written.question
    return said.english if language == "en" else said.indonesian


def answer_in(visit: Visit, reading: Reading, language: str) -> str:
    """What it says to nobody in particular, in a language; shipped answers are plain text."""
    if reading.written is None:
        return _shipped(visit, f"knowledge.answer.{reading.id}", language)
    said = reading.written.answer
    return said.english if language == "en" else said.indonesian


def source_in(visit: Visit, reading: Reading, language: str) -> str:
    """On what it rests, in a language."""
    if reading.written is None:
        return _shipped(visit, f"knowledge.source.{reading.cited.source}", language)
    return reading.cited.source


def _shipped(visit: Visit, key: str, language: str) -> str:
    """Shipped words with the region's facts."""
    words = visit.office.words
    you = words.plain(language, "people.address.unknown")
    return words.plain(language, key, **{**visit.office.facts, "you": you})


def _answer(visit: Visit, reading: Reading) -> str | Markup:
    if reading.written is None:
        return visit.say(f"knowledge.answer.{reading.id}")
    return answer_in(visit, reading, visit.language)


def _reasons(entry_id: str) -> Rows:
    reasons = [
        Button(f"ask.why.{verdict}", "rate", _rated(letter, entry_id))
        for letter, verdict in _BY_LETTER.items()
        if verdict is not Verdict.HELPED
    ]
    return [reasons[:2], reasons[2:], [_CONTACT, _MENU]]


def _rated(letter: str, entry_id: str) -> str:
    """What a button of rating carries: the verdict's letter, or another while no reason is given yet."""
    return f"{letter}.{entry_id}"


def _doors(visit: Visit) -> list[Button]:
    """A stranger is offered to link instead of what is closed to them."""
    return [_LINK if visit.person is None else _CARD]


def _question_of(text: str) -> str:
    """What was asked, the command before it left out."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if first.startswith("/") else text.strip()


def _arg(visit: Visit) -> str:
    if visit.pressed is None or not visit.pressed.arg:
        raise NotFound(subject="")
    return visit.pressed.arg


ROUTES: tuple[Route, ...] = (
    Route(answer=answer_question, who="anyone", commands=("tanya", "ask"), payload=True),
    Route(answer=invite, who="anyone", commands=("tanya", "ask"), action="ask", menu="command.ask"),
    Route(answer=show_choice, who="anyone", action="answer"),
    Route(answer=take_none, who="anyone", action="ask_none"),
    Route(answer=rate, who="anyone", action="rate"),
)
