"""What officers wrote and changed about somebody's proposal, and when its card was first opened."""

from domain.privacy.records import Grounds
from storage import tables
from storage.dossiers.repository import comment_place
from storage.personal.belonging import Belongs, Kept, as_they_stand, of_person, published, through
from storage.personal.sealed import opened

_PROPOSAL = of_person(tables.proposal.c.person_id)

LINES = (
    # Whoever writes a comment is told on the form that its person may ask for it (UU 27/2022 art. 7).
    Belongs(
        table=tables.proposal_comment,
        owner=through(tables.proposal_comment.c.proposal_id, tables.proposal.c.id, _PROPOSAL),
        shown=published(tables.proposal_comment.c.proposal_id),
        shows=(
            opened(
                "text",
                tables.proposal_comment.c.text_sealed,
                tables.proposal_comment.c.id,
                comment_place,
            ),
            *as_they_stand(tables.proposal_comment, "written_at"),
        ),
        erasure=Kept(grounds=Grounds.ARCHIVE),
        others=("written_by",),
    ),
    Belongs(
        table=tables.draft_change,
        owner=through(tables.draft_change.c.proposal_id, tables.proposal.c.id, _PROPOSAL),
        shown=published(tables.draft_change.c.proposal_id),
        shows=as_they_stand(tables.draft_change, "field", "changed_at"),
        erasure=Kept(grounds=Grounds.ARCHIVE),
        others=("changed_by",),
    ),
    Belongs(
        table=tables.publication_item,
        owner=through(tables.publication_item.c.proposal_id, tables.proposal.c.id, _PROPOSAL),
        shown=published(tables.publication_item.c.proposal_id),
        shows=as_they_stand(tables.publication_item, "shown"),
        erasure=Kept(grounds=Grounds.ARCHIVE),
    ),
    Belongs(
        table=tables.card_opening,
        owner=through(tables.card_opening.c.proposal_id, tables.proposal.c.id, _PROPOSAL),
        shows=as_they_stand(tables.card_opening, "opened_at"),
        erasure=Kept(grounds=Grounds.TRAIL),
    ),
)
