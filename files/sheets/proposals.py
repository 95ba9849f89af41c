"""The list of proposed transfers (usulan mutasi), as HR types it."""

from collections.abc import Iterable

from domain.imports.rows import ProposalRow, SheetKind
from domain.organisation import name_key
from domain.proposals import Direction
from files.sheets.page import Column, Complaint, Fields, Page
from files.sheets.values import choices, dates, nips, words
from files.tables.table import Fault

# (direction, own request): a request of one's own says nothing of the direction
KINDS: dict[str, tuple[Direction | None, bool]] = {
    "rotasi": (Direction.ROTASI, False),
    "mutasi": (Direction.ROTASI, False),
    "promosi": (Direction.PROMOSI, False),
    "demosi": (Direction.DEMOSI, False),
    "atas permintaan sendiri": (None, True),
    "permintaan sendiri": (None, True),
    "aps": (None, True),
    "rotasi aps": (Direction.ROTASI, True),
    "rotasi atas permintaan sendiri": (Direction.ROTASI, True),
    "mutasi aps": (Direction.ROTASI, True),
    "mutasi atas permintaan sendiri": (Direction.ROTASI, True),
}


def _check(fields: Fields) -> Iterable[Complaint]:
    origin = (name_key(fields["from_unit"]), name_key(fields["from_position"]))
    if origin == (name_key(fields["to_unit"]), name_key(fields["to_position"])):
        return [("to_unit", Fault("proposal.no_change"))]
    return ()


def _make(sheet: int, row: int, fields: Fields) -> ProposalRow:
    direction, own_request = fields.pop("kind")
    nip = fields.pop("nip").digits
    return ProposalRow(sheet=sheet, row=row, nip=nip, direction=direction, own_request=own_request, **fields)


PROPOSALS = Page(
    kind=SheetKind.PROPOSALS,
    columns=(
        Column("nip", ("NIP", "NIP BARU"), nips, must=True, required=True, is_distinct=True),
        Column("name", ("NAMA", "NAMA PEGAWAI", "NAMA LENGKAP"), words),
        Column("from_position", ("JABATAN LAMA", "JABATAN ASAL", "JABATAN SEKARANG"), words),
        Column("from_unit", ("UNIT KERJA LAMA", "UNIT LAMA", "UNIT KERJA ASAL", "UNIT ASAL"), words),
        Column("to_position", ("JABATAN BARU", "JABATAN TUJUAN"), words, must=True, required=True),
        Column(
            "to_unit",
            ("UNIT KERJA BARU", "UNIT BARU", "UNIT KERJA TUJUAN", "UNIT TUJUAN"),
            words,
            must=True,
            required=True,
        ),
        Column(
            "kind",
            ("JENIS MUTASI", "JENIS", "JENIS USULAN"),
            choices(KINDS, "proposal.kind_unknown"),
            must=True,
            required=True,
        ),
        Column("planned_effective_on", ("RENCANA TMT", "TMT RENCANA", "RENCANA TANGGAL", "TMT"), dates),
        Column("reason", ("ALASAN", "ALASAN MUTASI", "PERTIMBANGAN"), words),
    ),
    check=_check,
    make=_make,
)
