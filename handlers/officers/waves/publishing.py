"""Maker and checker: asking for publication, seeing what each will see, approving just that."""

from collections.abc import Sequence
from dataclasses import replace

from domain.actors import Role
from domain.plans.checks import NotChecked, OpenFindings
from domain.proposals import Status
from domain.publication import (
    DIGITS_SHOWN,
    Difference,
    NothingToPublish,
    NotRequested,
    PeopleLeft,
    Preview,
    SamePerson,
)
from domain.refusals import AlreadyDone, ChangedMeanwhile, Refusal
from domain.waves import Wave
from handlers.buttons import Button
from handlers.card import card_facts
from handlers.identity import Identity
from handlers.officers.progress import watched
from handlers.officers.waves.home import show_wave
from handlers.officers.waves.places import number_in, parts, wave_button
from handlers.table import Route
from handlers.visit import Visit
from locales.words import SOURCE, Markup

_CHECKERS = frozenset({Role.PLANNER, Role.APPROVER})
_SHOWN_AT_MOST = 6
_GO, _NOTICE = "go", "notice"
# What stands in the way, each with words of its own and a way on.
_IN_THE_WAY = (NotChecked, OpenFindings, NothingToPublish, PeopleLeft, NotRequested, SamePerson, AlreadyDone)


async def ask(visit: Visit) -> None:
    """`<wave>` says what it means, `<wave>.go` asks for it."""
    wave, go = parts(visit, 2)
    wave_id = number_in(wave)
    if go != _GO:
        standing = await visit.call(visit.office.dossiers.wave, wave_id, by=visit.actor)
        yes = Button("waves.button.ask_yes", "wv_ask", f"{wave_id}.{_GO}")
        await visit.edit(
            "waves.ask",
            buttons=[[yes], [wave_button(wave_id)]],
            protect=True,
            wave=standing.wave.name,
            number=standing.statuses.get(Status.DRAFT, 0),
        )
        return
    try:
        count = await visit.office.run(
            lambda: visit.office.publication.request(wave_id, by=visit.actor, now=visit.now)
        )
    except _IN_THE_WAY as refusal:
        await _say_no(visit, wave_id, refusal)
        return
    await show_wave(visit, wave_id, visit.say("waves.asked", count=count))


async def view(visit: Visit) -> None:
    """`<wave>.<number>` is one person's card, `<wave>.<number>.notice` the message that announces it."""
    wave, number, part = parts(visit, 3)
    wave_id = number_in(wave)
    try:
        preview = await visit.call(
            visit.office.publication.preview,
            wave_id,
            max(number_in(number), 1),
            by=visit.actor,
            now=visit.now,
        )
    except _IN_THE_WAY as refusal:
        await _say_no(visit, wave_id, refusal)
        return
    theirs = _as_their_reader(visit, preview)
    is_notice = part == _NOTICE
    await visit.edit(
        "waves.preview",
        buttons=_turning(visit, preview, is_notice=is_notice),
        protect=True,
        number=preview.number,
        total=preview.count,
        name=preview.person.full_name,
        way=visit.say("waves.preview.linked" if preview.language else "waves.preview.unlinked"),
        digest=_digest(visit, preview.wave),
        shown=_notice(theirs) if is_notice else _card(theirs, preview),
    )


async def approve(visit: Visit) -> None:
    """`<wave>.<digest>` asks once more, `<wave>.<digest>.go` does it."""
    wave, seen, go = parts(visit, 3)
    wave_id = number_in(wave)
    try:
        if go == _GO:
            await _publish(visit, wave_id, seen)
        else:
            await _ask_once_more(visit, wave_id, seen)
    except ChangedMeanwhile:
        await _show_differences(visit, wave_id)
    except _IN_THE_WAY as refusal:
        await _say_no(visit, wave_id, refusal)


async def _ask_once_more(visit: Visit, wave_id: int, seen: str) -> None:
    """Whoever may not approve hears it here already; the second factor is asked for before the last press."""
    by = visit.actor
    await visit.call(visit.office.publication.ensure_approver, wave_id, by=by, now=visit.now)
    standing = await visit.call(visit.office.dossiers.wave, wave_id, by=by)
    yes = Button("waves.button.approve_yes", "wv_yes", f"{wave_id}.{seen}.{_GO}")
    await visit.edit(
        "waves.approve",
        buttons=[[yes], [Button("waves.button.preview", "wv_view", f"{wave_id}.1")]],
        protect=True,
        wave=standing.wave.name,
        number=standing.statuses.get(Status.DRAFT, 0),
        name=standing.requested_by,
        digest=_digest(visit, standing.wave),
    )


async def _publish(visit: Visit, wave_id: int, seen: str) -> None:
    """A notice to each of many people takes its time: meanwhile the screen says so."""
    by, desk = visit.actor, visit.office.publication
    await visit.call(desk.ensure_approver, wave_id, by=by, now=visit.now)
    async with watched(visit, "waves.publishing") as shown:
        try:
            count = await shown.run(lambda _tell: desk.approve(wave_id, seen=seen, by=by, now=visit.now))
        except Refusal:
            shown.is_ended = True  # what is said instead takes the place of the progress
            raise
        await shown.end("waves.approved", buttons=[[wave_button(wave_id)]], count=count)


async def _show_differences(visit: Visit, wave_id: int) -> None:
    desk = visit.office.publication
    changed = await visit.office.run(lambda: desk.differences(wave_id, by=visit.actor))
    more = len(changed) - _SHOWN_AT_MOST
    await visit.edit(
        "waves.changed",
        buttons=[[Button("waves.button.preview", "wv_view", f"{wave_id}.1"), wave_button(wave_id)]],
        protect=True,
        listed=_differences(visit, changed[:_SHOWN_AT_MOST]) or visit.say("waves.changed.anew"),
        more=visit.say("waves.changed.more", count=more) if more > 0 else Markup(),
    )


def _differences(visit: Visit, changed: Sequence[Difference]) -> Markup:
    lines = []
    for one in changed:
        said = visit.say(f"waves.difference.{one.field}")
        key = "waves.changed.line" if one.before or one.after else "waves.changed.bare"
        nothing = visit.say("transfer.unknown")
        lines.append(
            visit.say(key, name=one.name, what=said, before=one.before or nothing, after=one.after or nothing)
            if key == "waves.changed.line"
            else visit.say(key, name=one.name, what=said)
        )
    return visit.office.words.joined(*lines)


async def _say_no(visit: Visit, wave_id: int, refusal: Refusal) -> None:
    """The rule in the words of this screen, with what to do next."""
    name = refusal.key.removeprefix("refusal.")
    await visit.edit(
        f"waves.no.{name}",
        buttons=[[wave_button(wave_id)]],
        protect=True,
        **{one: value for one, value in refusal.facts.items() if one == "count"},
    )


def _as_their_reader(visit: Visit, preview: Preview) -> Visit:
    """The same words as that person will read, in their language and with their form of address."""
    return replace(
        visit, language=preview.language or SOURCE, identity=Identity(person=preview.person), late_since=None
    )


def _card(theirs: Visit, preview: Preview) -> Markup:
    card = theirs.office.transfers.card(preview.person, preview.proposal, now=theirs.now)
    return theirs.say("transfer.card.proposed", **card_facts(theirs, card))


def _notice(theirs: Visit) -> Markup:
    """The phrase and the code are each one's own: nobody else sees them, not even here."""
    hidden = "•••"
    return theirs.office.words.joined(
        theirs.say("official.notice.phrase", phrase=hidden),
        theirs.say("transfer.notice.proposed"),
        theirs.say("official.notice.code", code=hidden),
        by="\n\n",
    )


def _digest(visit: Visit, wave: Wave) -> Markup:
    if wave.request is None:
        return visit.say("waves.digest.none")
    digits = wave.request.digest[:DIGITS_SHOWN]
    grouped = " ".join(digits[start : start + 4] for start in range(0, DIGITS_SHOWN, 4))
    return visit.say("waves.digest", digest=grouped)


def _turning(visit: Visit, preview: Preview, *, is_notice: bool) -> list[list[Button]]:
    wave, number = preview.wave, preview.number
    before = Button("waves.button.before", "wv_view", f"{wave.id}.{number - 1}")
    after = Button("waves.button.after", "wv_view", f"{wave.id}.{number + 1}")
    turns = [*([before] if number > 1 else []), *([after] if number < preview.count else [])]
    part = (
        Button("waves.button.card", "wv_view", f"{wave.id}.{number}")
        if is_notice
        else Button("waves.button.notice", "wv_view", f"{wave.id}.{number}.{_NOTICE}")
    )
    may = wave.request is not None and Role.APPROVER in visit.identity.roles
    seen = wave.request.digest[:DIGITS_SHOWN] if wave.request else ""
    approve_it = [Button("waves.button.approve", "wv_yes", f"{wave.id}.{seen}")] if may else []
    return [row for row in (turns, [part], [*approve_it, wave_button(wave.id)]) if row]


ROUTES: tuple[Route, ...] = (
    Route(answer=ask, who=Role.PLANNER, action="wv_ask"),
    Route(answer=view, who=_CHECKERS, action="wv_view"),
    Route(answer=approve, who=Role.APPROVER, action="wv_yes"),
)
