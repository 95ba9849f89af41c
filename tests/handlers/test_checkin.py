"""`/checkin`: what was told beside what came of it, and three taps that stay one's own."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.checkins.records import CheckIn, Milestone, Topic
from domain.linking.records import Cause
from handlers.office import Office
from storage.tables import checkin as checkin_table
from storage.tables import person, unit
from tests.chat import Chat, Line
from tests.handlers.test_reasons import EXPLAINED
from tests.people import ANDI, SITI, Kemuning

DAY = timedelta(days=1)
_TAPS = ("1", "2", "3", "4", "5")


@pytest.fixture
def asked(region: Kemuning, now: datetime) -> CheckIn:
    """Siti moved a week ago; what she was told is kept."""
    store = region.region.store
    with store.write() as work:
        proposal = work.proposals.of_person(region.id_of(SITI))[0].id
        work.planning.explain({proposal: EXPLAINED}, now=now)
        kept = CheckIn(
            id="0123456789ab",
            proposal_id=proposal,
            person_id=region.id_of(SITI),
            unit_id=region.kemuning,
            milestone=Milestone.WEEK,
            due_on=now.date(),
            closes_on=now.date() + 23 * DAY,
            asked_at=now,
            answers={},
        )
        assert work.checkins.keep(kept)
        work.commit()
    region.region.change(person, region.id_of(SITI), unit_id=region.kemuning)
    return kept


def _answers(office: Office, region: Kemuning) -> dict[Topic, int]:
    (kept,) = office.checkins.own(region.id_of(SITI))
    return dict(kept.answers)


@pytest.mark.usefixtures("asked")
async def test_three_taps_and_it_is_done(siti: Chat, office: Office, region: Kemuning) -> None:
    first = await siti.types("/checkin")
    second = await siti.presses("4")
    third = await siti.presses("5")
    done = await siti.presses("2")

    assert [one.protected for one in (first, second, third, done)] == [True] * 4
    assert "1 dari 3." in first.plain
    assert tuple(first.labels[:5]) == _TAPS
    assert ("2 dari 3." in second.plain, "3 dari 3." in third.plain) == (True, True)
    assert "Kepuasan: 4 dari 5" in done.plain
    assert "Hanya Ibu yang dapat membaca jawaban ini." in done.plain
    assert _answers(office, region) == {Topic.SATISFACTION: 4, Topic.LOAD: 5, Topic.SKILLS: 2}
    assert len(siti.messages) == 1


@pytest.mark.usefixtures("asked")
async def test_what_was_told_stands_beside_what_the_data_say_now(siti: Chat) -> None:
    shown = (await siti.types("/checkin")).plain

    assert "Penempatan: Perawat Terampil, UPTD Puskesmas Kemuning, sesuai yang disampaikan." in shown
    assert (
        "Pegawai Perawat Terampil: disampaikan 4 dari kebutuhan 5, sekarang 1; kebutuhannya belum diketahui."
        in shown
    )
    assert "81,48" not in shown


async def test_who_is_somewhere_else_than_told_reads_both(
    siti: Chat, region: Kemuning, asked: CheckIn
) -> None:
    region.region.change(person, asked.person_id, unit_id=region.selensen)
    shown = (await siti.types("/checkin")).plain

    assert "disampaikan Perawat Terampil, UPTD Puskesmas Kemuning" in shown
    assert "tercatat Perawat Terampil, UPTD Puskesmas Selensen" in shown


async def test_without_a_kept_explanation_nothing_is_compared_and_one_may_answer(
    siti: Chat, region: Kemuning, asked: CheckIn, now: datetime
) -> None:
    with region.region.store.write() as work:
        unfounded = replace(EXPLAINED, reasons=())
        work.planning.explain({asked.proposal_id: unfounded}, now=now)
        work.commit()
    shown = (await siti.types("/checkin")).plain

    assert "Pegawai Perawat Terampil" not in shown
    assert "2 dari 3." in (await siti.presses("1")).plain


async def test_an_answer_can_be_changed_and_pressing_twice_keeps_one(
    siti: Chat, office: Office, region: Kemuning, asked: CheckIn
) -> None:
    await siti.types("/checkin")
    for topic in ("s", "s", "l", "k"):
        await siti.presses_value(f"v1:checkin:{asked.id}.{topic}4")
    await siti.presses_value(f"v1:checkin:{asked.id}.s1")
    await siti.presses("Ubah beban kerja")
    changed = await siti.presses("2")

    assert "Beban kerja: 2 dari 5" in changed.plain
    assert _answers(office, region)[Topic.SATISFACTION] == 1


async def test_once_the_next_is_near_it_is_read_only(
    siti: Chat, office: Office, region: Kemuning, asked: CheckIn, now: datetime
) -> None:
    await siti.types("/checkin")
    open_screen = siti.last
    with region.region.store.engine.begin() as connection:
        connection.execute(checkin_table.update().values(closes_on=now.date()))
    await siti.presses("4")
    refused = siti.last
    shown = await siti.types("/checkin")

    assert "tidak dapat diubah lagi" in refused.plain
    assert "Waktu mengubahnya berakhir" in shown.plain
    assert "Ubah kepuasan" not in shown.labels
    assert (_answers(office, region), open_screen.id != shown.id, asked.answers) == ({}, True, {})


@pytest.mark.parametrize(
    "arg", ["ffffffffffff", "ffffffffffff.s4", "0123456789ab.s9", "0123456789ab.x1", "..."]
)
@pytest.mark.usefixtures("asked")
async def test_a_button_that_leads_nowhere_gets_an_answer(
    siti: Chat, office: Office, region: Kemuning, arg: str
) -> None:
    await siti.types("/menu")
    await siti.presses_value(f"v1:checkin:{arg}")

    assert "gangguan" not in siti.last.plain
    assert _answers(office, region) == {}


@pytest.mark.usefixtures("asked")
async def test_nobody_else_reads_or_answers_it(line: Line, office: Office, region: Kemuning) -> None:
    andi = line.of(ANDI.user_id)
    nothing = await andi.types("/checkin")
    await andi.presses_value("v1:checkin:0123456789ab.s5")

    assert "Belum ada pertanyaan" in nothing.plain
    assert "tidak tersedia" in andi.last.plain
    assert _answers(office, region) == {}


async def test_who_is_unlinked_meanwhile_answers_nothing(
    siti: Chat, region: Kemuning, asked: CheckIn, now: datetime
) -> None:
    await siti.types("/checkin")
    store = region.region.store
    with store.write() as work:
        account = work.linking.account_of(asked.person_id)
        assert account is not None
        work.linking.unlink(account.id, cause=Cause.OWN_WISH, now=now)
        work.commit()
    await siti.presses("5")

    assert "Kepuasan" not in siti.last.plain
    with store.read() as work:
        assert work.checkins.of_person(asked.person_id)[0].answers == {}


@pytest.mark.usefixtures("asked")
async def test_a_change_of_language_in_the_middle_goes_on_in_the_new_one(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await siti.types("/checkin")
    question = siti.last
    await siti.types("/bahasa")
    await siti.presses("English")
    await siti.presses_value(question.value("3"), on=question)

    assert "2 of 3. How is your workload?" in siti.messages[0].plain
    assert _answers(office, region) == {Topic.SATISFACTION: 3}


@pytest.mark.usefixtures("asked")
async def test_the_answers_lead_on_to_a_concern(siti: Chat) -> None:
    await siti.types("/checkin")
    for value in ("1", "5", "1"):
        await siti.presses(value)

    assert siti.last.value("Sampaikan aspirasi") == "v1:concern"


@pytest.mark.parametrize("hostile", ['<b>&"', "x" * 500, "👩‍⚕️" * 100, "{0}{name}", "</b></a>"])
async def test_the_longest_and_nastiest_names_fit_and_are_shown_as_they_are(
    siti: Chat, region: Kemuning, asked: CheckIn, now: datetime, hostile: str
) -> None:
    region.region.change(unit, region.kemuning, name=hostile, location=hostile)
    region.region.change(person, asked.person_id, position=hostile)
    told = replace(EXPLAINED, target=replace(EXPLAINED.target, unit=hostile, position=hostile))
    with region.region.store.write() as work:
        work.planning.explain({asked.proposal_id: told}, now=now)
        work.commit()
    shown = [await siti.types("/checkin"), *[await siti.presses(value) for value in ("1", "2", "3")]]

    assert [one.plain for one in shown if "gangguan" in one.plain] == []
    assert hostile[:20] in shown[0].plain


@pytest.mark.usefixtures("asked")
async def test_a_screen_is_read_at_a_glance(siti: Chat) -> None:
    first = await siti.types("/checkin")

    assert len(first.plain) <= 700
