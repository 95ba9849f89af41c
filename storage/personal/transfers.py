"""What a person wishes, what is proposed and decided for them, and what they said to it."""

from domain.privacy.records import Grounds
from storage import tables
from storage.personal.belonging import (
    Belongs,
    Blanked,
    Deleted,
    Kept,
    as_they_stand,
    of_person,
    published,
    through,
)
from storage.personal.sealed import correction_paper, correction_words, objection_file, objection_words
from storage.personal.values import answers, checkin_answers, shown_reasons, shown_stage, unit_name

_PROPOSAL = of_person(tables.proposal.c.person_id)
_OF_PROPOSAL = {
    table.name: through(table.c.proposal_id, tables.proposal.c.id, _PROPOSAL)
    for table in (tables.proposal_stage, tables.explanation, tables.finding, tables.justification)
}
_OBJECTION_FILE = through(
    tables.objection_file.c.objection_id, tables.objection.c.id, of_person(tables.objection.c.person_id)
)


LINES = (
    Belongs(
        table=tables.wish,
        owner=of_person(tables.wish.c.person_id),
        shows=(unit_name("unit", tables.wish.c.unit_id), *as_they_stand(tables.wish, "rank", "position_key")),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.circumstance,
        owner=of_person(tables.circumstance.c.person_id),
        shows=as_they_stand(tables.circumstance, "hardship", "swaps"),
        erasure=Deleted(),
    ),
    # The spouse's number is the spouse's: that there is one stands here, not who.
    Belongs(
        table=tables.couple,
        owner=of_person(tables.couple.c.person_id),
        shows=(answers("near_spouse", tables.couple.c.spouse_id),),
        erasure=Deleted(),
        others=("spouse_id",),
    ),
    Belongs(
        table=tables.proposal,
        owner=_PROPOSAL,
        shown=published(tables.proposal.c.id),
        shows=(
            unit_name("from_unit", tables.proposal.c.from_unit_id),
            unit_name("to_unit", tables.proposal.c.to_unit_id),
            *as_they_stand(
                tables.proposal,
                "direction",
                "own_request",
                "from_position",
                "from_class",
                "to_position",
                "to_class",
                "reason",
                "planned_effective_on",
            ),
        ),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.proposal_stage,
        owner=_OF_PROPOSAL["proposal_stage"],
        shown=published(tables.proposal_stage.c.proposal_id),
        shows=(shown_stage(), *as_they_stand(tables.proposal_stage, "entered_at")),
        erasure=Kept(grounds=Grounds.ARCHIVE),
        others=("moved_by",),
    ),
    Belongs(
        table=tables.explanation,
        owner=_OF_PROPOSAL["explanation"],
        shown=published(tables.explanation.c.proposal_id),
        shows=(shown_reasons(), *as_they_stand(tables.explanation, "made_at")),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.finding,
        owner=_OF_PROPOSAL["finding"],
        shown=published(tables.finding.c.proposal_id),
        shows=as_they_stand(tables.finding, "code"),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.justification,
        owner=_OF_PROPOSAL["justification"],
        shown=published(tables.justification.c.proposal_id),
        shows=as_they_stand(tables.justification, "code", "reason", "written_at"),
        erasure=Kept(grounds=Grounds.ARCHIVE),
        others=("written_by",),
    ),
    Belongs(
        table=tables.decree_days,
        owner=through(tables.decree_days.c.proposal_id, tables.proposal.c.id, _PROPOSAL),
        shown=published(tables.decree_days.c.proposal_id),
        shows=as_they_stand(tables.decree_days, "received_on", "printed_on", "stated_at"),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.objection,
        owner=of_person(tables.objection.c.person_id),
        shows=(
            *objection_words(),
            *as_they_stand(
                tables.objection,
                "number",
                "state",
                "letter_code",
                "drafted_at",
                "submitted_at",
                "on_paper",
                "verdict",
                "answered_at",
                "withdrawn_at",
            ),
        ),
        erasure=Kept(grounds=Grounds.ARCHIVE),
        others=("answered_by",),
    ),
    Belongs(
        table=tables.objection_file,
        owner=_OBJECTION_FILE,
        shows=as_they_stand(tables.objection_file, "media", "size", "received_at"),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.objection_content,
        owner=through(tables.objection_content.c.file_id, tables.objection_file.c.id, _OBJECTION_FILE),
        shows=(objection_file(), *as_they_stand(tables.objection_content, "file_id")),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.objection_reminder,
        owner=of_person(tables.objection_reminder.c.person_id),
        shows=as_they_stand(tables.objection_reminder, "asked_at"),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.checkin,
        owner=of_person(tables.checkin.c.person_id),
        shows=(
            unit_name("unit", tables.checkin.c.unit_id),
            *as_they_stand(
                tables.checkin, "milestone", "due_on", "closes_on", "asked_at", "reminded_at", "answered_at"
            ),
            checkin_answers(),
        ),
        # The row stays, so that nobody is asked anew; sums that hold the answers already are nobody's.
        erasure=Blanked(values=lambda _now: {"answers_sealed": None, "answered_at": None}),
    ),
    Belongs(
        table=tables.explanation_answer,
        owner=of_person(tables.explanation_answer.c.person_id),
        shows=as_they_stand(
            tables.explanation_answer, "word", "unclear", "asks_for_person", "said_at", "followed_at"
        ),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.correction,
        owner=of_person(tables.correction.c.person_id),
        shows=(
            *correction_words(),
            *as_they_stand(
                tables.correction, "number", "fact", "status", "filed_at", "due_at", "answered_at"
            ),
        ),
        erasure=Kept(grounds=Grounds.ARCHIVE),
        others=("answered_by",),
    ),
    Belongs(
        table=tables.correction_paper,
        owner=through(
            tables.correction_paper.c.number,
            tables.correction.c.number,
            of_person(tables.correction.c.person_id),
        ),
        shows=(correction_paper(), *as_they_stand(tables.correction_paper, "number")),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
)
