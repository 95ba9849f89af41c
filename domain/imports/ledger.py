"""What the imports keep: comparison with what is there, one short writing unit, and the way back."""

from typing import Protocol


class ImportLedger(Protocol):
    """Filled in with the import desk."""
