"""What the occurrences of each kind of schedule do."""

from collections.abc import Mapping

from domain.checkins.asking import CHECK_IN, ask_and_remind
from domain.objections.reminding import OBJECTION_DEADLINE, remind
from domain.schedules.desk import Effect
from domain.work import Work

EFFECTS: Mapping[str, Effect[Work]] = {OBJECTION_DEADLINE: remind, CHECK_IN: ask_and_remind}
"""By the kind of a plan. Whoever declares plans enters their kind here: the clock settles no other.

An effect puts rows into the outbox, each named by the schedule, the time it was due and whom it is for.
"""
