"""How long officers wait for each of their screens, beside PTB's bot that answers with one text.

Through the real process: inbox, dispatch, desk, words, answer. Twenty updates a second are more than any
office presses together on its busiest day.
"""

import statistics
from functools import partial
from pathlib import Path

from bot.house import House
from bot.wall_clock import wall_now
from domain.actors import Actor
from domain.dossiers.records import Wanted
from domain.linking.records import IDLE_FOR
from domain.proposals import Status
from tests.benchmarks.both_sides import Side, strict_telegram, worker
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.machine import Others, others, undisturbed
from tests.benchmarks.officer_cases import number_of
from tests.benchmarks.officer_region import OFFICERS
from tests.benchmarks.screens import bare_bot

TIMES, QUIET_MS = 4.0, 200.0
_SECONDS, _EVERY = 2.0, 0.05
_UNIT = 7


def screens(house: House, drafts: int) -> dict[str, str]:
    """What is pressed or typed, by what it shows."""
    with house.store.read() as work:
        one = work.dossiers.page(Wanted(wave_id=1, status=Status.DECREE), limit=1, offset=0)[0][0]
        silent = work.deliveries.unreached(frozenset({_UNIT}), seen_after=wall_now() - IDLE_FOR, limit=1)[0]
        gap = work.knowledge.gaps(1)[0].id
        leaves = work.proposals.of_wave(1)[0].person_id
        unit = work.people.get(leaves).unit_id
    return {
        "menu": "/petugas",
        "roles": "/wewenang",
        "imports": "/impor",
        "imports before": "v1:im_past:1",
        "waves": "/gelombang",
        "a wave": "v1:wv_one:1",
        "a wave's filters": "v1:pr_filter:1",
        "a wave's units": "v1:pr_units:1.1.to",
        **{
            f"proposals, {one}": f"v1:pr_list:{one}"
            for one in ("1.1.all", "1.60.all", "1.1.decree", "1.1.untold", "1.1.objecting", f"1.1.from{unit}")
        },
        "proposals with findings": f"v1:pr_list:{drafts}.1.found",
        "proposals of who left": f"v1:pr_list:{drafts}.1.left",
        "proposals by a name": "/usulan 000123",
        "a proposal": f"v1:pr_one:{one.proposal_id}",
        "plans": "/rencana",
        "vacancies": "/formasi",
        "vacancies, units": "v1:va_units:1",
        "vacancies of a unit": f"v1:va_unit:{_UNIT}",
        "who leaves a unit": f"v1:va_leave:{_UNIT}.1",
        "whose tenure is due": "v1:va_due:1",
        "cases": "/tiket",
        "my cases": "v1:ti:mine",
        "cases by desk": "v1:ti_by",
        "a case": f"v1:ti_case:{number_of(100)}",
        "lanes": "v1:ti_lane",
        "replies kept ready": "v1:ti_canned",
        "library": "/pustaka",
        "library: what waits": "v1:kb_gaps:1",
        "library: one of them": f"v1:kb_gap:{gap}",
        "library: what helped": "v1:kb_rated:1",
        "desk": "/meja",
        "the region": "v1:st_region",
        "clocks": "v1:st_clocks",
        "wishes": "v1:st_wishes",
        "standing of a wave": "v1:st_wave:1",
        "its units": "v1:st_units:1",
        "one of its units": f"v1:st_unit:1.{unit}",
        "its load": "v1:st_loads:1",
        "reports": "/laporan",
        "liaison": "/penghubung",
        "liaison: a unit": f"v1:li_unit:{_UNIT}.1",
        "liaison: somebody": f"v1:li_one:{silent.person_id}",
        "what is heard of a wave": "v1:rp_heard:1",
        "trail": "/audit",
        "trail, a page": "v1:ad_list",
        "what left": "v1:ad_out",
    }


def waits(house: House, folder: Path, name: str, drafts: int) -> list[Figure]:
    """p95 of each screen in multiples of the bare bot's, in one run."""
    return undisturbed(partial(_measured, house, folder, name, screens(house, drafts)))


def _measured(house: House, folder: Path, name: str, asked: dict[str, str]) -> tuple[list[Figure], Others]:
    print(f"\nOfficers' screens at {1 / _EVERY:.0f} updates/s, {name}, p50 / p95 in ms")
    with others() as around, strict_telegram(30, (0, 0)) as side:
        with bare_bot(side.root):
            bare = _waits(side, "/start")
        with worker(house.store, side.root, folder, rate=30):
            for text in asked.values():  # the first finds everything cold, and the vacancies unreckoned
                side.asked(0.05, _EVERY, people=1, text=text)
            _prove(house)
            waited = {screen: _waits(side, text) for screen, text in asked.items()}
    _say("bare PTB", bare, bare)
    for screen, one in waited.items():
        _say(screen, one, bare)
    print(f"  (others used {around.cores:.2f} cores)", flush=True)
    slowest = max(waited, key=lambda screen: _p95(waited[screen]))
    slow = sum(_p95(one) > TIMES * _p95(bare) for one in waited.values())
    return [
        at_most(
            f"officers' slowest screen, {name} ({slowest}): x bare PTB",
            _p95(waited[slowest]) / _p95(bare),
            TIMES,
        ),
        at_most(f"officers' slowest screen, {name}, p95", _p95(waited[slowest]) * 1_000, QUIET_MS, "ms"),
        at_most(f"officers' screens above 4 x bare PTB, {name}, of {len(waited)}", slow, 0, ""),
    ], around


def _prove(house: House) -> None:
    """Every officer has just proven their second factor."""
    with house.store.write() as work:
        for officer in range(1, OFFICERS + 1):
            work.second_factors.end(Actor(officer).person_id or 0)
            work.second_factors.begin(officer, account_id=officer, now=wall_now())
        work.commit()


def _waits(side: Side, text: str) -> list[float]:
    return side.asked(_SECONDS, _EVERY, people=OFFICERS, text=text)


def _p95(waited: list[float]) -> float:
    return statistics.quantiles(waited, n=20)[-1]


def _say(name: str, waited: list[float], bare: list[float]) -> None:
    half, most = statistics.median(waited) * 1_000, _p95(waited) * 1_000
    print(f"  {name:28}{half:10.1f}{most:10.1f}{_p95(waited) / _p95(bare):8.2f} x", flush=True)
