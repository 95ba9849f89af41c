"""Officers' own papers: their codes, and withdrawing any code."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.actors import Actor, Role
from domain.official.records import Issued, Kind, NewDocument
from domain.official.refusals import UnknownCode
from domain.refusals import AlreadyDone
from domain.rights import acting_as
from domain.work import Store, Work

# What officers make themselves; the other kinds are issued by the desk whose paper they are.
OWN_KINDS = (Kind.LETTER, Kind.REPORT, Kind.ANNOUNCEMENT)


class CodeDesk:
    """Issues, notes files, withdraws. Whoever reads a code's row learns its title, so titles name nobody."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def issue(
        self,
        kind: Kind,
        title: str,
        digest: bytes | None,
        *,
        issued_on: date,
        by: Actor,
        now: datetime,
    ) -> str:
        """Return the code as it stands on paper; raise NotPermitted."""
        paper = NewDocument(kind=kind, title=title, digest=digest, addressee=None, issued_on=issued_on)
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            code = work.codes.issue(paper, now=now)
            work.audit.add("code.issued", by=by.label, subject=f"code:{code}", now=now, kind=kind)
            work.commit()
        return code

    def attach(self, code: str, digest: bytes, *, by: Actor, now: datetime) -> Issued:
        """Note the finished file that bears the code; raise UnknownCode, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            issued = _found(work, code)
            work.codes.attach(issued.code, digest)
            work.audit.add("code.attached", by=by.label, subject=f"code:{issued.code}", now=now)
            work.commit()
        return issued

    def withdraw(self, code: str, *, by: Actor, now: datetime) -> Issued:
        """From now on it is answered as withdrawn; raise UnknownCode, AlreadyDone, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            issued = _found(work, code)
            if not work.codes.withdraw(issued.code, now=now):
                raise AlreadyDone(subject=issued.code)
            work.audit.add("code.withdrawn", by=by.label, subject=f"code:{issued.code}", now=now)
            work.commit()
        return issued

    def show(self, code: str) -> Issued:
        """Raise UnknownCode."""
        with self._store.read() as work:
            return _found(work, code)

    def newest(self, kinds: Sequence[Kind], limit: int) -> list[Issued]:
        """Newest first."""
        with self._store.read() as work:
            found = [one for kind in kinds for one in work.codes.newest(kind, limit)]
        return sorted(found, key=lambda one: one.issued_at, reverse=True)[:limit]


def _found(work: Work, code: str) -> Issued:
    issued = work.codes.find(code)
    if issued is None:
        raise UnknownCode(subject=code)
    return issued
