"""Two people who do the same thing at the same moment, on each of the two databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from sqlalchemy import func, select

from domain.actors import Actor, Role
from domain.conversations import Conversation
from domain.proposals import Status
from domain.publication import PublicationDesk
from domain.refusals import Refusal
from storage.store import SqlStore
from storage.tables import proposal_stage
from tests.people import ANDI, BUDI, HASAN, RINA, kemuning

AT_ONCE = 8


def at_once(calls: list[Callable[[], object]]) -> list[str]:
    """Run all calls at the same moment; what each answered, by name."""
    ready = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        ready.wait()
        try:
            return type(call()).__name__
        except Refusal as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_a_wave_is_published_once_however_many_approve(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    draft = region.region.proposal(
        region.id_of(ANDI), region.wave, (region.selensen, region.kemuning), stages=[(Status.DRAFT, now)]
    )
    with store.write() as work:
        work.people.grant(region.id_of(BUDI), Role.APPROVER, by="operator", now=now)
        work.commit()
    region.region.checked(region.wave)
    desk = PublicationDesk(store)
    desk.request(region.wave, by=Actor(region.id_of(RINA)), now=now)
    officers = [Actor(region.id_of(one), at_terminal=True) for one in (HASAN, BUDI)] * (AT_ONCE // 2)

    answers = at_once([lambda one=one: desk.approve(region.wave, by=one, now=now) for one in officers])  # type: ignore[misc] # mypy knows no default in a lambda

    assert answers.count("int") == 1
    shown = select(func.count()).where(
        proposal_stage.c.proposal_id == draft, proposal_stage.c.status == Status.PROPOSED
    )
    with store.engine.connect() as connection:
        assert connection.scalar(shown) == 1


def test_only_the_first_publication_of_a_wave_counts(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    counts = []
    for one in (HASAN, BUDI):
        with store.write() as work:
            counts.append(work.waves.publish(region.wave, by=region.id_of(one), now=now))
            work.commit()

    assert counts == [True, False]


def test_two_first_words_at_once_open_one_conversation(store: SqlStore, now: datetime) -> None:
    flow = Conversation(user_id=7, flow="linking", step="notice", expires_at=now + timedelta(hours=1))

    def open_one() -> None:
        with store.write() as work:
            work.conversations.save(flow, now=now)
            work.commit()

    assert at_once([open_one] * AT_ONCE) == ["NoneType"] * AT_ONCE
