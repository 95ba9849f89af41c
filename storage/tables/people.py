"""People, units, posts: what HR's files say."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

unit = Table(
    "unit",
    metadata,
    Column("id", RowId, primary_key=True),
    # "siasn:<id>" where the national record names it, else "name:<name key>": leaf units share their names.
    Column("key", Text, nullable=False, unique=True),
    Column("name_key", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("location", Text, nullable=False, server_default=""),
    Column("parent_id", ForeignKey("unit.id"), index=True),
)

position = Table(
    "position",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("name_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("job_class", Integer),
    Column("staff_actual", Integer),
    Column("staff_need", Integer),
    Column("note", Text, nullable=False, server_default=""),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
    UniqueConstraint("unit_id", "name_key"),
)

task = Table(
    "task",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("position_key", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("volume", Numeric(18, 4), nullable=False),
    Column("minutes", Numeric(18, 4), nullable=False),
    Column("effective_minutes", Numeric(18, 4), nullable=False),
    Column("need", Numeric(18, 4)),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
    UniqueConstraint("unit_id", "position_key", "number", "description"),
)

person = Table(
    "person",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("siasn_id", Text, nullable=False, unique=True),
    Column("nip_hash", LargeBinary, nullable=False, unique=True),
    Column("nip_sealed", LargeBinary, nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("name", Text, nullable=False),
    Column("title_front", Text, nullable=False),
    Column("title_back", Text, nullable=False),
    Column("sex", Text),
    Column("kind", Text, nullable=False),
    Column("legal_status", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("grade_since", Date),
    Column("position_kind", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("position_since", Date),
    Column("education_level", Text, nullable=False),
    Column("education", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("echelon", Text, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False, index=True),
    Column("ended_at", UtcDateTime),
    # Whoever counts a region reads these alone, and no rows with sealed numbers in them.
    Index("ix_person_unit_id_ended_at", "unit_id", "ended_at", "id"),
    Index("ix_person_in_post", "ended_at", "kind", "position_since", "id", "unit_id"),
)

# One's number changes when one contracts anew: look-ups by an old number still find the person.
former_nip = Table(
    "former_nip",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("nip_hash", LargeBinary, nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("siasn_id", Text, nullable=False),
    Column("nip_sealed", LargeBinary, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

competency = Table(
    "competency",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, unique=True),
    Column("levels", JSON, nullable=False),
    Column("assessed_on", Date),
    Column("ratings", JSON, nullable=False),
    Column("discipline", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
)

standard = Table(
    "standard",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("position_key", Text, nullable=False, unique=True),
    Column("position", Text, nullable=False),
    Column("levels", JSON, nullable=False),
    Column("education_min", Text, nullable=False),
    Column("education_fields", JSON, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("import_id", ForeignKey("import.id"), nullable=False),
)

_is_held = Column("revoked_at").is_(None)
_is_region_wide = Column("unit_id").is_(None)

role = Table(
    "role",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("granted_at", UtcDateTime, nullable=False),
    Column("granted_by", Text, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", Text),
    # Null: for the whole region; else for the unit and all below it.
    Column("unit_id", ForeignKey("unit.id")),
    # Nulls are never equal, so what is held for the region has an index of its own.
    Index(
        "uq_role_held",
        "person_id",
        "role",
        unique=True,
        sqlite_where=and_(_is_held, _is_region_wide),
        postgresql_where=and_(_is_held, _is_region_wide),
    ),
    Index(
        "uq_role_held_for_unit",
        "person_id",
        "role",
        "unit_id",
        unique=True,
        sqlite_where=_is_held,
        postgresql_where=_is_held,
    ),
)

imports = Table(
    "import",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("applied_at", UtcDateTime, nullable=False),
    Column("applied_by", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("summary", JSON, nullable=False),
    # The day whose staffing the position map shows, where this import brought one that says so.
    Column("map_as_of", Date),
    Column("undone_at", UtcDateTime),
)

# What a row held before an import changed it. Sealed columns stay sealed in here.
import_before = Table(
    "import_before",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("import_id", ForeignKey("import.id"), nullable=False, index=True),
    Column("table_name", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("before", JSON, nullable=False),
)
