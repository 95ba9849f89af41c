"""The civil servant number (NIP): what its 18 digits say, and why a text is not one.

It encodes birth date and sex, can be guessed and is printed everywhere: an identifier, never a password.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.people import EmployeeKind, Sex

LENGTH = 18
YOUNGEST = 18  # years of age at appointment (PP Manajemen PNS, art. 23)
ELDEST_PNS = 35  # the usual limit; exceptions exist, so passing it is only worth a remark
PNS_SLOTS = range(1, 13)  # digits 13-14: the month of appointment …
PPPK_SLOTS = range(21, 30)  # … or, for PPPK, "2" and the count of contracts


class NipFault(StrEnum):
    """Why a text is no NIP; the value is the key of the problem."""

    LENGTH = "nip.not_18_digits"
    BIRTH = "nip.birth_date"
    APPOINTMENT = "nip.appointment"
    SEX = "nip.sex"
    SERIAL = "nip.serial"
    TOO_YOUNG = "nip.too_young"
    FUTURE = "nip.in_future"


@dataclass(frozen=True, slots=True)
class Nip:
    """A number that passed `parse_nip`. `contract` counts a PPPK's contracts; None for a PNS."""

    digits: str
    birth_on: date
    appointed: tuple[int, int | None]
    contract: int | None = None

    @property
    def kind(self) -> EmployeeKind:
        return "pns" if self.contract is None else "pppk"

    @property
    def sex(self) -> Sex:
        return "L" if self.digits[14] == "1" else "P"

    @property
    def serial(self) -> str:
        return self.digits[15:]

    @property
    def grouped(self) -> str:
        """As it is printed: birth, appointment, sex, serial."""
        d = self.digits
        return f"{d[:8]} {d[8:14]} {d[14]} {d[15:]}"

    @property
    def masked(self) -> str:
        """For a chat: nothing of birth, appointment or sex, only the serial."""
        return f"•••••••• •••••• • {self.serial}"

    @property
    def is_late_appointment(self) -> bool:
        """Tell whether a PNS was older than usual at appointment: a remark, never a refusal."""
        year, month = self.appointed
        return month is not None and _months_between(self.birth_on, year, month) > ELDEST_PNS * 12


def parse_nip(text: str, *, today: date) -> Nip | NipFault:
    """Read a NIP or NI PPPK, spaces anywhere; otherwise say the first rule that it breaks."""
    digits = text if text.isdigit() else "".join(text.split())
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return NipFault.LENGTH
    try:
        birth_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return NipFault.BIRTH
    year, slot = int(digits[8:12]), int(digits[12:14])
    if slot not in PNS_SLOTS and slot not in PPPK_SLOTS:
        return NipFault.APPOINTMENT
    if digits[14] not in "12":
        return NipFault.SEX
    if digits[15:] == "000":
        return NipFault.SERIAL
    month = slot if slot in PNS_SLOTS else None
    return _appointment_fault(birth_on, year, month, today) or Nip(
        digits, birth_on, (year, month), None if month else slot - 20
    )


def _appointment_fault(birth_on: date, year: int, month: int | None, today: date) -> NipFault | None:
    # A PPPK's number gives only the year, so the doubt goes to the person.
    if _months_between(birth_on, year, month or 12) < YOUNGEST * 12:
        return NipFault.TOO_YOUNG
    if (year, month or 1) > (today.year, today.month):
        return NipFault.FUTURE
    return None


def _months_between(start: date, year: int, month: int) -> int:
    return (year - start.year) * 12 + month - start.month
