"""Whoever shows a person to an officer notes it, so that `/siapa_melihat` is complete."""

import ast
from pathlib import Path

from tests.architecture.test_layers import ROOT, tree

COMMANDS = ROOT / "bot" / "commands"
# What names a person on the terminal or on paper.
NAMING = {"full_name", "nip"}
# Files in which a person is named and no view is noted, each with its reason.
EXEMPT = {
    "breach.py": "everybody on the list is written to about it (UU 27/2022 art. 46)",
    "officer.py": "finds whom a command is about; what is shown of them, the command notes",
    "invite_letters.py": "sets the letters of `sapa invite`, which has noted them",
    "case.py": "the sender of a case whose seal is opened is told so; a line would tell who sent it",
    "seal.py": "the officers who keep the second factors, in their office",
}
# The commands that show somebody's record, by file. A new one is added here when it notes what it shows.
NOTING = {
    "claim.py",
    "correction.py",
    "invite.py",
    "objection.py",
    "plan/check.py",
    "plan/explain.py",
    "plan/fit.py",
    "plan/propose.py",
    "plan/swaps.py",
    "preference.py",
    "privacy.py",
    "proposal.py",
    "role.py",
    "understanding.py",
    "wave.py",
}


def named(path: Path) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in NAMING for node in ast.walk(tree(path)))


def noted(path: Path) -> bool:
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Name) and call.id == "note_views" for call in calls)


def files() -> dict[str, Path]:
    return {path.relative_to(COMMANDS).as_posix(): path for path in COMMANDS.rglob("*.py")}


def test_every_command_that_names_a_person_notes_the_view() -> None:
    assert {name for name, path in files().items() if named(path)} - EXEMPT.keys() <= NOTING


def test_the_commands_that_are_said_to_note_do_so() -> None:
    assert {name for name, path in files().items() if noted(path)} == NOTING


def test_a_run_over_everybody_is_noted_where_everybody_is_read() -> None:
    bot = ROOT / "bot"
    reading = COMMANDS / "plan" / "reading.py"
    for path in (reading, *(bot / name for name in ("wave_check.py", "explained_anew.py", "own_planner.py"))):
        assert "note_run(" in path.read_text(encoding="utf-8")
