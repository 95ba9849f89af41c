"""Setting the letters of `sapa invite`: for each unit its letters, and the list of who received one."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypedDict

from bot.house import House
from domain.linking.codes import shown
from domain.linking.invitations import IssuedInvitation
from domain.official.digests import short
from files.letters import Letter, salutation_key, write_letters, write_summary


class _Office(TypedDict):
    region: str
    office: str
    contact: str
    signed_on: date


def write_by_unit(
    issued: Sequence[IssuedInvitation],
    folder: Path,
    house: House,
    *,
    bot: str,
    expires_at: datetime,
    progress: Callable[[int], None],
) -> list[Path]:
    """Write two files for each unit and return their paths; `progress` is told how many letters are set."""
    expires_on = expires_at.astimezone(house.settings.zone).date()
    files: list[Path] = []
    done = 0
    for (unit, unit_id), group in groupby(sorted(issued, key=_unit_of), key=_unit_of):
        letters = [_letter(one, bot, expires_on) for one in group]
        stem = f"{_file_name(unit)}-{unit_id}"
        files += _write_unit(letters, folder, stem, house, _after(done, progress))
        done += len(letters)
    return files


def _write_unit(
    letters: Sequence[Letter], folder: Path, stem: str, house: House, progress: Callable[[int], None]
) -> list[Path]:
    settings = house.settings
    say = partial(house.words.plain, settings.language)
    office = _Office(
        region=settings.region_name,
        office=settings.hr_office_name,
        contact=settings.hr_contact,
        signed_on=house.now().astimezone(settings.zone).date(),
    )
    paths = [folder / f"{stem}.pdf", folder / f"{stem}-{say('commands.invite.list')}.pdf"]
    write_letters(paths[0], letters, say, **office, progress=progress)
    write_summary(paths[1], letters, say, **office)
    return paths


def _after(before: int, progress: Callable[[int], None]) -> Callable[[int], None]:
    return lambda count: progress(before + count)


def _unit_of(one: IssuedInvitation) -> tuple[str, int]:
    return one.person.unit, one.person.unit_id


def _letter(one: IssuedInvitation, bot: str, expires_on: date) -> Letter:
    return Letter(
        full_name=one.person.full_name,
        salutation=salutation_key(one.person.sex),
        unit=one.person.unit,
        position=one.person.position,
        link=f"https://t.me/{bot}?start={one.token}",
        bot_username=bot,
        code=shown(one.code),
        expires_on=expires_on,
        official_code=one.official_code,
        digest=short(one.digest),
    )


def _file_name(unit: str) -> str:
    """A name that every file system takes; the unit's number beside it tells equal ones apart."""
    return re.sub(r"[^a-z0-9]+", "-", unit.casefold()).strip("-")[:60] or "unit"
