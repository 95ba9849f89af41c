"""What is taken as a signed letter: judged by content, because a name says nothing."""

from domain.objections.refusals import SignedFileEmpty, SignedFileTooLarge, SignedFileUnknown
from domain.uploads import JPEG_MARK, PDF_MARK, PNG_MARK, in_one_line

MEGABYTE = 1024 * 1024
SIZE_AT_MOST = 10 * MEGABYTE
FILES_AT_MOST = 10
_PDF_WITHIN = 1024  # readers take a PDF whose mark stands this near to the beginning
_NAME_AT_MOST = 80


def check_size(size: int) -> None:
    """Raise SignedFileTooLarge or SignedFileEmpty, before anything is fetched where the size is known."""
    if size > SIZE_AT_MOST:
        raise SignedFileTooLarge(size=-(-size // MEGABYTE), limit=SIZE_AT_MOST // MEGABYTE)
    if size == 0:
        raise SignedFileEmpty


def media_of(content: bytes) -> str:
    """PDF, JPEG or PNG; raise SignedFileUnknown for anything else."""
    if PDF_MARK in content[:_PDF_WITHIN]:
        return "application/pdf"
    if content.startswith(JPEG_MARK):
        return "image/jpeg"
    if content.startswith(PNG_MARK):
        return "image/png"
    raise SignedFileUnknown


def shown_name(name: str) -> str:
    """One line that no listing trips over; the end, which tells the kind, is kept."""
    return in_one_line(name).strip()[-_NAME_AT_MOST:] or "berkas"
