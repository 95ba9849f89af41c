"""Every table, for migrations and repositories."""

from storage.tables.columns import UtcDateTime, metadata
from storage.tables.linking import account, claim, consent, invitation, link_try
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
from storage.tables.records import audit, conversation, outbox, setting
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
    "invitation",
    "link_try",
    "metadata",
    "outbox",
    "person",
    "position",
    "proposal",
    "proposal_stage",
    "role",
    "setting",
    "standard",
    "task",
    "unit",
    "wave",
]
