"""Who may tell their wishes: somebody in service, linked, who consents."""

from domain.linking.records import Account, Purpose
from domain.linking.refusals import NotLinked
from domain.preferences.refusals import PreferencesNotConsented, SpecialDataNotConsented
from domain.work import Work


def consenting(work: Work, person_id: int, *, special: bool = False) -> Account:
    """Their account; raise NotLinked, PreferencesNotConsented, SpecialDataNotConsented."""
    account = linked(work, person_id)
    given = work.linking.consents_of(account.user_id)
    if not given.get(Purpose.PREFERENCES):
        raise PreferencesNotConsented
    if special and not given.get(Purpose.SPECIAL_DATA):
        raise SpecialDataNotConsented
    return account


def linked(work: Work, person_id: int) -> Account:
    """The account of somebody in service; raise NotLinked."""
    account = work.linking.account_of(person_id)
    if account is None or not work.people.get(person_id).is_active:
        raise NotLinked
    return account
