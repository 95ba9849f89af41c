"""Officers' roles."""

import pytest

from domain.actors import OPERATOR, Actor, Role
from domain.refusals import AlreadyDone, NotFound, NotPermitted
from tests.domain.linking.town import Town

RINA, PHONE, USER = "198001012005012904", "+62899000904", 904


@pytest.fixture
def rina(town: Town) -> int:
    return town.add(RINA, phone=PHONE, name="Rina")


def test_the_operator_makes_the_first_officer(town: Town, rina: int) -> None:
    town.roles.grant("19800101 200501 2 904", Role.ADMINISTRATOR, by=OPERATOR, now=town.now)

    assert [(person.id, role) for person, role in town.roles.holders()] == [(rina, Role.ADMINISTRATOR)]
    assert town.actions() == ["role.granted"]


def test_who_is_linked_is_told_of_a_role_given_and_taken(town: Town, rina: int) -> None:
    town.link(USER, RINA, PHONE)
    town.told(USER)

    town.roles.grant(RINA, Role.PLANNER, by=OPERATOR, now=town.now)
    town.roles.revoke(RINA, Role.PLANNER, by=OPERATOR, now=town.now)

    assert town.told(USER) == ["linking.role.granted.planner", "linking.role.revoked.planner"]
    assert town.roles.holders() == []


def test_a_role_is_given_once(town: Town, rina: int) -> None:
    town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)

    with pytest.raises(AlreadyDone):
        town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)


def test_a_role_that_is_not_held_is_not_taken(town: Town, rina: int) -> None:
    with pytest.raises(NotFound):
        town.roles.revoke(RINA, Role.OFFICER, by=OPERATOR, now=town.now)


def test_an_officer_gives_no_roles_but_an_administrator_does(town: Town, rina: int) -> None:
    andi = "199001012015051902"
    town.add(andi, phone=None)
    town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)
    with pytest.raises(NotPermitted):
        town.roles.grant(andi, Role.OFFICER, by=Actor(rina), now=town.now)
    town.roles.grant(RINA, Role.ADMINISTRATOR, by=OPERATOR, now=town.now)

    assert town.roles.grant(andi, Role.OFFICER, by=Actor(rina), now=town.now).nip == andi


def test_who_left_is_given_no_role(town: Town, rina: int) -> None:
    town.end(rina)

    with pytest.raises(NotFound):
        town.roles.grant(RINA, Role.OFFICER, by=OPERATOR, now=town.now)
