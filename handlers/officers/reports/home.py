"""Which report, of which wave, in which form; and "Anda bilang, kami ubah"."""

from collections.abc import Sequence
from functools import partial

from domain.exports.records import ExportKind
from domain.reports.records import REPORTS, Format
from domain.standing.desk import READERS
from domain.waves import Wave
from handlers.buttons import Button, Rows
from handlers.concerns.places import arg_of, in_pairs, turning
from handlers.officers.reports.heard import said_heard
from handlers.officers.standing.places import DESK, parts_of, turned
from handlers.table import Route
from handlers.visit import Visit
from locales.words import LANGUAGES

WHO = frozenset(READERS)
HOME = Button("rp.button.home", "rp")


async def show_home(visit: Visit) -> None:
    """`p<page>`: the waves that were shown; and the report that needs none."""
    waves: Sequence[Wave] = await visit.call(visit.office.standing.shown_waves, by=visit.actor)
    shown, number, pages = turned(waves, arg_of(visit))
    rows: Rows = [
        *[[Button("st.button.wave", "rp_wave", str(one.id), {"wave": one.name})] for one in shown],
        turning("rp", number, pages),
        [Button("rp.kind.cases", "rp_form", f"0.{ExportKind.CASES}")],
        [DESK],
    ]
    await visit.edit("rp.home", buttons=[row for row in rows if row], protect=True, count=len(waves))


async def show_wave(visit: Visit) -> None:
    """`<wave>`: what can be made of it."""
    wave_id, _ = parts_of(visit)
    desk = visit.office.standing
    found = await visit.office.run(partial(desk.wave, wave_id, by=visit.actor, now=visit.now))
    kinds = [Button(f"rp.kind.{kind}", "rp_form", f"{wave_id}.{kind}") for kind in REPORTS]
    rows = [*in_pairs(kinds), [Button("rp.button.heard", "rp_heard", str(wave_id))], [HOME]]
    await visit.edit("rp.wave", buttons=rows, protect=True, wave=found.wave.name)


async def choose_form(visit: Visit) -> None:
    """`<wave>.<kind>`: a spreadsheet or pages to print; a list of people is a spreadsheet."""
    wave_id, name = parts_of(visit)
    if name not in set(REPORTS):
        await show_home(visit)
        return
    kind = ExportKind(name)
    forms = [Format.EXCEL] if kind is ExportKind.WAVE_PEOPLE else list(Format)
    back = Button("rp.button.back", "rp_wave", str(wave_id)) if wave_id else HOME
    await visit.edit(
        "rp.form",
        buttons=[
            [Button(f"rp.form.{form}", "rp_make", f"{wave_id}.{kind}.{form}") for form in forms],
            [back],
        ],
        protect=True,
        about=visit.say(f"rp.about.{kind}"),
    )


async def show_heard(visit: Visit) -> None:
    """`<wave>`: the words in both languages, ready to be announced by two people."""
    wave_id, _ = parts_of(visit)
    # Not on the loop: after the daily shuffling every case is opened anew.
    desk = visit.office.reports
    wave, heard = await visit.office.run(partial(desk.heard, wave_id, by=visit.actor, now=visit.now))
    for language in LANGUAGES:
        words = said_heard(visit.office.words, language, wave.name, heard)
        is_last = language == LANGUAGES[-1]
        buttons: Rows = [[Button("rp.button.back", "rp_wave", str(wave_id)), HOME]] if is_last else []
        await visit.reply(
            "rp.heard.shown",
            buttons=buttons,
            protect=True,
            written_in=visit.say(f"rp.heard.language.{language}"),
            words=visit.office.words.whole(words),
        )


ROUTES: tuple[Route, ...] = (
    Route(answer=show_home, who=WHO, commands=("laporan", "reports"), action="rp", menu="command.reports"),
    Route(answer=show_wave, who=WHO, action="rp_wave"),
    Route(answer=choose_form, who=WHO, action="rp_form"),
    Route(answer=show_heard, who=WHO, action="rp_heard"),
)
