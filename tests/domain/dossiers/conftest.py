"""A region whose wave holds two drafts, Andi's and Budi's, beside Siti's proposal that was shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from domain.actors import Actor
from domain.proposals import Status
from storage.store import SqlStore
from tests.people import ANDI, BUDI, HASAN, RINA, Kemuning, kemuning


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`andi`, `budi`: their drafts, in a checked wave of their own. `siti`: shown in the first wave."""

    region: Kemuning
    wave: int
    siti: int
    andi: int
    budi: int
    rina: Actor
    hasan: Actor


def desk_of(store: SqlStore, now: datetime) -> Desk:
    made = kemuning(store, now - timedelta(minutes=1))
    builder = made.region
    wave = builder.wave("Gelombang II Tahun 2026")
    units = (made.selensen, made.kemuning)
    builder.post(made.kemuning, "Perawat Mahir", job_class=7)
    andi, budi = (
        builder.proposal(made.id_of(who), wave, units, stages=[(Status.DRAFT, now)]) for who in (ANDI, BUDI)
    )
    builder.checked(wave)
    with store.read() as work:
        (siti,) = (one.id for one in work.proposals.of_wave(made.wave))
    return Desk(
        region=made,
        wave=wave,
        siti=siti,
        andi=andi,
        budi=budi,
        rina=Actor(made.id_of(RINA)),
        hasan=Actor(made.id_of(HASAN), at_terminal=True),
    )


@pytest.fixture
def desk(store: SqlStore, now: datetime) -> Desk:
    return desk_of(store, now)
