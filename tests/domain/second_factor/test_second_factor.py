"""An officer's second factor: set, proven, idle, locked, reset; on both databases."""

from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import select, update

from domain.actors import OPERATOR, Actor, Role
from domain.linking.records import Cause
from domain.linking.roles import RoleDesk
from domain.refusals import NotPermitted
from domain.rights import recently_proven
from domain.second_factor.desk import PAUSES, TRIES, SecondFactorDesk
from domain.second_factor.records import IDLE_FOR, PROVEN_FOR, Kind, SecondFactorNeeded
from domain.second_factor.refusals import NoSecondFactor, NotOfficer, ProofLocked, ProofWrong
from storage.store import SqlStore
from storage.tables import audit, second_factor
from tests.outbox import take_all
from tests.people import BUDI, HASAN, RINA, SITI, Kemuning, kemuning

PIN, WRONG = "402918", "402919"


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
def desk(store: SqlStore) -> SecondFactorDesk:
    return SecondFactorDesk(store)


@pytest.fixture
def rina(region: Kemuning) -> Actor:
    return Actor(region.id_of(RINA))


def test_a_pin_is_set_by_typing_it_twice_and_the_administrators_hear_of_it(
    store: SqlStore, region: Kemuning, desk: SecondFactorDesk, rina: Actor, now: datetime
) -> None:
    with store.write() as work:
        work.people.grant(region.id_of(BUDI), Role.ADMINISTRATOR, by="operator", now=now)
        work.commit()
    assert _needed(store, rina, now).facts == {"is_set": 0}
    desk.propose_pin(PIN, by=rina, now=now)
    with pytest.raises(ProofWrong):
        desk.confirm(WRONG, by=rina, now=now)
    assert desk.guard(by=rina, now=now).factor is None

    assert desk.confirm(f"{PIN[:3]} {PIN[3:]}", by=rina, now=now) is Kind.PIN

    assert desk.guard(by=rina, now=now).is_proven
    assert [one.text_key for one in take_all(store, now=now) if one.chat_id == BUDI.user_id] == [
        "proof.told.set.pin"
    ]
    with store.engine.connect() as connection:
        row = connection.execute(select(second_factor)).one()
        facts = connection.scalars(select(audit.c.facts)).all()
    assert PIN not in repr(row)
    assert PIN.encode() not in row.secret_sealed
    assert PIN not in repr(facts)
    with pytest.raises(NotOfficer):
        desk.propose_pin(PIN, by=Actor(region.id_of(SITI)), now=now)


def test_a_proof_ends_when_idle_after_a_day_and_with_the_account_the_role_and_the_service(
    store: SqlStore, region: Kemuning, desk: SecondFactorDesk, rina: Actor, now: datetime
) -> None:
    _set_pin(desk, rina, now)
    at = now
    while at - now < PROVEN_FOR - IDLE_FOR:  # busy all day
        at += IDLE_FOR - timedelta(seconds=1)
        _acts(store, rina, at)
    assert _needed(store, rina, now + PROVEN_FOR).facts == {"is_set": 1}

    begun = now + PROVEN_FOR
    desk.prove(PIN, by=rina, now=begun)
    with store.read() as work:  # looking on is no act
        recently_proven(work, rina, now=begun + IDLE_FOR / 2)
    _needed(store, rina, begun + IDLE_FOR)

    desk.prove(PIN, by=rina, now=begun)
    RoleDesk(store).revoke(RINA.nip, Role.PLANNER, by=OPERATOR, now=begun)
    _needed(store, rina, begun)
    desk.prove(PIN, by=rina, now=begun)
    with store.write() as work:
        account = work.linking.account_of_user(RINA.user_id)
        assert account is not None
        work.linking.unlink(account.id, cause=Cause.OWN_WISH, now=begun)
        work.commit()
    _needed(store, rina, begun)
    region.region.link(region.id_of(RINA), 590)
    _needed(store, rina, begun)
    region.region.end(region.id_of(RINA))
    with pytest.raises(NotOfficer):
        desk.prove(PIN, by=rina, now=begun)


def test_wrong_tries_are_counted_across_restarts_and_the_pauses_grow(
    store: SqlStore, desk: SecondFactorDesk, rina: Actor, now: datetime
) -> None:
    _set_pin(desk, rina, now)
    at = now
    for pause in (*PAUSES, PAUSES[-1]):
        for left in range(TRIES - 1, 0, -1):
            with pytest.raises(ProofWrong) as wrong:
                SecondFactorDesk(store).prove(WRONG, by=rina, now=at)
            assert wrong.value.facts == {"count": left}
        with pytest.raises(ProofLocked) as locked:
            desk.prove(WRONG, by=rina, now=at)
        assert locked.value.facts == {"count": pause.total_seconds() // 60}
        with pytest.raises(ProofLocked):
            desk.prove(PIN, by=rina, now=at + pause - timedelta(seconds=1))
        at += pause
    desk.prove(PIN, by=rina, now=at)
    with pytest.raises(ProofWrong) as wrong:
        desk.prove(WRONG, by=rina, now=at)
    assert wrong.value.facts == {"count": TRIES - 1}
    with store.engine.connect() as connection:
        actions = connection.scalars(select(audit.c.action)).all()
    assert actions.count("second_factor.locked") == len(PAUSES) + 1


def test_a_code_of_the_app_counts_once_and_within_half_a_minute(
    store: SqlStore, desk: SecondFactorDesk, rina: Actor, now: datetime
) -> None:
    secret = desk.propose_totp(by=rina, now=now)
    assert desk.confirm(_code(secret, now), by=rina, now=now) is Kind.TOTP
    with pytest.raises(ProofWrong):  # heard over the shoulder
        desk.prove(_code(secret, now), by=rina, now=now)
    later = now + timedelta(minutes=5)
    for off in (-90, 90):
        with pytest.raises(ProofWrong):
            desk.prove(_code(secret, later + timedelta(seconds=off)), by=rina, now=later)
    desk.prove(_code(secret, later - timedelta(seconds=30)), by=rina, now=later)
    with store.engine.begin() as connection:
        sealed = connection.scalar(select(second_factor.c.secret_sealed))
        assert sealed is not None
        assert secret not in sealed
        # Sealed for its place: with the salt of another row it does not open.
        connection.execute(update(second_factor).values(salt=b"another"))
    with pytest.raises(Exception, match="does not belong"):
        desk.prove(_code(secret, later), by=rina, now=later)


def test_what_is_set_is_changed_after_a_proof_and_reset_by_another_administrator(
    store: SqlStore, region: Kemuning, desk: SecondFactorDesk, rina: Actor, now: datetime
) -> None:
    hasan = Actor(region.id_of(HASAN))
    RoleDesk(store).grant(HASAN.nip, Role.ADMINISTRATOR, by=OPERATOR, now=now)
    _set_pin(desk, rina, now)
    later = now + IDLE_FOR
    with pytest.raises(SecondFactorNeeded):
        desk.propose_totp(by=rina, now=later)
    with pytest.raises(NotPermitted):
        desk.reset(HASAN.nip, by=rina, now=now)
    with pytest.raises(SecondFactorNeeded):
        desk.reset(RINA.nip, by=hasan, now=now)
    _set_pin(desk, hasan, now)
    with pytest.raises(NotPermitted):
        desk.reset(HASAN.nip, by=hasan, now=now)
    take_all(store, now=now)

    desk.reset(RINA.nip, by=hasan, now=now)

    assert [one.text_key for one in take_all(store, now=now) if one.chat_id == RINA.user_id] == [
        "proof.told.reset"
    ]
    assert _needed(store, rina, now).facts == {"is_set": 0}
    with pytest.raises(NoSecondFactor):
        desk.reset(RINA.nip, by=OPERATOR, now=now)
    with pytest.raises(NoSecondFactor):
        desk.prove(PIN, by=rina, now=now)


def _set_pin(desk: SecondFactorDesk, by: Actor, now: datetime) -> None:
    desk.propose_pin(PIN, by=by, now=now)
    desk.confirm(PIN, by=by, now=now)


def _acts(store: SqlStore, by: Actor, now: datetime) -> None:
    with store.write() as work:
        recently_proven(work, by, now=now)
        work.commit()


def _needed(store: SqlStore, by: Actor, now: datetime) -> SecondFactorNeeded:
    with store.read() as work, pytest.raises(SecondFactorNeeded) as needed:
        recently_proven(work, by, now=now)
    return needed.value


def _code(secret: bytes, at: datetime) -> str:
    return TOTP(secret, 6, SHA1(), 30).generate(int(at.timestamp())).decode()  # noqa: S303 -- RFC 6238
