"""`sapa plan swaps`: circles of two or three who opted in, each into a place they wished for."""

from functools import partial

import click

from bot.commands.opening import opened
from bot.commands.plan.apart import with_progress
from bot.commands.plan.reading import read_region
from bot.commands.speaking import console, json_option, say, show_json, text
from domain.planning.matching.proposing import propose


@click.command("swaps", help=text("commands.plan.swaps.help"))
@json_option
def command(*, as_json: bool) -> None:
    """Among those whom the best wave leaves where they are: nobody is promised two places."""
    with opened() as house:
        given = read_region(house)
        circles = with_progress(partial(propose, given.snapshot, given.settings)).circles
        posts = {post.id: post for post in given.snapshot.posts}
        with house.store.read() as work:
            people = {
                one.person_id: work.people.get(one.person_id).full_name
                for circle in circles
                for one in circle
            }
    if as_json:
        show_json(
            [
                [
                    {"name": people[one.person_id], "to": posts[one.target_post].unit, "wish": one.wish_rank}
                    for one in circle
                ]
                for circle in circles
            ]
        )
        return
    if not circles:
        say("commands.plan.swaps.none")
    for number, circle in enumerate(circles, start=1):
        say("commands.plan.swaps.circle", number=number)
        for one in circle:
            target = posts[one.target_post]
            line = text(
                "commands.plan.swaps.line",
                name=people[one.person_id],
                position=target.name,
                unit=target.unit,
                rank=str(one.wish_rank),
            )
            console.print(f"  · {line}")
