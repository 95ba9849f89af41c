"""`sapa`: the command line."""

import click

from bot.commands import Sapa


@click.command(cls=Sapa, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sapa-mutasi", prog_name="sapa")
def main() -> None:
    """Sapa Mutasi."""


if __name__ == "__main__":
    main()
