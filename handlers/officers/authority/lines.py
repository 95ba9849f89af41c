"""Roles in words, as lines of a message."""

from collections.abc import Sequence

from domain.linking.roles import Holder
from handlers.visit import Visit
from locales.words import Markup


def role_words(visit: Visit, one: Holder) -> Markup:
    """The role and for what: the whole region, or a unit with all below it."""
    role = visit.say(f"roles.name.{one.role}")
    if one.unit is None:
        return visit.say("roles.everywhere", role=role)
    return visit.say("roles.for_unit", role=role, unit=one.unit.name)


def held_lines(visit: Visit, held: Sequence[Holder]) -> Markup:
    """One line for each role; a line that says so where there is none."""
    if not held:
        return visit.say("roles.none_held")
    lines = (visit.say("roles.line", role=role_words(visit, one)) for one in held)
    return visit.office.words.joined(*lines)
