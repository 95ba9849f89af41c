"""`sapa`: the command line."""

import click

from bot.commands import Sapa
from bot.commands.speaking import text


@click.command(
    cls=Sapa, help=text("commands.main.help"), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="sapa-mutasi", prog_name="sapa")
def main() -> None:
    """Group."""


if __name__ == "__main__":
    main()
