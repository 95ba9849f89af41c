"""`/usulan`: proposals in pages, narrowed by a filter or a search."""

from functools import partial
from typing import Any

from domain.dossiers.desk import LinePage
from domain.dossiers.records import Line, Mark, Wanted
from domain.proposals import Status
from handlers.buttons import Button
from handlers.forms import begin_form, closed, open_form, text_in
from handlers.officers.waves.home import show_waves
from handlers.officers.waves.places import HOME, READERS, number_in, parts, status_name, turns, wave_button
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import short
from locales.words import Markup

FLOW, TYPING = "pr_find", "typing"
EVERYTHING = "all"
A_PAGE = 6
_A_ROW = 2


async def show_home(visit: Visit) -> None:
    """Without a word the wave is chosen first; with a name or a NIP it is looked for in all of them."""
    if visit.payload:
        await _show_found(visit, visit.payload, None)
    else:
        await show_waves(visit)


async def show_list(visit: Visit) -> None:
    """`<wave>.<page>.<filter>`; the filter is `all`, a status, a mark, `from<unit>` or `to<unit>`."""
    wave, number, narrowing = parts(visit, 3)
    wave_id, narrowing = number_in(wave), narrowing or EVERYTHING
    page = await visit.call(
        visit.office.dossiers.page,
        _wanted(wave_id, narrowing),
        max(number_in(number), 1),
        by=visit.actor,
        now=visit.now,
    )
    search = Button("dossier.button.find", "pr_find", str(wave_id))
    narrow = Button("dossier.button.filter", "pr_filter", str(wave_id))
    await visit.edit(
        "dossier.list" if page.lines else "dossier.list.none",
        buttons=[
            *_opened(page),
            *turns("pr_list", f"{wave_id}.", page.number, page.pages, f".{narrowing}"),
            [narrow, search],
            [wave_button(wave_id)],
        ],
        protect=True,
        narrowing=_said(visit, narrowing),
        **(_page_facts(visit, page) if page.lines else {}),
    )


async def show_filter(visit: Visit) -> None:
    """Only what the wave holds can be chosen, each with its number."""
    wave_id = number_in(parts(visit, 1)[0])
    standing = await visit.call(visit.office.dossiers.wave, wave_id, by=visit.actor)
    every = [Button("dossier.button.all", "pr_list", f"{wave_id}.1.{EVERYTHING}")]
    statuses = [
        Button(
            "dossier.button.status",
            "pr_list",
            f"{wave_id}.1.{one}",
            {"status": str(status_name(visit, one)), "number": standing.statuses[one]},
        )
        for one in Status
        if one in standing.statuses
    ]
    marks = [Button(f"dossier.button.mark.{one}", "pr_list", f"{wave_id}.1.{one}") for one in Mark]
    sides = [Button(f"dossier.button.{side}", "pr_units", f"{wave_id}.1.{side}") for side in ("from", "to")]
    choices = [*every, *statuses, *marks, *sides]
    rows = [choices[start : start + _A_ROW] for start in range(0, len(choices), _A_ROW)]
    await visit.edit(
        "dossier.filter", buttons=[*rows, [wave_button(wave_id)]], protect=True, wave=standing.wave.name
    )


async def show_units(visit: Visit) -> None:
    """`<wave>.<page>.from|to`: the units that people leave, or go to."""
    wave, number, side = parts(visit, 3)
    wave_id = number_in(wave)
    side = side if side in {"from", "to"} else "from"
    units = await visit.call(visit.office.dossiers.units, wave_id, to=side == "to", by=visit.actor)
    pages = max(-(-len(units) // A_PAGE), 1)
    page = min(max(number_in(number), 1), pages)
    named = [
        [
            Button(
                "dossier.button.unit",
                "pr_list",
                f"{wave_id}.1.{side}{one.unit_id}",
                {"unit": short(one.name), "number": one.count},
            )
        ]
        for one in units[(page - 1) * A_PAGE : page * A_PAGE]
    ]
    await visit.edit(
        f"dossier.units.{side}",
        buttons=[
            *named,
            *turns("pr_units", f"{wave_id}.", page, pages, f".{side}"),
            [Button("dossier.button.filter", "pr_filter", str(wave_id)), wave_button(wave_id)],
        ],
        protect=True,
        page=page,
        pages=pages,
    )


async def ask_search(visit: Visit) -> None:
    """Open the search; it stays open, so that one may type again."""
    wave_id = number_in(parts(visit, 1)[0])
    await begin_form(visit, FLOW, TYPING, wave=wave_id)
    await visit.edit("dossier.find", buttons=[[wave_button(wave_id)]], protect=True)


async def take_search(visit: Visit) -> None:
    """A part of the name or a NIP."""
    wave_id = number_in(text_in(open_form(visit, FLOW), "wave"))
    if not visit.text.strip():
        await visit.reply("dossier.find.words_only", buttons=[[wave_button(wave_id)]], protect=True)
        return
    await _show_found(visit, visit.text, wave_id)


async def end_search(visit: Visit) -> None:
    """Leave the search for the list."""
    wave_id = number_in(parts(visit, 3)[0])
    await visit.call(visit.office.forms.discard, visit.user_id, FLOW)
    closed(visit)
    await show_list(visit) if wave_id > 0 else await show_waves(visit)


async def _show_found(visit: Visit, typed: str, wave_id: int | None) -> None:
    # Not on the loop: a part of a name is looked for among everybody.
    desk = visit.office.dossiers
    page = await visit.office.run(partial(desk.find, typed[:200], wave_id, by=visit.actor, now=visit.now))
    back = HOME if wave_id is None else Button("dossier.button.list", "pr_end", f"{wave_id}.1.{EVERYTHING}")
    if not page.lines:
        await visit.reply("dossier.found.none", buttons=[[back]], protect=True, typed=typed)
        return
    await visit.reply(
        "dossier.found",
        buttons=[*_opened(page), [back]],
        protect=True,
        typed=typed,
        **_page_facts(visit, page),
    )


def _wanted(wave_id: int, narrowing: str) -> Wanted:
    """What is no filter of ours narrows nothing."""
    if narrowing in set(Status):
        return Wanted(wave_id=wave_id, status=Status(narrowing))
    if narrowing in set(Mark):
        return Wanted(wave_id=wave_id, mark=Mark(narrowing))
    if narrowing.startswith("from"):
        return Wanted(wave_id=wave_id, from_unit=number_in(narrowing.removeprefix("from")))
    if narrowing.startswith("to"):
        return Wanted(wave_id=wave_id, to_unit=number_in(narrowing.removeprefix("to")))
    return Wanted(wave_id=wave_id)


def _said(visit: Visit, narrowing: str) -> Markup:
    if narrowing in set(Status):
        return visit.say("dossier.narrowing.status", status=status_name(visit, narrowing))
    if narrowing in set(Mark):
        return visit.say(f"dossier.narrowing.{narrowing}")
    if narrowing.startswith(("from", "to")):
        return visit.say("dossier.narrowing.unit")
    return visit.say("dossier.narrowing.all")


def _opened(page: LinePage) -> list[list[Button]]:
    return [
        [Button("waves.button.named", "pr_one", str(one.proposal_id), {"name": short(one.name)})]
        for one in page.lines
    ]


def _page_facts(visit: Visit, page: LinePage) -> dict[str, Any]:
    return {
        "page": page.number,
        "pages": page.pages,
        "count": page.count,
        "listed": visit.office.words.joined(*(_line(visit, one) for one in page.lines), by="\n\n"),
    }


def _line(visit: Visit, one: Line) -> Markup:
    notes = [
        *([visit.say("dossier.line.findings", count=one.findings)] if one.findings else []),
        *([visit.say("dossier.line.left")] if one.has_left else []),
    ]
    return visit.office.words.joined(
        visit.say(
            "dossier.line",
            number=one.proposal_id,
            name=one.name,
            from_unit=one.from_unit,
            to_unit=one.to_unit,
            status=status_name(visit, one.status),
        ),
        *notes,
    )


ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_home,
        who=READERS,
        commands=("usulan", "proposals"),
        action="pr",
        menu="command.proposals",
    ),
    Route(answer=show_list, who=READERS, action="pr_list"),
    Route(answer=show_filter, who=READERS, action="pr_filter"),
    Route(answer=show_units, who=READERS, action="pr_units"),
    Route(answer=ask_search, who=READERS, action="pr_find"),
    Route(answer=end_search, who=READERS, action="pr_end"),
    Route(answer=take_search, who=READERS, flow=FLOW),
)
