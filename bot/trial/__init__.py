"""The trial's invented region, so that the product can be tried without anybody's data."""

from bot.trial.cast import CastMember
from bot.trial.region import TrialRegion, write_region

__all__ = ["CastMember", "TrialRegion", "write_region"]
