"""What it is about, what is known about that already, and who shall be able to know who wrote."""

from collections.abc import Mapping

from domain.concerns.records import Mode
from domain.concerns.taxonomy import HANDLING, Concern, Intake
from domain.refusals import NotFound
from handlers.asking import reading_words
from handlers.buttons import Button, Rows
from handlers.concerns.places import CONTACT, HOME, arg_of, in_pairs, page_in, turning
from handlers.concerns.unsent import drop_unsent, holds_unsent
from handlers.own_facts import own_facts
from handlers.visit import Visit

_PAGE = 6
# The one for everything else stands on every page.
_LISTED = [one for one in Concern if one is not Concern.OTHER]
# What the knowledge base knows of it: told at once, before anybody writes and waits.
_FACTS: Mapping[Concern, str] = {
    Concern.INCOME_TPP: "tpp_change",
    Concern.CAREER: "promotion_promise",
    Concern.SKILL_FIT: "skill_gap",
    Concern.DISTANCE_TIME: "distance",
    Concern.HANDOVER: "handover",
    Concern.TIMING: "school_year",
    Concern.HOUSING: "housing",
    Concern.FAIRNESS: "unfair",
    Concern.POLITICS: "politics",
}


async def choose_concern(visit: Visit) -> None:
    """A page of kinds. Whoever is writing already goes on with that first."""
    if arg_of(visit) == "anew":
        await drop_unsent(visit)
    elif await holds_unsent(visit):
        return
    pages = -(-len(_LISTED) // _PAGE)
    page = min(page_in(arg_of(visit)), pages)
    shown = _LISTED[(page - 1) * _PAGE : page * _PAGE]
    kinds = [Button(f"concern.kind.{one}", "concern_about", one) for one in shown]
    other = Button(f"concern.kind.{Concern.OTHER}", "concern_about", Concern.OTHER)
    rows = [*in_pairs(kinds), [other, *turning("concern_new", page, pages)], [HOME]]
    await visit.edit("concern.choose", buttons=rows, protect=True)


async def show_concern(visit: Visit) -> None:
    """The fact that answers it, where there is one; else the notice and the choice of who may know."""
    concern = concern_in(arg_of(visit))
    entry = _FACTS.get(concern)
    if entry is None:
        await _show_modes(visit, concern)
        return
    reading = await visit.call(visit.office.knowledge.read, entry)
    facts = await own_facts(visit, entry)
    told = visit.office.words.joined(facts, reading_words(visit, reading), by="\n\n")
    if HANDLING[concern].intake is Intake.ELSEWHERE:
        await visit.edit("concern.elsewhere", buttons=[[CONTACT, HOME]], protect=True, told=told)
        return
    why = [Button("button.why", "why")] if concern is Concern.FAIRNESS else []
    rows = [[Button("concern.button.still", "concern_modes", concern)], [*why, CONTACT], [HOME]]
    await visit.edit("concern.fact", buttons=rows, protect=True, told=told)


async def choose_mode(visit: Visit) -> None:
    """Who wants to write all the same."""
    await _show_modes(visit, concern_in(arg_of(visit)))


def concern_in(arg: str) -> Concern:
    """Raise NotFound for what no button of ours carries."""
    try:
        return Concern(arg)
    except ValueError as fault:
        raise NotFound(subject=arg) from fault


def mode_in(arg: str) -> Mode:
    """Raise NotFound for what no button of ours carries."""
    try:
        return Mode(arg)
    except ValueError as fault:
        raise NotFound(subject=arg) from fault


async def _show_modes(visit: Visit, concern: Concern) -> None:
    handling = HANDLING[concern]
    can_seal = await visit.call(visit.office.concerns.can_seal)
    await visit.edit(
        "concern.modes" if can_seal else "concern.modes_unsealed",
        buttons=_modes(concern, can_seal=can_seal),
        protect=True,
        kind=visit.say(f"concern.kind.{concern}"),
        notice=visit.say(f"concern.notice.{handling.sensitivity}"),
        desk=visit.say(f"concern.desk.{handling.desk}"),
    )


def _modes(concern: Concern, *, can_seal: bool) -> Rows:
    # A report without return has no person to whom a one-time link could belong.
    modes = [Mode.SEALED] if can_seal else []
    modes += [Mode.CONFIDENTIAL]
    modes += [Mode.NO_RETURN] if HANDLING[concern].may_be_typed else []
    action = "concern_write" if HANDLING[concern].may_be_typed else "concern_closed"
    return [*([Button(f"concern.mode.{one}", action, f"{concern}.{one}")] for one in modes), [HOME]]
