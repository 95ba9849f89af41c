"""The files for a deployment say what the pages promise. No image can be built where the tests run."""

import re
import tomllib
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
ROOT = DEPLOY.parent
UNITS = ("sapa.service", "sapa@.service")
HARDENED = {
    "nonewprivileges": "yes",
    "protectsystem": "strict",
    "protecthome": "yes",
    "privatetmp": "yes",
    "privatedevices": "yes",
    "capabilityboundingset": "",
    "umask": "0077",
    "limitcore": "0",
}
KEY = re.compile(r"([\w<][\w<.-]*):(?: (.+))?")
# What a plain scalar may be made of: anything else stands in quotes, so that no other meaning is read in it.
SCALAR = re.compile(r'"[^"]*"|[\w./=&*-][\w./= -]*')


def unit(name: str) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    return parser


def compose() -> dict[str, Any]:
    """The plain part of YAML in which the file is written; whatever is outside of it fails here."""
    lines = (DEPLOY / "compose.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    found, rest = mapping(kept, 0)
    assert rest == []
    return found


def mapping(lines: list[str], depth: int) -> tuple[dict[str, Any], list[str]]:
    found: dict[str, Any] = {}
    while lines and indent(lines[0]) == depth:
        parts = KEY.fullmatch(lines[0].strip())
        assert parts, lines[0]
        assert parts[1] not in found, f"twice: {lines[0]}"
        lines = lines[1:]
        found[parts[1]], lines = value(parts[2] or "", lines, depth)
    return found, lines


def value(text: str, lines: list[str], depth: int) -> tuple[Any, list[str]]:
    if text and not text.startswith("&"):
        return scalar(text), lines
    if not lines or indent(lines[0]) <= depth:
        return None, lines
    assert indent(lines[0]) == depth + 2, lines[0]
    if not lines[0].lstrip().startswith("- "):
        return mapping(lines, depth + 2)
    items = []
    while lines and indent(lines[0]) == depth + 2:
        assert lines[0].lstrip().startswith("- "), lines[0]
        items.append(scalar(lines[0].strip()[2:]))
        lines = lines[1:]
    return items, lines


def scalar(text: str) -> str:
    assert SCALAR.fullmatch(text), text
    return text.strip('"')


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def of(kind: str) -> list[str]:
    return [words for name, words in instructions() if name == kind]


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_runs_as_a_user_of_its_own_without_privileges(name: str) -> None:
    service = unit(name)["Service"]

    assert service["User"] == "sapa"
    assert {key: service[key] for key in HARDENED} == HARDENED


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_leaves_time_to_settle_and_starts_again_after_a_fault(name: str) -> None:
    service = unit(name)["Service"]

    assert (service["TimeoutStopSec"], service["Restart"]) == ("30", "on-failure")
    assert service["ExecStart"].endswith("/.venv/bin/sapa run")
    assert unit(name)["Install"]["WantedBy"] == "multi-user.target"


def test_workers_of_one_host_may_differ() -> None:
    assert "EnvironmentFile=-/opt/sapa-mutasi/worker-%i.env" in (DEPLOY / UNITS[1]).read_text()


def test_the_image_takes_only_packages_whose_hashes_are_known() -> None:
    installing = [words for words in of("RUN") if "pip install" in words]

    assert len(installing) == 2
    assert "--require-hashes -r requirements.txt" in installing[0]
    assert "--no-deps --no-build-isolation" in installing[1]


def test_the_image_holds_every_package_of_ours() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    copied = {words.split()[0] for words in of("COPY") if len(words.split()) == 2}

    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= copied


def test_the_image_serves_as_nobody_special_and_tells_its_health() -> None:
    names = [name for name, _ in instructions()]
    (health,) = of("HEALTHCHECK")

    assert of("USER") == ["10001"]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "127.0.0.1:8080/healthz" in health
    assert of("STOPSIGNAL") == ["SIGTERM"]


def test_no_secret_is_in_the_image_or_the_compose_file() -> None:
    assert not re.search(r"SAPA_(SECRET_KEY|TELEGRAM_TOKEN)", "".join(words for _, words in instructions()))
    assert "SECRET_KEY" not in (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert compose()["services"]["database"]["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:?}"


def test_two_workers_share_the_database_behind_a_proxy() -> None:
    services = compose()["services"]

    assert sorted(services) == ["database", "proxy", "worker-1", "worker-2"]
    assert all(services[name] == {"<<": "*worker"} for name in ("worker-1", "worker-2"))
    assert services["proxy"]["depends_on"] == ["worker-1", "worker-2"]
    assert "ports" not in services["database"]


def test_a_worker_waits_for_the_database_stops_slowly_and_may_do_little() -> None:
    worker = compose()["x-worker"]

    assert worker["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert worker["stop_grace_period"] == "30s"
    assert (worker["read_only"], worker["cap_drop"]) == ("true", ["ALL"])
    assert worker["security_opt"] == ["no-new-privileges:true"]


def test_every_volume_that_is_used_is_declared() -> None:
    file = compose()
    parts = [file["x-worker"], *file["services"].values()]
    used = {one.partition(":")[0] for part in parts for one in part.get("volumes", [])}

    assert {name for name in used if not name.startswith(".")} == set(file["volumes"])


def test_only_telegrams_posts_and_the_closed_form_pass_the_proxy() -> None:
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")

    assert re.findall(r"handle(?: (\S+))? \{", text) == ["/telegram/*", "/formulir/*", ""]
    assert re.findall(r"(worker-\d:8080)", text) == ["worker-1:8080", "worker-2:8080"] * 2
