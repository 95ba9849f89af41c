"""Every table, for migrations and repositories."""

from storage.tables.announcements import addressee, announcement, announcement_answer
from storage.tables.benefits import explanation_answer, picture
from storage.tables.calendar import occurrence, off_day, own_hours, schedule, send_window
from storage.tables.case_desk import canned_reply, case_group
from storage.tables.checkins import checkin, checkin_result
from storage.tables.columns import UtcDateTime, metadata
from storage.tables.concern_links import concern_link
from storage.tables.concerns import concern, concern_file, concern_letter, concern_letter_file, seal_officer
from storage.tables.corrections import correction, correction_paper
from storage.tables.dossiers import card_opening, draft_change, proposal_comment, publication_item
from storage.tables.exports import export
from storage.tables.knowledge import knowledge_entry, knowledge_gap, knowledge_rating
from storage.tables.liaison import delivery, paper_card
from storage.tables.linking import account, claim, consent, invitation, link_try
from storage.tables.messaging import inbox, lease, outbox, outbox_text, pace, worker
from storage.tables.objections import (
    decree_days,
    objection,
    objection_content,
    objection_file,
    objection_reminder,
)
from storage.tables.official import official_check, official_code, official_digest, phrase
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
from storage.tables.pilot import pilot_guest
from storage.tables.planning import (
    circumstance,
    couple,
    explanation,
    finding,
    justification,
    plan_run,
    scenario,
    scenario_move,
    surge,
    travel,
    wish,
)
from storage.tables.preferences import (
    chance,
    preference,
    preference_choice,
    preference_constraint,
    swap_member,
    swap_offer,
    wave_choice,
)
from storage.tables.privacy import privacy_act, privacy_request, restriction
from storage.tables.records import audit, audit_link, conversation, setting, trail_key
from storage.tables.second_factor import proof, second_factor
from storage.tables.transfers import proposal, proposal_stage, wave
from storage.tables.views import notification_choice, view_log

__all__ = [
    "UtcDateTime",
    "account",
    "addressee",
    "announcement",
    "announcement_answer",
    "audit",
    "audit_link",
    "canned_reply",
    "card_opening",
    "case_group",
    "chance",
    "checkin",
    "checkin_result",
    "circumstance",
    "claim",
    "competency",
    "concern",
    "concern_file",
    "concern_letter",
    "concern_letter_file",
    "concern_link",
    "consent",
    "conversation",
    "correction",
    "correction_paper",
    "couple",
    "decree_days",
    "delivery",
    "draft_change",
    "explanation",
    "explanation_answer",
    "export",
    "finding",
    "former_nip",
    "import_before",
    "imports",
    "inbox",
    "invitation",
    "justification",
    "knowledge_entry",
    "knowledge_gap",
    "knowledge_rating",
    "lease",
    "link_try",
    "metadata",
    "notification_choice",
    "objection",
    "objection_content",
    "objection_file",
    "objection_reminder",
    "occurrence",
    "off_day",
    "official_check",
    "official_code",
    "official_digest",
    "outbox",
    "outbox_text",
    "own_hours",
    "pace",
    "paper_card",
    "person",
    "phrase",
    "picture",
    "pilot_guest",
    "plan_run",
    "position",
    "preference",
    "preference_choice",
    "preference_constraint",
    "privacy_act",
    "privacy_request",
    "proof",
    "proposal",
    "proposal_comment",
    "proposal_stage",
    "publication_item",
    "restriction",
    "role",
    "scenario",
    "scenario_move",
    "schedule",
    "seal_officer",
    "second_factor",
    "send_window",
    "setting",
    "standard",
    "surge",
    "swap_member",
    "swap_offer",
    "task",
    "trail_key",
    "travel",
    "unit",
    "view_log",
    "wave",
    "wave_choice",
    "wish",
    "worker",
]
