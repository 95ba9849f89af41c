"""An announcement as HR makes one, for tests."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.actors import Actor
from domain.announcements.publishing import Published, PublishingDesk
from domain.announcements.wording import Draft, Wording
from storage.store import SqlStore
from tests.people import HASAN, RINA, Kemuning

ZONE = ZoneInfo("Asia/Jakarta")
MONTH = timedelta(days=30)
INDONESIAN = Wording(title="Jadwal pelantikan", body="Pelantikan hari Senin, pukul 08.00.")
ENGLISH = Wording(title="Inauguration", body="The inauguration is on Monday at 8 am.")
BOTH = Draft(indonesian=INDONESIAN, english=ENGLISH)


def titled(title: str) -> Draft:
    return Draft(indonesian=Wording(title=title, body=f"Isi {title}."), english=None)


def announce(
    store: SqlStore,
    region: Kemuning,
    now: datetime,
    *,
    draft: Draft = BOTH,
    valid_for: timedelta = MONTH,
) -> Published:
    """Rina writes, Hasan approves."""
    return PublishingDesk(store, zone=ZONE).publish(
        draft,
        expires_at=now + valid_for,
        by=Actor(region.id_of(RINA)),
        second=Actor(region.id_of(HASAN), at_terminal=True),
        now=now,
    )
