"""What somebody may be asking about, by a few stems as people type them."""

import re
from collections.abc import Mapping

# In this order: the first topic with a stem at the beginning of some word is taken to be meant.
STEMS: Mapping[str, tuple[str, ...]] = {
    "income": ("tpp", "tunjangan", "gaji", "salary", "allowance"),
    "objection": ("keberatan", "tolak", "menolak", "banding", "gugat", "aspirasi", "objection", "appeal"),
    "decree": ("sk", "tmt", "pelantikan", "dilantik", "decree"),
    "why": ("kenapa", "knp", "knapa", "mengapa", "alasan", "why", "reason"),
    "transfer": ("mutasi", "pindah", "dipindah", "rotasi", "promosi", "demosi", "usulan", "transfer"),
    "account": ("profil", "akun", "nomor", "nip", "data", "account", "profile"),
    "greeting": ("halo", "hallo", "hai", "salam", "assalam", "selamat", "pagi", "siang", "sore", "hello"),
    "thanks": ("terima", "makasih", "trims", "thanks", "thank", "tks"),
}

OFFERS: Mapping[str, tuple[str, ...]] = {
    "income": ("contact", "card"),
    "objection": ("contact", "card"),
    "decree": ("card", "contact"),
    "why": ("card", "contact"),
    "transfer": ("card", "contact"),
    "account": ("profile", "contact"),
    "greeting": ("card", "menu"),
    "thanks": ("menu",),
}

_SHORT = 4  # a stem this short stands alone: "sk" is not the beginning of "skala"


def topic_of(text: str) -> str | None:
    """The topic that a text seems to be about; None when nothing is recognised."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return next((topic for topic, stems in STEMS.items() if _mentions(words, stems)), None)


def _mentions(words: set[str], stems: tuple[str, ...]) -> bool:
    return any(
        word == stem or (len(stem) > _SHORT and word.startswith(stem)) for word in words for stem in stems
    )
