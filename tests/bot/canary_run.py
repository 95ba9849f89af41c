"""`sapa run` with every logger at DEBUG, for the search for what must not be logged."""

import logging

import bot.logs
from bot.__main__ import main
from bot.house import House


def log_everything(house: House) -> None:
    usual(house)
    logging.getLogger().setLevel(logging.DEBUG)
    for name in bot.logs.OURS:
        logging.getLogger(name).setLevel(logging.DEBUG)


if __name__ == "__main__":
    usual, bot.logs.log_for = bot.logs.log_for, log_everything
    main(["run"])
