"""The three zones of Indonesia. None of them has summer time."""

from enum import StrEnum
from zoneinfo import ZoneInfo


class Zone(StrEnum):
    """A region's zone by the name officials use; the value is its name in the time zone database."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.value)
