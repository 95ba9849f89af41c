"""What must not change when somebody else presses: the rows that are Siti's, and those that are nobody's."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, Table, select

from storage.personal import REGISTRY
from storage.personal.belonging import Chat, Subject
from storage.tables import metadata
from tests.handlers.matrix.town import Town
from tests.people import SITI

# Rows that any press may touch and that say nothing of what somebody has: forms, caches, words to themselves.
_PASSING = frozenset(
    {
        "account",
        "conversation",
        "picture",
        "official_check",
        "knowledge_gap",
        "view_log",
        "proof",
        "outbox_text",
    }
)


def digests(town: Town) -> dict[str, str]:
    """By table: a digest over Siti's rows, or over all rows where they are nobody's."""
    with town.store.engine.connect() as connection:
        subject = _siti(town)
        return {
            table.name: _digest(connection, table, subject)
            for table in metadata.sorted_tables
            if table.name not in _PASSING
        }


def trail_of_siti(town: Town) -> int:
    """How many lines of the trail speak of her."""
    audit = metadata.tables["audit"]
    with town.store.engine.connect() as connection:
        return len(
            connection.execute(select(audit.c.id).where(audit.c.subject.in_(_siti(town).labels))).all()
        )


def _digest(connection: Connection, table: Table, subject: Subject) -> str:
    query = select(table)
    line = REGISTRY[table.name]
    if line.owner is not None:
        query = query.where(line.owner(subject))
    taken = hashlib.sha256()
    for row in sorted(map(repr, connection.execute(query))):
        taken.update(row.encode())
    return taken.hexdigest()


def _siti(town: Town) -> Subject:
    with town.store.read() as work:
        found = work.linking.account_of_user(SITI.user_id)
        assert found is not None
        proposals = tuple(one.id for one in work.proposals.of_person(found.person_id))
    chat = Chat(
        account_id=found.id, user_id=found.user_id, chat_id=found.chat_id, since=found.linked_at, until=None
    )
    return Subject(person_id=found.person_id, chats=(chat,), proposals=proposals, vault=town.store.vault)


def changed(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    yield from (name for name, digest in after.items() if before[name] != digest)
