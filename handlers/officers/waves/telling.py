"""Kabar Pertama: who of a wave is not told yet, why, and what can be done."""

from domain.first_word.desk import A_PAGE
from domain.first_word.records import FirstWord
from domain.liaison.records import Hindrance
from domain.refusals import AlreadyDone, NotFound
from handlers.buttons import Button
from handlers.officers.waves.places import READERS, number_in, parts, proposal_button, turns, wave_button
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import short
from locales.words import Markup

_A_ROW = 2


async def answer_told(visit: Visit) -> None:
    """`<wave>.<page>`."""
    wave, page = parts(visit, 2)
    await show_untold(visit, number_in(wave), max(number_in(page), 1))


async def show_untold(visit: Visit, wave_id: int, page: int, note: Markup | None = None) -> None:
    """Those who are not told yet, each with what is in the way and what can be done."""
    untold = await visit.call(
        visit.office.first_words.untold, wave_id, page=page, by=visit.actor, now=visit.now
    )
    tally = visit.office.words.joined(
        *(
            visit.say("waves.word.count", word=visit.say(f"waves.word.{word}"), number=count)
            for word, count in sorted(untold.tally.items())
        )
    )
    if not untold.count:
        await visit.edit(
            "waves.untold.none",
            buttons=[[wave_button(wave_id)]],
            protect=True,
            note=note or Markup(),
            wave=untold.wave,
            tally=tally or visit.say("waves.empty"),
        )
        return
    pages = -(-untold.count // A_PAGE)
    named = [
        [Button("waves.button.named", "wv_mark", str(one.proposal_id), {"name": short(one.name)})]
        for one in untold.lines
    ]
    number = min(max(page, 1), pages)
    await visit.edit(
        "waves.untold",
        buttons=[*named, *turns("wv_told", f"{wave_id}.", number, pages), [wave_button(wave_id)]],
        protect=True,
        note=note or Markup(),
        wave=untold.wave,
        count=untold.count,
        page=number,
        pages=pages,
        tally=tally,
        listed=visit.office.words.joined(*(_line(visit, one) for one in untold.lines), by="\n\n"),
    )


async def mark(visit: Visit) -> None:
    """`<proposal>` asks why somebody cannot be told; `<proposal>.<hindrance>` records it."""
    number, hindrance = parts(visit, 2)
    proposal_id = number_in(number)
    dossier = await visit.call(visit.office.dossiers.open, proposal_id, by=visit.actor, now=visit.now)
    wave_id = dossier.wave.id
    if not hindrance:
        reasons = [Button(f"waves.hindrance.{one}", "wv_mark", f"{proposal_id}.{one}") for one in Hindrance]
        rows = [reasons[start : start + _A_ROW] for start in range(0, len(reasons), _A_ROW)]
        told = Button("waves.button.told", "wv_told", f"{wave_id}.1")
        word = dossier.word.word if dossier.word else None
        await visit.edit(
            "waves.mark",
            buttons=[*rows, [proposal_button(proposal_id), told]],
            protect=True,
            name=dossier.person.full_name,
            unit=dossier.person.unit,
            word=visit.say(f"waves.word.{word}" if word else "waves.word.nothing"),
            todo=visit.say(f"waves.todo.{word}") if word else Markup(),
        )
        return
    if hindrance not in set(Hindrance):
        raise NotFound(subject=hindrance)
    try:
        await visit.call(
            visit.office.first_words.mark_unreachable,
            proposal_id,
            Hindrance(hindrance),
            by=visit.actor,
            now=visit.now,
        )
    except AlreadyDone:
        await show_untold(visit, wave_id, 1, visit.say("waves.marked.told"))
        return
    name = dossier.person.full_name
    await show_untold(visit, wave_id, 1, visit.say("waves.marked", name=name))


def _line(visit: Visit, one: FirstWord) -> Markup:
    return visit.say(
        "waves.untold.line",
        name=one.name,
        unit=one.unit,
        word=visit.say(f"waves.word.{one.word}"),
        todo=visit.say(f"waves.todo.{one.word}"),
    )


ROUTES: tuple[Route, ...] = (
    Route(answer=answer_told, who=READERS, action="wv_told"),
    Route(answer=mark, who=READERS, action="wv_mark"),
)
