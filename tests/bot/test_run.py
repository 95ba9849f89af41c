"""`sapa run` as a process: one at a time, stopped cleanly, with other commands beside it."""

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.trial.cast import ANDI, HASAN, RINA, SITI
from tests.databases import Databases
from tests.files.builders import PROPOSAL, table, xlsx_bytes
from tests.journeys.product import Product, filled, running, sapa
from tests.journeys.telephone import Telephone, until
from tests.journeys.words import label

pytestmark = pytest.mark.slow

NEW_PROPOSAL = PROPOSAL | {
    "NIP": ANDI.nip,
    "NAMA": ANDI.name,
    "JABATAN LAMA": "Pranata Komputer Ahli Pertama",
    "UNIT KERJA LAMA": "Dinas Komunikasi dan Informatika",
    "JABATAN BARU": "Pranata Komputer Ahli Pertama",
    "UNIT KERJA BARU": "Badan Kepegawaian dan Pengembangan SDM",
}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A served trial in which Andi is linked."""
    with running(filled(tmp_path_factory.mktemp("data"))) as product:
        Telephone(product.address, ANDI).links("en")
        yield product


def test_a_second_one_on_the_same_folder_is_refused_in_words(trial: Product) -> None:
    second = sapa(trial.folder, "run")

    assert (second.returncode, second.stdout) == (2, "")
    assert label("refusal.already_served") in second.stderr
    assert str(trial.process.pid) in second.stderr
    assert len(second.stderr.splitlines()) == 1


def test_a_migration_waits_until_nobody_serves(trial: Product) -> None:
    assert label("refusal.already_served") in sapa(trial.folder, "migrate").stderr


def test_a_role_granted_beside_it_is_noticed(trial: Product) -> None:
    andi = Telephone(trial.address, ANDI)
    assert not andi.own_menu

    granted = sapa(trial.folder, "role", "grant", ANDI.nip, "officer")

    assert granted.returncode == 0
    andi.reads(label("linking.role.granted.officer", "en"))
    until(lambda: andi.own_menu)


def test_who_blocks_the_bot_gets_what_was_caused_meanwhile_when_they_let_it_in_again(trial: Product) -> None:
    andi = Telephone(trial.address, ANDI)
    andi.does("block", blocked=True)
    granted = sapa(trial.folder, "role", "grant", ANDI.nip, "auditor")
    until(lambda: "unreachable" in sapa(trial.folder, "outbox", "list", "--json").stdout)
    andi.does("block", blocked=False)

    assert granted.returncode == 0
    andi.reads(label("linking.role.granted.auditor", "en"))
    assert "unreachable" not in sapa(trial.folder, "outbox", "list", "--json").stdout


def test_a_wave_imported_and_published_beside_it_is_shown(trial: Product, tmp_path: Path) -> None:
    wave = tmp_path / "usulan.xlsx"
    wave.write_bytes(xlsx_bytes([["Gelombang Kedua"], *table(NEW_PROPOSAL)]))
    andi = Telephone(trial.address, ANDI)
    assert label("transfer.none", "en") in andi.asks("/transfer")

    imported = sapa(trial.folder, "import", str(wave))
    assert label("transfer.none", "en") in andi.asks("/transfer")
    found = json.loads(sapa(trial.folder, "plan", "check", "Gelombang Kedua", "--json").stdout)
    for one in found:
        place = ("plan", "justify", str(one["proposal"]), one["code"])
        sapa(trial.folder, *place, "--reason", "Disepakati kedua kepala unit")
    published = sapa(
        trial.folder, "wave", "publish", "Gelombang Kedua", "--by", RINA.nip, "--second", HASAN.nip
    )

    assert (imported.returncode, published.returncode) == (0, 0), imported.stderr + published.stderr
    andi.reads(label("transfer.notice.proposed", "en"))
    andi.presses("transfer.button.open", "en")
    andi.reads("Badan Kepegawaian dan Pengembangan SDM")


def test_it_stops_cleanly_either_way_and_starts_again_as_it_was(tmp_path: Path) -> None:
    filled(tmp_path)
    waves = []
    for how in (signal.SIGINT, signal.SIGTERM):
        with running(tmp_path) as product:
            waves.append(json.loads(sapa(tmp_path, "wave", "list", "--json").stdout))
            assert product.stop(how) == 0
        assert product.said.splitlines()[-1] == label("commands.run.stopped")
        assert "Traceback" not in product.said
        assert "Error" not in product.said

    assert len(waves[0]) == 1
    assert waves[0] == waves[1]


def test_another_address_is_taken_where_the_usual_one_is_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(filled(tmp_path), SAPA_SANDBOX_PORT=str(port)) as product:
            assert not product.address.endswith(f":{port}")
            assert httpx.get(f"{product.address}/phone/cast", trust_env=False).status_code == 200


def test_the_trial_is_closed_to_every_other_machine(trial: Product) -> None:
    port = int(trial.address.rpartition(":")[2])
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    here = [local for _, local, _, state, *_ in listening if state == "0A" and local.endswith(f":{port:04X}")]

    assert here == [f"0100007F:{port:04X}"]
    assert not [
        local for local in Path("/proc/net/tcp6").read_text().split() if local.endswith(f":{port:04X}")
    ]


def test_a_trial_may_live_on_postgresql(tmp_path: Path, databases: Databases) -> None:
    with running(tmp_path, SAPA_DATABASE_URL=databases.empty_postgresql()) as product:
        siti = Telephone(product.address, SITI)
        siti.links()

        assert label("transfer.card.proposed") in siti.asks("/mutasi")

    assert not (tmp_path / "trial" / "sapa.db").exists()
