"""The data folder: trial and live apart, stamped, and served by one process at a time."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Mode, Settings
from domain.refusals import Refusal
from storage.vault import new_secret


class MixedModes(Refusal):
    """What is stamped for trial is not served live, nor the other way round."""


class AlreadyServed(Refusal):
    """Another process serves this data folder."""


class DataFolder:
    """`<SAPA_DATA_DIR>/trial` or `<SAPA_DATA_DIR>/live`, readable by its owner alone."""

    def __init__(self, settings: Settings) -> None:
        self.mode: Mode = settings.mode
        self.path = (settings.data_dir / settings.mode).resolve()

    @property
    def database(self) -> Path:
        return self.path / "sapa.db"

    def prepare(self) -> None:
        """Make the folder, or refuse one that is stamped otherwise."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.chmod(0o700)
        found = _kept_once(self.path / "STAMP", self.mode)
        if found != self.mode:
            raise MixedModes(found=found, wanted=self.mode)

    def trial_secret(self) -> str:
        """The trial's own secret key, made once; a live region brings its own."""
        return _kept_once(self.path / "secret.key", new_secret())

    @contextmanager
    def served(self, *, shared: bool = False) -> Iterator[None]:
        """Hold the lock, alone or with others who share; the kernel frees it, however the process ends."""
        with (self.path / "lock").open("a+") as file:
            try:
                fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                file.seek(0)
                raise AlreadyServed(pid=file.read().strip() or "?", folder=str(self.path)) from taken
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield


def _kept_once(path: Path, wanted: str) -> str:
    """What the file says, and what is wanted if it says nothing yet: whole at once, the first one's word."""
    if not path.exists():
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "w") as file:
            file.write(wanted)
            file.flush()
            os.fsync(descriptor)
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
        Path(name).unlink()
    return path.read_text().strip()
