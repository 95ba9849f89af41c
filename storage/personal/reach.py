"""The way to a person: links, letters, consents, messages, drafts, and how they wish to be written to."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal, or_

from domain.linking.records import Cause
from domain.privacy.records import Grounds
from storage import tables
from storage.conversations import USER
from storage.personal.belonging import (
    Belongs,
    Blanked,
    Deleted,
    Kept,
    as_they_stand,
    nobodys,
    of_chat,
    of_hashed_user,
    of_person,
    through,
)
from storage.personal.sealed import phrase
from storage.personal.values import NOBODY, announced, answer_to_request, draft, kind_of_message
from storage.tables.columns import one_of


def _ended_message(now: datetime) -> dict[str, Any]:
    """Nothing of it can be sent any more, and the figures of what was sent still add up."""
    message, at = tables.outbox.c, literal(now, tables.outbox.c.cancelled_at.type)
    is_new = one_of(message.state, "new")
    may_yet_go = one_of(message.state, "new", "sending", "unknown", "held", "unreachable")
    return {
        "chat_id": NOBODY,
        "facts_sealed": None,
        "state": case((is_new, "cancelled"), else_=message.state),
        "settled_at": case((is_new, at), else_=message.settled_at),
        "cancelled_at": case((may_yet_go, at), else_=message.cancelled_at),
    }


def _ended_link(now: datetime) -> dict[str, Any]:
    link = tables.account.c
    return {
        "user_id": NOBODY,
        "chat_id": NOBODY,
        "unlinked_at": func.coalesce(link.unlinked_at, literal(now, link.unlinked_at.type)),
        "unlink_cause": func.coalesce(link.unlink_cause, str(Cause.CONSENT_WITHDRAWN)),
    }


def _ended_claim(now: datetime) -> dict[str, Any]:
    closed_at = tables.claim.c.closed_at
    return {
        "user_id": NOBODY,
        "chat_id": NOBODY,
        "closed_at": func.coalesce(closed_at, literal(now, closed_at.type)),
        "close_cause": func.coalesce(tables.claim.c.close_cause, str(Cause.NO_LONGER_POSSIBLE)),
    }


LINES = (
    Belongs(
        table=tables.account,
        owner=of_person(tables.account.c.person_id),
        shows=as_they_stand(
            tables.account,
            "user_id",
            "chat_id",
            "language",
            "linked_at",
            "last_seen_at",
            "unlinked_at",
            "unlink_cause",
            "unreachable_since",
        ),
        erasure=Blanked(values=_ended_link),
    ),
    Belongs(
        table=tables.invitation,
        owner=of_person(tables.invitation.c.person_id),
        shows=as_they_stand(
            tables.invitation, "issued_at", "expires_at", "failures", "closed_at", "close_cause"
        ),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.consent,
        owner=of_person(tables.consent.c.person_id),
        shows=as_they_stand(
            tables.consent, "user_id", "purpose", "granted", "text_version", "language", "at"
        ),
        erasure=Kept(grounds=Grounds.PROOF),
    ),
    # Whoever claimed may have been somebody else: their account is not shown.
    Belongs(
        table=tables.claim,
        owner=of_person(tables.claim.c.person_id),
        shows=as_they_stand(tables.claim, "claimed_at", "effective_at", "closed_at", "close_cause"),
        erasure=Blanked(values=_ended_claim),
        others=("first_by", "second_by"),
    ),
    nobodys(tables.link_try, "a keyed hash of an account that may be nobody's, deleted after a day"),
    Belongs(
        table=tables.outbox,
        owner=of_chat(tables.outbox.c.chat_id, tables.outbox.c.created_at),
        shows=(kind_of_message(), *as_they_stand(tables.outbox, "state", "created_at", "settled_at")),
        erasure=Blanked(values=_ended_message),
    ),
    Belongs(
        table=tables.conversation,
        owner=of_hashed_user(tables.conversation.c.user_key, USER),
        shows=(draft(), *as_they_stand(tables.conversation, "expires_at", "kept_until")),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.own_hours,
        owner=of_person(tables.own_hours.c.person_id),
        shows=as_they_stand(tables.own_hours, "opens", "closes"),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.addressee,
        owner=of_person(tables.addressee.c.person_id),
        shows=(announced(tables.addressee), *as_they_stand(tables.addressee, "addressed_at", "read_at")),
        erasure=Kept(grounds=Grounds.TRAIL),
    ),
    Belongs(
        table=tables.announcement_answer,
        owner=of_person(tables.announcement_answer.c.person_id),
        shows=(
            announced(tables.announcement_answer),
            *as_they_stand(tables.announcement_answer, "answer", "answered_at"),
        ),
        erasure=Kept(grounds=Grounds.TRAIL),
    ),
    Belongs(
        table=tables.notification_choice,
        owner=of_person(tables.notification_choice.c.person_id),
        shows=as_they_stand(tables.notification_choice, "reminders"),
        erasure=Deleted(),
    ),
    # Who looked at everybody's records looked at this person's, too.
    Belongs(
        table=tables.view_log,
        owner=lambda subject: or_(
            tables.view_log.c.person_id == subject.person_id, tables.view_log.c.person_id.is_(None)
        ),
        shows=as_they_stand(tables.view_log, "role", "purpose", "day", "times"),
        erasure=Kept(grounds=Grounds.TRAIL),
    ),
    Belongs(
        table=tables.official_code,
        owner=of_person(tables.official_code.c.addressee),
        shows=as_they_stand(
            tables.official_code, "code", "kind", "title", "issued_on", "issued_at", "withdrawn_at"
        ),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.official_digest,
        owner=through(
            tables.official_digest.c.code,
            tables.official_code.c.code,
            of_person(tables.official_code.c.addressee),
        ),
        shows=as_they_stand(tables.official_digest, "code"),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.phrase,
        owner=of_person(tables.phrase.c.person_id),
        shows=(phrase(), *as_they_stand(tables.phrase, "given_at")),
        erasure=Deleted(),
    ),
    # -- how they used their rights
    Belongs(
        table=tables.privacy_request,
        owner=of_person(tables.privacy_request.c.person_id),
        shows=(
            answer_to_request(),
            *as_they_stand(
                tables.privacy_request, "id", "kind", "state", "asked_at", "due_at", "answered_at"
            ),
        ),
        erasure=Kept(grounds=Grounds.PROOF),
        others=("answered_by",),
    ),
    Belongs(
        table=tables.privacy_act,
        owner=of_person(tables.privacy_act.c.person_id),
        shows=as_they_stand(tables.privacy_act, "effect", "detail", "at"),
        erasure=Kept(grounds=Grounds.PROOF),
    ),
    Belongs(
        table=tables.restriction,
        owner=of_person(tables.restriction.c.person_id),
        shows=as_they_stand(tables.restriction, "since"),
        erasure=Kept(grounds=Grounds.PROOF),
    ),
)
