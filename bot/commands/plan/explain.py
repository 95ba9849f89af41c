"""`sapa plan explain`: why a person is proposed, why not the alternative, and what would change it."""

import click

from bot.commands.officer import person_of
from bot.commands.opening import opened
from bot.commands.plan.apart import watched
from bot.commands.plan.wording import explanation_lines
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.wave_check import check_and_keep
from domain.proposals import Proposal, Status
from domain.views.records import Purpose


@click.command("explain", help=text("commands.plan.explain.help"))
@click.argument("nip")
@viewer_option
@json_option
def command(*, nip: str, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        person = person_of(house, nip)
        note_views(house, [person.id], Purpose.REASONS, viewer=viewer)
        with house.store.read() as work:
            proposals = work.proposals.of_person(person.id)
        if not proposals:
            refuse(text("commands.plan.explain.none", name=person.full_name))
        newest: Proposal = proposals[0]
        if newest.status is Status.DRAFT:
            watched(
                lambda progress: check_and_keep(
                    house.store, newest.wave_id, zone=house.settings.zone, now=house.now(), progress=progress
                )
            )
        with house.store.read() as work:
            explained = work.planning.explanation_of(newest.id)
    if explained is None:
        refuse(text("commands.plan.explain.not_explained", name=person.full_name))
    lines = list(explanation_lines(explained))
    if as_json:
        show_json({"proposal": newest.id, "lines": lines})
        return
    say("commands.proposal.title", number=newest.id, name=person.full_name)
    say("commands.proposal.from", position=newest.origin.position, unit=newest.origin.unit)
    say("commands.proposal.to", position=newest.target.position, unit=newest.target.unit)
    for line in lines:
        console.print(line)
