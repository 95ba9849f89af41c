"""A paper that shows what weighs on somebody: judged by its content, because a name can say anything."""

from domain.preferences.records import NewDocument
from domain.preferences.refusals import DocumentUnfit
from domain.uploads import JPEG_MARK, PDF_MARK, PNG_MARK, in_one_line

MEGABYTES_AT_MOST = 5
_BYTES_AT_MOST = MEGABYTES_AT_MOST * 1024 * 1024
_NAME_AT_MOST = 80
_ENDINGS = ((PDF_MARK, "pdf"), (JPEG_MARK, "jpg"), (PNG_MARK, "png"))


def document_of(name: str, content: bytes) -> NewDocument:
    """A PDF, a JPEG or a PNG of at most five megabytes; raise DocumentUnfit for anything else."""
    ending = next((ending for mark, ending in _ENDINGS if content.startswith(mark)), None)
    if ending is None or len(content) > _BYTES_AT_MOST:
        raise DocumentUnfit(most=MEGABYTES_AT_MOST)
    shown = in_one_line(name).strip(" .")
    return NewDocument(name=shown[-_NAME_AT_MOST:] or f"dokumen.{ending}", content=content)


def check_size(size: int) -> None:
    """Raise DocumentUnfit before anything is fetched."""
    if size > _BYTES_AT_MOST:
        raise DocumentUnfit(most=MEGABYTES_AT_MOST)
