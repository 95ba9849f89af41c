"""The civil servants (ASN) of the region, as HR's national record has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from domain.actors import Grant, Role

Sex = Literal["L", "P"]
EmployeeKind = Literal["pns", "pppk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One civil servant. `nip` is 18 digits, `phone` E.164; both are sealed at rest."""

    id: int
    siasn_id: str
    nip: str
    name: str
    title_front: str
    title_back: str
    sex: Sex | None
    phone: str | None
    kind: EmployeeKind
    legal_status: str
    grade: str
    position: str
    position_since: date | None
    education_level: str
    education: str
    location: str
    unit_id: int
    unit: str
    ended_at: datetime | None = None

    @property
    def full_name(self) -> str:
        """Name with titles, as an official letter writes it."""
        fronted = f"{self.title_front} {self.name}".strip()
        return f"{fronted}, {self.title_back}" if self.title_back else fronted

    @property
    def is_active(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """A role as it was given and, maybe, taken again; `_by` are labels of the trail."""

    grant: Grant
    granted_at: datetime
    granted_by: str
    revoked_at: datetime | None
    revoked_by: str


class People(Protocol):
    """The people kept here."""

    def get(self, person_id: int) -> Person:
        """Raise NotFound when there is no such person."""

    def several(self, person_ids: Sequence[int]) -> Mapping[int, Person]:
        """Those of the numbers that are kept, by number."""

    def by_nip(self, nip: str) -> Person | None: ...

    def by_siasn_id(self, siasn_id: str) -> Person | None: ...

    def active(self, *, unit_id: int | None = None) -> Iterable[Person]:
        """Everybody in service, ordered by unit and name; of one unit if given."""

    def grants_of(self, person_id: int) -> frozenset[Grant]:
        """What somebody holds now; whether they are still in service is asked elsewhere."""

    def roles_of(self, person_id: int) -> frozenset[Role]:
        """The roles that somebody holds anywhere: enough for a door, too little for a desk."""

    def holding(self, role: Role) -> list[Person]:
        """Who is in service and holds the role for the whole region, by name."""

    def grants(self) -> list[tuple[Person, Grant]]:
        """Everything that people in service hold, by name."""

    def grant(
        self, person_id: int, role: Role, *, unit_id: int | None = None, by: str, now: datetime
    ) -> bool:
        """Give the role, for the whole region or a unit; False when just that was held already."""

    def revoke(
        self, person_id: int, role: Role, *, unit_id: int | None = None, by: str, now: datetime
    ) -> bool:
        """Take just that grant; False when it was not held."""

    def named(self, words: Sequence[str], *, limit: int) -> list[Person]:
        """People in service whose name holds all these words, whatever their case; by name."""

    def role_lines(self, *, limit: int, offset: int) -> list[RoleLine]:
        """Every role ever given, newest first."""

    def count_role_lines(self) -> int: ...
