"""The copy of one's data: readable, whole, harmless, and quick for somebody with a long history."""

import io
import json
import time
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.privacy.records import CopyFor, Holding
from domain.privacy.refusals import CopyTooLarge
from files import own_copy
from files.own_copy import Wording, write_copy

_AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
_ABOUT = CopyFor(name="<b>Siti</b>", language="id", made_at=_AT)


def _say(key: str, /, **facts: str | int) -> str:
    return f"{key} {' '.join(str(one) for one in facts.values())}".strip()


_WORDING = Wording(
    language="id", say=_say, moment=lambda at: f"{at:%d-%m-%Y %H.%M}", day=lambda day: f"{day:%d}"
)


def _opened(*holdings: Holding) -> zipfile.ZipFile:
    with write_copy(iter(holdings), _ABOUT, _WORDING) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def _rows(*rows: Mapping[str, object]) -> Holding:
    return Holding(kind="proposal", rows=rows)


def test_programs_and_people_read_the_same() -> None:
    row = {
        "at": _AT,
        "on": date(2026, 11, 24),
        "need": Decimal("1.5"),
        "is": True,
        "none": None,
        "facts": {"a": [1]},
    }
    archive = _opened(_rows(row))

    said = json.loads(archive.read("data.json"))
    page = archive.read("data.html").decode()

    assert said["data"]["proposal"] == [
        {
            "at": "2026-11-24T02:00:00+00:00",
            "on": "2026-11-24",
            "need": "1.5",
            "is": True,
            "none": None,
            "facts": {"a": [1]},
        }
    ]
    assert (
        "<td>24-11-2026 02.00</td><td>24</td><td>1.5</td><td>privacy.copy.yes</td><td>–</td><td>a: 1</td>"
        in page
    )


def test_what_somebody_wrote_is_shown_and_never_obeyed() -> None:
    page = _opened(_rows({"text": "<script>alert(1)</script>"})).read("data.html").decode()

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>Siti" not in page


def test_ones_files_lie_beside_and_are_named_where_they_belong() -> None:
    archive = _opened(_rows({"file": b"%PDF-1.7 surat"}, {"file": b"\xff\xd8\xff foto"}, {"file": b"?"}))

    names = [row["file"] for row in json.loads(archive.read("data.json"))["data"]["proposal"]]
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "jpg", "bin"]
    assert archive.read(names[0]) == b"%PDF-1.7 surat"


def test_kinds_without_rows_are_named_too() -> None:
    page = _opened(_rows(), Holding(kind="wish", rows=[])).read("data.html").decode()

    assert "privacy.table.proposal; privacy.table.wish" in page


def test_a_copy_that_telegram_would_not_take_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_copy, "BYTES_AT_MOST", 100)

    with pytest.raises(CopyTooLarge):
        _opened(_rows({"text": "x"}))


def test_a_long_history_is_written_in_seconds() -> None:
    def rows() -> Iterator[Mapping[str, object]]:
        return ({"message": f"pesan {number}", "created_at": _AT} for number in range(50_000))

    began = time.monotonic()
    archive = _opened(Holding(kind="outbox", rows=rows()))

    assert time.monotonic() - began < 30
    assert len(json.loads(archive.read("data.json"))["data"]["outbox"]) == 50_000
