"""One case: its state and its thread, a page at a time, and what its sender may do with it."""

from collections.abc import Iterator

from domain.concerns.desk import ConcernDesk
from domain.concerns.receipts import read_receipt
from domain.concerns.records import (
    ByReceipt,
    BySender,
    Case,
    CaseStatus,
    Entry,
    EntryKind,
    FileKind,
    Owner,
    Side,
    StoredFile,
)
from domain.refusals import NotFound
from handlers.buttons import Button, Rows
from handlers.concerns.home import status_words
from handlers.concerns.places import CONTACT, HOME, arg_of, in_pairs, page_in, turning
from handlers.forms import text_in
from handlers.visit import Visit
from locales.words import Markup

# A page of a thread leaves room for the heading in Telegram's 4,096; a long line goes on overleaf.
_PAGE_SIGNS, _PIECE_SIGNS = 2_400, 1_100
_FILES_SHOWN = 4
_ENDED = {CaseStatus.ANSWERED, CaseStatus.CLOSED}
_OVER = {CaseStatus.CLOSED, CaseStatus.WITHDRAWN}
_RATINGS = (5, 4, 3, 2, 1)


async def show_case(visit: Visit) -> None:
    """The newest page, or the one that is asked for; what it shows counts as read."""
    number, _, asked = arg_of(visit).partition(".")
    case = await visit.call(visit.office.concerns.read, number, owner=owner_of(visit, number), now=visit.now)
    await show(visit, case, page=page_in(asked) if asked else None)


async def show(visit: Visit, case: Case, *, page: int | None = None) -> None:
    """A case that has been read just now; `page` None: the newest lines."""
    pages = list(_pages(visit, case))
    page = len(pages) if page is None else min(page, len(pages))
    await visit.edit(
        "concern.case",
        buttons=_buttons(case, page, len(pages)),
        protect=True,
        number=case.number,
        kind=visit.say(f"concern.kind.{case.concern}"),
        desk=visit.say(f"concern.desk.{case.desk}"),
        status=status_words(visit, case),
        readers=visit.say(f"concern.readers.{case.mode}"),
        listed=pages[page - 1],
    )


def owner_of(visit: Visit, number: str) -> Owner:
    """By the receipt whose case is open, else as oneself."""
    form = visit.identity.conversation
    if form is not None and text_in(form, "receipt") and text_in(form, "number") == number:
        return ByReceipt(read_receipt(text_in(form, "receipt")))
    return BySender(visit.own.id)


async def send_file(visit: Visit) -> None:
    """One file of the case, counted from 1, protected, under a name that says nothing."""
    number, _, at = arg_of(visit).partition(".")
    owner, desk = owner_of(visit, number), visit.office.concerns
    files = _files(await visit.call(desk.read, number, owner=owner, now=visit.now))
    if not at.isdecimal() or not 0 < int(at) <= len(files):
        raise NotFound(subject=at)
    chosen = files[int(at) - 1]
    file, content = await visit.office.run(lambda: desk.file(number, chosen.id, owner=owner))
    name = f"{at}.{_ENDINGS.get(file.kind, file.kind)}"
    await visit.give_file(content, name, visit.say("concern.file_sent", number=number))


async def ask_withdraw(visit: Visit) -> None:
    """Ask first: text and files are destroyed."""
    number, _, said = arg_of(visit).partition(".")
    if said != "yes":
        rows = [
            [Button("concern.button.withdraw_yes", "concern_withdraw", f"{number}.yes")],
            [Button("button.back", "concern_case", number)],
        ]
        await visit.edit("concern.withdraw", buttons=rows, protect=True, number=number)
        return
    await visit.call(visit.office.concerns.withdraw, number, owner=owner_of(visit, number), now=visit.now)
    await visit.edit("concern.withdrawn", buttons=[[HOME]], protect=True, number=number)


async def rate(visit: Visit) -> None:
    """One press, and it is asked once."""
    number, _, stars = arg_of(visit).partition(".")
    if not stars.isdecimal():
        rows = [[Button(f"concern.rating.{one}", "concern_rate", f"{number}.{one}")] for one in _RATINGS]
        back = [Button("button.back", "concern_case", number)]
        await visit.edit("concern.rate", buttons=[*rows, back], protect=True, number=number)
        return
    desk: ConcernDesk = visit.office.concerns
    await visit.call(desk.rate, number, int(stars), owner=owner_of(visit, number), now=visit.now)
    rows = [[Button("concern.button.case", "concern_case", number, {"number": number}), HOME]]
    await visit.edit("concern.rated", buttons=rows, protect=True)


def last_unread(case: Case) -> Entry | None:
    """The sender's newest line, while no officer has read it."""
    own = [one for one in case.entries if one.side is Side.SENDER]
    return own[-1] if own and not own[-1].is_read else None


# As computers know the files; ODF keeps its own kind to itself.
_ENDINGS = {FileKind.JPEG: "jpg", FileKind.ODF: "odt"}


def _buttons(case: Case, page: int, pages: int) -> Rows:
    number, unread = case.number, last_unread(case)
    steps = []
    if case.status not in _OVER:
        steps.append(Button("concern.button.add", "concern_add", number))
        if unread is not None:
            steps.append(Button("concern.button.edit", "concern_edit", number))
        if not case.was_read:
            steps.append(Button("concern.button.withdraw", "concern_withdraw", number))
    if case.status in _ENDED:
        steps.append(Button("concern.button.reopen", "concern_reopen", number))
        if case.rating is None:
            steps.append(Button("concern.button.rate", "concern_rate", number))
    files = [
        Button("concern.button.file", "concern_file", f"{number}.{at}", {"number": at})
        for at in range(1, len(_files(case)) + 1)
    ][-_FILES_SHOWN:]
    rows = [
        *in_pairs(steps),
        *in_pairs(files),
        turning("concern_case", page, pages, about=number),
        [CONTACT, HOME],
    ]
    return [row for row in rows if row]


def _files(case: Case) -> list[StoredFile]:
    return [file for entry in case.entries for file in entry.files]


def _pages(visit: Visit, case: Case) -> Iterator[Markup]:
    """Lines in their order, as many as fit; at least one page."""
    held: list[Markup] = []
    signs = 0
    for entry in case.entries:
        for piece in _pieces(entry.text):
            if held and signs + len(piece) > _PAGE_SIGNS:
                yield visit.office.words.joined(*held, by="\n\n")
                held, signs = [], 0
            held.append(_line(visit, entry, piece))
            signs += len(piece)
    yield visit.office.words.joined(*held, by="\n\n") or visit.say("concern.no_lines")


def _pieces(text: str) -> list[str]:
    return [text[at : at + _PIECE_SIGNS] for at in range(0, len(text), _PIECE_SIGNS)] or [""]


def _line(visit: Visit, entry: Entry, piece: str) -> Markup:
    who = visit.say(f"concern.side.{entry.side}", kind=visit.say(f"concern.entry.{entry.kind}"))
    is_news = entry.side is not Side.SENDER and not entry.is_read
    return visit.say(
        "concern.entry.news" if is_news else "concern.entry",
        who=who,
        day=entry.on,
        answer=_house_words(visit, entry) or piece or visit.say("concern.no_text"),
    )


def _house_words(visit: Visit, entry: Entry) -> Markup:
    """What the house has to tell in words of its own; an opened seal tells its officers' reason instead."""
    if entry.kind is EntryKind.FORWARDED:
        return visit.say("concern.house.forwarded", desk=visit.say(f"concern.desk.{entry.text}"))
    return visit.say("concern.house.reminded") if entry.kind is EntryKind.REMINDED else Markup()
