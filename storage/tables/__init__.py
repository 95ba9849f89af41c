"""Every table, for migrations and repositories."""

from storage.tables.calendar import occurrence, off_day, own_hours, schedule, send_window
from storage.tables.columns import UtcDateTime, metadata
from storage.tables.linking import account, claim, consent, invitation, link_try
from storage.tables.messaging import inbox, lease, outbox, outbox_text, pace, worker
from storage.tables.people import (
    competency,
    former_nip,
    import_before,
    imports,
    person,
    position,
    role,
    standard,
    task,
    unit,
)
from storage.tables.records import audit, conversation, setting
from storage.tables.transfers import proposal, proposal_stage, wave

__all__ = [
    "UtcDateTime",
    "account",
    "audit",
    "claim",
    "competency",
    "consent",
    "conversation",
    "former_nip",
    "import_before",
    "imports",
    "inbox",
    "invitation",
    "lease",
    "link_try",
    "metadata",
    "occurrence",
    "off_day",
    "outbox",
    "outbox_text",
    "own_hours",
    "pace",
    "person",
    "position",
    "proposal",
    "proposal_stage",
    "role",
    "schedule",
    "send_window",
    "setting",
    "standard",
    "task",
    "unit",
    "wave",
    "worker",
]
