"""Files that passed through the sandbox: kept once by content, known by ids that look like Telegram's."""

import hashlib
import mimetypes
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from sandbox.cast import Json
from sandbox.errors import ApiError, bad_request
from sandbox.journal import Journal
from sandbox.pictures import picture_size

SEND_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
FOLDERS = {"photo": "photos", "video": "videos", "voice": "voice", "audio": "music"}
PREFIXES = {"photo": "AgAC", "video": "BAAC", "voice": "AwAC", "document": "BQAC"}


@dataclass(frozen=True)
class Upload:
    """Bytes as they arrived, with the name the sender gave them."""

    data: bytes
    name: str = ""
    mime: str = ""


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0

    def plain(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def described(self) -> Json:
        facts = {"file_name": self.name, "mime_type": self.mime}
        return self.plain() | {name: value for name, value in facts.items() if value}


class Files:
    """With a folder the bytes lie there, otherwise in memory."""

    def __init__(self, folder: Path | None, journal: Journal) -> None:
        self._folder = folder / "files" if folder else None
        self._journal = journal
        self._bytes: dict[str, bytes] = {}
        self._by_id = {key: StoredFile(**value) for key, value in journal.take("file").items()}
        self._by_path = {stored.path: stored for stored in self._by_id.values()}
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def read(self, stored: StoredFile) -> bytes:
        name = stored.unique_id
        return (self._folder / name).read_bytes() if self._folder else self._bytes[name]

    def store(self, upload: Upload, kind: str) -> StoredFile:
        """Keep an upload as a photo, document, video or voice note, or refuse it as Telegram does."""
        size = check_upload(upload, kind)
        unique = _unique_id(upload.data)
        file_id = PREFIXES[kind] + unique
        if known := self._by_id.get(file_id):
            if known.name == upload.name:
                return known
            file_id += urlsafe_b64encode(hashlib.sha256(upload.name.encode()).digest()[:6]).decode()
        path = f"{FOLDERS.get(kind, 'documents')}/file_{len(self._by_id)}{_suffix(upload, kind)}"
        mime = upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        stored = StoredFile(file_id, unique, kind, path, upload.name, mime, len(upload.data), *size)
        self._write(stored, upload.data)
        return stored

    def _write(self, stored: StoredFile, data: bytes) -> None:
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        if self._folder:
            (self._folder / stored.unique_id).write_bytes(data)
        else:
            self._bytes[stored.unique_id] = data
        self._journal.put("file", stored.file_id, asdict(stored))


def _unique_id(data: bytes) -> str:
    return "AQAD" + urlsafe_b64encode(hashlib.sha256(data).digest()[:15]).decode()


def _suffix(upload: Upload, kind: str) -> str:
    return ".jpg" if kind == "photo" else PurePosixPath(upload.name.replace("\\", "/")).suffix


def check_upload(upload: Upload, kind: str) -> tuple[int, int]:
    """Refuse what Telegram refuses; return the pixels of a photo, else zeros."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > SEND_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    return _check_photo(upload) if kind == "photo" else (0, 0)


def _check_photo(upload: Upload) -> tuple[int, int]:
    if (size := len(upload.data)) > PHOTO_BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )
    pixels = picture_size(upload.data)
    if pixels is None or 0 in pixels:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(pixels) > PHOTO_SIDES or max(pixels) > PHOTO_RATIO * min(pixels):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return pixels
