"""Waves, proposals and their stages."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.tables.columns import RowId, UtcDateTime, metadata

wave = Table(
    "wave",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("requested_by", ForeignKey("person.id")),
    Column("requested_at", UtcDateTime),
    Column("requested_digest", Text),
    Column("data_check_until", Date),
    Column("aspirations_until", Date),
    Column("board_on", Date),
    Column("decision_on", Date),
    Column("effective_on", Date),
    Column("checked_at", UtcDateTime),
    Column("published_by", ForeignKey("person.id")),
    Column("published_at", UtcDateTime),
)

proposal = Table(
    "proposal",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("wave_id", ForeignKey("wave.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("direction", Text, nullable=False),
    Column("own_request", Boolean, nullable=False),
    Column("from_unit_id", ForeignKey("unit.id"), nullable=False),
    Column("from_position", Text, nullable=False),
    Column("from_class", Integer),
    Column("to_unit_id", ForeignKey("unit.id"), nullable=False),
    Column("to_position", Text, nullable=False),
    Column("to_class", Integer),
    Column("reason", Text, nullable=False),
    Column("planned_effective_on", Date),
    Column("status", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    # None: the planner proposed it, not a file.
    Column("import_id", ForeignKey("import.id")),
    UniqueConstraint("wave_id", "person_id"),
)

proposal_stage = Table(
    "proposal_stage",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id"), nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("moved_by", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
)
