"""The sample region with people who consent to their preferences being kept."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.linking.accounts import AccountDesk
from domain.linking.records import Purpose
from domain.planning.snapshot import Candidate, Wish
from domain.preferences.chances import ChanceDesk
from domain.preferences.desk import PreferenceDesk
from domain.preferences.swap_desk import SwapDesk
from storage.store import SqlStore
from tests.people import Character, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A region, its desks, and the planner's view of it."""

    store: SqlStore
    now: datetime
    region: Kemuning
    wishes: PreferenceDesk
    chances: ChanceDesk
    swaps: SwapDesk

    def id_of(self, who: Character) -> int:
        return self.region.id_of(who)

    def consent(self, who: Character, *purposes: Purpose) -> None:
        for purpose in purposes or (Purpose.PREFERENCES,):
            AccountDesk(self.store).grant(who.user_id, purpose, text_version="1", now=self.now)

    def withdraw(self, who: Character, purpose: Purpose = Purpose.PREFERENCES) -> None:
        AccountDesk(self.store).withdraw(who.user_id, purpose, text_version="1", now=self.now)

    def wish(
        self, who: Character, unit_id: int, *, own_post: bool = True, at: datetime | None = None
    ) -> None:
        version = self.wishes.own(self.id_of(who), now=self.now).sheet.version
        self.wishes.add(self.id_of(who), unit_id, own_post=own_post, version=version, now=at or self.now)

    def planned(self, who: Character, *, on: date = TODAY) -> Candidate:
        """What planning knows of somebody."""
        with self.store.read() as work:
            candidates = work.planning.snapshot(as_of=on).candidates
        return next(one for one in candidates if one.person_id == self.id_of(who))

    def planned_wishes(self, who: Character, *, on: date = TODAY) -> tuple[Wish, ...]:
        return self.planned(who, on=on).wishes


def town_on(store: SqlStore, now: datetime) -> Town:
    return Town(
        store=store,
        now=now,
        region=kemuning(store, now),
        wishes=PreferenceDesk(store, zone=ZONE),
        chances=ChanceDesk(store, zone=ZONE),
        swaps=SwapDesk(store, zone=ZONE),
    )
