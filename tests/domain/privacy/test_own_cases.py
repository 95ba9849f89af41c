"""One's own sealed cases are in one's copy, with their files; nobody else's are, and no officer's note."""

import io
import json
import zipfile
from datetime import datetime
from functools import partial

import pytest

from domain.concerns.records import Mode, NewCase
from domain.concerns.taxonomy import Concern
from domain.privacy.desk import PrivacyDesk
from domain.privacy.records import Grounds
from files.own_copy import Wording, write_copy
from tests.domain.concerns.conftest import Town, town, unsealed_town
from tests.domain.concerns.test_filing import PDF
from tests.people import SITI

__all__ = ["town", "unsealed_town"]

_WORDS, _NOTE, _OTHERS = (
    "Beban di loket terlalu berat",
    "Periksa dulu dengan kepala unit",
    "Cerita orang lain",
)


@pytest.fixture
def desk(town: Town) -> PrivacyDesk:
    wording = Wording(language="id", say=lambda key, /, **_facts: key, moment=str, day=str)
    return PrivacyDesk(town.store, partial(write_copy, wording=wording), lambda: None)


def copy_of(desk: PrivacyDesk, person_id: int, now: datetime) -> zipfile.ZipFile:
    with desk.make(person_id, "id", now=now) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_a_case_comes_with_its_words_and_files_and_without_notes(
    town: Town, desk: PrivacyDesk, now: datetime
) -> None:
    own = NewCase(concern=Concern.CAREER, text=_WORDS, files=(PDF,))
    number = town.concerns.open_case(own, Mode.SEALED, sender=town.siti, now=now).number
    others = NewCase(concern=Concern.CAREER, text=_OTHERS)
    town.concerns.open_case(others, Mode.SEALED, sender=town.budi, now=now)
    town.handling.note(number, _NOTE, by=town.rina, now=now)

    archive = copy_of(desk, town.siti, now)

    said = archive.read("data.json").decode()
    rows = json.loads(said)["data"]["concern"]
    assert [row["text"] for row in rows] == [_WORDS, ""]
    assert archive.read(rows[1]["file"]) == PDF
    assert [one for one in (_NOTE, _OTHERS) if one in said] == []
    assert town.rina.label not in said


def test_a_report_without_a_return_path_is_in_nobodys_copy(
    town: Town, desk: PrivacyDesk, now: datetime
) -> None:
    receipt = town.concerns.make_receipt()
    town.concerns.file_without_return(NewCase(concern=Concern.CAREER, text=_WORDS), receipt, now=now)

    for person_id in (town.siti, town.budi):
        assert json.loads(copy_of(desk, person_id, now).read("data.json"))["data"]["concern"] == []


def test_a_case_outlives_an_erasure_and_that_is_told_before(
    town: Town, desk: PrivacyDesk, now: datetime
) -> None:
    assert Grounds.CASE not in desk.outlook(town.siti).kept
    town.concerns.open_case(
        NewCase(concern=Concern.CAREER, text=_WORDS), Mode.SEALED, sender=town.siti, now=now
    )
    assert Grounds.CASE in desk.outlook(town.siti).kept

    desk.erase(SITI.user_id, text_version="1", now=now)

    assert [one.entries[0].text for one in town.concerns.own(town.siti)] == [_WORDS]
