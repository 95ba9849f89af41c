"""The whole verdict: the database held against itself, and against what is known of it outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from storage.trail.anchors import Anchor, read
from storage.trail.check import Fault, FaultKind, Findings, Restore, examine
from storage.trail.seals import ID_BYTES, code_of, keys_of, line_mark, written
from storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`found`: faults in all, of which `faults` names the first. `beyond`: anchors that a restore set aside.

    `code` and `chained` are the head, as a human notes it. `anchors`: lines that agree.
    """

    chained: int
    waiting: int
    code: str
    anchors: int
    beyond: int
    found: int
    faults: tuple[Fault, ...]
    restores: tuple[Restore, ...]

    @property
    def is_whole(self) -> bool:
        return not self.found


@dataclass(frozen=True, slots=True)
class Witness:
    """What a human noted: the chain's length and its code then."""

    count: int
    code: str


def verify(
    engine: Engine, vault: Vault, files: Sequence[Path], *, witnesses: Sequence[Witness] = ()
) -> Verdict:
    """`files`: the data folder's own anchors, and copies or other hosts' ones."""
    reading = (
        engine.execution_options(isolation_level="REPEATABLE READ")
        if engine.dialect.name == "postgresql"
        else engine
    )
    with reading.connect() as connection:
        return judge(connection, vault, [read(path) for path in files], witnesses=witnesses)


def judge(
    connection: Connection,
    vault: Vault,
    files: Sequence[Sequence[Anchor]],
    *,
    witnesses: Sequence[Witness] = (),
) -> Verdict:
    """The same on a connection of the caller's."""
    places = {one.count for anchors in files for one in anchors} | {one.count for one in witnesses}
    keys = keys_of(connection, vault)
    found = examine(connection, keys, wanted=frozenset(places))
    agreed = beyond = 0
    for anchors in files:
        for place in _tampered(anchors, keys):
            found.add(Fault(kind=FaultKind.ANCHORS, place=place))
        standing = [one for one in anchors if not _set_aside(one, found.restores)]
        beyond += len(anchors) - len(standing)
        agreed += _hold_against(found, standing)
    for witness in witnesses:
        kept = found.marks.get(witness.count)
        if kept is None or code_of(kept) != witness.code:
            kind = FaultKind.TRUNCATED if witness.count > found.chained else FaultKind.REWRITTEN
            found.add(Fault(kind=kind, until=witness.count))
    return Verdict(
        chained=found.chained,
        waiting=found.waiting,
        code=found.code,
        anchors=agreed,
        beyond=beyond,
        found=found.count,
        faults=tuple(found.faults),
        restores=tuple(found.restores),
    )


def _hold_against(found: Findings, anchors: Sequence[Anchor]) -> int:
    """Name the first place from which on the database and the anchors part."""
    agreed = last = 0
    for one in anchors:
        if one.count > found.chained:
            longest = max(anchor.count for anchor in anchors)
            found.add(Fault(kind=FaultKind.TRUNCATED, place=last + 1, until=longest))
            break
        kept = found.marks.get(one.count)
        if kept is None or kept.hex() != one.mark:
            found.add(Fault(kind=FaultKind.REWRITTEN, place=last + 1, until=one.count))
            break
        agreed, last = agreed + 1, one.count
    return agreed


def _set_aside(anchor: Anchor, restores: Sequence[Restore]) -> bool:
    """Made before a restore of a copy that did not reach so far: what came after the copy went with it."""
    at = written(anchor.at)
    return any(at <= restore.at and anchor.count > restore.chained for restore in restores)


def _tampered(anchors: Sequence[Anchor], keys: dict[bytes, bytes]) -> list[int]:
    """Lines whose own mark does not follow from the line before; by number of line."""
    wrong, before = [], ""
    for place, one in enumerate(anchors, 1):
        try:
            key_id = bytes.fromhex(one.own)[:ID_BYTES]
        except ValueError:
            key_id = b""
        key = keys.get(key_id)
        if key is None or line_mark(key_id, key, before, one.said) != one.own:
            wrong.append(place)
        before = one.own
    return wrong


def noted(text: str) -> Witness | None:
    """`1234:ABCD-EFGH`, as the digest has it; None for what is none."""
    count, _, code = text.strip().upper().partition(":")
    return Witness(int(count), code.strip()) if count.strip().isdigit() and code else None
