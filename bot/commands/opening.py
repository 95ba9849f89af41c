"""Opening the house for one command; a refusal inside ends the command in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy.exc import OperationalError

from bot.commands.speaking import refuse, text
from bot.house import House, open_house
from bot.settings import BadSettings, nearest_name, read_settings
from domain.actors import Role
from domain.refusals import Fact, NotPermitted, Refusal


@contextmanager
def opened(*, exclusive: bool = False, rotating: bool = False) -> Iterator[House]:
    """The house, opened by the environment's settings."""
    try:
        with open_house(read_settings(), exclusive=exclusive, rotating=rotating) as house:
            yield house
    except BadSettings as refusal:
        _refuse_settings(refusal)
    except Refusal as refusal:
        refuse(_words(refusal))
    except OperationalError as fault:
        # The driver's message names host and reason; SQLAlchemy's would add the statement and its values.
        refuse(text("commands.database_away", cause=str(fault.orig).strip()))


def _words(refusal: Refusal) -> str:
    """The rule in words: what a subject is called here, and who can give the role that is missing."""
    facts = {name: _called(str(fact)) if name == "subject" else fact for name, fact in refusal.facts.items()}
    if isinstance(refusal, NotPermitted) and "role" in facts:
        role = str(facts["role"])
        return text("refusal.not_permitted.role", role=_called(role), name=role)
    return text(refusal.key, **facts)


def _called(subject: str) -> Fact:
    kind, _, number = subject.partition(" ")
    if kind in {"claim", "import", "wave"} and number:
        return text(f"refusal.subject.{kind}", number=number)
    return text(f"commands.role.name.{subject}") if subject in set(Role) else subject


def _refuse_settings(refusal: BadSettings) -> NoReturn:
    lines = [text("settings.faults", count=len(refusal.faults))]
    lines += [
        "  " + text(key, variable=variable, nearest=nearest_name(variable))
        for variable, key in refusal.faults
    ]
    refuse("\n".join(lines))
