"""What planning works on besides posts and people, its scenarios, and why each move is proposed."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

wish = Table(
    "wish",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("position_key", Text, nullable=False, server_default=""),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
    UniqueConstraint("person_id", "rank"),
)

# Which circumstance it is stays with those who have to know; planning learns only that there is one.
circumstance = Table(
    "circumstance",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, unique=True),
    Column("hardship", Boolean, nullable=False),
    Column("swaps", Boolean, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
)

# Who wishes to serve near their husband or wife; it counts where both do.
couple = Table(
    "couple",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, unique=True),
    Column("spouse_id", ForeignKey("person.id"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
)

travel = Table(
    "travel",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("mode", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
    UniqueConstraint("origin", "destination"),
)

# A surge (lonjakan): more of one task for a while, as the unit's head or liaison reports it.
surge = Table(
    "surge",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("position_key", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("volume", Numeric(18, 4), nullable=False),
    Column("minutes", Numeric(18, 4), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("reported_by", Text, nullable=False),
    Column("reported_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
)

scenario = Table(
    "scenario",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("as_of", Date, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("moves", JSON, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("wave_id", ForeignKey("wave.id")),
    # A number is never given twice: a button names the very scenario that was seen.
    sqlite_autoincrement=True,
)

# Why each move of a scenario is proposed, until a wave comes from it: then its proposals keep it.
scenario_move = Table(
    "scenario_move",
    metadata,
    Column(
        "scenario_id", ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("content", JSON, nullable=False),
)

# A run of the planner, so that whoever asked hears of its end even when its process was gone.
plan_run = Table(
    "plan_run",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Text, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("units", JSON, nullable=False),
    Column("asked_by", ForeignKey("person.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("alive_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)

explanation = Table(
    "explanation",
    metadata,
    Column(
        "proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("content", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

# What the check of a wave found: complaints that a proposal's owner could rightly make.
finding = Table(
    "finding",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("facts", JSON, nullable=False),
)

# What HR answers in writing to a rule that blocks, or to a complaint that the owner could rightly make.
justification = Table(
    "justification",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    UniqueConstraint("proposal_id", "code"),
)
