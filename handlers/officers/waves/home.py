"""`/gelombang`: the waves with their standing, and one of them with everything that is counted."""

from collections.abc import Mapping
from dataclasses import asdict

from domain.acknowledgements import Acknowledgement
from domain.actors import Role
from domain.dossiers.desk import WaveLine, WaveStanding
from domain.first_word.records import TOLD, Word
from domain.proposals import Status
from domain.transfers import DECIDED
from domain.waves import Wave
from handlers.buttons import Button
from handlers.officers.waves.places import HOME, READERS, number_in, parts, status_name, turns
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import short
from locales.words import Markup

_DRAFTS = {Status.DRAFT, Status.NEED_ANALYSIS, Status.ASPIRATION}
_PROPOSED = {Status.PROPOSED, Status.COMPETENCY}
_ENDED = {Status.REJECTED, Status.CANCELLED}
_GROUPS = {"drafts": _DRAFTS, "proposed": _PROPOSED, "decided": DECIDED, "ended": _ENDED}


async def show_waves(visit: Visit) -> None:
    """Newest first, a page at a time."""
    asked = max(number_in(parts(visit, 1)[0]), 1)
    page = await visit.call(visit.office.dossiers.waves, asked, by=visit.actor)
    if not page.lines:
        await visit.edit("waves.none", buttons=[[Button("button.menu", "menu")]], protect=True)
        return
    named = [
        [Button("waves.button.named", "wv_one", str(one.wave.id), {"name": short(one.wave.name)})]
        for one in page.lines
    ]
    await visit.edit(
        "waves.list",
        buttons=[*named, *turns("wv", "", page.number, page.pages), [Button("button.menu", "menu")]],
        protect=True,
        page=page.number,
        pages=page.pages,
        listed=visit.office.words.joined(*(_line(visit, one) for one in page.lines), by="\n\n"),
    )


async def answer_wave(visit: Visit) -> None:
    """The wave that the button names."""
    await show_wave(visit, number_in(parts(visit, 1)[0]))


async def show_wave(visit: Visit, wave_id: int, note: Markup | None = None) -> None:
    """One wave. `note`: what has just been done."""
    standing = await visit.call(visit.office.dossiers.wave, wave_id, by=visit.actor)
    await visit.edit(
        "waves.one",
        buttons=_buttons(visit, standing),
        protect=True,
        note=note or Markup(),
        wave=standing.wave.name,
        state=visit.say(f"waves.state.{_state(standing.wave)}"),
        statuses=_statuses(visit, standing.statuses),
        check=_check(visit, standing),
        words=_told(visit, standing),
        calendar=calendar_lines(visit, standing.wave),
        next=_next(visit, standing),
    )


def calendar_lines(visit: Visit, wave: Wave) -> Markup:
    """The days that are set, in their order."""
    days = {name: day for name, day in asdict(wave.calendar).items() if day is not None}
    if not days:
        return visit.say("waves.calendar.none")
    return visit.office.words.joined(
        *(visit.say(f"waves.calendar.{name}", day=day) for name, day in days.items())
    )


def _line(visit: Visit, one: WaveLine) -> Markup:
    counts = {name: sum(one.statuses.get(each, 0) for each in group) for name, group in _GROUPS.items()}
    moving = sum(one.statuses.values()) - sum(counts.values())
    return visit.say(
        "waves.line",
        wave=one.wave.name,
        state=visit.say(f"waves.state.{_state(one.wave)}"),
        moving=moving,
        findings=one.open_findings,
        **counts,
    )


def _state(wave: Wave) -> str:
    if wave.published_at is not None:
        return "published"
    return "draft" if wave.request is None else "requested"


def _statuses(visit: Visit, statuses: Mapping[Status, int]) -> Markup:
    listed = [
        visit.say("waves.status", status=status_name(visit, one), number=statuses[one])
        for one in Status
        if one in statuses
    ]
    return visit.office.words.joined(*listed) or visit.say("waves.empty")


def _check(visit: Visit, standing: WaveStanding) -> Markup:
    if standing.wave.published_at is not None:
        return Markup()
    if not standing.is_checked:
        return visit.say("waves.check.stale")
    return visit.say("waves.check.done", number=standing.open_findings)


def _told(visit: Visit, standing: WaveStanding) -> Markup:
    if standing.wave.published_at is None:
        return Markup()
    marked = standing.words.get(Word.UNREACHABLE, 0)
    told = sum(count for word, count in standing.words.items() if word in TOLD)
    total = sum(standing.words.values())
    return visit.say(
        "waves.told",
        told=told,
        marked=marked,
        short=total - told - marked,
        total=total,
        **{str(one): standing.answers.get(one, 0) for one in Acknowledgement},
    )


def _next(visit: Visit, standing: WaveStanding) -> Markup:
    wave = standing.wave
    if wave.published_at is not None:
        return visit.say("waves.next.published", day=wave.published_at.astimezone(visit.office.zone).date())
    if standing.left:
        return visit.say("waves.next.left", count=standing.left)
    if wave.request is None:
        return visit.say("waves.next.draft")
    return visit.say(
        "waves.next.requested",
        name=standing.requested_by,
        day=wave.request.at.astimezone(visit.office.zone).date(),
    )


def _buttons(visit: Visit, standing: WaveStanding) -> list[list[Button]]:
    number, wave = str(standing.wave.id), standing.wave
    listed = Button("waves.button.proposals", "pr_list", f"{number}.1.all")
    files = Button("waves.button.files", "wv_files", number)
    if wave.published_at is not None:
        return [[listed, Button("waves.button.told", "wv_told", f"{number}.1")], [files, HOME]]
    is_planner = Role.PLANNER in visit.identity.roles
    check = [Button("waves.button.check", "wv_check", number)] if is_planner else []
    ask = [Button("waves.button.ask", "wv_ask", number)] if is_planner else []
    view = Button("waves.button.preview", "wv_view", f"{number}.1")
    left = [Button("waves.button.left", "pr_list", f"{number}.1.left", {"number": standing.left})]
    found = Button("waves.button.found", "wv_found", f"{number}.1")
    rows = [[listed, found], [*check, *ask], [*(left if standing.left else []), view], [HOME]]
    return [row for row in rows if row]


ROUTES: tuple[Route, ...] = (
    Route(answer=show_waves, who=READERS, commands=("gelombang", "waves"), action="wv", menu="command.waves"),
    Route(answer=answer_wave, who=READERS, action="wv_one"),
)
