"""The notice, the rights, and one's own requests with their clocks."""

from collections.abc import Mapping

from domain.corrections.records import Correction, CorrectionStatus
from domain.privacy.records import Request, State
from handlers.buttons import Button
from handlers.privacy import acts
from handlers.privacy.places import ACTION, BACK, RIGHTS, arg_of
from handlers.table import Handler
from handlers.visit import Visit
from locales.words import Markup, moment


async def show_privacy(visit: Visit) -> None:
    """The screen that the pressed button asks for; without one, the notice."""
    asked, _about = arg_of(visit)
    await _SCREENS.get(asked, show_notice)(visit)


async def show_notice(visit: Visit) -> None:
    """Why, what, who reads it, how long, which rights, and whom to ask."""
    await visit.edit(
        "privacy.notice",
        buttons=[
            [RIGHTS, Button("privacy.button.requests", ACTION, "requests")],
            [Button("privacy.button.views", "views"), Button("button.profile", "profile")],
            [Button("button.contact", "contact"), Button("button.menu", "menu")],
        ],
    )


async def show_rights(visit: Visit) -> None:
    """Each right, and how fast it is answered."""
    own = await visit.call(visit.office.privacy.own, visit.own.id)
    held = "lift" if own.is_restricted else "restrict"
    await visit.edit(
        "privacy.rights",
        buttons=[
            [Button("privacy.button.copy", ACTION, "copy"), Button("privacy.button.correct", "data")],
            [Button(f"privacy.button.{held}", ACTION, held), Button("button.withdraw", "withdraw")],
            [Button("privacy.button.erase", ACTION, "erase"), BACK],
        ],
    )


async def show_requests(visit: Visit) -> None:
    """What was asked for, where it stands and until when it is to be answered."""
    own = await visit.call(visit.office.privacy.own, visit.own.id)
    lines = [_request(visit, one) for one in own.requests]
    lines += [_correction(visit, one) for one in own.corrections]
    listed = visit.office.words.joined(*lines) if lines else visit.say("privacy.requests.none")
    takes_back = [
        Button("privacy.button.take_back", ACTION, f"back:{one.id}", {"number": one.id})
        for one in own.requests
        if one.state is State.OPEN
    ]
    await visit.edit(
        "privacy.requests",
        buttons=[*([one] for one in takes_back), [RIGHTS, BACK]],
        protect=True,
        listed=listed,
    )


def _request(visit: Visit, one: Request) -> Markup:
    shown = {"right": visit.say(f"privacy.right.{one.right}"), "number": one.id}
    if one.state is State.OPEN:
        key = "privacy.request.late" if one.is_late(visit.now) else "privacy.request.open"
        return visit.say(key, **shown, due=moment(visit.language, one.due_at, visit.office.zone))
    at = moment(visit.language, one.answered_at or one.asked_at, visit.office.zone)
    line = visit.say(f"privacy.request.{one.state}", **shown, at=at)
    answer = visit.say("privacy.request.answer", answer=one.answer) if one.answer else Markup()
    return visit.office.words.joined(line, answer)


def _correction(visit: Visit, one: Correction) -> Markup:
    shown = {"right": visit.say("privacy.right.correction"), "number": one.number}
    if one.status is CorrectionStatus.NEW:
        key = "privacy.request.late" if one.is_overdue(visit.now) else "privacy.request.open"
        return visit.say(key, **shown, due=moment(visit.language, one.due_at, visit.office.zone))
    at = moment(visit.language, one.answered_at or one.filed_at, visit.office.zone)
    return visit.say("privacy.request.done", **shown, at=at)


_SCREENS: Mapping[str, Handler] = {
    "": show_notice,
    "rights": show_rights,
    "requests": show_requests,
    "copy": acts.ask_copy,
    "copy_yes": acts.send_copy,
    "restrict": acts.ask_restriction,
    "restrict_yes": acts.restrict,
    "lift": acts.lift,
    "erase": acts.ask_erasure,
    "erase_yes": acts.ask_erasure_again,
    "erase_sure": acts.erase,
    "back": acts.take_back,
}
