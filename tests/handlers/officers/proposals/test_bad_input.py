"""Buttons that were never ours, hostile records, a role that was taken away."""

from datetime import datetime, timedelta

import pytest

from domain.actors import Role
from domain.plans.findings import Finding
from domain.proposals import Status
from handlers.office import Office
from storage.tables import person, unit
from tests.chat import Chat, Line
from tests.domain.dossiers.conftest import Desk
from tests.handlers.officers.proposals.conftest import SHORT, found_in
from tests.people import ANDI, BUDI, RINA, SITI


@pytest.mark.parametrize(
    "value",
    [
        "wv_one:9999",
        "wv_one:x",
        "wv_view:9999.1",
        "wv_view:1.x.notice",
        "wv_yes:1.abc.go",
        "wv_ask:1.go",
        "wv_told:9999.1",
        "wv_mark:9999.on_leave",
        "wv_mark:1.plague",
        "wv_file:1.x",
        "wv_rec:abc",
        "pr_one:999999999999999999",
        "pr_list:9999.9.eaten",
        "pr_list:1.1.from-1",
        "pr_units:1.9.x",
        "pr_seats:1.999.1.x",
        "pr_seat:1.999.x",
        "pr_step:1.eaten.proposed",
        "pr_move:1.eaten.x",
        "pr_note:1.x.y",
        "pr_write:1.poem",
        "pr_write:1.answer.9",
        "pr_save",
        "pr_redo",
        "pr_end:0",
    ],
)
async def test_a_button_that_was_never_ours_is_answered_and_changes_nothing(
    line: Line, desk: Desk, office: Office, value: str
) -> None:
    with office.store.write() as work:
        work.people.grant(desk.region.id_of(RINA), Role.APPROVER, by="operator", now=office.clock())
        work.commit()
    rina = line.of(RINA.user_id)
    await rina.types("/gelombang")
    before = len(line.wire.calls)
    await rina.presses_value(f"v1:{value}")

    assert len(line.wire.calls) > before
    assert "gangguan" not in rina.last.plain
    with office.store.read() as work:
        assert work.proposals.get(desk.andi).status is Status.DRAFT
        assert work.waves.get(desk.wave).published_at is None


@pytest.mark.parametrize("hostile", ['<b>&"', "x" * 500, "👩‍⚕️" * 100, "{0}{name}"])
async def test_every_screen_survives_hostile_records_in_both_languages(
    line: Line, desk: Desk, office: Office, now: datetime, hostile: str
) -> None:
    builder, made = desk.region.region, desk.region
    found_in(office.store, desk, now, Finding(code="donor_left_short", facts={**SHORT, "unit": hostile}))
    for one in (made.selensen, made.kemuning):
        builder.change(unit, one, name=f"{hostile}{one}", location=hostile)
    for who in (ANDI, BUDI, SITI):
        builder.change(person, made.id_of(who), name=hostile, title_front=hostile, title_back=hostile)
    for _ in range(4):
        office.dossiers.comment(desk.andi, (hostile * 50)[:1_000], by=desk.rina, now=now)
    seen = office.dossiers.open(desk.andi, by=desk.rina, now=now).version
    reason = (hostile * 50)[:1_000]
    office.drafts.set_reason(desk.andi, reason, seen=seen, by=desk.rina, now=now + timedelta(minutes=1))
    builder.checked(desk.wave)
    for language in ("Bahasa Indonesia", "English"):
        rina = line.of(RINA.user_id)
        await rina.types("/bahasa")
        await rina.presses(language)
        await rina.types("/gelombang")
        for screen in (
            f"wv_one:{desk.wave}",
            f"wv_found:{desk.wave}.1",
            f"wv_view:{desk.wave}.1",
            f"wv_view:{desk.wave}.1.notice",
            f"wv_told:{made.wave}.1",
            f"wv_mark:{desk.siti}",
            f"wv_files:{desk.wave}",
            f"pr_list:{desk.wave}.1.all",
            f"pr_filter:{desk.wave}",
            f"pr_units:{desk.wave}.1.to",
            f"pr_one:{desk.andi}",
            f"pr_why:{desk.andi}",
            f"pr_why:{desk.andi}.rules",
            f"pr_why:{desk.andi}.findings.1",
            f"pr_notes:{desk.andi}.1",
            f"pr_hist:{desk.andi}.1",
            f"pr_edit:{desk.andi}",
            f"pr_seats:{desk.andi}.{made.kemuning}.1.{seen}",
            f"pr_next:{desk.andi}",
        ):
            await rina.presses_value(f"v1:{screen}")
            assert "gangguan" not in rina.last.plain, screen
            assert "fault in our system" not in rina.last.plain, screen


async def test_an_officer_without_the_role_any_more_is_let_in_nowhere(
    rina: Chat, desk: Desk, office: Office, now: datetime
) -> None:
    await rina.types("/usulan")
    with office.store.write() as work:
        for role in RINA.roles:
            work.people.revoke(desk.region.id_of(RINA), role, by="operator", now=now)
        work.commit()
    for value in (f"pr_one:{desk.andi}", f"wv_one:{desk.wave}", f"wv_ask:{desk.wave}.go"):
        await rina.presses_value(f"v1:{value}")
        assert "wewenang" in rina.last.plain
        assert ANDI.name not in rina.last.plain
