"""The ways into `/keberatan`, and what each of its buttons does."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from handlers.objection import days, home, signed, writing
from handlers.objection.places import ACTION, DAY, SIGNED, WRITING, arg_of, send_letter, send_receipt
from handlers.table import Route
from handlers.visit import Visit

_PLAIN: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
    "lanes": home.show_lanes,
    "remind": partial(home.set_reminding, wanted=True),
    "unremind": partial(home.set_reminding, wanted=False),
    "withdraw": partial(home.withdraw, confirmed=False),
    "withdraw_yes": partial(home.withdraw, confirmed=True),
    "days": days.show_days,
    "write": writing.begin,
    "resume": writing.resume,
    "anew": writing.begin_anew,
    "letter": send_letter,
    "receipt": send_receipt,
    "hand_in": signed.begin,
    "drop_files": signed.drop_files,
    "submit": partial(signed.confirm, on_paper=False),
    "submit_yes": partial(signed.submit, on_paper=False),
    "paper": partial(signed.confirm, on_paper=True),
    "paper_yes": partial(signed.submit, on_paper=True),
}


async def answer(visit: Visit) -> None:
    """The command, or any of the buttons; one that is not known shows where things stand."""
    asked, about = arg_of(visit)
    if asked in _PLAIN:
        await _PLAIN[asked](visit)
    elif writing.is_of_form(asked):
        await writing.answer_button(visit, asked, about)
    elif asked == "received":
        await days.choose_day(visit, about)
    elif asked == "type":
        await days.ask_day(visit, about)
    else:
        await home.show_home(visit)


ROUTES = (
    Route(
        answer=answer,
        who="linked",
        commands=("keberatan", "objection"),
        action=ACTION,
        menu="command.objection",
    ),
    Route(answer=writing.take_words, who="linked", flow=WRITING),
    Route(answer=days.take_day, who="linked", flow=DAY),
    Route(answer=signed.take_file, who="linked", flow=SIGNED),
)
