"""Receiving: confirmed only after it was answered; one person in order, others beside them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Update
from telegram.request import HTTPXRequest

from bot.intake import Intake
from bot.polled_bot import PolledBot
from tests.sandbox.driver import BOT, BUDI, SITI
from tests.sandbox.serving import Served, serving


@pytest.fixture
async def line() -> AsyncIterator[tuple[Served, PolledBot]]:
    with serving() as served:
        bot = PolledBot(
            BOT.token,
            base_url=f"{served.root}/bot",
            base_file_url=f"{served.root}/file/bot",
            request=HTTPXRequest(),
            get_updates_request=HTTPXRequest(),
        )
        await bot.initialize()
        yield served, bot
        await bot.shutdown()


class Killed(BaseException):
    """The process ends in the middle of an answer."""


class Answers:
    """Answers updates and remembers whose and which; stops the intake after so many."""

    def __init__(self, wanted: int) -> None:
        self.stop = asyncio.Event()
        self.texts: list[str] = []
        self._wanted = wanted

    async def __call__(self, update: Update) -> None:
        text = str(update.effective_message.text) if update.effective_message else ""
        if text == "poison":
            self._note("poisoned")
            raise ValueError("a fault of ours")
        # Whoever says "slow" is answered late; nobody else waits for that.
        await asyncio.sleep(0.2 if text == "slow" else 0)
        self._note(text)

    def _note(self, text: str) -> None:
        self.texts.append(text)
        if len(self.texts) >= self._wanted:
            self.stop.set()


async def receive(bot: PolledBot, answers: Answers) -> None:
    await asyncio.wait_for(Intake(bot, answers).run(answers.stop), 20)


def say(served: Served, user_id: int, *texts: str) -> None:
    for text in texts:
        served.person(user_id, "text", text=text)


async def test_one_persons_words_keep_their_order(line: tuple[Served, PolledBot]) -> None:
    served, bot = line
    await asyncio.to_thread(say, served, SITI, "slow", "second", "third")
    answers = Answers(3)

    await receive(bot, answers)

    assert answers.texts == ["slow", "second", "third"]


async def test_a_slow_answer_delays_nobody_else(line: tuple[Served, PolledBot]) -> None:
    served, bot = line
    await asyncio.to_thread(say, served, SITI, "slow")
    await asyncio.to_thread(say, served, BUDI, "quick")
    answers = Answers(2)

    await receive(bot, answers)

    assert answers.texts == ["quick", "slow"]


async def test_a_fault_of_ours_in_one_answer_stops_no_other(line: tuple[Served, PolledBot]) -> None:
    served, bot = line
    await asyncio.to_thread(say, served, SITI, "poison", "after")
    answers = Answers(2)

    await receive(bot, answers)

    assert answers.texts == ["poisoned", "after"]


async def test_what_was_answered_is_confirmed_and_comes_no_more(line: tuple[Served, PolledBot]) -> None:
    served, bot = line
    await asyncio.to_thread(say, served, SITI, "once")
    await receive(bot, Answers(1))
    await asyncio.to_thread(say, served, SITI, "new")
    again = Answers(1)

    await receive(bot, again)

    assert again.texts == ["new"]


async def test_what_was_not_answered_comes_again(line: tuple[Served, PolledBot]) -> None:
    served, bot = line
    await asyncio.to_thread(say, served, SITI, "kept")

    async def die(_update: Update) -> None:
        raise Killed

    with pytest.raises(BaseExceptionGroup):
        await Intake(bot, die).run(asyncio.Event())
    answers = Answers(1)
    await receive(bot, answers)

    assert answers.texts == ["kept"]
