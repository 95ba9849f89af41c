"""The "Export Data ASN" of the national system (SIASN). NIK, NPWP, BPJS, religion, marriage, address,
birth place and e-mail have no column here, so they are never read (domain.md 4.4).
"""

from collections.abc import Iterable

from domain.imports.rows import PersonRow, SheetKind
from domain.nip import Nip
from files.sheets.names import proper_name
from files.sheets.page import Column, Complaint, Fields, Page
from files.sheets.values import choices, dates, grades, nips, phones, uuids, words
from files.tables.table import Fault

MEN = ("m", "l", "laki laki", "laki", "pria", "male")
WOMEN = ("f", "p", "perempuan", "wanita", "female")
SEXES = dict.fromkeys(MEN, "L") | dict.fromkeys(WOMEN, "P")
EMPLOYEE_KINDS = {"pns": "pns", "cpns": "pns", "pppk": "pppk", "p3k": "pppk"}
POSITION_KINDS = {
    "struktural": "struktural",
    "jabatan struktural": "struktural",
    "jabatan pimpinan tinggi": "struktural",
    "jabatan pimpinan tinggi pratama": "struktural",
    "jabatan administrator": "struktural",
    "jabatan pengawas": "struktural",
    "fungsional": "fungsional",
    "jabatan fungsional": "fungsional",
    "jabatan fungsional tertentu": "fungsional",
    "pelaksana": "pelaksana",
    "jabatan pelaksana": "pelaksana",
    "jabatan fungsional umum": "pelaksana",
}


def _check(fields: Fields) -> Iterable[Complaint]:
    nip: Nip = fields["nip"]
    complaints = []
    if fields["sex"] not in {None, nip.sex}:
        complaints.append(("sex", Fault("nip.sex_differs", facts=(("nip_sex", nip.sex),))))
    if fields["birth_on"] not in {None, nip.birth_on}:
        complaints.append(("nip", Fault("nip.birth_differs")))
    if fields["employee_kind"] not in {None, nip.kind}:
        complaints.append(("employee_kind", Fault("nip.kind_differs")))
    if nip.is_late_appointment:
        complaints.append(("nip", Fault("nip.late_appointment")))
    return complaints


def _make(sheet: int, row: int, fields: Fields) -> PersonRow:
    nip: Nip = fields.pop("nip")
    fields.pop("birth_on")
    kind = fields.pop("employee_kind") or nip.kind
    name_proper = proper_name(fields["name"])
    return PersonRow(
        sheet=sheet, row=row, nip=nip.digits, employee_kind=kind, name_proper=name_proper, **fields
    )


PEOPLE = Page(
    kind=SheetKind.PEOPLE,
    columns=(
        Column(
            "siasn_id", ("PNS ID", "ID PNS", "SIASN ID"), uuids, must=True, required=True, is_distinct=True
        ),
        Column("nip", ("NIP BARU", "NIP", "NIP/NI PPPK"), nips, must=True, required=True, is_distinct=True),
        Column(
            "name",
            ("NAMA", "NAMA PEGAWAI", "NAMA LENGKAP"),
            words,
            must=True,
            required=True,
            is_distinct=True,
        ),
        Column("title_front", ("GELAR DEPAN",), words),
        Column("title_back", ("GELAR BELAKANG",), words),
        Column("birth_on", ("TANGGAL LAHIR", "TGL LAHIR"), dates),
        Column("sex", ("JENIS KELAMIN", "KELAMIN", "L/P", "JK"), choices(SEXES, "sex.unknown")),
        Column("phone", ("NOMOR HP", "NO HP", "NOMOR TELEPON", "TELEPON", "HP"), phones, is_distinct=True),
        Column(
            "employee_kind",
            ("JENIS PEGAWAI NAMA", "JENIS PEGAWAI"),
            choices(EMPLOYEE_KINDS, "employee_kind.unknown", by_first_word=True),
        ),
        Column("legal_status", ("KEDUDUKAN HUKUM NAMA", "KEDUDUKAN HUKUM"), words),
        Column("grade", ("GOL AKHIR NAMA", "GOLONGAN", "GOL", "GOLONGAN RUANG"), grades),
        Column("grade_since", ("TMT GOLONGAN", "TMT GOL"), dates),
        Column(
            "position_kind",
            ("JENIS JABATAN NAMA", "JENIS JABATAN"),
            choices(POSITION_KINDS, "position_kind.unknown"),
        ),
        Column("position", ("JABATAN NAMA", "NAMA JABATAN", "JABATAN"), words, must=True, required=True),
        Column("position_since", ("TMT JABATAN",), dates),
        Column("education_level", ("TINGKAT PENDIDIKAN NAMA", "TINGKAT PENDIDIKAN"), words),
        Column("education", ("PENDIDIKAN NAMA", "PENDIDIKAN"), words),
        Column("location", ("LOKASI KERJA NAMA", "LOKASI KERJA"), words),
        Column("unit_siasn_id", ("UNOR ID", "ID UNOR"), uuids),
        Column("unit", ("UNOR NAMA", "NAMA UNOR", "UNIT KERJA", "UNOR"), words, must=True, required=True),
        Column("unit_above", ("SATUAN KERJA INDUK NAMA", "SATUAN KERJA INDUK"), words),
        Column("echelon", ("ESELON NAMA", "ESELON"), words),
    ),
    check=_check,
    make=_make,
)
