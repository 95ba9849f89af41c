"""What has to last beyond a restore: gathered before the database gives way, repeated on its successor."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from domain.privacy.records import Act, Effect
from domain.privacy.replay import replay
from storage.acts_file import ActsFile, Line, mark_of
from storage.database import open_engine
from storage.store import SqlStore
from storage.tables import person, privacy_act


def gather(acts: ActsFile, url: str) -> None:
    """Bring into the list what the present database knows beyond it: another host's worker wrote it there.

    A database that is gone or damaged, or older than these tables, adds nothing.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return
    engine = open_engine(url)
    try:
        with suppress(DatabaseError):
            acts.add(_known(engine))
    finally:
        engine.dispose()


def repeat(store: SqlStore, acts: ActsFile, *, now: datetime) -> int:
    """Carry out on a copy whatever took effect that the copy does not know; return how many acts."""
    kept = {line.id for line in _known(store.engine)}
    with store.engine.connect() as connection:
        rows = connection.execute(select(person.c.siasn_id, person.c.id))
        people = {row.siasn_id: row.id for row in rows}
    missing = [line for line in acts.lines() if line.id not in kept]
    with store.write() as work:
        # Who is not in the copy has nothing in it, either.
        count = replay(work, list(_acts(missing, people)), now=now)
        work.commit()
    acts.add(_known(store.engine))
    return count


def _acts(lines: Iterable[Line], people: dict[str, int]) -> Iterable[Act]:
    for line in lines:
        number = line.person_among(people)
        if number is not None:
            yield Act(
                id=line.id, person_id=number, effect=Effect(line.effect), detail=line.detail, at=line.at
            )


def _known(engine: Engine) -> list[Line]:
    query = select(privacy_act, person.c.siasn_id).join_from(
        privacy_act, person, privacy_act.c.person_id == person.c.id
    )
    with engine.connect() as connection:
        return [
            Line(id=row.id, effect=row.effect, detail=row.detail, at=row.at, mark=mark_of(row.siasn_id))
            for row in connection.execute(query)
        ]
