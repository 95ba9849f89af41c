"""Settings come from the environment, and every fault is told at once, without values."""

from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings, read_settings
from storage.vault import new_secret

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:" + "a" * 35


def live(**changed: str) -> dict[str, str]:
    return {
        "SAPA_TELEGRAM_TOKEN": TOKEN,
        "SAPA_SECRET_KEY": new_secret(),
        "SAPA_REGION_NAME": "Kabupaten Contoh",
        "SAPA_HR_OFFICE_NAME": "BKPSDM Kabupaten Contoh",
        "SAPA_HR_CONTACT": "Loket 3",
        **changed,
    }


def faults(environment: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(BadSettings) as refused:
        read_settings(environment)
    return refused.value.faults


def test_without_a_token_it_is_a_trial() -> None:
    assert read_settings({}).mode == "trial"


def test_with_a_token_it_is_live() -> None:
    assert read_settings(live()).mode == "live"


def test_a_live_region_says_who_it_is_and_brings_its_key() -> None:
    assert {name for name, _ in faults({"SAPA_TELEGRAM_TOKEN": TOKEN})} == {
        "SAPA_SECRET_KEY",
        "SAPA_REGION_NAME",
        "SAPA_HR_OFFICE_NAME",
        "SAPA_HR_CONTACT",
    }


def test_all_faults_are_told_at_once() -> None:
    told = faults(
        {
            "SAPA_TIMEZONE": "Mars/Olympus",
            "SAPA_DATABASE_URL": "mysql://x",
            "SAPA_SECRET_KEY": "short",
            "SAPA_TELEGRAM_API_URL": "ftp://x",
            "SAPA_SANDBOX_PORT": "70000",
            "SAPA_LANGUAGE": "de",
        }
    )

    assert {name for name, _ in told} == {
        "SAPA_TIMEZONE",
        "SAPA_DATABASE_URL",
        "SAPA_SECRET_KEY",
        "SAPA_TELEGRAM_API_URL",
        "SAPA_SANDBOX_PORT",
        "SAPA_LANGUAGE",
    }


@pytest.mark.parametrize("token", ["hello", "123456789", "123456789:short", ":" + "a" * 35])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert ("SAPA_TELEGRAM_TOKEN", "settings.fault.telegram_token") in faults(live(SAPA_TELEGRAM_TOKEN=token))


def test_plain_http_leaves_this_machine_for_nobody() -> None:
    assert faults(live(SAPA_TELEGRAM_API_URL="http://telegram.example")) == [
        ("SAPA_TELEGRAM_API_URL", "settings.fault.telegram_api_url")
    ]
    assert read_settings(live(SAPA_TELEGRAM_API_URL="http://127.0.0.1:8081/")).telegram_api_url == (
        "http://127.0.0.1:8081"
    )


def test_telegram_posts_over_tls_or_within_this_machine() -> None:
    for wrong in ("http://sapa.example.go.id", "https://", "sapa.example.go.id", "https://sapa.example/?x=1"):
        assert faults({"SAPA_PUBLIC_URL": wrong}) == [("SAPA_PUBLIC_URL", "settings.fault.public_url")]
    assert (
        read_settings({"SAPA_PUBLIC_URL": "https://sapa.example/bot/"}).public_url
        == "https://sapa.example/bot"
    )


def test_an_address_is_opened_when_one_is_named_or_needed() -> None:
    assert read_settings({}).address is None
    assert read_settings({"SAPA_PUBLIC_URL": "https://sapa.example"}).address == ("127.0.0.1", 8080)
    assert read_settings({"SAPA_LISTEN": "[::1]:9000"}).address == ("::1", 9000)


@pytest.mark.parametrize("wrong", ["8080", "localhost", "127.0.0.1:x", "127.0.0.1:70000", "http://a:1"])
def test_an_address_has_a_host_and_a_port(wrong: str) -> None:
    assert faults({"SAPA_LISTEN": wrong}) == [("SAPA_LISTEN", "settings.fault.listen")]


def test_a_misspelt_setting_is_not_overlooked() -> None:
    assert faults({"SAPA_TELEGRAM_TOKN": TOKEN}) == [("SAPA_TELEGRAM_TOKN", "settings.fault.unknown")]


def test_an_empty_setting_is_one_not_given() -> None:
    assert read_settings({"SAPA_TELEGRAM_TOKEN": "", "SAPA_LANGUAGE": ""}).language == "id"


def test_secrets_are_in_no_picture_of_the_settings() -> None:
    environment = live(SAPA_DATABASE_URL="postgresql+psycopg://u:hunter2@h/d")

    shown = repr(read_settings(environment))

    hidden = (TOKEN, environment["SAPA_SECRET_KEY"], "hunter2")
    assert [secret for secret in hidden if secret in shown] == []


def test_every_setting_is_in_the_example() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    explained = {line.partition("=")[0] for line in lines if line.startswith("SAPA_")}

    assert explained == {f"SAPA_{field.upper()}" for field in Settings.model_fields}


@pytest.mark.parametrize("host", ["127.0.0.1.example.com", "localhost.example.com", "127.0.0.1@example.com"])
def test_the_token_goes_in_clear_to_this_machine_only(host: str) -> None:
    assert faults(live(SAPA_TELEGRAM_API_URL=f"http://{host}")) == [
        ("SAPA_TELEGRAM_API_URL", "settings.fault.telegram_api_url")
    ]
