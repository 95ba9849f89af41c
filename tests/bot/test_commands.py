"""The commands at the terminal: help in both languages, two officers for a wave, policy, keys, templates."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.commands import COMMANDS
from bot.trial.cast import BUDI, HASAN, RINA, SITI
from files.templates import TEMPLATES
from locales.words import LANGUAGES, Words
from storage.revisions import newest_revision
from storage.vault import new_secret
from tests.bot.terminal import answer_findings, digest, report, sapa
from tests.bot.test_settings import live
from tests.journeys.words import label
from tests.sample import invented_folder

HELP_PAGES = """
import json
from click import Group
from click.testing import CliRunner
from bot.__main__ import main

def pages(command, words):
    yield " ".join(words), CliRunner(env={"COLUMNS": "400"}).invoke(main, [*words, "--help"]).output
    if isinstance(command, Group):
        for name in command.list_commands(None):
            yield from pages(command.get_command(None, name), [*words, name])

print(json.dumps(dict(pages(main, []))))
"""


def help_pages(language: str) -> dict[str, str]:
    """Of every command and subcommand; a process of its own, because words are chosen at its start."""
    done = subprocess.run(
        [sys.executable, "-c", HELP_PAGES],
        env={"SAPA_LANGUAGE": language, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    pages: dict[str, str] = json.loads(done.stdout)
    return pages


@pytest.fixture(scope="module")
def help_in() -> dict[str, dict[str, str]]:
    return {language: help_pages(language) for language in LANGUAGES}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty trial."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def region(data: Path) -> Path:
    """HR's files are in, and Rina and Pak Hasan hold their roles."""
    report("import", *sorted(invented_folder().iterdir()))
    report("role", "grant", RINA.nip, "planner")
    report("role", "grant", HASAN.nip, "approver")
    answer_findings("1")
    return data


@pytest.fixture
def live_data(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in live().items():
        monkeypatch.setenv(name, value)
    return data


def wave() -> Any:
    (only,) = report("wave", "list")
    return only


def publish(maker: str, checker: str) -> list[str]:
    return ["wave", "publish", str(wave()["id"]), "--by", maker, "--second", checker]


def test_every_command_explains_itself_in_both_languages(help_in: dict[str, dict[str, str]]) -> None:
    indonesian, english = help_in["id"], help_in["en"]

    assert indonesian.keys() == english.keys()
    assert set(COMMANDS) <= indonesian.keys()
    assert [page for page in indonesian if indonesian[page] == english[page]] == []


def test_no_indonesian_is_left_in_the_english_help(help_in: dict[str, dict[str, str]]) -> None:
    spoken = {language: "\n".join(help_in[language].values()) for language in LANGUAGES}
    catalogues = Words.load().catalogues
    english = {entry.forms[-1] for entry in catalogues["en"].values()}
    texts = {entry.forms[-1] for entry in catalogues["id"].values()} - english
    helpful = [text for text in texts if len(text) > len("Indonesia") and text in spoken["id"]]

    assert len(helpful) > len(COMMANDS)
    assert [text for text in helpful if text in spoken["en"]] == []


def test_no_key_of_a_catalogue_is_shown(help_in: dict[str, dict[str, str]]) -> None:
    pages = "\n".join([*help_in["id"].values(), *help_in["en"].values()])

    assert "commands." not in pages


def test_two_officers_publish_a_wave(region: Path) -> None:
    assert wave()["published_at"] is None
    published = sapa(*publish(RINA.nip, HASAN.nip))

    assert published.exit_code == 0, published.stderr
    assert wave()["published_at"] is not None
    assert sapa(*publish(RINA.nip, HASAN.nip)).exit_code == 2


@pytest.mark.parametrize(
    ("maker", "checker", "key"),
    [
        (RINA.nip, RINA.nip, "refusal.not_permitted.role"),
        (HASAN.nip, RINA.nip, "refusal.not_permitted.role"),
        (BUDI.nip, HASAN.nip, "refusal.not_permitted.role"),
        (SITI.nip, SITI.nip, "refusal.not_permitted.role"),
        ("199001012020011999", HASAN.nip, "refusal.not_found"),
    ],
)
def test_whoever_lacks_the_role_publishes_nothing(region: Path, maker: str, checker: str, key: str) -> None:
    refused = sapa(*publish(maker, checker))

    assert (refused.exit_code, label(key) in refused.stderr) == (2, True)
    assert wave()["published_at"] is None


def test_one_officer_with_both_roles_cannot_approve_the_own_request(region: Path) -> None:
    report("role", "grant", RINA.nip, "approver")

    refused = sapa(*publish(RINA.nip, RINA.nip))

    assert (refused.exit_code, refused.stderr.strip()) == (2, label("refusal.same_person"))
    assert wave()["published_at"] is None


def test_a_wave_that_is_not_there_is_said_so(region: Path) -> None:
    refused = sapa("wave", "publish", "Gelombang Lain", "--by", RINA.nip, "--second", HASAN.nip)

    assert refused.exit_code == 2
    assert "Gelombang Lain" in refused.stderr


def test_the_policy_is_decided_and_shown(data: Path) -> None:
    shown = [report("policy", "show")["shows_before_decree"]]
    for answer in ("yes", "no"):
        report("policy", "show-before-decree", answer)
        shown.append(report("policy", "show")["shows_before_decree"])

    assert shown == [None, True, False]


def test_a_new_key_is_printed_alone_and_opens_a_live_database(
    live_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sapa("key", "new")
    (key,) = made.stdout.splitlines()
    monkeypatch.setenv("SAPA_SECRET_KEY", key)

    assert sapa("policy", "show").exit_code == 0


def test_a_wrong_key_is_refused_before_anything_is_written(
    live_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sapa("policy", "show").exit_code == 0
    monkeypatch.setenv("SAPA_SECRET_KEY", new_secret())

    refused = sapa("policy", "show-before-decree", "yes")

    assert (refused.exit_code, refused.stderr.strip()) == (2, label("refusal.foreign_key"))


def test_the_sheet_for_the_safe_shows_the_key_and_its_mark(
    live_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_secret()
    monkeypatch.setenv("SAPA_SECRET_KEY", key)

    sheet = sapa("key", "sheet")

    assert sheet.exit_code == 0
    assert f"SAPA_SECRET_KEY={key}" in sheet.stdout.splitlines()


def test_a_trial_has_no_key_for_the_safe(data: Path) -> None:
    refused = sapa("key", "sheet")

    assert (refused.exit_code, refused.stderr.strip()) == (2, label("commands.key.trial"))


def test_a_key_is_rotated_and_the_old_one_opens_nothing_any_more(
    live_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = new_secret(), new_secret()
    monkeypatch.setenv("SAPA_SECRET_KEY", old)
    report("import", *sorted(invented_folder().iterdir()))
    assert sapa("key", "rotate").exit_code == 2
    monkeypatch.setenv("SAPA_SECRET_KEY", f"{new},{old}")
    assert label("refusal.rotation_due") in sapa("wave", "list").stderr

    rotated = report("key", "rotate")

    assert rotated["resealed"]["person"] > 0
    monkeypatch.setenv("SAPA_SECRET_KEY", new)
    assert report("role", "grant", SITI.nip, "officer")["nip"] == SITI.nip
    monkeypatch.setenv("SAPA_SECRET_KEY", old)
    assert sapa("wave", "list").exit_code == 2


def test_migrating_twice_changes_nothing(data: Path) -> None:
    first = report("migrate")
    before = digest(data)

    assert first == report("migrate") == {"revision": newest_revision()}
    assert digest(data) == before


@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_a_template_is_written_and_read_back_as_having_no_rows(data: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "templat.xlsx"

    written = report("template", kind, "--out", path)

    assert written == {"kind": kind, "path": str(path)}
    assert len(load_workbook(path).worksheets) == len(TEMPLATES[kind]) + 1
    assert label("import.problem.file.no_rows.wrong") in sapa("import", path).stdout


def test_a_template_overwrites_nothing_unasked(tmp_path: Path) -> None:
    path = tmp_path / "templat.xlsx"
    path.write_text("isi lama")

    refused = sapa("template", "people", "--out", path)

    assert refused.exit_code == 2
    assert path.read_text() == "isi lama"
    assert sapa("template", "people", "--out", path, "--force").exit_code == 0


def test_all_faults_of_the_settings_are_said_at_once_without_their_values(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPA_TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("SAPA_DATABASE_URL", "mysql://user:hunter2@host/x")
    monkeypatch.setenv("SAPA_TELEGRAM_TOKN", "123456789:" + "c" * 35)

    refused = sapa("wave", "list")

    assert refused.exit_code == 2
    named = ("SAPA_TIMEZONE", "SAPA_DATABASE_URL", "SAPA_TELEGRAM_TOKN", "SAPA_TELEGRAM_TOKEN")
    assert [name for name in named if name not in refused.stderr] == []
    assert [value for value in ("Mars", "hunter2", "c" * 35) if value in refused.stderr] == []
    assert not data.exists()


def test_a_database_that_is_away_is_said_so_without_its_password(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgresql+psycopg://user:hunter2@127.0.0.1:9/x"
    monkeypatch.setenv("SAPA_DATABASE_URL", url)

    refused = sapa("wave", "list")

    assert refused.exit_code == 2
    assert label("commands.database_away") in refused.stderr
    assert "hunter2" not in refused.output
