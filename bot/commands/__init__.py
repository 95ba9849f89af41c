"""The command line: one command a file, loaded when it is called."""

from typing import Any

from bot.commands.late_group import LateGroup

# Name on the command line -> module and the click object in it.
COMMANDS = {
    "run": "run",
    "import": "import_files",
    "template": "template",
    "invite": "invite",
    "claim": "claim",
    "role": "role",
    "status": "status",
    "workers": "workers",
    "inbox": "inbox",
    "outbox": "outbox",
    "wave": "wave",
    "proposal": "proposal",
    "plan": "plan",
    "report": "report",
    "objection": "objection",
    "policy": "policy",
    "answer": "answer",
    "correction": "correction",
    "preference": "preference",
    "understanding": "understanding",
    "code": "code",
    "case": "case",
    "seal": "seal",
    "announce": "announce",
    "checkin": "checkin",
    "privacy": "privacy",
    "audit": "audit",
    "pilot": "pilot",
    "retention": "retention",
    "breach": "breach",
    "key": "key",
    "migrate": "migrate",
    "move": "move",
    "backup": "backup",
    "restore": "restore",
}


class Sapa(LateGroup):
    """Everything that `sapa` can do."""

    def __init__(self, name: str, **named: Any) -> None:
        modules = {said: f"{__name__}.{module}" for said, module in COMMANDS.items()}
        super().__init__(name, modules=modules, **named)
