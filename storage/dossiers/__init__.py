"""Lists of proposals for officers, and what officers add to proposals."""

from storage.dossiers.repository import SqlDossiers

__all__ = ["SqlDossiers"]
