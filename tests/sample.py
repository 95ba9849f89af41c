"""HR's four files for tests: those beside the project where they are, otherwise the trial's invented ones."""

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from bot.trial import write_region

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


@cache
def sample_folder() -> Path:
    """The folder that holds siasn-export.csv and the three spreadsheets; read only."""
    return BESIDE if (BESIDE / "siasn-export.csv").is_file() else invented_folder()


@cache
def invented_folder() -> Path:
    """The invented region's files, written once for the whole run."""
    folder = Path(tempfile.mkdtemp(prefix="sapa-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_region(folder, today=date(2026, 11, 24)).folder
