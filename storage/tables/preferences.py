"""What people wish for themselves in the chat, and the swaps that may come of it."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

# A person's own word, beside HR's spreadsheet (`wish`, `circumstance`). One edition counts for the wave
# whose window has closed, a newer one for the next.
preference = Table(
    "preference",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("begun_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    # False: nothing was chosen in the chat yet, so HR's list counts.
    Column("has_choices", Boolean, nullable=False),
    Column("readiness", Text, nullable=False),
    Column("swaps", Boolean),
    Column("interests_sealed", LargeBinary),
    UniqueConstraint("person_id", "edition"),
)

preference_choice = Table(
    "preference_choice",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("position_key", Text, nullable=False),
    Column("position", Text, nullable=False),
    UniqueConstraint("person_id", "edition", "rank"),
)

preference_constraint = Table(
    "preference_constraint",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("kind", Text, nullable=False),
    # Random, and another one after every change: what is answered is what was read.
    Column("number", Text, nullable=False, unique=True),
    Column("told_on", Date, nullable=False),
    Column("note_sealed", LargeBinary),
    Column("document_name_sealed", LargeBinary),
    Column("document_sealed", LargeBinary),
    # What HR has said of it; only what is acknowledged counts in planning.
    Column("state", Text, nullable=False, index=True),
    Column("answered_on", Date),
    Column("answered_by", ForeignKey("person.id")),
    Column("reason_sealed", LargeBinary),
    UniqueConstraint("person_id", "kind"),
)

# What was wished when a wave was shown to its people, so that its outcome can be told.
wave_choice = Table(
    "wave_choice",
    metadata,
    Column("wave_id", ForeignKey("wave.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("position_key", Text, nullable=False),
    PrimaryKeyConstraint("wave_id", "person_id", "unit_id", "position_key"),
)

# How many wish for a place (no `position_key`: for the unit), counted once a day; nobody is named.
chance = Table(
    "chance",
    metadata,
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("position_key", Text, nullable=False),
    Column("wanting", Integer, nullable=False),
    Column("wished_before", Integer, nullable=False),
    Column("got_before", Integer, nullable=False),
    PrimaryKeyConstraint("unit_id", "position_key"),
)

swap_offer = Table(
    "swap_offer",
    metadata,
    Column("id", Text, primary_key=True),
    # A keyed hash of who would take whose post: the same circle is not offered again and again.
    Column("circle_hash", LargeBinary, nullable=False, unique=True),
    Column("members", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("answer_until", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("agreed_at", UtcDateTime),
)

# Who says no is taken out: nothing tells afterwards whether they declined or left.
swap_member = Table(
    "swap_member",
    metadata,
    Column("offer_id", ForeignKey("swap_offer.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("from_unit_id", ForeignKey("unit.id"), nullable=False),
    Column("from_position", Text, nullable=False),
    Column("to_unit_id", ForeignKey("unit.id"), nullable=False),
    Column("to_position", Text, nullable=False),
    Column("has_agreed", Boolean, nullable=False),
    PrimaryKeyConstraint("offer_id", "person_id"),
)
