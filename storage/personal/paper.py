"""What a liaison handed over on paper, and recorded for somebody."""

from domain.privacy.records import Grounds
from storage import tables
from storage.personal.belonging import Belongs, Deleted, Kept, as_they_stand, of_person

LINES = (
    Belongs(
        table=tables.delivery,
        owner=of_person(tables.delivery.c.person_id),
        shows=as_they_stand(
            tables.delivery,
            "act",
            "told_on",
            "hindrance",
            "acknowledgement",
            "recorded_at",
            "taken_back_at",
        ),
        erasure=Kept(grounds=Grounds.ARCHIVE),
        others=("recorded_by",),
    ),
    Belongs(
        table=tables.paper_card,
        owner=of_person(tables.paper_card.c.person_id),
        shows=as_they_stand(tables.paper_card, "code", "printed_at", "expires_at", "failures", "used_at"),
        erasure=Deleted(),
        others=("printed_by",),
    ),
)
