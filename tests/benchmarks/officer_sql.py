"""The least SQL for what officers read: by hand, without rights, seals or objects."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text
from sqlalchemy.engine import Engine

Bare = Callable[[Connection], Sequence[Row[Any]]]


def rows(sql: str, **facts: Any) -> Bare:
    """All that the statement brings. Days and times are written out, as both databases read them."""
    asked = text(sql)
    written = {name: one if isinstance(one, int | bytes) else str(one) for name, one in facts.items()}
    return lambda connection: connection.execute(asked, written).all()


def in_turn(*asked: Bare) -> Bare:
    """One after another; what the last one brings."""
    return lambda connection: [one(connection) for one in asked][-1]


def noted(asked: Bare, now: datetime) -> Bare:
    """With a line in the log of views for whoever is on the page: the first column is their number."""

    def ask(connection: Connection) -> Sequence[Row[Any]]:
        found = asked(connection)
        facts = {"day": str(now.date()), "at": str(now)}
        if found:
            connection.execute(_NOTE, [{**facts, "person": one[0]} for one in found])
        connection.commit()
        return found

    return ask


def audited(asked: Bare, now: datetime) -> Bare:
    """With a row in the trail."""

    def ask(connection: Connection) -> Sequence[Row[Any]]:
        found = asked(connection)
        connection.execute(_AUDIT, {"at": str(now), "seal": b"x"})
        connection.commit()
        return found

    return ask


def asked_once(engine: Engine, bare: Bare) -> None:
    """On a connection from the pool that desks take theirs from."""
    with engine.connect() as connection:
        bare(connection)


def listed(where: str, **facts: Any) -> Bare:
    """A page of proposals, and how many there are."""
    return in_turn(rows(COUNT.format(where=where), **facts), rows(LINES.format(where=where), **facts))


_NOTE = text("""
INSERT INTO view_log (person_id, viewer, role, purpose, day, times, at)
VALUES (:person, 'person\\:3', 'officer', 'bare', :day, 1, :at)
ON CONFLICT (person_id, viewer, role, purpose, day) DO UPDATE SET times = view_log.times + 1, at = excluded.at
""")
_AUDIT = text("""
INSERT INTO audit (at, actor, action, subject, facts, seal)
VALUES (:at, 'sealed', 'concern.read', 'concern\\:bare', '{}', :seal)
""")
COUNT = "SELECT count(*) FROM proposal q JOIN person p ON p.id = q.person_id WHERE {where}"
LINES = """
SELECT p.id, q.id, q.status, p.name, p.title_front, p.title_back, p.ended_at, f.name, t.name
FROM proposal q JOIN person p ON p.id = q.person_id
JOIN unit f ON f.id = q.from_unit_id JOIN unit t ON t.id = q.to_unit_id
WHERE {where} ORDER BY p.name, q.id LIMIT 6
"""
HAS_FINDING = """EXISTS (SELECT 1 FROM finding n WHERE n.proposal_id = q.id AND NOT EXISTS (
    SELECT 1 FROM justification j WHERE j.proposal_id = n.proposal_id AND j.code = n.code))"""
OBJECTS = """(EXISTS (SELECT 1 FROM explanation_answer e WHERE e.proposal_id = q.id
    AND e.followed_at IS NULL AND e.word = 'objecting')
    OR EXISTS (SELECT 1 FROM objection o WHERE o.proposal_id = q.id AND o.state = 'submitted'))"""
UNTOLD = """q.status NOT IN ('draft', 'cancelled', 'rejected')
    AND NOT EXISTS (SELECT 1 FROM card_opening c WHERE c.proposal_id = q.id)
    AND NOT EXISTS (SELECT 1 FROM explanation_answer e WHERE e.proposal_id = q.id)
    AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.unique_key = 'proposal\\:' || q.id || '\\:proposed'
        AND b.state = 'sent')
    AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.proposal_id = q.id AND d.taken_back_at IS NULL)"""
STATUSES = """SELECT wave_id, status, count(*) FROM proposal WHERE wave_id IN ({waves})
    GROUP BY wave_id, status"""
FINDINGS = """SELECT q.wave_id, count(*) FROM finding n JOIN proposal q ON q.id = n.proposal_id
    WHERE q.wave_id IN ({waves}) AND q.status = 'draft' AND NOT EXISTS (
    SELECT 1 FROM justification j WHERE j.proposal_id = n.proposal_id AND j.code = n.code)
    GROUP BY q.wave_id"""
SAID = """SELECT e.word, count(*) FROM explanation_answer e JOIN proposal q ON q.id = e.proposal_id
    WHERE q.wave_id = :wave AND e.followed_at IS NULL GROUP BY e.word"""
UNITS = """SELECT u.id, u.name, count(*) FROM proposal q JOIN unit u ON u.id = q.to_unit_id
    WHERE q.wave_id = :wave GROUP BY u.id, u.name ORDER BY u.name"""
FOUND_COUNT = """SELECT count(*) FROM finding n JOIN proposal q ON q.id = n.proposal_id
    WHERE q.wave_id = :wave AND q.status = 'draft'"""
FOUND = """SELECT q.person_id, q.id, n.code, n.facts, j.reason, p.name FROM finding n
    JOIN proposal q ON q.id = n.proposal_id JOIN person p ON p.id = q.person_id
    LEFT JOIN justification j ON j.proposal_id = n.proposal_id AND j.code = n.code
    WHERE q.wave_id = :wave AND q.status = 'draft'
    ORDER BY CASE WHEN j.reason IS NULL THEN 0 ELSE 1 END, n.code, q.id LIMIT 4"""
CARD = (
    "SELECT * FROM wave WHERE id = 1",
    "SELECT * FROM proposal_stage WHERE proposal_id = :one",
    "SELECT * FROM explanation WHERE proposal_id = :one",
    "SELECT * FROM finding WHERE proposal_id = :one",
    "SELECT * FROM outbox WHERE unique_key = 'proposal\\:' || :one || '\\:proposed'",
    "SELECT * FROM explanation_answer WHERE proposal_id = :one",
    "SELECT * FROM proposal_comment WHERE proposal_id = :one",
    "SELECT * FROM draft_change WHERE proposal_id = :one",
    "SELECT p.*, q.* FROM proposal q JOIN person p ON p.id = q.person_id WHERE q.id = :one",
)
REGION = """SELECT p.unit_id, u.name, count(*), count(a.id) FROM person p JOIN unit u ON u.id = p.unit_id
    LEFT JOIN account a ON a.person_id = p.id AND a.unlinked_at IS NULL
    WHERE p.ended_at IS NULL GROUP BY p.unit_id, u.name ORDER BY u.name"""
OF_WAVE = """SELECT q.from_unit_id, u.name, count(*), count(a.id), count(c.proposal_id), count(b.id),
    sum(CASE WHEN e.word = 'understood' THEN 1 ELSE 0 END),
    sum(CASE WHEN e.word = 'objecting' THEN 1 ELSE 0 END), count(d.id)
    FROM proposal q JOIN unit u ON u.id = q.from_unit_id
    LEFT JOIN account a ON a.person_id = q.person_id AND a.unlinked_at IS NULL
    LEFT JOIN card_opening c ON c.proposal_id = q.id
    LEFT JOIN outbox b ON b.unique_key = 'proposal\\:' || q.id || '\\:proposed'
    LEFT JOIN explanation_answer e ON e.proposal_id = q.id AND e.followed_at IS NULL
    LEFT JOIN delivery d ON d.proposal_id = q.id AND d.taken_back_at IS NULL
    WHERE q.wave_id = :wave AND q.status NOT IN ('draft', 'cancelled', 'rejected')
    GROUP BY q.from_unit_id, u.name ORDER BY u.name"""
BY_FACT = "SELECT fact, status, count(*) FROM correction GROUP BY fact, status"
CALLERS = """SELECT count(*) FROM explanation_answer e JOIN proposal q ON q.id = e.proposal_id
    WHERE e.followed_at IS NULL AND e.asks_for_person"""
MOVES = """SELECT q.from_unit_id, q.to_unit_id, p.unit_id FROM proposal q JOIN person p ON p.id = q.person_id
    WHERE q.wave_id = :wave AND q.status NOT IN ('draft', 'cancelled', 'rejected')"""
_TOUCHED = "SELECT from_unit_id FROM proposal WHERE wave_id = :wave"
SERVING = f"""SELECT unit_id, count(*) FROM person
    WHERE ended_at IS NULL AND unit_id IN ({_TOUCHED}) GROUP BY unit_id"""
NEEDS = f"""SELECT unit_id, sum(staff_need) FROM "position" WHERE unit_id IN ({_TOUCHED}) GROUP BY unit_id"""
DUE_COUNT = """SELECT count(*) FROM person WHERE ended_at IS NULL AND kind = 'pns'
    AND position_since <= :until"""
DUE = """SELECT * FROM person WHERE ended_at IS NULL AND kind = 'pns' AND position_since <= :until
    ORDER BY position_since, id LIMIT 6"""
_SILENT = """FROM person p LEFT JOIN account a ON a.person_id = p.id AND a.unlinked_at IS NULL
    JOIN unit u ON u.id = p.unit_id WHERE p.ended_at IS NULL
    AND (a.id IS NULL OR a.unreachable_since IS NOT NULL OR a.last_seen_at < :seen)"""
UNREACHED_COUNT = "SELECT p.unit_id, count(*) " + _SILENT + " {where} GROUP BY p.unit_id"
UNREACHED = "SELECT p.id, p.name, p.position, u.name " + _SILENT + " {where} ORDER BY u.name, p.name LIMIT 4"
SHEET = (
    "SELECT * FROM account WHERE person_id = :one",
    "SELECT * FROM proposal WHERE person_id = :one",
    "SELECT * FROM delivery WHERE person_id = :one",
    "SELECT * FROM paper_card WHERE person_id = :one",
    "SELECT * FROM person WHERE id = :one",
)
GRANTS = """SELECT r.*, p.name FROM role r JOIN person p ON p.id = r.person_id
    ORDER BY coalesce(r.revoked_at, r.granted_at) DESC, r.id DESC LIMIT 6"""
