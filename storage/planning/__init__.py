"""What planning reads and keeps."""

from storage.planning.repository import SqlPlanning
from storage.planning.runs import SqlPlanRuns

__all__ = ["SqlPlanRuns", "SqlPlanning"]
