"""Filling a new trial: the invented region's files go in by the same door as HR's, and its wave is shown."""

from datetime import timedelta
from pathlib import Path

from bot.house import House
from bot.trial.cast import HASAN, RINA, SEATS, CastMember
from bot.wave_check import check_and_keep
from domain.actors import OPERATOR, Actor
from domain.concerns.sealing import Proof, SealDesk
from domain.imports.desk import ImportDesk
from domain.linking.invitations import InvitationDesk, IssuedInvitation
from domain.people import Person
from domain.plans.checks import CheckDesk
from domain.publication import PublicationDesk
from domain.refusals import NotFound
from domain.work import Work
from locales.words import SOURCE

# Of invented officers with invented cases: it guards nothing, and the guide tells it.
PASSPHRASE = "hanya untuk percobaan"  # noqa: S105 -- told in the guide
_LETTERS_VALID = timedelta(days=30)


def fill(house: House) -> None:
    """Bring in the region once. Each step looks for itself, so a start that was interrupted is taken up."""
    with house.store.read() as work:
        is_imported = work.imports.last() is not None
        is_appointed = work.policy.shows_before_decree is not None
        is_published = any(wave.published_at is not None for wave in work.waves.all())
        has_seal = work.concerns.is_ready()
    if not is_imported:
        _import(house, house.folder.path / "berkas")
    if not is_appointed:
        _appoint(house)
    if not is_published:
        _publish(house)
    if not has_seal:
        _set_up_seal(house)


def letters(house: House) -> dict[str, IssuedInvitation]:
    """Fresh invitations for those of the cast who are not linked, by NIP: a trial's letters lie open."""
    with house.store.read() as work:
        found = [_person(work, member) for member in cast()]
        unlinked = [one for one in found if one.is_active and not work.linking.account_of(one.id)]
    issued = InvitationDesk(house.store).issue(
        [person.id for person in unlinked], valid_for=_LETTERS_VALID, now=house.now()
    )
    return {letter.person.nip: letter for letter in issued}


def cast() -> list[CastMember]:
    return [seat.member for seat in SEATS]


def _import(house: House, folder: Path) -> None:
    # Loaded at the first start only.
    from bot.trial.region import write_region  # noqa: PLC0415 -- as said above
    from files.import_files import read_files  # noqa: PLC0415 -- as said above

    today = house.now().astimezone(house.settings.zone).date()
    region = write_region(folder, today=today)
    files, problems = read_files(region.files, today=today)
    desk = ImportDesk(house.store)
    desk.apply(desk.preview(files, problems, is_complete=True, by=OPERATOR), by=OPERATOR, now=house.now())


def _appoint(house: House) -> None:
    with house.store.write() as work:
        for member in cast():
            person = _person(work, member)
            for role in member.roles:
                work.people.grant(person.id, role, by=OPERATOR.label, now=house.now())
        work.policy.decide_shows_before_decree(value=True, now=house.now())
        work.commit()


def _publish(house: House) -> None:
    """Rina asks, Pak Hasan approves: the trial keeps the rule of two as well."""
    desk = PublicationDesk(house.store)
    with house.store.read() as work:
        wave = work.waves.all()[0]
        maker, checker = (_person(work, member) for member in (RINA, HASAN))
    _check(house, wave.id)
    desk.request(wave.id, by=Actor(maker.id), now=house.now())
    desk.approve(wave.id, by=Actor(checker.id, at_terminal=True), now=house.now())


def _set_up_seal(house: House) -> None:
    """Rina and Pak Hasan open seals together, so that a sealed concern can be tried."""
    with house.store.read() as work:
        first, second = (Actor(_person(work, member).id) for member in (RINA, HASAN))
    desk = SealDesk(house.store, zone=house.settings.zone)
    desk.set_up(Proof(first, PASSPHRASE), Proof(second, PASSPHRASE), now=house.now())


def _check(house: House, wave_id: int) -> None:
    """As for a real wave; what is found of an invented list is answered as HR would, in writing."""
    check_and_keep(
        house.store,
        wave_id,
        zone=house.settings.zone,
        now=house.now(),
        progress=lambda _stage, _done, _total: None,
    )
    desk = CheckDesk(house.store)
    with house.store.read() as work:
        found = work.planning.findings(wave_id)
    for one in found:
        reason = house.words.plain(SOURCE, "trial.finding_answered")
        desk.answer(one.proposal_id, one.finding.code, reason, by=OPERATOR, now=house.now())


def _person(work: Work, member: CastMember) -> Person:
    person = work.people.by_nip(member.nip)
    if person is None:
        raise NotFound(subject=member.key)
    return person
