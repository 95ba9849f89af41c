"""`sapa plan swaps`: circles of two or three who opted in, each into a place they wished for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import click

from bot.commands.opening import opened
from bot.commands.plan.apart import with_progress
from bot.commands.plan.reading import read_region
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.house import House
from domain.actors import OPERATOR
from domain.planning.matching.moves import ProposedMove
from domain.planning.matching.proposing import propose
from domain.planning.snapshot import Post
from domain.preferences.records import Choice
from domain.preferences.swap_desk import Offered, SwapDesk
from domain.preferences.swap_records import Turn
from domain.views.records import Purpose

Circles = Sequence[Sequence[ProposedMove]]
Posts = Mapping[int, Post]


@click.command("swaps", help=text("commands.plan.swaps.help"))
@click.option("--offer", "is_offered", is_flag=True, help=text("commands.plan.swaps.option.offer"))
@viewer_option
@json_option
def command(*, is_offered: bool, viewer: str | None, as_json: bool) -> None:
    """Among those whom the best wave leaves where they are: nobody is promised two places."""
    with opened() as house:
        given = read_region(house)
        circles = with_progress(partial(propose, given.snapshot, given.settings)).circles
        posts = {post.id: post for post in given.snapshot.posts}
        people = _names(house, circles)
        note_views(house, people, Purpose.SWAPS, viewer=viewer)
        offered = _offer(house, circles, posts) if is_offered else None
    if as_json:
        shown = [_as_json(circle, posts, people) for circle in circles]
        if offered is None:
            show_json(shown)
        else:
            show_json({"circles": shown, "offered": offered.offered, "left_out": offered.left_out})
        return
    if not circles:
        say("commands.plan.swaps.none")
    for number, circle in enumerate(circles, start=1):
        say("commands.plan.swaps.circle", number=number)
        for line in _lines(circle, posts, people):
            console.print(f"  · {line}")
    if offered is not None:
        say("commands.plan.swaps.offered", offered=offered.offered, left_out=offered.left_out)


def _names(house: House, circles: Circles) -> dict[int, str]:
    with house.store.read() as work:
        return {
            one.person_id: work.people.get(one.person_id).full_name for circle in circles for one in circle
        }


def _offer(house: House, circles: Circles, posts: Posts) -> Offered:
    turns = [
        [
            Turn(
                person_id=one.person_id,
                origin=_place(posts[one.origin_post]),
                target=_place(posts[one.target_post]),
            )
            for one in circle
        ]
        for circle in circles
    ]
    return SwapDesk(house.store, zone=house.settings.zone).offer(turns, by=OPERATOR, now=house.now())


def _place(post: Post) -> Choice:
    return Choice(unit_id=post.unit_id, unit=post.unit, position=post.name)


def _as_json(
    circle: Sequence[ProposedMove], posts: Posts, people: Mapping[int, str]
) -> list[dict[str, object]]:
    return [
        {"name": people[one.person_id], "to": posts[one.target_post].unit, "wish": one.wish_rank}
        for one in circle
    ]


def _lines(circle: Iterable[ProposedMove], posts: Posts, people: Mapping[int, str]) -> Iterable[str]:
    for one in circle:
        target = posts[one.target_post]
        yield text(
            "commands.plan.swaps.line",
            name=people[one.person_id],
            position=target.name,
            unit=target.unit,
            rank=str(one.wish_rank),
        )
