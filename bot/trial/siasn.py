"""The "Export Data ASN" of the invented region, with the quirks of the real one (domain.md 4.4)."""

import csv
import uuid
from datetime import date
from pathlib import Path
from random import Random

from bot.trial.calendar import as_typed, first_of_month, whole_months
from bot.trial.catalogue import kemuning
from bot.trial.people import Servant

# "A ID/NAMA" stands for the two columns "A ID" and "A NAMA".
HEADINGS = (
    "PNS ID,NIP BARU,NIP LAMA,NAMA,GELAR DEPAN,GELAR BELAKANG,TEMPAT LAHIR ID/NAMA,TANGGAL LAHIR,"
    "JENIS KELAMIN,AGAMA ID/NAMA,JENIS KAWIN ID/NAMA,NIK,NOMOR HP,EMAIL,EMAIL GOV,ALAMAT,NPWP NOMOR,BPJS,"
    "JENIS PEGAWAI ID/NAMA,KEDUDUKAN HUKUM ID/NAMA,STATUS CPNS PNS,KARTU ASN VIRTUAL,NOMOR SK CPNS,"
    "TANGGAL SK CPNS,TMT CPNS,NOMOR SK PNS,TANGGAL SK PNS,TMT PNS,GOL AWAL ID/NAMA,GOL AKHIR ID/NAMA,"
    "TMT GOLONGAN,MK TAHUN,MK BULAN,JENIS JABATAN ID/NAMA,JABATAN ID/NAMA,TMT JABATAN,"
    "TINGKAT PENDIDIKAN ID/NAMA,PENDIDIKAN ID/NAMA,TAHUN LULUS,KPKN ID/NAMA,LOKASI KERJA ID/NAMA,"
    "UNOR ID/NAMA,INSTANSI INDUK ID/NAMA,INSTANSI KERJA ID/NAMA,SATUAN KERJA INDUK ID/NAMA,"
    "SATUAN KERJA KERJA ID/NAMA,IS VALID NIK,ESELON ID/NAMA"
)


def write_export(path: Path, staff: list[Servant], *, rng: Random, today: date) -> None:
    """One row a person; ids of units and posts are the same wherever they recur."""
    ids: dict[str, str] = {}

    def id_of(name: str) -> str:
        return ids.setdefault(name, str(uuid.UUID(int=rng.getrandbits(128), version=4)).upper())

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _columns(), restval="", lineterminator="\r\n")
        writer.writeheader()
        for number, servant in enumerate(staff):
            known = _person(servant, number) | _service(servant, today)
            posted = {"UNOR ID": id_of(servant.unit.name), "JABATAN ID": id_of(servant.post.name)}
            writer.writerow(known | _employer() | posted)


def _columns() -> list[str]:
    columns = []
    for heading in HEADINGS.split(","):
        stem, pair, _ = heading.partition(" ID/NAMA")
        columns += [f"{stem} ID", f"{stem} NAMA"] if pair else [heading]
    return columns


def _person(servant: Servant, number: int) -> dict[str, str]:
    return {
        "PNS ID": servant.siasn_id,
        "NIP BARU": f"'{servant.nip}",
        "NIP LAMA": "null",
        "NAMA": servant.name.upper(),
        "GELAR DEPAN": servant.title_front,
        "GELAR BELAKANG": servant.title_back,
        "TEMPAT LAHIR NAMA": servant.birth_place,
        "TANGGAL LAHIR": as_typed(servant.born_on),
        "JENIS KELAMIN": "F" if servant.is_woman else "M",
        "AGAMA NAMA": "Islam",
        "JENIS KAWIN NAMA": "Menikah" if number % 5 else "Belum Kawin",
        # The day 00 makes a number that nobody can have.
        "NIK": f"'1404000000{number:06}",
        "NOMOR HP": f"'{servant.phone}" if servant.phone else ("" if number % 2 else "null"),
        "EMAIL": f"pegawai{number}@contoh.invalid",
        "ALAMAT": f"Kecamatan {servant.unit.location}",
        "NPWP NOMOR": "null",
        "BPJS": "null",
        "IS VALID NIK": "1",
    }


def _service(servant: Servant, today: date) -> dict[str, str]:
    months = whole_months(servant.appointed_on, today)
    permanent_on = "null" if servant.is_pppk else as_typed(first_of_month(servant.appointed_on, 12))
    return {
        "JENIS PEGAWAI NAMA": "PPPK" if servant.is_pppk else "PNS Daerah Kabupaten/Kota",
        "KEDUDUKAN HUKUM NAMA": servant.legal_state,
        "STATUS CPNS PNS": "P",
        "TMT CPNS": as_typed(servant.appointed_on),
        "TMT PNS": permanent_on,
        "GOL AKHIR NAMA": servant.grade,
        "TMT GOLONGAN": as_typed(first_of_month(today, -(months % 48))),
        "MK TAHUN": str(months // 12),
        "MK BULAN": str(months % 12),
        "JENIS JABATAN NAMA": servant.post.kind,
        "JABATAN NAMA": servant.post.name,
        "TMT JABATAN": as_typed(servant.in_post_since),
        "TINGKAT PENDIDIKAN NAMA": servant.post.education,
        "PENDIDIKAN NAMA": servant.education,
        "TAHUN LULUS": str(servant.graduated),
        "LOKASI KERJA NAMA": servant.unit.location,
        "UNOR NAMA": servant.unit.name,
        "ESELON NAMA": servant.post.echelon or "null",
    }


def _employer() -> dict[str, str]:
    employer = f"Pemerintah {kemuning()['region']}"
    kept = (
        "INSTANSI INDUK NAMA",
        "INSTANSI KERJA NAMA",
        "SATUAN KERJA INDUK NAMA",
        "SATUAN KERJA KERJA NAMA",
    )
    return dict.fromkeys(kept, employer)
