"""The poller's and the clock's post: never two valid terms, and never empty for long."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TypeVar

import pytest

from bot.posts import Duty, Post
from domain.leases import HELD_FOR, Lease
from domain.work import StoreAway
from handlers.office import Office
from tests.virtual_time import this_loop, virtually

T = TypeVar("T")


@pytest.fixture(autouse=True)
def _database_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database lives in the loop's time."""
    monkeypatch.setattr("storage.leases.database_now", lambda _connection: moment(this_loop().time()))


def moment(seconds: float) -> datetime:
    return datetime(2026, 11, 24, tzinfo=UTC) + timedelta(seconds=seconds)


@dataclass
class Watch:
    """Who was at the post from when until when, as each of them believed."""

    times: list[tuple[str, int, float, float]] = field(default_factory=list)

    def duty_of(self, name: str) -> Duty:
        async def duty(over: asyncio.Event, lease: Lease) -> None:
            began = this_loop().time()
            await over.wait()
            self.times.append((name, lease.term, began, this_loop().time()))

        return duty

    @property
    def names(self) -> list[str]:
        return [name for name, *_ in self.times]

    def overlaps(self) -> bool:
        ordered = sorted(self.times, key=lambda one: one[2])
        return any(one[3] > other[2] for one, other in pairwise(ordered))


def post(name: str, office: Office, watch: Watch) -> Post:
    return Post("poller", office, owner=name, duty=watch.duty_of(name))


async def serve_for(seconds: float, *posts: Post) -> None:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for one in posts:
            group.create_task(one.run(stop))
        await asyncio.sleep(seconds)
        stop.set()


def test_of_two_who_want_it_one_is_at_the_post(office: Office) -> None:
    watch = Watch()

    virtually(serve_for(300, post("a", office, watch), post("b", office, watch)))

    assert watch.names == ["a"]
    assert watch.times[0][3] == 300


def test_a_post_let_go_in_good_order_is_taken_within_seconds(office: Office) -> None:
    watch = Watch()

    async def play() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(serve_for(20, post("a", office, watch)))
            group.create_task(serve_for(60, post("b", office, watch)))

    virtually(play())

    assert watch.names == ["a", "b"]
    assert not watch.overlaps()
    assert watch.times[1][2] - watch.times[0][3] <= 3


@pytest.mark.parametrize("dies_at", [0.1, 4.9, 5.1, 7.0, 9.9, 23.4])
def test_a_holder_that_dies_is_followed_within_20_seconds(office: Office, dies_at: float) -> None:
    watch, other = Watch(), Watch()

    async def play() -> None:
        async with asyncio.TaskGroup() as group:
            dying = group.create_task(post("a", office, watch).run(asyncio.Event()))
            group.create_task(serve_for(90, post("b", office, other)))
            await asyncio.sleep(dies_at)
            dying.cancel()

    virtually(play())

    assert other.names == ["b"]
    assert other.times[0][2] - dies_at < 20


def hindered(office: Office, hindrance: Callable[[], Awaitable[None]]) -> Office:
    async def run(call: Callable[[], T]) -> T:
        await hindrance()
        return call()

    return replace(office, run=run)


def test_a_holder_cut_off_from_the_database_lets_go_before_another_can_have_it(office: Office) -> None:
    watch, cut_off = Watch(), False

    async def refuse() -> None:
        if cut_off:
            raise StoreAway("partition")

    async def play() -> None:
        nonlocal cut_off
        async with asyncio.TaskGroup() as group:
            group.create_task(serve_for(90, post("a", hindered(office, refuse), watch)))
            await asyncio.sleep(12)
            group.create_task(serve_for(78, post("b", office, watch)))
            cut_off = True

    virtually(play())

    assert watch.names == ["a", "b"]
    assert not watch.overlaps()


def test_a_database_that_never_answers_does_not_keep_the_holder_at_the_post(office: Office) -> None:
    watch, hangs = Watch(), False

    async def hang() -> None:
        if hangs:
            await asyncio.sleep(45)

    async def play() -> None:
        nonlocal hangs
        async with asyncio.TaskGroup() as group:
            group.create_task(serve_for(90, post("a", hindered(office, hang), watch)))
            await asyncio.sleep(12)
            group.create_task(serve_for(78, post("b", office, watch)))
            hangs = True

    virtually(play())

    assert watch.names[:2] == ["a", "b"]
    assert watch.times[0][3] < watch.times[1][2]


def test_a_holder_that_was_stopped_beyond_its_lease_finds_its_duty_over_when_it_goes_on(
    office: Office,
) -> None:
    """Nothing can be done while it stands still: what counts is that it takes up nothing afterwards."""
    watch = Watch()

    async def play() -> tuple[float, Lease | None]:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(post("a", office, watch).run(stop))
            await asyncio.sleep(1)
            this_loop().stand_still(HELD_FOR.total_seconds() + 5)
            with office.store.aside() as work:
                taken = work.leases.acquire("poller", holder="b")
                work.commit()
            went_on = this_loop().time()
            await asyncio.sleep(2)
            stop.set()
        return went_on, taken

    went_on, taken = virtually(play())

    ((name, term, _began, ended),) = watch.times
    assert (name, ended) == ("a", went_on)
    assert taken is not None
    assert taken.term > term
