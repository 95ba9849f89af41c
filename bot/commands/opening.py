"""Opening the house for one command; a refusal inside ends the command in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy.exc import DatabaseError

from bot.commands.speaking import refuse, text
from bot.house import House, open_house
from bot.settings import BadSettings, nearest_name, read_settings
from domain.actors import Role
from domain.refusals import Fact, NotPermitted, Refusal
from domain.work import StoreAway


@contextmanager
def opened(*, exclusive: bool = False, serving: bool = False, rotating: bool = False) -> Iterator[House]:
    """The house, opened by the environment's settings."""
    with (
        answered(),
        open_house(read_settings(), exclusive=exclusive, serving=serving, rotating=rotating) as house,
    ):
        yield house


@contextmanager
def answered() -> Iterator[None]:
    """Whatever is refused inside ends the command in words."""
    try:
        yield
    except BadSettings as refusal:
        _refuse_settings(refusal)
    except Refusal as refusal:
        refuse(_words(refusal))
    except ExceptionGroup as group:
        # What runs side by side fails as a group; a refusal in it is an answer all the same.
        refuse(_words(_only_refusal(group)))
    except StoreAway as away:
        refuse(text("commands.database_away", cause=str(away)))
    except DatabaseError as fault:
        # The driver's message names host and reason; SQLAlchemy's would add the statement and its values.
        refuse(text("commands.database_away", cause=str(fault.orig).strip()))
    except OSError as fault:
        refuse(text("commands.file_fault", path=str(fault.filename or ""), cause=fault.strerror or ""))


def _only_refusal(group: ExceptionGroup[Exception]) -> Refusal:
    refusals, others = group.split(Refusal)
    if refusals is None or others is not None:
        raise group
    first: BaseException = refusals
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    if not isinstance(first, Refusal):
        raise group
    return first


def _words(refusal: Refusal) -> str:
    """The rule in words: what a subject is called here, and who can give the role that is missing."""
    facts = {name: _called(str(fact)) if name == "subject" else fact for name, fact in refusal.facts.items()}
    if isinstance(refusal, NotPermitted) and "role" in facts:
        role = str(facts["role"])
        return text("refusal.not_permitted.role", role=_called(role), name=role)
    return text(refusal.key, **facts)


def _called(subject: str) -> Fact:
    kind, _, number = subject.partition(" ")
    if kind in {"claim", "import", "message", "wave"} and number:
        return text(f"refusal.subject.{kind}", number=number)
    return text(f"commands.role.name.{subject}") if subject in set(Role) else subject


def _refuse_settings(refusal: BadSettings) -> NoReturn:
    lines = [text("settings.faults", count=len(refusal.faults))]
    lines += [
        "  " + text(key, variable=variable, nearest=nearest_name(variable))
        for variable, key in refusal.faults
    ]
    refuse("\n".join(lines))
