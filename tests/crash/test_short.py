"""The short form: every promise, with twenty kills a database. `make crash` does it at full length."""

from collections.abc import Iterator

import pytest

from bot.postman import capacity
from tests.crash import (
    broadcast,
    durability,
    frozen,
    full_disk,
    points,
    poison,
    recovery,
    restarts,
    storm,
    terms,
    updates,
)
from tests.crash.figures import WORKERS
from tests.crash.planted import seen
from tests.crash.report import Report
from tests.databases import Databases

pytestmark = pytest.mark.slow
KINDS = pytest.mark.parametrize("kind", sorted(WORKERS))
SEED = 20_261_124


def holds(report: Report) -> None:
    assert report.broken == [], f"seed {SEED}: {report.figures}"


def fresh(databases: Databases, kind: str) -> str:
    return databases.sqlite() if kind == "sqlite" else databases.postgresql()


@pytest.fixture(scope="module")
def durable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A server that waits for its disk, and that a test may tear down without harm to the others'."""
    own = Databases(tmp_path_factory.mktemp("durable"))
    yield own
    own.close()


@KINDS
def test_a_broadcast_loses_nothing_to_kills_and_lists_what_it_repeats(
    databases: Databases, kind: str
) -> None:
    holds(broadcast.run(fresh(databases, kind), WORKERS[kind], kills=10, recipients=150, seed=SEED))


@KINDS
def test_an_update_takes_effect_once_however_often_it_comes(databases: Databases, kind: str) -> None:
    url, workers = fresh(databases, kind), WORKERS[kind]
    holds(updates.run(url, workers, updates=300, kills=10, seed=SEED, way="pushed"))


def test_what_a_killed_poller_has_not_kept_comes_again(databases: Databases) -> None:
    holds(updates.run(databases.sqlite(), 1, updates=200, kills=5, seed=SEED, way="intake"))


def test_cut_replies_repeat_once_at_most_and_floods_are_waited_out(databases: Databases) -> None:
    held_up = capacity(100.0)
    holds(storm.run(databases.postgresql(), 3, recipients=150, seed=SEED, rate=100.0, held_up=held_up))


@KINDS
def test_a_death_at_any_step_of_a_flow_leaves_nothing_half_done(databases: Databases, kind: str) -> None:
    holds(points.run(databases, kind, every=29 if kind == "sqlite" else 199, seed=SEED))


def test_a_worker_that_slept_beyond_its_leases_does_no_harm(databases: Databases) -> None:
    holds(frozen.run(databases.postgresql(), 3, rounds=1, seed=SEED))


def test_a_post_has_one_holder_a_term_and_is_taken_over(databases: Databases) -> None:
    holds(terms.run(databases.postgresql(), rounds=2, seed=SEED))


def test_workers_outlive_a_database_server_that_crashes(durable: Databases) -> None:
    holds(restarts.run(durable, rounds=1, seed=SEED))


def test_a_full_disk_costs_nothing_that_was_accepted(databases: Databases) -> None:
    holds(full_disk.run(databases.sqlite(), rounds=4, seed=SEED))


@KINDS
def test_an_update_that_kills_is_set_aside_alone(databases: Databases, kind: str) -> None:
    holds(poison.run(fresh(databases, kind), WORKERS[kind], updates=60, seed=SEED, gone_after=1.0))


def test_a_killed_worker_sends_again_soon_and_a_stopped_one_leaves_nothing_open(
    databases: Databases,
) -> None:
    holds(recovery.run(databases.sqlite(), waiting=20_000, rounds=1, seed=SEED))


@KINDS
def test_every_connection_is_durable(durable: Databases, kind: str) -> None:
    holds(durability.run(fresh(durable, kind), WORKERS[kind], seed=SEED))


@pytest.mark.parametrize("bug", ["claim_as_sent", "acknowledge_first", "no_unique_key", "settle_unfenced"])
def test_a_planted_fault_is_seen(databases: Databases, bug: str) -> None:
    holds(seen(databases, SEED, bug))
