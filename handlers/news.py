"""`/pengumuman`: what was announced to me, and what I say to it."""

from domain.acknowledgements import Acknowledgement
from domain.announcements.desk import Page
from domain.announcements.records import Received
from handlers.buttons import Button, Rows
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup

_PAGE = "page"
_LIST, _MENU = Button("button.news", "news"), Button("button.menu", "menu")
_CONTACT = Button("button.contact", "contact")
_A_ROW = 2


async def show_news(visit: Visit) -> None:
    """The list, one announcement, or an answer to it: `page.<number>`, `<id>`, `<id>.<answer>`."""
    arg = visit.pressed.arg if visit.pressed else ""
    first, _, second = arg.partition(".")
    if first in {"", _PAGE}:
        await _show_page(visit, int(second) if second.isascii() and second.isdigit() else 1)
    elif second in set(Acknowledgement):
        await _take_answer(visit, first, Acknowledgement(second))
    else:
        opened = await visit.call(visit.office.news.open, first, visit.own.id, now=visit.now)
        await _show_one(visit, opened)


async def _show_page(visit: Visit, number: int) -> None:
    page = await visit.call(visit.office.news.page, visit.own.id, number, now=visit.now)
    if not page.listed:
        await visit.edit("news.none", buttons=[[_CONTACT, _MENU]], protect=True)
        return
    lines = [_line(visit, place, one) for place, one in enumerate(page.listed, start=1)]
    await visit.edit(
        "news.list",
        buttons=_doors(page),
        protect=True,
        unread=visit.say("news.unread", count=page.unread) if page.unread else visit.say("news.all_read"),
        page=page.number,
        pages=page.pages,
        listed=visit.office.words.joined(*lines, by="\n\n"),
    )


async def _take_answer(visit: Visit, announcement_id: str, said: Acknowledgement) -> None:
    """The announcement stays where it is, with the answer under it; what is to be explained comes below."""
    desk = visit.office.news
    await _show_one(visit, await visit.call(desk.answer, announcement_id, visit.own.id, said, now=visit.now))
    if said is Acknowledgement.NOT_UNDERSTOOD:
        buttons: Rows = [[Button("news.button.ask", "ask"), _CONTACT]]
        await visit.reply("news.not_understood", buttons=buttons, protect=True)
    elif said is Acknowledgement.OBJECTING:
        lanes = [Button("news.button.concern", "concern"), Button("news.button.objection", "objection")]
        await visit.reply("news.objecting", buttons=[lanes, [_CONTACT]], protect=True)


async def _show_one(visit: Visit, received: Received) -> None:
    told = received.announcement
    wording, words = told.wording(visit.language), visit.office.words
    said = [
        Button(f"news.button.{one}", "news", f"{told.id}.{one}")
        for one in Acknowledgement
        if one is not received.answer
    ]
    await visit.edit(
        "news.one",
        buttons=[*([one] for one in said), [_LIST, _MENU]],
        title=words.whole(wording.title),
        body=words.whole(wording.body),
        code=told.code,
        state=words.joined(*_state(visit, received)),
    )


def _state(visit: Visit, received: Received) -> list[Markup]:
    """What the reader has to know beside the text, each in a line."""
    told, zone = received.announcement, visit.office.zone
    lines = [visit.say("news.published", day=told.published_at.astimezone(zone).date())]
    if not told.is_in(visit.language):
        lines.append(visit.say("news.untranslated"))
    if not told.is_valid(visit.now):
        lines.append(visit.say("news.expired", day=told.expires_at.astimezone(zone).date()))
    if received.answer is not None and received.answered_at is not None:
        said = visit.say(f"news.button.{received.answer}")
        lines.append(visit.say("news.answered", said=said, day=received.answered_at.astimezone(zone).date()))
    return lines


def _line(visit: Visit, place: int, received: Received) -> Markup:
    told = received.announcement
    return visit.say(
        "news.line.unread" if received.is_unread(visit.now) else "news.line.read",
        number=place,
        title=told.wording(visit.language).title,
        day=told.published_at.astimezone(visit.office.zone).date(),
    )


def _doors(page: Page) -> Rows:
    opening = [
        Button("news.button.open", "news", one.announcement.id, {"number": place})
        for place, one in enumerate(page.listed, start=1)
    ]
    newer = [Button("button.newer", "news", f"{_PAGE}.{page.number - 1}")] if page.number > 1 else []
    older = [Button("button.older", "news", f"{_PAGE}.{page.number + 1}")] if page.number < page.pages else []
    rows = [opening[start : start + _A_ROW] for start in range(0, len(opening), _A_ROW)]
    return [row for row in (*rows, [*newer, *older], [_MENU]) if row]


ROUTES = (
    Route(
        answer=show_news,
        who="linked",
        commands=("pengumuman", "announcements"),
        action="news",
        menu="command.news",
    ),
)
