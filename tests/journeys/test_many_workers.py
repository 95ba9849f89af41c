"""Webhook instead of polling, and the work shared among processes on PostgreSQL."""

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.trial.cast import SITI
from storage.vault import new_secret
from tests.bot.test_settings import TOKEN, live
from tests.databases import Databases
from tests.journeys.product import running, sapa
from tests.journeys.telegram import telegram
from tests.journeys.telephone import Telephone, text_of, until
from tests.journeys.words import label

pytestmark = pytest.mark.slow

KEY = new_secret()


@pytest.fixture
def api() -> Iterator[str]:
    with telegram(TOKEN) as root:
        yield root


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def decided(folder: Path, settings: dict[str, str]) -> Path:
    assert sapa(folder, "policy", "show-before-decree", "yes", **settings).returncode == 0
    return folder


def webhook_info(api: str) -> dict[str, Any]:
    info: dict[str, Any] = httpx.post(f"{api}/bot{TOKEN}/getWebhookInfo", trust_env=False).json()["result"]
    return info


def test_with_a_public_address_telegram_posts_and_without_one_it_is_polled_again(
    tmp_path: Path, api: str, port: int
) -> None:
    settings = live(SAPA_SECRET_KEY=KEY, SAPA_TELEGRAM_API_URL=api)
    here = f"http://127.0.0.1:{port}"
    siti = Telephone(api, SITI)
    folder = decided(tmp_path, settings)

    with running(folder, **settings, SAPA_PUBLIC_URL=here, SAPA_LISTEN=f"127.0.0.1:{port}"):
        until(lambda: webhook_info(api)["url"])
        posted = siti.asks("/bantuan")
        ready = until(lambda: _ready(here))
        figures = httpx.get(f"{here}/metrics", trust_env=False).text
    with running(folder, **settings):
        until(lambda: not webhook_info(api)["url"])
        polled = siti.asks("/bantuan")

    assert label("help.text") in posted
    assert posted == polled
    assert ready == {"database": True, "schema": True, "intake": True}
    assert re.search(r"^sapa_handling_seconds_count [1-9]", figures, re.MULTILINE)


def _ready(address: str) -> dict[str, bool] | None:
    answer = httpx.get(f"{address}/readyz", trust_env=False)
    return dict(answer.json()) if answer.status_code == 200 else None


def test_one_receives_and_another_handles_and_sends(tmp_path: Path, api: str, databases: Databases) -> None:
    url = databases.empty_postgresql()
    settings = live(SAPA_SECRET_KEY=KEY, SAPA_TELEGRAM_API_URL=api, SAPA_DATABASE_URL=url)
    first, second = decided(tmp_path / "first", settings), tmp_path / "second"
    shutil.copytree(first, second)
    siti = Telephone(api, SITI)

    with (
        running(first, "--roles", "intake,clock", **settings),
        running(second, "--roles", "mailbox,postman", **settings),
    ):
        answer = siti.asks("/bantuan")

    assert label("help.text") in answer


def test_who_remains_takes_the_post_over(tmp_path: Path, api: str, databases: Databases) -> None:
    """Killed, not stopped: nobody has let go of the poller's post."""
    url = databases.empty_postgresql()
    settings = live(SAPA_SECRET_KEY=KEY, SAPA_TELEGRAM_API_URL=api, SAPA_DATABASE_URL=url)
    folder = decided(tmp_path, settings)
    siti = Telephone(api, SITI)
    with running(folder, **settings) as first:
        assert label("help.text") in siti.asks("/bantuan")
        with running(folder, **settings):
            first.process.kill()
            first.process.wait()
            siti.says("/kontak")
            answer = until(lambda: siti.received[1:], patience=25)[-1]

    assert label("contact.text") in text_of(answer)
