"""The invented civil servants: careers that agree with their numbers, posts and ages."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from bot.trial.calendar import first_of_month, whole_months
from bot.trial.cast import SEATS, CastMember, Seat
from bot.trial.catalogue import Post, UnitPlan, kemuning
from bot.trial.staffing import Line

PPPK_SINCE_MONTHS = 60
PPPK_SHARE = 0.5  # of those appointed since
FIRST_AGES = {"SLTA": 19, "D-III": 21, "S-1": 23, "S-2": 25}  # years at appointment, by education
PPPK_GRADES = {"SLTA": "V", "D-III": "VII", "S-1": "IX"}
SERIALS = range(910, 1000)  # the cast has 901-909
PHONELESS_SHARE = 0.07
PILGRIM_AGE, PILGRIM_SHARE = 45, 0.15
POOR_SHARE = 0.06
GOOD = ("Baik", "Baik", "Baik", "Baik", "Sangat Baik", "Sangat Baik")
LEGAL_STATES = ("Aktif",) * 58 + ("Tugas Belajar", "CLTN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Servant:
    """One civil servant (ASN) as HR's files will show them. `phone` as it is written, empty for none."""

    siasn_id: str
    nip: str
    name: str
    title_front: str
    title_back: str
    phone: str
    birth_place: str
    appointed_on: date
    legal_state: str
    grade: str
    unit: UnitPlan
    post: Post
    in_post_since: date
    education: str
    graduated: int
    levels: tuple[int, ...]
    assessed_on: date
    ratings: tuple[str, str]
    discipline: str
    cast: CastMember | None = None

    @property
    def is_pppk(self) -> bool:
        return self.nip[12] == "2"

    @property
    def is_woman(self) -> bool:
        return self.nip[14] == "2"

    @property
    def born_on(self) -> date:
        return date(int(self.nip[:4]), int(self.nip[4:6]), int(self.nip[6:8]))


class Registry:
    """Hires people into the position map; no number is given twice."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._nips: set[str] = set()
        self._phones = count(1000)

    def staff(self, lines: list[Line]) -> Iterator[Servant]:
        """Fill every line with as many people as its B says, the cast first."""
        waiting = {(seat.unit, seat.post): seat for seat in SEATS}
        for line in lines:
            for _ in range(line.actual):
                seat = waiting.pop((line.unit.name, line.post.name), None)
                yield self._seated(seat, line) if seat else self._hire(line)

    def _seated(self, seat: Seat, line: Line) -> Servant:
        nip = seat.member.nip
        month = 1 if nip[12] == "2" else int(nip[12:14])
        appointed_on = date(int(nip[8:12]), month, 1)
        return Servant(
            siasn_id=self._uuid(),
            nip=nip,
            name=seat.member.name,
            title_front=seat.title_front,
            title_back=seat.title_back,
            phone=seat.phone,
            birth_place="Selensen",
            appointed_on=appointed_on,
            legal_state="Aktif",
            grade=seat.grade,
            unit=line.unit,
            post=line.post,
            in_post_since=max(appointed_on, first_of_month(self._today, -seat.months_in_post)),
            education=seat.education,
            graduated=appointed_on.year - 2,
            levels=seat.levels or line.post.levels,
            assessed_on=date(self._today.year - 1, 3, 12),
            ratings=("Baik", "Sangat Baik"),
            discipline="Tidak ada",
            cast=seat.member,
        )

    def _hire(self, line: Line) -> Servant:
        rng, post = self._rng, line.post
        born_on, appointed_on = self._career(post)
        pppk = not post.is_head and self._is_contract(appointed_on)
        sex = rng.choice("12")
        education, title_back = rng.choice(post.fields)
        service = whole_months(appointed_on, self._today)
        return Servant(
            siasn_id=self._uuid(),
            nip=self._nip(born_on, appointed_on, sex, pppk=pppk),
            name=self._name(sex),
            title_front=post.title_front or self._honour(born_on, sex),
            title_back=title_back,
            phone=self._phone(),
            birth_place=rng.choice(kemuning()["birth_places"]),
            appointed_on=appointed_on,
            legal_state="Aktif" if pppk or post.is_head else rng.choice(LEGAL_STATES),
            grade=PPPK_GRADES[post.education]
            if pppk
            else post.grades[min(service // 60, len(post.grades) - 1)],
            unit=line.unit,
            post=post,
            in_post_since=first_of_month(self._today, -rng.randint(3, min(service, 108))),
            education=education,
            graduated=appointed_on.year - rng.randint(1, 2),
            levels=tuple(self._attained(level) for level in post.levels),
            assessed_on=date(self._today.year - 1, 1, 15) + timedelta(days=rng.randrange(320)),
            ratings=(self._rating(), self._rating()),
            discipline=rng.choice(("Tidak ada",) * 49 + ("Ringan", "Sedang")),
        )

    def _is_contract(self, appointed_on: date) -> bool:
        is_recent = whole_months(appointed_on, self._today) < PPPK_SINCE_MONTHS
        return is_recent and self._rng.random() < PPPK_SHARE

    def _career(self, post: Post) -> tuple[date, date]:
        """Birth and appointment: of an age with the post, at least two years in service."""
        youngest, eldest = post.ages
        age_days = self._rng.randint(youngest * 365 + 200, eldest * 365 + 200)
        born_on = self._today - timedelta(days=age_days)
        latest = min(31 * 12, age_days // 31 - 24)
        earliest = min(FIRST_AGES[post.education] * 12, latest)
        return born_on, first_of_month(born_on, self._rng.randint(earliest, latest) + 1)

    def _nip(self, born_on: date, appointed_on: date, sex: str, *, pppk: bool) -> str:
        slot = "21" if pppk else f"{appointed_on.month:02}"
        stem = f"{born_on:%Y%m%d}{appointed_on.year}{slot}{sex}"
        nip = next(
            nip
            for serial in self._rng.sample(SERIALS, len(SERIALS))
            if (nip := f"{stem}{serial}") not in self._nips
        )
        self._nips.add(nip)
        return nip

    def _name(self, sex: str) -> str:
        names = kemuning()["names"]
        return f"{self._rng.choice(names['L' if sex == '1' else 'P'])} {self._rng.choice(names['family'])}"

    def _honour(self, born_on: date, sex: str) -> str:
        """A pilgrim's title, as many elder officials bear it."""
        is_elder = self._today.year - born_on.year > PILGRIM_AGE
        is_pilgrim = is_elder and self._rng.random() < PILGRIM_SHARE
        return ("H." if sex == "1" else "Hj.") if is_pilgrim else ""

    def _phone(self) -> str:
        number = f"{next(self._phones):04}"
        spellings = ("0899000{}", "0899000{}", "0899-000-{}", "+62899000{}", "0899 000 {}", "+62 899-000-{}")
        if self._rng.random() < PHONELESS_SHARE:
            return ""
        return self._rng.choice(spellings).format(number)

    def _attained(self, level: int) -> int:
        return min(5, max(1, level + self._rng.choice((-1, 0, 0, 0, 0, 1))))

    def _rating(self) -> str:
        return "Butuh Perbaikan" if self._rng.random() < POOR_SHARE else self._rng.choice(GOOD)

    def _uuid(self) -> str:
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4)).upper()
