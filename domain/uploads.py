"""Files that people send: told by their first bytes, because a name can say anything."""

JPEG_MARK, PNG_MARK, PDF_MARK = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
_NO_NAME = frozenset('/\\:*?"<>|')


def in_one_line(name: str) -> str:
    """A file's name without what a listing or a folder would trip over."""
    return "".join(sign for sign in name if sign.isprintable() and sign not in _NO_NAME)
