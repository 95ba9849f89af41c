"""Officers' roles: who may give them, for which units, and who hears of it."""

import pytest

from domain.actors import OPERATOR, Actor, Grant, Role
from domain.linking.roles import LastAdministrator, OwnRole, RegionWide, UnitNeeded
from domain.refusals import AlreadyDone, NotFound, NotPermitted
from domain.rights import acting_as, scope_of
from domain.second_factor.records import SecondFactorNeeded
from tests.domain.linking.town import Town

RINA, PHONE, USER = "198001012005012904", "+62899000904", 904
HASAN, HIS_PHONE, HIS_USER = "196909091994031905", "+62899000905", 905
ANDI = "199001012015051902"


@pytest.fixture
def rina(town: Town) -> int:
    return town.add(RINA, phone=PHONE, name="Rina")


def test_the_operator_makes_the_first_officer(town: Town, rina: int) -> None:
    town.roles.grant("19800101 200501 2 904", Role.ADMINISTRATOR, by=OPERATOR, now=town.now)

    (only,) = town.roles.holders(by=OPERATOR)
    assert (only.person.id, only.role, only.unit) == (rina, Role.ADMINISTRATOR, None)
    assert town.actions() == ["role.granted"]


def test_who_is_linked_is_told_of_a_role_given_and_taken(town: Town, rina: int) -> None:
    town.link(USER, RINA, PHONE)
    town.told(USER)

    town.roles.grant(RINA, Role.PLANNER, by=OPERATOR, now=town.now)
    town.roles.revoke(RINA, Role.PLANNER, by=OPERATOR, now=town.now)

    assert town.told(USER) == ["linking.role.granted.planner", "linking.role.revoked.planner"]
    assert town.roles.holders(by=OPERATOR) == []


def test_a_role_is_given_once_and_only_what_is_held_is_taken(town: Town, rina: int) -> None:
    with pytest.raises(NotFound):
        town.roles.revoke(RINA, Role.OFFICER, by=OPERATOR, now=town.now)
    town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)

    for unit_id in (None, town.unit("Dinas Contoh")):
        with pytest.raises(AlreadyDone):
            town.roles.grant(RINA, Role.OFFICER, unit_id=unit_id, by=OPERATOR, now=town.now)


def test_a_role_for_a_unit_reaches_all_below_it_and_nothing_beside_it(town: Town, rina: int) -> None:
    agency, clinic, beside = (town.unit(name) for name in ("Dinas Kesehatan", "Puskesmas", "Dinas Lain"))
    with town.store.write() as work:
        work.organisation.place(clinic, under=agency)
        work.organisation.place(agency, under=clinic)  # a ring in the files harms nobody
        work.commit()
    town.roles.grant(RINA, Role.OFFICER, unit_id=agency, by=OPERATOR, now=town.now)
    by = Actor(rina)

    with town.store.read() as work:
        scope = scope_of(work, by, Role.PLANNER, Role.OFFICER)
        assert scope.units == frozenset({agency, clinic})
        assert [scope.covers(one) for one in (agency, clinic, beside)] == [True, True, False]
        with pytest.raises(NotPermitted):
            acting_as(work, by, Role.OFFICER)
        with pytest.raises(NotPermitted):
            scope_of(work, by, Role.PLANNER)
    town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)
    with town.store.read() as work:
        assert acting_as(work, by, Role.PLANNER, Role.OFFICER) == rina
        assert scope_of(work, by, Role.OFFICER).units is None
    town.roles.revoke(RINA, Role.OFFICER, by=OPERATOR, now=town.now)
    with town.store.read() as work:
        assert work.people.grants_of(rina) == {Grant(rina, Role.OFFICER, agency)}


def test_what_cannot_be_held_for_a_unit_or_without_one_is_refused(town: Town, rina: int) -> None:
    unit_id = town.unit("Dinas Contoh")
    for role in (Role.ADMINISTRATOR, Role.APPROVER):
        with pytest.raises(RegionWide):
            town.roles.grant(RINA, role, unit_id=unit_id, by=OPERATOR, now=town.now)
    with pytest.raises(UnitNeeded):
        town.roles.grant(RINA, Role.LIAISON, by=OPERATOR, now=town.now)


def test_an_administrator_gives_roles_after_a_proof_and_never_to_themselves(town: Town, rina: int) -> None:
    hasan = _administrator(town)
    town.add(ANDI, phone=None)
    town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)
    with pytest.raises(NotPermitted):
        town.roles.grant(ANDI, Role.OFFICER, by=Actor(rina), now=town.now)
    with pytest.raises(SecondFactorNeeded):
        town.roles.grant(ANDI, Role.OFFICER, by=hasan, now=town.now)
    _prove(town, hasan)
    with pytest.raises(OwnRole):
        town.roles.grant(HASAN, Role.APPROVER, by=hasan, now=town.now)

    assert town.roles.grant(ANDI, Role.OFFICER, by=hasan, now=town.now).nip == ANDI


def test_the_last_administrator_stays_and_the_others_hear_of_every_change(town: Town, rina: int) -> None:
    hasan = _administrator(town)
    _prove(town, hasan)
    town.link(USER, RINA, PHONE)
    with pytest.raises(LastAdministrator):
        town.roles.revoke(HASAN, Role.ADMINISTRATOR, by=hasan, now=town.now)
    town.roles.grant(RINA, Role.ADMINISTRATOR, by=hasan, now=town.now)
    town.add(ANDI, phone=None)
    town.told(USER)

    town.roles.grant(ANDI, Role.ADMINISTRATOR, by=hasan, now=town.now)
    town.roles.revoke(ANDI, Role.ADMINISTRATOR, by=hasan, now=town.now)
    assert town.told(USER) == [
        "linking.role.administrator.granted",
        "linking.role.administrator.revoked",
    ]
    town.roles.revoke(HASAN, Role.ADMINISTRATOR, by=hasan, now=town.now)
    with town.store.read() as work:
        assert work.second_factors.session(hasan.person_id or 0) is None
    lines, count = town.roles.history(by=OPERATOR, page=1, size=2)
    assert count == 4
    assert [(one.line.grant.role, one.granted_by) for one in lines] == [
        (Role.ADMINISTRATOR, "Rina Petugas"),
        (Role.ADMINISTRATOR, "Rina Petugas"),
    ]


def test_somebody_is_found_by_number_or_by_words_of_the_name(town: Town, rina: int) -> None:
    town.add(ANDI, phone=None, name="Rina 50%_Saputra")

    assert [one.nip for one in town.roles.find("rina SAPUTRA", by=OPERATOR)] == [ANDI]
    assert [one.nip for one in town.roles.find("%_s", by=OPERATOR)] == [ANDI]
    assert [one.nip for one in town.roles.find("19800101 200501 2 904", by=OPERATOR)] == [RINA]
    assert town.roles.find("tidak ada", by=OPERATOR) == []
    for call in (town.roles.holders, lambda by: town.roles.find("rina", by=by)):
        with pytest.raises(NotPermitted):
            call(by=Actor(rina))


def test_who_left_is_given_no_role(town: Town, rina: int) -> None:
    town.end(rina)

    with pytest.raises(NotFound):
        town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)


def _administrator(town: Town) -> Actor:
    hasan = town.officer(HASAN, HIS_USER)
    town.roles.revoke(HASAN, Role.OFFICER, by=OPERATOR, now=town.now)
    town.roles.grant(HASAN, Role.ADMINISTRATOR, by=OPERATOR, now=town.now)
    return hasan


def _prove(town: Town, by: Actor) -> None:
    with town.store.write() as work:
        account = work.linking.account_of(by.person_id or 0)
        assert account is not None
        work.second_factors.begin(account.person_id, account_id=account.id, now=town.now)
        work.commit()
