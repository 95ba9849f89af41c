"""Who may come in: this machine's own addresses, and no other site's page."""

import pytest

from tests.sandbox.driver import BOT, SITI, Driver

HOME = "127.0.0.1:8081"
OWN = [
    {"Host": HOME},
    {"Host": "localhost:8081"},
    {"Host": "[::1]:8081"},
    {"Host": HOME, "Origin": f"http://{HOME}", "Sec-Fetch-Site": "same-origin"},
    {"Host": HOME, "Sec-Fetch-Site": "none"},
    # A form on a page that tells no referrer.
    {"Host": HOME, "Origin": "null", "Sec-Fetch-Site": "same-origin"},
]
STRANGE = [
    {"Host": "evil.example:8081"},
    {"Host": "127.0.0.1:9"},
    {"Host": "127.0.0.1.evil.example:8081"},
    {"Host": "127.0.0.1:port"},
    {"Host": ""},
    {"Host": HOME, "Origin": "https://evil.example"},
    {"Host": HOME, "Origin": "null"},
    {"Host": HOME, "Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Host": HOME, "Origin": "http://127.0.0.1:9"},
    {"Host": HOME, "Sec-Fetch-Site": "cross-site"},
    {"Host": HOME, "Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", OWN)
async def test_ones_own_page_may_ask(desk: Driver, headers: dict[str, str]) -> None:
    assert (await desk.http.get("/phone/cast", headers=headers)).status_code == 200


@pytest.mark.parametrize("headers", STRANGE)
@pytest.mark.parametrize("path", ["/phone/cast", "/control/log", "/", "/words/id.json", "/static/app.js"])
async def test_a_stranger_may_not(desk: Driver, path: str, headers: dict[str, str]) -> None:
    assert (await desk.http.get(path, headers=headers)).status_code == 403


async def test_another_site_can_make_nobody_say_anything(desk: Driver) -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    response = await desk.http.post(f"/phone/{SITI}/text", json={"text": "a"}, headers=headers)

    assert response.status_code == 403
    assert "a" not in [message["text"] for message in (await desk.show(SITI))["messages"]]


async def test_a_link_elsewhere_may_open_the_page_itself(desk: Driver) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    opened = await desk.http.get("/", headers=headers)
    deeper = await desk.http.get("/control/log", headers=headers)
    assert (opened.status_code, deeper.status_code) == (200, 403)


@pytest.mark.parametrize("headers", STRANGE)
async def test_the_bot_api_too_is_closed_to_strangers(desk: Driver, headers: dict[str, str]) -> None:
    answers = [
        await desk.http.get(path, headers=headers)
        for path in (f"/bot{BOT.token}/getMe", f"/file/bot{BOT.token}/documents/a")
    ]
    assert [answer.status_code for answer in answers] == [403, 403]


async def test_a_program_needs_no_origin(desk: Driver) -> None:
    assert (await desk.http.get(f"/bot{BOT.token}/getMe")).status_code == 200


async def test_the_page_may_load_its_own_things_only(desk: Driver) -> None:
    policy = (await desk.http.get("/")).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
