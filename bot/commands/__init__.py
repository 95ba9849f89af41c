"""The command line: one command a file, loaded when it is called."""

import importlib

import click

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
    "policy": "policy",
    "answer": "answer",
    "key": "key",
    "migrate": "migrate",
    "move": "move",
    "backup": "backup",
    "restore": "restore",
}


class Sapa(click.Group):
    """Loads a command's module only when it is named, so that every command starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(f"bot.commands.{module}").command
        return command
