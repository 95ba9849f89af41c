"""The copy of one's data and the telling of what is kept have words for everything that is registered."""

import pytest

from domain.privacy.cases import KIND
from domain.privacy.records import Grounds, Right, State
from locales.words import LANGUAGES, Words
from storage.personal import REGISTRY

WORDS = Words.load()
_OWNED = [one for one in REGISTRY.values() if one.owner is not None]
# Of a case, as its sender reads it (`domain/privacy/cases.py`).
_OF_A_CASE = ("number", "status", "by", "text", "on", "file")
_COLUMNS = sorted({told.name for one in _OWNED for told in one.shows} | set(_OF_A_CASE))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key",
    [
        *(f"privacy.table.{one.table.name}" for one in _OWNED),
        f"privacy.table.{KIND}",
        *(f"privacy.column.{name}" for name in _COLUMNS),
        *(f"privacy.kept.{one}" for one in Grounds),
        *(f"privacy.right.{one}" for one in (*Right, "correction")),
        *(f"commands.privacy.state.{one}" for one in (*State, "late")),
    ],
)
def test_everything_in_a_copy_has_a_name(language: str, key: str) -> None:
    assert key in WORDS.catalogues[language], "add it to privacy.po in both languages"
