"""HR's files on their way in: units, values and digests, staging, comparing, applying, undoing."""

from storage.imports.ledger import SqlImportLedger
from storage.imports.staging import SqlStaging

__all__ = ["SqlImportLedger", "SqlStaging"]
