"""A unit with a liaison in it, an officer of HR, and colleagues whom no message reaches."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.calendar_source import estimated_off_days
from domain.actors import Actor, Role
from domain.concerns.desk import ConcernDesk
from domain.liaison.desk import LiaisonDesk
from domain.liaison.recording import RecordingDesk
from storage.store import SqlStore
from storage.tables import account, person
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Character, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Budi is the liaison of Selensen, Rina an officer of HR; Siti and Hasan are not linked.

    Siti's proposal waits to be told; Hasan serves in Kemuning. Andi is linked.
    """

    region: Kemuning
    desk: LiaisonDesk
    recording: RecordingDesk
    concerns: ConcernDesk
    budi: Actor
    rina: Actor
    siti: int
    hasan: int
    andi: int


def town(store: SqlStore, now: datetime) -> Town:
    region = kemuning(store, now)
    for who in (SITI, HASAN):
        unlink(region, who, now)
    with store.write() as work:
        work.people.grant(region.id_of(BUDI), Role.LIAISON, unit_id=region.selensen, by="operator", now=now)
        work.commit()
    region.region.change(person, region.id_of(HASAN), unit_id=region.kemuning)
    for who in (BUDI, RINA):
        region.region.prove(region.id_of(who))
    concerns = ConcernDesk(store, zone=ZONE, estimate=estimated_off_days)
    return Town(
        region=region,
        desk=LiaisonDesk(store, zone=ZONE),
        recording=RecordingDesk(store, concerns, zone=ZONE),
        concerns=concerns,
        budi=Actor(region.id_of(BUDI)),
        rina=Actor(region.id_of(RINA)),
        siti=region.id_of(SITI),
        hasan=region.id_of(HASAN),
        andi=region.id_of(ANDI),
    )


def unlink(region: Kemuning, who: Character, now: datetime) -> None:
    with region.region.store.engine.begin() as connection:
        connection.execute(update(account).where(account.c.user_id == who.user_id).values(unlinked_at=now))
