"""The reason that HR typed: what it claims, by the phrases of such lists, and whether the data agree."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from domain.explanations import FactValue, Reason, ReasonCode, StatedReason
from domain.organisation import name_key

# Each claim with the phrases that make it, as one finds them in lists of proposals; a text may make several.
_UNIT = r"(?:(?:di |pada )?(?:unit|opd|instansi|puskesmas|sekolah|kecamatan|dinas)(?: kerja)? )?"
_PEOPLE = r"(?:pegawai|tenaga|guru|perawat|bidan|dokter|sdm|personel)"
_PHRASES: Mapping[ReasonCode, re.Pattern[str]] = {
    ReasonCode.TARGET_NEED: re.compile(
        r"(?:pemenuhan|memenuhi|mengisi|pengisian) (?:kebutuhan|kekurangan|kekosongan|formasi|jabatan)"
        rf"|(?:kekurangan|kebutuhan) (?:{_PEOPLE}|formasi|organisasi|unit)"
        r"|(?:jabatan|formasi) (?:yang )?(?:kosong|lowong)|kekosongan (?:jabatan|formasi)"
    ),
    ReasonCode.ORIGIN_SURPLUS: re.compile(
        rf"(?:kelebihan|surplus) {_PEOPLE}|{_PEOPLE} (?:yang )?(?:berlebih|lebih)\b|pemerataan {_PEOPLE}"
    ),
    ReasonCode.TARGET_LOAD: re.compile(
        rf"beban kerja {_UNIT}(?:tujuan|baru)|(?:kelebihan|tingginya|lonjakan) beban kerja(?!.*\basal\b)"
        r"|beban kerja(?!.*\basal\b).*(?:melebihi|tinggi|berlebih|lebih besar)"
    ),
    ReasonCode.FIT: re.compile(r"kompetensi|keahlian|kesesuaian kemampuan|hasil (?:asesmen|uji)"),
    ReasonCode.EDUCATION: re.compile(r"pendidikan|ijazah|linieritas|linearitas"),
    ReasonCode.TENURE: re.compile(
        r"(?:masa (?:jabatan|kerja|tugas)|menduduki jabatan|bertugas|menjabat).*(?:lebih|melebihi|di atas|>)"
        r"|(?:terlalu|sudah|cukup) lama (?:menjabat|bertugas|menduduki)|penyegaran|rotasi (?:rutin|berkala)"
    ),
    ReasonCode.WISH: re.compile(r"(?:permintaan|permohonan|keinginan) (?:sendiri|yang bersangkutan|pegawai)"),
    ReasonCode.SPOUSE: re.compile(r"(?:mengikuti|mendampingi|ikut|dekat(?: dengan)?) (?:suami|istri|isteri)"),
    ReasonCode.TRAVEL: re.compile(
        r"dekat (?:dengan )?(?:rumah|domisili|tempat tinggal)|(?:jarak|waktu) tempuh"
    ),
}
_YEARS = re.compile(r"(\d+|\w+) (?:\(\w+\) )?tahun")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"), start=1
    )
}
_FULL = Decimal(1)
_MONTHS = 12


def claims_of(text: str) -> tuple[ReasonCode, ...]:
    """What a typed reason claims; none where its words are not known."""
    words = name_key(text)
    return tuple(code for code, phrase in _PHRASES.items() if phrase.search(words))


def check_stated(
    text: str, reasons: Iterable[Reason], *, tenure_months: int, longest_months: int, has_wishes: bool
) -> StatedReason:
    """Hold each claim against the reasons that the data give.

    Facts: each claim with true, false or None (cannot be checked), and the figures of a claimed tenure. One
    claim that is false is enough for the whole not to be borne out. `tenure_months` -1: unknown; a tenure is
    claimed against the years in the text, or against `longest_months` where it names none.
    """
    known = {reason.code: reason for reason in reasons}
    claims = claims_of(text)
    facts: dict[str, FactValue] = {}
    for claim in claims:
        facts[claim.value] = _is_true(claim, known.get(claim))
    if ReasonCode.TENURE in claims:
        claimed = _claimed_months(text, longest_months)
        facts[ReasonCode.TENURE.value] = None if tenure_months < 0 else tenure_months > claimed
        facts |= {"months": None if tenure_months < 0 else tenure_months, "claimed_months": claimed}
    if ReasonCode.WISH in claims and ReasonCode.WISH not in known and has_wishes:
        facts[ReasonCode.WISH.value] = False
    checked = [facts[claim.value] for claim in claims]
    return StatedReason(
        text=text,
        claims=claims,
        is_borne_out=False if False in checked else True if True in checked else None,
        facts=facts,
    )


def _is_true(claim: ReasonCode, reason: Reason | None) -> bool | None:
    # Nobody's home is known to the planner, so a shorter way home cannot be checked.
    if reason is None or claim is ReasonCode.TRAVEL:
        return None
    return _is_overloaded(reason) if claim is ReasonCode.TARGET_LOAD else reason.speaks_for


def _is_overloaded(reason: Reason) -> bool:
    """More work than people for it, in the post or in its whole unit; work that nobody does counts too."""
    loads = reason.facts["ej"], reason.facts["eu"]
    return loads[0] is None or any(isinstance(load, Decimal) and load > _FULL for load in loads)


def _claimed_months(text: str, longest_months: int) -> int:
    for word in _YEARS.findall(name_key(text)):
        years = int(word) if word.isdecimal() else _NUMBERS.get(word)
        if years is not None:
            return years * _MONTHS
    return longest_months
