"""`/aspirasi`: what this is and is not, and one's own cases, those with an unread answer first."""

from collections.abc import Sequence

from domain.concerns.records import Case, CaseStatus
from handlers.buttons import Button, Rows
from handlers.concerns.places import FLOW, MENU, arg_of, in_pairs, page_in, turning
from handlers.visit import Visit
from locales.words import Markup

PAGE = 6
_WRITE, _CODE = Button("concern.button.write", "concern_new"), Button("concern.button.code", "concern_code")
_OVER = {CaseStatus.CLOSED, CaseStatus.WITHDRAWN}


async def show_home(visit: Visit) -> None:
    """The list a page at a time. A report that is being written comes before everything else."""
    cases = await visit.call(visit.office.concerns.own, visit.own.id)
    pages = max(1, -(-len(cases) // PAGE))
    page = min(page_in(arg_of(visit)), pages)
    shown = cases[(page - 1) * PAGE : page * PAGE]
    listed = visit.office.words.joined(*(_line(visit, one) for one in shown))
    await visit.edit(
        "concern.home",
        buttons=_buttons(visit, shown, page, pages),
        protect=True,
        listed=listed or visit.say("concern.none"),
    )


def status_words(visit: Visit, case: Case) -> Markup:
    """Where it stands, for its sender."""
    if case.unread_answers:
        return visit.say("concern.unread", count=case.unread_answers)
    return visit.say(f"concern.status.{case.status}", due=case.answer_due_on)


def _line(visit: Visit, case: Case) -> Markup:
    key = "concern.line.news" if case.unread_answers else "concern.line"
    if case.status in _OVER and not case.unread_answers:
        key = "concern.line.over"
    kind = visit.say(f"concern.kind.{case.concern}")
    return visit.say(key, number=case.number, kind=kind, status=status_words(visit, case))


def _buttons(visit: Visit, shown: Sequence[Case], page: int, pages: int) -> Rows:
    form = visit.identity.conversation
    going_on = [Button("concern.button.go_on", "concern_form", "show")] if form and form.flow == FLOW else []
    cases = [
        Button("concern.button.case", "concern_case", one.number, {"number": one.number}) for one in shown
    ]
    rows = [going_on, [_WRITE, _CODE], *in_pairs(cases), turning("concern", page, pages), [MENU]]
    return [row for row in rows if row]
