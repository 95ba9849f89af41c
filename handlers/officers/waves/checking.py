"""Running the check of a wave with its progress, and the list of what could rightly be complained of."""

from domain.actors import Role
from domain.dossiers.desk import Found
from domain.plans.runs import PlannerStopped
from domain.refusals import ChangedMeanwhile
from handlers.buttons import Button
from handlers.explained import finding_words, in_words
from handlers.officers.plans.running import staged
from handlers.officers.progress import watched
from handlers.officers.waves.places import READERS, number_in, parts, turns, wave_button
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import short
from locales.words import Markup


async def check(visit: Visit) -> None:
    """The planner's own process checks; its stages are shown as they pass."""
    wave_id = number_in(parts(visit, 1)[0])
    by = visit.actor
    wave = await visit.call(visit.office.dossiers.checkable, wave_id, by=by)
    found = Button("waves.button.found", "wv_found", f"{wave_id}.1")
    async with watched(visit, "waves.checking", wave=wave.name) as shown:
        try:
            unanswered = await shown.run(
                lambda tell: visit.office.planner.check(wave_id, progress=staged(visit, tell))
            )
        except PlannerStopped:
            await shown.end("waves.check_failed", buttons=[[wave_button(wave_id)]])
            return
        except ChangedMeanwhile:
            await shown.end("waves.check_overtaken", buttons=[[wave_button(wave_id)]])
            return
        key = "waves.checked.open" if unanswered else "waves.checked.clear"
        buttons = [[found, wave_button(wave_id)]] if unanswered else [[wave_button(wave_id)]]
        await shown.end(key, buttons=buttons, wave=wave.name, count=unanswered)


async def show_found(visit: Visit) -> None:
    """`<wave>.<page>`: each finding with whose it is, what was answered, and the way to its proposal."""
    wave, page = parts(visit, 2)
    wave_id = number_in(wave)
    found = await visit.call(
        visit.office.dossiers.found, wave_id, max(number_in(page), 1), by=visit.actor, now=visit.now
    )
    if not found.lines:
        await visit.edit("waves.found.none", buttons=[[wave_button(wave_id)]], protect=True, wave=found.wave)
        return
    owners = {one.finding.proposal_id: one.name for one in found.lines}
    opened = [
        [Button("waves.button.named", "pr_one", str(number), {"name": short(name)})]
        for number, name in owners.items()
    ]
    await visit.edit(
        "waves.found",
        buttons=[
            *opened,
            *turns("wv_found", f"{wave_id}.", found.number, found.pages),
            [wave_button(wave_id)],
        ],
        protect=True,
        wave=found.wave,
        count=found.count,
        page=found.number,
        pages=found.pages,
        listed=visit.office.words.joined(*(_line(visit, one) for one in found.lines), by="\n\n"),
    )


def _line(visit: Visit, one: Found) -> Markup:
    finding = one.finding
    words = in_words(finding_words(finding.finding), visit.office.words, visit.language, visit.say)
    state = (
        visit.say("waves.found.open")
        if finding.answer is None
        else visit.say("waves.found.answered", said=finding.answer)
    )
    return visit.say(
        "waves.found.line", number=finding.proposal_id, name=one.name, finding=words, state=state
    )


ROUTES: tuple[Route, ...] = (
    Route(answer=check, who=Role.PLANNER, action="wv_check"),
    Route(answer=show_found, who=READERS, action="wv_found"),
)
