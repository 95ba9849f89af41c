"""Changing a draft: another post from the position map, another day, another reason."""

from domain.actors import Role
from domain.dossiers.drafts import DraftChanged, NotADraft, SamePlace
from domain.preferences.refusals import NothingFound
from handlers.buttons import Button
from handlers.forms import begin_form, open_form, text_in
from handlers.officers.proposals.card import change_lines, opened, show_one
from handlers.officers.waves.places import number_in, parts, proposal_button, turns
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import short

FLOW, TYPING = "pr_place", "typing"
A_PAGE = 6


async def show_choices(visit: Visit) -> None:
    """What may be changed, with how it stands now."""
    proposal_id = number_in(parts(visit, 1)[0])
    one = await opened(visit, proposal_id)
    draft, unknown = one.proposal, visit.say("transfer.unknown")
    seen = one.version
    await visit.edit(
        "dossier.edit",
        buttons=[
            [Button("dossier.button.place", "pr_place", f"{proposal_id}.{seen}")],
            [
                Button("dossier.button.day", "pr_write", f"{proposal_id}.day.{seen}"),
                Button("dossier.button.reason", "pr_write", f"{proposal_id}.reason.{seen}"),
            ],
            [proposal_button(proposal_id)],
        ],
        protect=True,
        name=one.person.full_name,
        position=draft.target.position,
        unit=draft.target.unit,
        effective=draft.planned_effective_on or unknown,
        reason=draft.reason or unknown,
    )


async def ask_unit(visit: Visit) -> None:
    """`<proposal>.<version>`: the unit is looked for by name; the search stays open."""
    number, seen = parts(visit, 2)
    proposal_id = number_in(number)
    await begin_form(visit, FLOW, TYPING, proposal=proposal_id, seen=seen)
    await visit.edit("dossier.place.ask", buttons=[[proposal_button(proposal_id)]], protect=True)


async def take_unit(visit: Visit) -> None:
    """The units that a name may mean."""
    form = open_form(visit, FLOW)
    proposal_id, seen = number_in(text_in(form, "proposal")), text_in(form, "seen")
    back = [proposal_button(proposal_id)]
    typed = " ".join(visit.text.split())
    if not typed:
        await visit.reply("dossier.find.words_only", buttons=[back], protect=True)
        return
    try:
        found = await visit.office.run(lambda: visit.office.places.find(typed))
    except NothingFound:
        await visit.reply("dossier.place.none", buttons=[back], protect=True, typed=typed)
        return
    units = [
        [
            Button(
                "waves.button.named",
                "pr_seats",
                f"{proposal_id}.{one.id}.1.{seen}",
                {"name": short(one.name)},
            )
        ]
        for one in found[:A_PAGE]
    ]
    await visit.reply("dossier.place.units", buttons=[*units, back], protect=True, typed=typed)


async def show_seats(visit: Visit) -> None:
    """`<proposal>.<unit>.<page>.<version>`: the posts of a unit, with how many it needs and has."""
    number, unit, asked, seen = parts(visit, 4)
    proposal_id, unit_id = number_in(number), number_in(unit)
    seats = await visit.call(visit.office.drafts.seats, unit_id, by=visit.actor)
    if not seats:
        await visit.edit("dossier.seats.none", buttons=[[proposal_button(proposal_id)]], protect=True)
        return
    pages = -(-len(seats) // A_PAGE)
    page = min(max(number_in(asked), 1), pages)
    shown = seats[(page - 1) * A_PAGE : page * A_PAGE]
    unknown = visit.say("transfer.unknown")
    lines = [
        visit.say(
            "dossier.seat",
            position=one.position,
            job_class=unknown if one.job_class is None else one.job_class,
            need=unknown if one.need is None else one.need,
            actual=unknown if one.actual is None else one.actual,
        )
        for one in shown
    ]
    rows = [
        [
            Button(
                "waves.button.named",
                "pr_seat",
                f"{proposal_id}.{one.id}.{seen}",
                {"name": short(one.position)},
            )
        ]
        for one in shown
    ]
    await visit.edit(
        "dossier.seats",
        buttons=[
            *rows,
            *turns("pr_seats", f"{proposal_id}.{unit_id}.", page, pages, f".{seen}"),
            [proposal_button(proposal_id)],
        ],
        protect=True,
        unit=seats[0].unit,
        page=page,
        pages=pages,
        listed=visit.office.words.joined(*lines),
    )


async def choose_seat(visit: Visit) -> None:
    """`<proposal>.<post>.<version>`."""
    number, post, seen = parts(visit, 3)
    proposal_id = number_in(number)
    try:
        await visit.call(
            visit.office.drafts.place,
            proposal_id,
            number_in(post),
            seen=seen,
            by=visit.actor,
            now=visit.now,
        )
    except DraftChanged:
        await show_changed(visit, proposal_id)
        return
    except (SamePlace, NotADraft) as refusal:
        await show_one(visit, proposal_id, visit.say(refusal.key))
        return
    await visit.call(visit.office.forms.discard, visit.user_id, FLOW)
    await show_one(visit, proposal_id, visit.say("dossier.changed"))


async def show_changed(visit: Visit, proposal_id: int, *, is_typed: bool = False) -> None:
    """Another officer was quicker: what they changed, and how it stands now."""
    one = await opened(visit, proposal_id)
    again = [Button("dossier.button.again", "pr_save", one.version)] if is_typed else []
    draft, unknown = one.proposal, visit.say("transfer.unknown")
    await visit.edit(
        "dossier.overtaken",
        buttons=[row for row in (again, [proposal_button(proposal_id)]) if row],
        protect=True,
        changes=change_lines(visit, one) or visit.say("dossier.changes.none"),
        position=draft.target.position,
        unit=draft.target.unit,
        effective=draft.planned_effective_on or unknown,
        reason=draft.reason or unknown,
    )


ROUTES: tuple[Route, ...] = (
    Route(answer=show_choices, who=Role.PLANNER, action="pr_edit"),
    Route(answer=ask_unit, who=Role.PLANNER, action="pr_place"),
    Route(answer=take_unit, who=Role.PLANNER, flow=FLOW),
    Route(answer=show_seats, who=Role.PLANNER, action="pr_seats"),
    Route(answer=choose_seat, who=Role.PLANNER, action="pr_seat"),
)
