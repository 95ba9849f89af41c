"""The entry exactly as employees will see it, in each language; only then it can be published.

A button of publishing names what its preview showed: an entry that was changed after it is shown again.
"""

from dataclasses import replace

from domain.actors import Role
from domain.conversations import Conversation
from domain.knowledge.records import Citation, Reading
from domain.refusals import ChangedMeanwhile, NotFound, Refusal
from handlers.asking import reading_words
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.forms import closed, go_to, open_form, text_in
from handlers.officers.library.fields import FLOW, GAP, ID, PREVIEW, QUESTION_ID, SEEN, digest_of, draft_in
from handlers.officers.library.lists import GAPS, HOME
from handlers.table import Route
from handlers.visit import Visit
from locales.words import SOURCE as FIRST_LANGUAGE

_SECOND, _PUBLISH, _OVER = "en", "publish", "over"


async def show_preview(visit: Visit, form: Conversation, language: str = FIRST_LANGUAGE) -> None:
    """Indonesian first; what publishes stands under the English one, so that both were seen."""
    draft, seen = draft_in(form), int(form.data.get(SEEN, 0))
    cited = Citation(source=draft.source, dated_on=draft.dated_on, version=seen + 1)
    reading = Reading(id=draft.id, cited=cited, written=draft)
    told = reading_words(replace(visit, language=language), reading)
    mend = Button("library.button.mend", "kb_form", QUESTION_ID)
    if language == FIRST_LANGUAGE:
        rows = [[Button("library.button.see_english", "kb_see", _SECOND)], [mend, HOME]]
    else:
        publish = Button("library.button.publish", "kb_publish", f"{_PUBLISH}.{digest_of(form)}")
        rows = [[publish], [Button("library.button.see_indonesian", "kb_see"), mend]]
    await visit.edit("ask.shown", buttons=rows, protect=True, told=told)


async def answer_preview(visit: Visit) -> None:
    """Turn to the other language."""
    form = open_form(visit, FLOW)
    await show_preview(visit, form, _SECOND if arg_of(visit) == _SECOND else FIRST_LANGUAGE)


async def publish(visit: Visit) -> None:
    """`publish.<digest>`; `over` writes on top of what came meanwhile, after another preview."""
    form = open_form(visit, FLOW)
    what, _, digest = arg_of(visit).partition(".")
    if what == _OVER:
        await _go_over(visit, form)
    elif form.step != PREVIEW or digest != digest_of(form):
        await visit.edit("library.changed_since", buttons=[[_again()], [HOME]], protect=True)
    else:
        await _publish(visit, form)


async def _publish(visit: Visit, form: Conversation) -> None:
    try:
        entry = await visit.call(
            visit.office.knowledge.write,
            draft_in(form),
            answers=text_in(form, GAP) or None,
            seen=int(form.data.get(SEEN, 0)),
            form_of=visit.user_id,
            by=visit.actor,
            now=visit.now,
        )
    except (ChangedMeanwhile, NotFound) as refusal:
        key = "library.overtaken" if isinstance(refusal, ChangedMeanwhile) else "library.gap.answered"
        over = Button("library.button.over", "kb_publish", _OVER)
        now = Button("library.button.entry_now", "kb_old", text_in(form, ID))
        await visit.edit(key, buttons=[[over, now], [GAPS, HOME]], protect=True)
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[_again(), HOME]])
    else:
        closed(visit)
        opened = Button("library.button.entry_now", "kb_entry", entry.draft.id)
        await visit.edit(
            "library.published", buttons=[[opened, GAPS], [HOME]], protect=True, version=entry.version
        )


async def _go_over(visit: Visit, form: Conversation) -> None:
    """The draft stands on what is kept now; whatever was waiting for it is answered already."""
    versions = await visit.call(visit.office.library.versions, text_in(form, ID), by=visit.actor)
    newest = versions[0].entry.version if versions else 0
    gap = text_in(form, GAP)
    try:
        if gap:
            await visit.call(visit.office.library.gap, gap, by=visit.actor)
    except NotFound:
        gap = ""
    await show_preview(visit, await go_to(visit, FLOW, PREVIEW, seen=newest, gap=gap))


def _again() -> Button:
    return Button("library.button.preview", "kb_form", PREVIEW)


ROUTES: tuple[Route, ...] = (
    Route(answer=answer_preview, who=Role.OFFICER, action="kb_see"),
    Route(answer=publish, who=Role.OFFICER, action="kb_publish"),
)
