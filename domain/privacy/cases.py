"""One's own sealed cases in the copy: found by the sender's own mark, as in the chat, and by nothing else.

A case without a return path is nobody's to find, and is not among them.
"""

from collections.abc import Iterator, Mapping

from domain.concerns.records import BySender, Case, EntryKind
from domain.privacy.records import Holding
from domain.work import Work

KIND = "concern"


def own_cases(work: Work, person_id: int) -> Iterator[Holding]:
    """Each entry of each case a row; its files are theirs to read."""
    cases = work.concerns.owned(BySender(person_id))
    yield Holding(kind=KIND, rows=(row for case in cases for row in _entries(work, case)))


def _entries(work: Work, case: Case) -> Iterator[Mapping[str, object]]:
    """As the sender reads them: what officers noted among themselves is not theirs."""
    for entry in case.entries:
        if entry.kind is EntryKind.NOTE:
            continue
        row: dict[str, object] = {
            "number": case.number,
            "status": str(case.status),
            "by": str(entry.side),
            "text": entry.text,
            "on": entry.on,
        }
        yield row | {"file": None}
        for file in entry.files:
            yield row | {"text": "", "file": work.concerns.file(file)}
