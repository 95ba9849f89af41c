"""Live: a real token's way, against a Bot API server of one's own and with files as HR hands them in."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.trial.cast import HASAN, RINA, SITI
from storage.vault import new_secret
from tests.bot.test_settings import TOKEN, live
from tests.journeys.product import running, sapa, sapa_at_a_terminal
from tests.journeys.telegram import USERNAME, telegram
from tests.journeys.telephone import Telephone, until
from tests.journeys.words import label
from tests.sample import invented_folder

pytestmark = pytest.mark.slow

KEY = new_secret()
FILES = ("siasn-export.csv", "peta-jabatan-abk.xlsx", "kompetensi-kinerja.xlsx", "usulan-mutasi.xlsx")
Settings = dict[str, str]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with telegram(TOKEN) as root:
        yield root


@pytest.fixture
def settings(server: str) -> Settings:
    return live(SAPA_SECRET_KEY=KEY, SAPA_TELEGRAM_API_URL=server)


@pytest.fixture(scope="module")
def decided_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decided")
    assert sapa(folder, "policy", "show-before-decree", "yes", **live(SAPA_SECRET_KEY=KEY)).returncode == 0
    return folder


@pytest.fixture
def decided(decided_once: Path, tmp_path: Path) -> Path:
    """A live folder in which the policy is decided, and nothing else is kept."""
    shutil.copytree(decided_once, tmp_path / "data")
    return tmp_path / "data"


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_from_hrs_files_to_a_card_on_a_telephone(tmp_path: Path, settings: Settings) -> None:
    """The main job, as the README tells it."""
    data, letters = tmp_path / "data", tmp_path / "letters"
    steps = (
        ("policy", "show-before-decree", "yes"),
        ("import", "--complete", *(str(invented_folder() / name) for name in FILES)),
        ("role", "grant", RINA.nip, "planner"),
        ("role", "grant", HASAN.nip, "approver"),
        ("plan", "check", "1"),
        ("wave", "publish", "1", "--by", RINA.nip, "--second", HASAN.nip),
        ("invite", "--nip", SITI.nip, "--out", str(letters)),
    )
    for words in steps:
        done = sapa(data, *words, **settings)
        assert done.returncode == 0, done.stderr
    printed = "".join(page.extract_text() for path in letters.iterdir() for page in PdfReader(path).pages)
    code = re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", printed)
    assert code is not None
    assert f"t.me/{USERNAME}" in printed or f"@{USERNAME}" in printed

    with running(data, **settings):
        siti = Telephone(settings["SAPA_TELEGRAM_API_URL"], SITI)
        siti.does("start")
        siti.presses("button.link")
        siti.presses("linking.button.agree")
        siti.reads(label("linking.nip"))
        siti.says(SITI.nip)
        until(lambda: siti.chat["keyboard"])
        siti.does("contact")
        siti.reads(label("linking.code"))
        siti.says(code.group())
        siti.reads(label("linking.done"))

        assert label("transfer.card.proposed") in siti.asks("/mutasi")


def test_it_says_who_it_is_and_holds_nobody_invented(decided: Path, settings: Settings) -> None:
    with running(decided, **settings) as product:
        listed = sapa(decided, "wave", "list", "--json", **settings)
        nobody = sapa(decided, "role", "grant", SITI.nip, "officer", **settings)

    assert f"@{USERNAME}" in product.ready
    assert json.loads(listed.stdout) == []
    assert label("refusal.not_found") in nobody.stderr
    assert [path.name for path in decided.iterdir()] == ["live"]
    assert not (decided / "live" / "sandbox").exists()
    assert not (decided / "live" / "secret.key").exists()


def test_no_address_is_opened_in_live_mode(decided: Path, settings: Settings) -> None:
    with running(decided, **settings) as product:
        sockets = {str(path.readlink()) for path in Path(f"/proc/{product.process.pid}/fd").iterdir()}
        lines = [line.split() for table in ("tcp", "tcp6") for line in _lines(table)]
        opened = [line for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in sockets]

    assert "http" not in product.said
    assert opened == []


def _lines(table: str) -> list[str]:
    return Path(f"/proc/net/{table}").read_text().splitlines()[1:]


@pytest.mark.parametrize("missing", ["SAPA_SECRET_KEY", "SAPA_REGION_NAME", "SAPA_HR_OFFICE_NAME"])
def test_a_live_region_without_its_key_or_name_is_refused(
    tmp_path: Path, settings: Settings, missing: str
) -> None:
    refused = sapa(tmp_path, "run", **{name: value for name, value in settings.items() if name != missing})

    assert refused.returncode == 2
    assert f"{missing}: {label('settings.fault.asked_of_live').lstrip(': ')}" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_undecided_policy_is_refused_with_the_command_that_decides(
    tmp_path: Path, settings: Settings
) -> None:
    refused = sapa(tmp_path, "run", **settings)

    assert refused.returncode == 2
    assert "sapa policy show-before-decree" in refused.stderr


def test_at_a_terminal_the_policy_is_asked_for(tmp_path: Path, settings: Settings) -> None:
    """With a Telegram that is away, so that the process ends by itself after the question."""
    away = settings | {"SAPA_TELEGRAM_API_URL": "http://127.0.0.1:9"}

    asked = sapa_at_a_terminal("y\n", tmp_path, "run", **away)

    assert label("commands.run.policy_question") in asked.stdout
    decided = sapa(tmp_path, "policy", "show", "--json", **settings)
    assert json.loads(decided.stdout) == {"shows_before_decree": True}


def test_a_token_that_telegram_does_not_know_is_refused(decided: Path, settings: Settings) -> None:
    refused = sapa(decided, "run", **settings | {"SAPA_TELEGRAM_TOKEN": "987654321:" + "b" * 35})

    assert (refused.returncode, refused.stderr.strip()) == (2, label("refusal.unknown_token"))


def test_a_telegram_that_is_away_is_said_so(decided: Path, settings: Settings) -> None:
    refused = sapa(decided, "run", **settings | {"SAPA_TELEGRAM_API_URL": "http://127.0.0.1:9"})

    assert refused.returncode == 2
    assert label("refusal.telegram_away") in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_token_and_key_stand_in_nothing_that_is_printed_or_kept(decided: Path) -> None:
    """Through a start, answered people, trouble on the line, a stop, and refusals."""
    with telegram(TOKEN) as root:
        settings = live(SAPA_SECRET_KEY=KEY, SAPA_TELEGRAM_API_URL=root)
        with running(decided, **settings) as product:
            siti = Telephone(root, SITI)
            siti.asks("/start")
            for method in ("getUpdates", "sendMessage"):
                for kind in ("server_error", "cut"):
                    siti.orders_trouble(kind, method)
                    siti.asks("/bantuan")
            product.stop()
    others = [sapa(decided, *words, **settings) for words in (["run"], ["key", "rotate"], ["invite"])]

    said = product.said + "".join(one.stdout + one.stderr for one in others)
    assert "incident" in said, "the trouble was to be logged"
    secret = TOKEN.partition(":")[2]
    assert [canary for canary in (TOKEN, secret, KEY) if canary in said] == []
    assert [canary for canary in (TOKEN, secret, KEY) if canary.encode() in everything_in(decided)] == []
