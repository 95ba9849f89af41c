"""`sapa plan check`: each proposal of a wave held against what its owner could rightly complain of."""

import click

from bot.commands.opening import opened
from bot.commands.plan.apart import watched
from bot.commands.plan.wording import finding_line
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.commands.waves import wave_called
from bot.wave_check import check_and_keep
from domain.plans.findings import OpenFinding
from domain.views.records import Purpose


@click.command("check", help=text("commands.plan.check.help"))
@click.argument("wave")
@viewer_option
@json_option
def command(*, wave: str, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        chosen = wave_called(house, wave)
        unanswered = watched(
            lambda progress: check_and_keep(
                house.store, chosen.id, zone=house.settings.zone, now=house.now(), progress=progress
            )
        )
        with house.store.read() as work:
            found = work.planning.findings(chosen.id)
            people = {one.id: work.people.get(one.person_id) for one in work.proposals.of_wave(chosen.id)}
        shown = {people[one.proposal_id].id for one in found}
        note_views(house, sorted(shown), Purpose.WAVE_CHECK, viewer=viewer)
    if as_json:
        show_json([_json(one) for one in found])
        return
    number = None
    for one in found:
        if one.proposal_id != number:
            number = one.proposal_id
            say("commands.proposal.title", number=number, name=people[number].full_name)
        console.print(f"  · {one.finding.code}: {finding_line(one.finding)}")
        if one.answer:
            say("commands.plan.check.answered", reason=one.answer)
    if unanswered:
        say("commands.plan.check.open", count=unanswered)
    else:
        say("commands.plan.check.ready", wave=chosen.name)


def _json(one: OpenFinding) -> dict[str, object]:
    return {
        "proposal": one.proposal_id,
        "code": one.finding.code,
        "words": finding_line(one.finding),
        "facts": dict(one.finding.facts),
        "answer": one.answer,
    }
