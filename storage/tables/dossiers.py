"""What officers do to proposals before and while these are on their route, and who was told first."""

from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

# What officers write to each other about a proposal.
proposal_comment = Table(
    "proposal_comment",
    metadata,
    # Random: a sealed value is bound to it before the row is written.
    Column("id", Text, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("written_by", ForeignKey("person.id"), nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
)

# Each change that an officer made to a draft, so that the next one sees it.
draft_change = Table(
    "draft_change",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

# What the first officer asked to publish, proposal by proposal: a later change can be named.
publication_item = Table(
    "publication_item",
    metadata,
    Column(
        "proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("wave_id", ForeignKey("wave.id"), nullable=False, index=True),
    Column("shown", JSON, nullable=False),
)

# When its person first opened the card.
card_opening = Table(
    "card_opening",
    metadata,
    Column(
        "proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("opened_at", UtcDateTime, nullable=False),
)
