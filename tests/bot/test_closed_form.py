"""The closed form's page: shown as often as one likes, taken once, and nothing of it kept on the way."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from starlette.applications import Starlette

from bot.closed_form import routes
from bot.closed_form.posted import NotAForm, TooMuch, read_posted
from bot.closed_form.routes import ClosedForm
from bot.front_door import FrontDoor
from bot.house import House
from bot.wiring import build_office
from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.records import Case, Mode
from domain.concerns.taxonomy import Concern
from domain.linking.records import Purpose
from handlers.office import Office
from storage.tables import concern_link
from tests.bot.doors import database_away, house
from tests.people import SITI, Kemuning, kemuning

__all__ = ["house"]

PDF = b"%PDF-1.7 surat dokter"
WORDS = "Saya perlu berobat rutin di kota & <ibu> juga."


@dataclass(slots=True, kw_only=True)
class Page:
    """A browser before the form, and the region behind it."""

    http: httpx.AsyncClient
    office: Office
    house: House
    region: Kemuning

    def link(self, concern: Concern = Concern.HEALTH, *, age: timedelta = timedelta()) -> str:
        """A fresh link's path."""
        token = self.office.closed_form.open_link(
            self.region.id_of(SITI), concern, Mode.CONFIDENTIAL, now=self.house.now() - age
        )
        return f"/formulir/id/{token}"

    async def posts(self, path: str, text: str = WORDS, *files: tuple[str, bytes]) -> httpx.Response:
        """As a browser posts the form, also with an empty place for a file."""
        parts = [("files", (name, content)) for name, content in files or [("", b"")]]
        return await self.http.post(path, data={"text": text}, files=parts)

    @property
    def cases(self) -> list[Case]:
        with self.house.store.write() as work:
            work.concerns.sort_in()
            work.commit()
        with self.house.store.read() as work:
            return list(work.concerns.all())

    @property
    def links(self) -> int:
        with self.house.store.engine.connect() as connection:
            return len(connection.execute(select(concern_link)).all())


@pytest.fixture
async def page(house: House) -> AsyncIterator[Page]:
    region = kemuning(house.store, house.now())
    office = build_office(
        house.store, house.words, house.settings, username="bot", pages_at="https://sapa.kemuning.example"
    )
    app = Starlette(routes=ClosedForm(office).routes())
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="https://sapa.kemuning.example") as http:
        yield Page(http=http, office=office, house=house, region=region)


async def test_the_page_names_the_office_and_the_subject_and_nobody(page: Page) -> None:
    shown = await page.http.get(page.link())

    assert shown.status_code == 200
    assert "BKPSDM Kabupaten Kemuning" in shown.text
    assert "Kondisi kesehatan" in shown.text
    assert SITI.name not in shown.text
    assert SITI.nip not in shown.text


async def test_it_runs_no_script_loads_nothing_foreign_and_is_kept_nowhere(page: Page) -> None:
    shown = await page.http.get(page.link())
    style = await page.http.get("/formulir/style.css")
    rules = shown.headers["content-security-policy"]

    assert rules.startswith("default-src 'none'; style-src 'self';")
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in shown.text
    assert not re.search(r'(src|href)="(https?:)?//', shown.text)
    assert style.headers["content-type"].startswith("text/css")


async def test_every_field_has_its_label_and_its_hint(page: Page) -> None:
    shown = (await page.http.get(page.link())).text

    for field in ("text", "files"):
        assert f'<label for="{field}">' in shown
        assert f'id="{field}"' in shown
        assert f'id="{field}-hint"' in shown
    assert '<html lang="id">' in shown
    assert 'name="viewport"' in shown


async def test_looking_uses_nothing_up_and_sending_uses_it_once(page: Page) -> None:
    link = page.link()
    for _ in range(3):
        await page.http.get(link)
    first = await page.posts(link)
    second = await page.posts(link, "Lain lagi.")

    assert first.status_code == 200
    assert second.status_code == 410
    assert [one.text for case in page.cases for one in case.entries] == [WORDS]
    assert page.links == 0


async def test_what_was_sent_is_told_with_number_and_day_and_not_shown_again(page: Page) -> None:
    sent = (await page.posts(page.link(), WORDS, ("surat-dokter-siti.pdf", PDF))).text
    (case,) = page.cases

    assert case.number in sent
    assert "berobat" not in sent
    assert (case.concern, [one.kind for one in case.entries[0].files]) == (Concern.HEALTH, ["pdf"])


async def test_a_link_lives_for_half_an_hour(page: Page) -> None:
    alive, dead = page.link(age=timedelta(minutes=29)), page.link(age=timedelta(minutes=31))

    assert (await page.http.get(alive)).status_code == 200
    assert (await page.http.get(dead)).status_code == 410
    assert (await page.posts(dead)).status_code == 410
    assert page.cases == []


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 4000, "..", "%F0%9F%98%80"])
async def test_what_was_never_a_link_is_gone_like_any_other(page: Page, token: str) -> None:
    assert (await page.http.get(f"/formulir/id/{token}")).status_code in {404, 410}


async def test_the_database_tells_neither_who_asked_nor_for_what(page: Page) -> None:
    page.link()
    with page.house.store.engine.connect() as connection:
        (row,) = connection.execute(select(concern_link)).all()

    assert b"health" not in row.link_sealed
    with pytest.raises(Exception, match="key"):
        page.house.store.vault.open(row.link_sealed, place="concern_link.link")


async def test_who_is_not_linked_any_more_has_no_form_either(page: Page) -> None:
    link = page.link()
    page.office.accounts.withdraw(SITI.user_id, Purpose.LINKING, text_version="1", now=page.house.now())

    assert (await page.posts(link)).status_code == 410
    assert page.cases == []


@pytest.mark.parametrize(
    ("text", "files", "told"),
    [
        ("   ", [], "tidak ada"),
        ("x" * (TEXT_AT_MOST + 1), [], "4.000"),
        ("Terlampir.", [("foto.jpg", b"MZ program")], "Berkas perlu dipilih lagi"),
        ("Terlampir.", [(f"{one}.pdf", PDF) for one in range(11)], "10"),
    ],
)
async def test_what_a_rule_refuses_comes_back_with_its_words_and_the_link_still_opens_it(
    page: Page, text: str, files: list[tuple[str, bytes]], told: str
) -> None:
    link = page.link()
    refused = await page.posts(link, text, *files)
    again = await page.posts(link)

    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert text.strip() in refused.text
    assert told in refused.text or not text.strip()
    assert again.status_code == 200
    assert len(page.cases) == 1


async def test_words_come_back_letter_by_letter_and_run_nothing(page: Page) -> None:
    nasty = '</textarea><script>alert(1)</script>"&\n\nbaris'
    refused = (await page.posts(page.link(), nasty, ("x.jpg", b"MZ"))).text

    assert "<script" not in refused
    assert "&lt;/textarea&gt;&lt;script&gt;" in refused


async def test_too_many_bytes_are_not_even_read_and_the_link_stays(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "_BODY_AT_MOST", 10_000)
    link = page.link()
    refused = await page.posts(link, WORDS, ("surat.pdf", PDF + b"x" * 20_000))

    assert refused.status_code == 413
    assert "belum ada yang tersimpan" in refused.text
    assert (await page.http.get(link)).status_code == 200


async def test_what_is_no_form_is_refused(page: Page) -> None:
    link = page.link()
    bare = await page.http.post(link, content=b"text=halo")
    cut = await page.http.post(
        link,
        content=b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nhal',
        headers={"content-type": "multipart/form-data; boundary=b"},
    )

    assert (bare.status_code, cut.status_code) == (400, 400)
    assert page.cases == []
    assert page.links == 1


async def test_when_the_database_is_away_the_person_is_told_and_nothing_is_lost(page: Page) -> None:
    link = page.link()
    with database_away(page.house.store.engine, "concern_link"):
        away = await page.posts(link)

    assert away.status_code == 503
    assert "tautannya tetap berlaku" in away.text
    assert (await page.posts(link)).status_code == 200


async def test_english_is_complete_and_one_press_away(page: Page) -> None:
    link = page.link()
    shown = (await page.http.get(link)).text
    token = link.rpartition("/")[2]
    english = (await page.http.get(f"/formulir/en/{token}")).text

    assert f'href="../en/{token}"' in shown
    assert "What should be weighed" in english
    assert '<html lang="en">' in english
    assert (await page.http.get(f"/formulir/xx/{token}")).status_code == 404


async def _in_pieces(body: bytes, size: int) -> AsyncIterator[bytes]:
    for at in range(0, len(body), size):
        yield body[at : at + size]


def _body(*parts: bytes) -> bytes:
    return b"".join(b"--b\r\n" + one + b"\r\n" for one in parts) + b"--b--\r\n"


TEXT = b'Content-Disposition: form-data; name="text"\r\n\r\nhalo'
FILE = b'Content-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF-'
KIND = "multipart/form-data; boundary=b"


@given(content=st.binary(max_size=300).filter(lambda one: b"\r\n--b" not in one), size=st.integers(1, 400))
def test_whatever_a_file_holds_arrives_byte_for_byte_in_whatever_pieces(content: bytes, size: int) -> None:
    body = _body(TEXT, FILE + content)
    posted = asyncio.run(read_posted(KIND, _in_pieces(body, size), at_most=10_000))

    assert posted.fields == {"text": "halo"}
    assert [(one.name, bytes(one.data)) for one in posted.files] == [("a.pdf", b"%PDF-" + content)]


async def test_no_more_than_the_limit_is_ever_held() -> None:
    with pytest.raises(TooMuch):
        await read_posted(KIND, _in_pieces(_body(TEXT, FILE), 10), at_most=50)


async def test_more_parts_than_a_form_has_are_none_of_ours() -> None:
    with pytest.raises(NotAForm):
        await read_posted(KIND, _in_pieces(_body(*[TEXT] * 30), 100), at_most=10_000)


@pytest.mark.parametrize(("pages_at", "status"), [("https://sapa.kemuning.example", 410), (None, 404)])
async def test_the_front_door_serves_it_where_there_is_a_public_address(
    house: House, pages_at: str | None, status: int
) -> None:
    office = replace(
        build_office(house.store, house.words, house.settings, username="bot"), pages_at=pages_at
    )
    transport = httpx.ASGITransport(app=FrontDoor(house, office, None).app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        assert (await http.get("/formulir/id/nothing")).status_code == status
