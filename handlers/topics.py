"""What somebody may be asking about, by a few stems as people type them."""

import re
from collections.abc import Mapping

# In this order they are told. Stems with a space are phrases.
STEMS: Mapping[str, tuple[str, ...]] = {
    "income": ("tpp", "tunjangan", "gaji", "salary", "allowance"),
    "objection": (
        "keberatan", "tolak", "menolak", "banding", "gugat", "aspirasi", "objection", "appeal", "refuse",
        "tidak mau", "tdk mau", "tak mau", "gak mau", "ga mau", "nggak mau",
        "tidak setuju", "tdk setuju", "tidak bersedia", "tdk bersedia",
    ),
    "circumstances": (
        "suami", "istri", "isteri", "anak", "ortu", "orang tua", "orangtua", "keluarga", "sakit", "hamil",
        "melahirkan", "kesehatan", "husband", "wife", "child", "children", "family", "health", "pregnant",
    ),
    "distance": ("jarak", "jauh", "rumah", "ongkos", "distance", "far", "commute"),
    "decree": ("sk", "tmt", "pelantikan", "dilantik", "decree", "kapan", "kpn", "when"),
    "who": ("siapa", "sapa", "putuskan", "memutuskan", "who", "decides"),
    "why": ("kenapa", "knp", "knapa", "mengapa", "alasan", "why", "reason"),
    "transfer": (
        "mutasi", "pindah", "dipindah", "rotasi", "promosi", "demosi", "usulan", "transfer", "moved",
    ),
    "account": ("profil", "akun", "nomor", "nip", "data", "account", "profile"),
    "greeting": ("halo", "hallo", "hai", "salam", "assalam", "selamat", "pagi", "siang", "sore", "hello"),
    "thanks": ("terima", "makasih", "trims", "thanks", "thank", "tks"),
}  # fmt: skip

OFFERS: Mapping[str, tuple[str, ...]] = {
    "income": ("contact", "card"),
    "objection": ("contact", "card"),
    "circumstances": ("contact", "card"),
    "distance": ("contact", "card"),
    "decree": ("card", "contact"),
    "who": ("card", "contact"),
    "why": ("card", "contact"),
    "transfer": ("card", "contact"),
    "account": ("profile", "contact"),
    "greeting": ("card", "menu"),
    "thanks": ("menu",),
}

# What is said besides a question asks nothing, and every question is about a transfer anyhow.
_BESIDES = ("transfer", "greeting", "thanks")
_SHORT = 4  # a stem this short stands alone: "sk" is not the beginning of "skala"


def topics_of(text: str) -> list[str]:
    """The topics that a text seems to be about; empty when nothing is recognised."""
    words = re.findall(r"[a-z]+", text.lower())
    found = [topic for topic, stems in STEMS.items() if _mentions(words, stems)]
    return [topic for topic in found if topic not in _BESIDES] or found[:1]


def _mentions(words: list[str], stems: tuple[str, ...]) -> bool:
    said = f" {' '.join(words)} "
    return any(f" {stem} " in said or (len(stem) > _SHORT and f" {stem}" in said) for stem in stems)
