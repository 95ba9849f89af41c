"""`/audit`: what was done, newest first and by kind; what left; how often somebody's record was looked at."""

from domain.actors import Role
from domain.audit import AuditEntry
from domain.exports.records import ExportKind
from handlers.buttons import Button, Rows
from handlers.concerns.places import arg_of
from handlers.forms import begin_form
from handlers.officers.pressing import turns
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in
from locales.words import Markup

FLOW, STEP = "ad_who", "nip"
KINDS = (
    "account",
    "concern",
    "export",
    "import",
    "objection",
    "privacy",
    "proposal",
    "role",
    "trail",
    "wave",
)
_HOME = Button("audit.button.home", "ad")
_NIP_SIGNS = 18
_IN_A_ROW = 2


async def show_home(visit: Visit) -> None:
    """Whether the trail was found whole, and the ways on."""
    desk = visit.office.trail
    proof = await visit.office.run(lambda: desk.proof(by=visit.actor))
    verified, head = proof.verified, proof.head
    if verified is None:
        said = visit.say("audit.never_verified")
    else:
        whole = "audit.whole" if verified.facts["faults"] == 0 else "audit.broken"
        said = visit.say(whole, at=verified.at, faults=verified.facts["faults"])
    await visit.edit(
        "audit.home",
        buttons=[
            [Button("audit.button.newest", "ad_list", "."), Button("audit.button.kinds", "ad_kinds")],
            [Button("audit.button.exports", "ad_out", "1"), Button("audit.button.views", "ad_who")],
            [Button("audit.button.file", "ad_file"), Button("button.menu", "menu")],
        ],
        protect=True,
        verified=said,
        noted="–" if head is None else f"{head.count}:{head.code}",
    )


async def show_kinds(visit: Visit) -> None:
    """Ten kinds by which the trail is most often asked."""
    kinds = [Button(f"trail.kind.{one}", "ad_list", f"{one}.") for one in KINDS]
    rows: Rows = [kinds[at : at + _IN_A_ROW] for at in range(0, len(kinds), _IN_A_ROW)]
    await visit.edit("audit.kinds", buttons=[*rows, [_HOME]], protect=True)


async def show_page(visit: Visit) -> None:
    """`<kind>.<before>`: a page of a kind, or of all."""
    kind, _, before = arg_of(visit).partition(".")
    kind = kind if kind in KINDS else ""
    desk = visit.office.trail
    page = await visit.office.run(
        lambda: desk.page(kind, number_in(before) or None if before else None, by=visit.actor)
    )
    if not page.entries:
        await visit.edit("audit.none", buttons=[[_HOME]], protect=True)
        return
    older = [] if page.older is None else [Button("audit.button.older", "ad_list", f"{kind}.{page.older}")]
    await visit.edit(
        "audit.page",
        buttons=[[*older, Button("audit.button.file", "ad_file", kind)], [_HOME]],
        protect=True,
        listed=visit.office.words.joined(*(_line(visit, one) for one in page.entries)),
    )


async def show_exports(visit: Visit) -> None:
    """Files that left HR's desk."""
    desk = visit.office.exports
    page = await visit.office.run(lambda: desk.page(number_in(arg_of(visit)), by=visit.actor))
    if not page.listed:
        await visit.edit("audit.no_exports", buttons=[[_HOME]], protect=True)
        return
    lines = [
        visit.say(
            "audit.export",
            number=one.number,
            kind=visit.say(f"trail.file.{one.kind}"),
            by=one.by,
            people=one.people,
            at=one.at,
        )
        for one in page.listed
    ]
    await visit.edit(
        "audit.exports",
        buttons=[*turns("ad_out", "", page.number, page.pages), [_HOME]],
        protect=True,
        listed=visit.office.words.joined(*lines),
    )


async def ask_whose(visit: Visit) -> None:
    """Begin the question, which names its reason."""
    await begin_form(visit, FLOW, STEP)
    await visit.edit("audit.ask_whose", buttons=[[_HOME]], protect=True)


async def show_views(visit: Visit) -> None:
    """Counts by role and purpose. First the number, then the reason, in one message."""
    signs = "".join(visit.text.split())
    nip, reason = signs[:_NIP_SIGNS], visit.text.strip()
    if not (len(nip) == _NIP_SIGNS and nip.isdigit()):
        await visit.reply("audit.ask_whose", buttons=[[_HOME]], protect=True)
        return
    reason = reason.lstrip("0123456789 \n")
    counts = await visit.call(visit.office.trail.views_of, nip, reason, by=visit.actor, now=visit.now)
    lines = [
        visit.say(
            "audit.views.line",
            role=visit.say(f"audit.role.{role or 'machine'}"),
            purpose=visit.say(f"views.purpose.{purpose}"),
            times=times,
        )
        for (role, purpose), times in sorted(counts.items())
    ]
    await visit.reply(
        "audit.views" if lines else "audit.views.none",
        buttons=[[_HOME]],
        protect=True,
        listed=visit.office.words.joined(*lines),
    )


async def give_file(visit: Visit) -> None:
    """The trail of a kind as a spreadsheet; that it left is on record before it does."""
    kind, office = arg_of(visit) if arg_of(visit) in KINDS else "", visit.office
    entries = await office.run(lambda: office.trail.for_file(kind, by=visit.actor, now=visit.now))
    content = await office.run(lambda: office.trail_file(entries, visit.language))
    await visit.call(
        office.exports.release, ExportKind.AUDIT, content, people=0, by=visit.actor, now=visit.now
    )
    name = office.words.plain(visit.language, "audit.file.name", day=visit.now.date().isoformat())
    caption = visit.say("audit.file.caption", count=len(entries))
    await visit.give_file(content, name, caption, buttons=[[_HOME]], to_keep=True)


def _line(visit: Visit, one: AuditEntry) -> Markup:
    return visit.say(
        "audit.line",
        number=str(one.number),
        at=one.at,
        act=visit.office.words.act(visit.language, one.action),
        by=one.actor,
        subject=one.subject,
    )


ROUTES: tuple[Route, ...] = (
    Route(answer=show_home, who=Role.AUDITOR, commands=("audit",), action="ad", menu="command.audit"),
    Route(answer=show_kinds, who=Role.AUDITOR, action="ad_kinds"),
    Route(answer=show_page, who=Role.AUDITOR, action="ad_list"),
    Route(answer=show_exports, who=Role.AUDITOR, action="ad_out"),
    Route(answer=ask_whose, who=Role.AUDITOR, action="ad_who"),
    Route(answer=show_views, who=Role.AUDITOR, flow=FLOW),
    Route(answer=give_file, who=Role.AUDITOR, action="ad_file"),
)
