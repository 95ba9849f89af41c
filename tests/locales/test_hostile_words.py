"""Nasty names and notes through the templates: what goes in is read out, and nothing more (S4)."""

import random
from string import Formatter

from locales.words import FACT_AT_MOST, LANGUAGES, SOURCE, Words
from sandbox.html_text import parse_html
from sandbox.text import utf16_length

TEXTS = 5_000
SPOKEN = (
    *("transfer.", "menu.", "profile.", "content.", "people.", "topic.", "linking."),
    *("ask.", "own.", "knowledge.", "objection."),
)
SHARDS = (
    *("<", ">", "&", '"', "'", "{", "}", "%s", "{name}", "\\", "\n", "@admin "),
    *("</b>", "<b>", "<a href='tg://user?id=1'>", "&lt;", "&#x27;"),
    *("\u202e", "\u200f", "👩\u200d⚕️", "🇮🇩", "ابت", "é", "e\u0301", "A.Md.Kep.", "Siti "),
)


def test_a_template_keeps_its_shape_whatever_it_is_filled_with() -> None:
    dice, words = random.Random(4), Words.load()
    templates = [
        (language, key, sorted(_places(entry.forms[-1])))
        for language in LANGUAGES
        for key, entry in words.catalogues[language].items()
        if key.startswith(SPOKEN) and _places(entry.forms[-1])
    ]
    for _ in range(TEXTS):
        language, key, places = dice.choice(templates)
        nasty = "".join(dice.choices(SHARDS, k=dice.randrange(1, 12)))[: FACT_AT_MOST // 2]
        plain, entities = parse_html(words.say(language, key, **dict.fromkeys(places, nasty)))
        calm, calm_entities = parse_html(words.say(language, key, **dict.fromkeys(places, "\x01")))

        assert plain == calm.replace("\x01", nasty), (key, nasty)
        assert [one["type"] for one in entities] == [one["type"] for one in calm_entities], (key, nasty)
        assert utf16_length(plain) <= 4096, key
    assert len(templates) > len(words.catalogues[SOURCE]) // 10


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
