"""HR's files in: compared first, applied only when nothing is wrong, undoable for a day."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.actors import Actor
from domain.forms import finish_form
from domain.imports.ledger import Comparison, PastImport, digest_of
from domain.imports.problems import Problem
from domain.imports.rows import FileSet
from domain.refusals import AlreadyDone, ChangedMeanwhile, Refusal
from domain.rights import preparing
from domain.work import Store, Work

UNDOABLE_FOR = timedelta(days=1)
# More leavers than this share, in percent, is unusual enough to be confirmed by typing their number.
USUAL_LEAVERS_PERCENT = 2
A_PAGE = 6


class FilesHaveProblems(Refusal):
    """Nothing of a set of files is taken in while one row of it is refused."""


class ConfirmationNeeded(Refusal):
    """So many leavers, or a whole unit gone, must be confirmed by typing the number."""


class NothingToUndo(Refusal):
    """No import has been applied."""


class TooLateToUndo(Refusal):
    """An import may be undone for a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What applying the files would do. `confirmation` is what has to be typed, None when nothing has."""

    files: FileSet
    comparison: Comparison
    problems: list[Problem]
    is_complete: bool
    confirmation: str | None

    @property
    def refused(self) -> int:
        return sum(problem.is_refusal for problem in self.problems)

    @property
    def changes_anything(self) -> bool:
        ends = self.is_complete and bool(self.comparison.leavers)
        return self.comparison.changes_anything or ends or (self.is_complete and self._absent > 0)

    @property
    def fingerprint(self) -> str:
        """Equal for two previews of which the second shows nothing that the first did not, in hex."""
        said = (digest_of(self.files), self.comparison.fingerprint, self.is_complete, self.refused)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def _absent(self) -> int:
        return sum(tally.absent for tally in self.comparison.tallies.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Past imports, newest first; `number` from 1, `pages` at least 1."""

    listed: Sequence[PastImport]
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What undoing the last import would put back: rows by table. `until`: when it is too late."""

    past: PastImport
    rows: Mapping[str, int]
    until: datetime


class ImportDesk:
    """Preview, apply, undo. Every call is a planner's or the operator's: raise NotPermitted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def preview(self, files: FileSet, problems: list[Problem], *, is_complete: bool, by: Actor) -> Preview:
        """Compare with what is kept. `is_complete`: whoever is not in the files has left."""
        with self._store.read() as work:
            preparing(work, by)
            comparison = work.imports.compare(files)
        needs = is_complete and _is_unusual(comparison)
        return Preview(
            files=files,
            comparison=comparison,
            problems=[*problems, *comparison.problems],
            is_complete=is_complete,
            confirmation=str(len(comparison.leavers)) if needs else None,
        )

    def apply(
        self,
        preview: Preview,
        *,
        by: Actor,
        now: datetime,
        typed: str | None = None,
        form_of: int | None = None,
        progress: Callable[[int], None] = lambda _staged: None,
    ) -> int | None:
        """Apply all or nothing; return the import's number, or None when nothing differs.

        `form_of`: the Telegram user whose form ends in the same unit. Raise FilesHaveProblems,
        ConfirmationNeeded, ChangedMeanwhile.
        """
        if preview.refused:
            raise FilesHaveProblems(count=preview.refused)
        if preview.confirmation is not None and (typed or "").strip() != preview.confirmation:
            raise ConfirmationNeeded(leavers=len(preview.comparison.leavers), number=preview.confirmation)
        if not preview.changes_anything:
            return None
        with self._store.staging() as staging:
            for staged in staging.load(preview.comparison):
                progress(staged)
            with staging.write() as work:
                preparing(work, by)
                number = work.imports.apply(
                    preview.comparison,
                    digest=digest_of(preview.files),
                    ends_absent=preview.is_complete,
                    by=by.label,
                    now=now,
                )
                _record(work, number, preview, by=by, now=now)
                finish_form(work, form_of)
                work.commit()
        return number

    def undoing(self, *, by: Actor, now: datetime) -> Undoing:
        """What `undo` would do now; raise as it does."""
        with self._store.read() as work:
            preparing(work, by)
            last = _undoable(work, now=now)
            rows = work.imports.touched(last.id)
        return Undoing(past=last, rows=rows, until=last.applied_at + UNDOABLE_FOR)

    def undo(
        self, import_id: int | None = None, *, by: Actor, now: datetime
    ) -> tuple[PastImport, dict[str, int]]:
        """Put back what the last import changed; return it and how many rows of each table went back.

        `import_id`: only if the last one is still this. Raise NothingToUndo, AlreadyDone, TooLateToUndo,
        ChangedMeanwhile, and AlreadyShown where a proposal that it brought has been shown.
        """
        with self._store.write() as work:
            preparing(work, by)
            last = _undoable(work, now=now)
            if import_id not in {None, last.id}:
                raise ChangedMeanwhile(subject=f"import {last.id}")
            restored = work.imports.undo(last.id, now=now)
            work.audit.add(
                "import.undone",
                by=by.label,
                subject=f"import:{last.id}",
                now=now,
                rows=sum(restored.values()),
            )
            work.commit()
        return last, restored

    def page(self, number: int, *, by: Actor) -> Page:
        """Past imports; the nearest page there is."""
        with self._store.read() as work:
            preparing(work, by)
            pages = max(1, -(-work.imports.count() // A_PAGE))
            shown = min(max(1, number), pages)
            listed = work.imports.newest(limit=A_PAGE, offset=(shown - 1) * A_PAGE)
        return Page(listed=listed, number=shown, pages=pages)


def _undoable(work: Work, *, now: datetime) -> PastImport:
    last = work.imports.last()
    if last is None:
        raise NothingToUndo
    if last.undone_at is not None:
        raise AlreadyDone(subject=f"import {last.id}")
    if now - last.applied_at > UNDOABLE_FOR:
        raise TooLateToUndo(import_id=last.id)
    return last


def _is_unusual(comparison: Comparison) -> bool:
    share = 100 * len(comparison.leavers)
    return share > USUAL_LEAVERS_PERCENT * comparison.in_service or bool(comparison.vanished_units)


def _record(work: Work, number: int, preview: Preview, *, by: Actor, now: datetime) -> None:
    tallies = preview.comparison.tallies.values()
    work.audit.add(
        "import.applied",
        by=by.label,
        subject=f"import:{number}",
        now=now,
        new=sum(tally.new for tally in tallies),
        changed=sum(tally.changed for tally in tallies),
        ended=len(preview.comparison.leavers) if preview.is_complete else 0,
    )
