"""The columns of each template with one example value: invented people only."""

from dataclasses import dataclass

from domain.imports.rows import SheetKind

LEVELS = ("1", "2", "3", "4", "5")
CODES = ("M.01", "M.02", "M.03", "M.04", "M.05", "M.06", "M.07", "M.08", "SK.01")
YES_NO = ("Ya", "Tidak")
PREDICATES = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")


@dataclass(frozen=True, slots=True)
class Example:
    """One column. Text columns keep long numbers and dates as they are typed."""

    heading: str
    value: str
    choices: tuple[str, ...] = ()
    is_text: bool = True


def _number(heading: str, value: str) -> Example:
    return Example(heading, value, is_text=False)


_LEVEL_COLUMNS = tuple(Example(code, "3", LEVELS, is_text=False) for code in CODES)

EXAMPLES: dict[SheetKind, tuple[str, tuple[Example, ...]]] = {
    SheetKind.PEOPLE: (
        "Data ASN",
        (
            Example("PNS ID", "2BD39AD3-DC26-4F85-9003-5FF0C39C35C4"),
            Example("NIP BARU", "198609262015051901"),
            Example("NAMA", "KARMAN AGUSTINA"),
            Example("GELAR DEPAN", "Drs."),
            Example("GELAR BELAKANG", "M.Si."),
            Example("TANGGAL LAHIR", "26-09-1986"),
            Example("JENIS KELAMIN", "L", ("L", "P")),
            Example("NOMOR HP", "089900000001"),
            Example("JENIS PEGAWAI NAMA", "PNS", ("PNS", "PPPK")),
            Example("KEDUDUKAN HUKUM NAMA", "Aktif"),
            Example("GOL AKHIR NAMA", "III/d"),
            Example("TMT GOLONGAN", "01-04-2023"),
            Example(
                "JENIS JABATAN NAMA",
                "Jabatan Pelaksana",
                ("Jabatan Struktural", "Jabatan Fungsional", "Jabatan Pelaksana"),
            ),
            Example("JABATAN NAMA", "Penelaah Teknis Kebijakan"),
            Example("TMT JABATAN", "01-12-2021"),
            Example("TINGKAT PENDIDIKAN NAMA", "S-1"),
            Example("PENDIDIKAN NAMA", "S-1 Administrasi Negara"),
            Example("LOKASI KERJA NAMA", "Ibu Kota"),
            Example("UNOR ID", "4DAD2986-CE83-4960-AA06-E9AB85A0BCC1"),
            Example("UNOR NAMA", "Dinas Pendidikan"),
            Example("SATUAN KERJA INDUK NAMA", "Dinas Kesehatan"),
            Example("ESELON NAMA", "IV.a"),
        ),
    ),
    SheetKind.POSITIONS: (
        "Peta Jabatan",
        (
            Example("UNIT KERJA", "Dinas Pendidikan"),
            Example("NAMA JABATAN", "Penelaah Teknis Kebijakan"),
            _number("KELAS", "7"),
            _number("B", "5"),
            _number("K", "4"),
            _number("+/-", "1"),
            Example("KET", "Lebih"),
        ),
    ),
    SheetKind.TASKS: (
        "ABK",
        (
            Example("UNIT KERJA", "Dinas Pendidikan"),
            Example("NAMA JABATAN", "Penelaah Teknis Kebijakan"),
            _number("NO", "1"),
            Example("URAIAN TUGAS", "Menyusun laporan bulanan"),
            Example("HASIL KERJA", "Dokumen"),
            Example("SATUAN", "berkas"),
            _number("JUMLAH HASIL", "5000"),
            _number("WAKTU PENYELESAIAN (MENIT)", "15"),
            _number("WAKTU EFEKTIF", "75000"),
            _number("KEBUTUHAN", "1"),
        ),
    ),
    SheetKind.COMPETENCIES: (
        "Hasil Asesmen",
        (
            Example("NIP", "198609262015051901"),
            Example("NAMA", "Karman Agustina"),
            *_LEVEL_COLUMNS,
            Example("TANGGAL ASESMEN", "15-09-2025"),
            Example("PREDIKAT 2024", "Baik", PREDICATES),
            Example("PREDIKAT 2025", "Sangat Baik", PREDICATES),
            Example("HUKUMAN DISIPLIN", "Tidak ada", ("Tidak ada", "Ringan", "Sedang", "Berat")),
        ),
    ),
    SheetKind.STANDARDS: (
        "Standar Kompetensi",
        (
            Example("NAMA JABATAN", "Bendahara"),
            *_LEVEL_COLUMNS,
            Example("PENDIDIKAN MINIMAL", "D-III"),
            Example("BIDANG PENDIDIKAN", "D-III Akuntansi; S-1 Akuntansi"),
        ),
    ),
    SheetKind.PROPOSALS: (
        "Usulan",
        (
            Example("NIP", "198609262015051901"),
            Example("NAMA", "Karman Agustina"),
            Example("JABATAN LAMA", "Penelaah Teknis Kebijakan"),
            Example("UNIT KERJA LAMA", "Dinas Pendidikan"),
            Example("JABATAN BARU", "Penelaah Teknis Kebijakan"),
            Example("UNIT KERJA BARU", "Dinas Kesehatan"),
            Example("JENIS MUTASI", "Rotasi", ("Rotasi", "Promosi", "Demosi", "Atas permintaan sendiri")),
            Example("RENCANA TMT", "01-02-2027"),
            Example("ALASAN", "Beban kerja unit tujuan melebihi kapasitas"),
        ),
    ),
    SheetKind.WISHES: (
        "Preferensi",
        (
            Example("NIP", "198609262015051901"),
            _number("PERINGKAT", "1"),
            Example("UNIT TUJUAN", "Dinas Kesehatan"),
            Example("JABATAN TUJUAN", "Penelaah Teknis Kebijakan"),
        ),
    ),
    SheetKind.COUPLES: (
        "Pasangan",
        (Example("NIP", "198609262015051901"), Example("NIP PASANGAN", "198802072018082901")),
    ),
    SheetKind.CIRCUMSTANCES: (
        "Kondisi",
        (
            Example("NIP", "198609262015051901"),
            Example("KONDISI KHUSUS", "Tidak", YES_NO),
            Example("BERSEDIA BERTUKAR", "Ya", YES_NO),
        ),
    ),
    SheetKind.TRAVEL: (
        "Waktu Tempuh",
        (
            Example("LOKASI ASAL", "Ibu Kota"),
            Example("LOKASI TUJUAN", "Kemuning"),
            _number("MENIT", "240"),
            Example("MODA", "Darat"),
            Example("SUMBER", "Dinas Perhubungan"),
        ),
    ),
}
