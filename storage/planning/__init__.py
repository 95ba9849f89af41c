"""What planning reads and keeps."""

from storage.planning.repository import SqlPlanning

__all__ = ["SqlPlanning"]
