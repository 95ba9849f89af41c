"""A report that is being written is never pushed aside by another step: it leaves no draft to take up."""

from handlers.buttons import Button
from handlers.concerns.media import attached_in
from handlers.concerns.places import FLOW, HOME
from handlers.forms import closed, text_in
from handlers.visit import Visit


async def holds_unsent(visit: Visit) -> bool:
    """Whether something unsent is open; then the person has been asked what shall become of it."""
    form = visit.identity.conversation
    if form is None or form.flow != FLOW or not (text_in(form, "text") or attached_in(form)):
        return False
    rows = [
        [Button("concern.button.go_on", "concern_form", "show")],
        [Button("concern.button.drop_anew", "concern_new", "anew")],
        [HOME],
    ]
    key = "concern.already_receipt" if text_in(form, "receipt") else "concern.already"
    await visit.edit(key, buttons=rows, protect=True)
    return True


async def drop_unsent(visit: Visit) -> None:
    """The person has chosen to begin anew."""
    form = visit.identity.conversation
    if form is not None and form.flow == FLOW:
        await visit.call(visit.office.forms.leave, visit.user_id, now=visit.now)
        closed(visit)
