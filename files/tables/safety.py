"""Before anything is parsed: is it what its name says, and can it be opened without harm?"""

import re
from collections.abc import Iterator
from contextlib import closing
from zipfile import BadZipFile, ZipFile, ZipInfo

from files.source import Opened, Source
from files.tables.table import Fault, Unreadable

MOST_BYTES = 100 << 20
MOST_UNPACKED = 1 << 30
MOST_RATIO = 250  # a sheet of repeated rows packs to about a hundredth; a bomb to a thousandth and less
SMALL = 10 << 20  # unpacked; below it no ratio does harm
MOST_STRINGS = 128 << 20  # the one part that is held in memory whole
MOST_ENTRIES = 2_000
PROLOGUE = 1 << 16

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SIGNATURES = {
    b"%PDF": "PDF",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
}
MARKUP = re.compile(rb"\s*<(?:!doctype html|html|table|\?xml|script|body|head)", re.IGNORECASE)


def is_workbook(source: Source) -> bool:
    """Tell an XLSX package from text by its bytes, never by its name; raise Unreadable for anything else."""
    size = source.size()
    if size is None:
        raise Unreadable(Fault("file.missing"))
    if size == 0:
        raise Unreadable(Fault("file.empty"))
    if size > MOST_BYTES:
        raise Unreadable(Fault("file.too_large", facts=(("most", MOST_BYTES >> 20),)))
    with source.opened() as file:
        start = file.read(1024)
        if start.startswith(COMPOUND):
            raise Unreadable(
                Fault("file.encrypted" if ENCRYPTED in start + file.read() else "file.legacy_excel")
            )
    if start.startswith(ZIP):
        return True
    refuse_other_kinds(start)
    return False


def refuse_other_kinds(start: bytes) -> None:
    for signature, kind in SIGNATURES.items():
        if start.startswith(signature):
            raise Unreadable(Fault("file.wrong_kind", facts=(("kind", kind),)))
    if MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise Unreadable(Fault("file.wrong_kind", facts=(("kind", "HTML/XML"),)))


def open_package(file: Opened, size: int) -> ZipFile:
    """Open an XLSX package after looking at its directory and the head of every XML part."""
    try:
        package = ZipFile(file)
    except BadZipFile as error:
        raise Unreadable(Fault("file.truncated")) from error
    try:
        _check_directory(package, size)
        _check_contents(package)
    except BaseException:
        package.close()
        raise
    return package


def _check_directory(package: ZipFile, packed: int) -> None:
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL and unpacked > packed * MOST_RATIO)
        or any(entry.file_size > MOST_STRINGS for entry in entries if "sharedStrings" in entry.filename)
        or _overlap(entries)
        or len({entry.filename for entry in entries}) < len(entries)
    )
    if is_bomb:
        raise Unreadable(Fault("file.bomb", facts=(("unpacked", unpacked >> 20),)))
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Fault("file.encrypted"))


def _overlap(entries: list[ZipInfo]) -> bool:
    """Entries that share packed bytes unpack to far more than any one of them admits."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + len(entry.filename) + entry.compress_size
    return False


def _check_contents(package: ZipFile) -> None:
    names = set(package.namelist())
    if "mimetype" in names:
        raise Unreadable(Fault("file.opendocument"))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable(Fault("file.macros"))
    if any(name.endswith(".bin") and "worksheets/" in name for name in names):
        raise Unreadable(Fault("file.legacy_excel"))
    if "xl/workbook.xml" not in names:
        raise Unreadable(Fault("file.wrong_kind", facts=(("kind", "ZIP"),)))
    if any("externalLinks/" in name for name in names):
        raise Unreadable(Fault("file.external_links"))
    for prologue in _prologues(package):
        if re.search(rb"<!(DOCTYPE|ENTITY)", prologue, re.IGNORECASE):
            raise Unreadable(Fault("file.doctype"))


def _prologues(package: ZipFile) -> Iterator[bytes]:
    """The head of every XML part: a document type can stand only before the first element."""
    for name in package.namelist():
        if name.endswith((".xml", ".rels", ".vml")):
            with closing(package.open(name)) as part:
                start = part.read(PROLOGUE)
            if b"\0" in start:  # another encoding, in which a document type could hide
                raise Unreadable(Fault("file.encoding"))
            first = re.search(rb"<[A-Za-z_]", start)
            if first is None:
                raise Unreadable(Fault("file.unreadable"))
            yield start[: first.start()]
