"""`sapa plan`: from workload and competency to proposals that can be explained."""

import importlib

import click

from bot.commands.speaking import text

_COMMANDS = (
    "workload",
    "ahead",
    "surge",
    "settings",
    "fit",
    "propose",
    "compare",
    "adopt",
    "check",
    "justify",
    "explain",
    "swaps",
)


class _Plan(click.Group):
    """Loads a sub-command's module only when it is named: the numbers' libraries take their time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"bot.commands.plan.{cmd_name}").command
        return command


command = _Plan("plan", help=text("commands.plan.help"))
