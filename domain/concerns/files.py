"""What a file is, told by its content: a name can say anything."""

import zipfile
from io import BytesIO

from domain.concerns.records import FileKind
from domain.concerns.refusals import FileKindUnfit, FileTooLarge, TooManyFiles
from domain.uploads import JPEG_MARK, PDF_MARK, PNG_MARK

FILES_AT_MOST = 10
MEGABYTES_AT_MOST = 20
"""A bot may download no more (Bot API, getFile)."""
_BYTES = MEGABYTES_AT_MOST * 1024 * 1024
_MAGIC = ((JPEG_MARK, FileKind.JPEG), (PNG_MARK, FileKind.PNG), (PDF_MARK, FileKind.PDF))
_OFFICE = {
    "word/document.xml": FileKind.DOCX,
    "xl/workbook.xml": FileKind.XLSX,
    "ppt/presentation.xml": FileKind.PPTX,
}
_ODF = b"application/vnd.oasis.opendocument."
_ODF_TYPE_BYTES = 100
# What runs when an officer opens it: macros of Office and of LibreOffice.
_PROGRAMS = ("vbaproject.bin", "basic/", "scripts/")


def kind_of(content: bytes) -> FileKind:
    """Tell what it is; raise FileKindUnfit for what is not taken, and for documents with macros."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return _document(packed)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise FileKindUnfit from fault


def checked(files: tuple[bytes, ...]) -> list[tuple[bytes, FileKind]]:
    """The files with their kinds. Raise TooManyFiles, FileTooLarge, FileKindUnfit."""
    if len(files) > FILES_AT_MOST:
        raise TooManyFiles(limit=FILES_AT_MOST)
    if any(len(one) > _BYTES for one in files):
        raise FileTooLarge(limit=MEGABYTES_AT_MOST)
    return [(one, kind_of(one)) for one in files]


def _document(packed: zipfile.ZipFile) -> FileKind:
    """Only names are read, and the few bytes in which ODF names itself: nothing is unpacked."""
    names = packed.namelist()
    if any(sign in name.lower() for name in names for sign in _PROGRAMS):
        raise FileKindUnfit
    for name, kind in _OFFICE.items():
        if name in names:
            return kind
    if names and names[0] == "mimetype":
        with packed.open("mimetype") as said:
            if said.read(_ODF_TYPE_BYTES).startswith(_ODF):
                return FileKind.ODF
    raise FileKindUnfit
