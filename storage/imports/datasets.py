"""The kinds of rows that imports keep: their table, what a staged row refers to, and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text

from domain.imports.rows import SheetKind
from storage import tables
from storage.imports.values import PERSON_PLAIN
from storage.tables.columns import RowId


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that a staged row names by a text, resolved when it is applied: its target may be new too."""

    column: str
    staged: str
    target: Table
    match: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of rows."""

    kind: SheetKind
    table: Table
    plain: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def staged(self) -> Table:
        return STAGED[self.kind]


_UNIT = Reference("unit_id", "unit_key", tables.unit, "key")
_PERSON = Reference("person_id", "siasn_id", tables.person, "siasn_id")
_SPOUSE = Reference("spouse_id", "spouse_siasn_id", tables.person.alias("spouse"), "siasn_id")  # type: ignore[arg-type] # an alias stands in for its table
_WAVE = Reference("wave_id", "wave", tables.wave, "name")


def _from_to(side: str) -> Reference:
    return Reference(f"{side}_unit_id", f"{side}_unit_key", tables.unit.alias(f"{side}_unit"), "key")  # type: ignore[arg-type] # an alias stands in for its table


DATASETS: Mapping[SheetKind, Dataset] = {
    one.kind: one
    for one in (
        Dataset(
            SheetKind.PEOPLE,
            tables.person,
            ("siasn_id", "nip_hash", "nip_sealed", "phone_sealed", *PERSON_PLAIN),
            (_UNIT,),
        ),
        Dataset(
            SheetKind.POSITIONS,
            tables.position,
            ("name_key", "name", "job_class", "staff_actual", "staff_need", "note"),
            (_UNIT,),
        ),
        Dataset(
            SheetKind.TASKS,
            tables.task,
            (
                "position_key",
                "number",
                "description",
                "product",
                "measure",
                "volume",
                "minutes",
                "effective_minutes",
                "need",
            ),
            (_UNIT,),
        ),
        Dataset(
            SheetKind.COMPETENCIES,
            tables.competency,
            ("levels", "assessed_on", "ratings", "discipline"),
            (_PERSON,),
        ),
        Dataset(
            SheetKind.STANDARDS,
            tables.standard,
            ("position_key", "position", "levels", "education_min", "education_fields"),
            (),
        ),
        Dataset(
            SheetKind.PROPOSALS,
            tables.proposal,
            (
                "direction",
                "own_request",
                "from_position",
                "to_position",
                "reason",
                "planned_effective_on",
                "status",
            ),
            (_WAVE, _PERSON, _from_to("from"), _from_to("to")),
        ),
        Dataset(SheetKind.WISHES, tables.wish, ("rank", "position_key"), (_PERSON, _UNIT)),
        Dataset(SheetKind.COUPLES, tables.couple, (), (_PERSON, _SPOUSE)),
        Dataset(SheetKind.CIRCUMSTANCES, tables.circumstance, ("hardship", "swaps"), (_PERSON,)),
        Dataset(SheetKind.TRAVEL, tables.travel, ("origin", "destination", "minutes", "mode", "source"), ()),
    )
}


def _staged(dataset: Dataset) -> Table:
    """A temporary twin of the table: `row_id` and `before_digest` are empty for a new row."""
    return Table(
        f"staged_{dataset.table.name}",
        MetaData(),
        Column("row_id", RowId),
        Column("before_digest", LargeBinary),
        Column("digest", LargeBinary),
        *(Column(reference.staged, Text) for reference in dataset.references),
        *(Column(name, dataset.table.c[name].type) for name in dataset.plain),
        prefixes=["TEMPORARY"],
    )


STAGED: Mapping[SheetKind, Table] = {kind: _staged(dataset) for kind, dataset in DATASETS.items()}
