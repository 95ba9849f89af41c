"""One proposal: everything on one card, and behind it reasons, rules, findings, notes and history."""

from collections.abc import Iterable
from dataclasses import asdict

from domain.actors import Role
from domain.dossiers.desk import Dossier, turned
from domain.dossiers.records import DraftChange
from domain.explanations import Reason
from domain.nip import LENGTH
from domain.plans.findings import OpenFinding
from domain.proposals import StageEntry, Status
from handlers.buttons import Button
from handlers.card import kind
from handlers.explained import finding_words, in_words, reason_words, rule_words
from handlers.officers.waves.places import READERS, number_in, parts, status_name, turns
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup, moment

RULES, FINDINGS = "rules", "findings"
# Each may hold a thousand letters, and a message holds four thousand.
_NOTES_A_PAGE, _ENTRIES_A_PAGE, _FINDINGS_A_PAGE = 3, 3, 2


async def answer_one(visit: Visit) -> None:
    """The proposal that the button names."""
    await show_one(visit, number_in(parts(visit, 1)[0]))


async def opened(visit: Visit, proposal_id: int) -> Dossier:
    """Read anew; its person is told of the look. Raise NotFound, NotPermitted."""
    return await visit.call(visit.office.dossiers.open, proposal_id, by=visit.actor, now=visit.now)


async def show_one(visit: Visit, proposal_id: int, note: Markup | None = None) -> None:
    """The card. `note`: what has just been done."""
    one = await opened(visit, proposal_id)
    proposal, unknown = one.proposal, visit.say("transfer.unknown")
    await visit.edit(
        "dossier.card",
        buttons=_buttons(visit, one),
        protect=True,
        note=note or Markup(),
        number=proposal.id,
        name=one.person.full_name,
        nip=_grouped(one.person.nip),
        wave=one.wave.name,
        status=status_name(visit, proposal.status),
        from_position=proposal.origin.position,
        from_unit=proposal.origin.unit,
        to_position=proposal.target.position,
        to_unit=proposal.target.unit,
        before=unknown if proposal.origin.job_class is None else proposal.origin.job_class,
        after=unknown if proposal.target.job_class is None else proposal.target.job_class,
        kind=kind(visit, proposal),
        effective=proposal.planned_effective_on or unknown,
        reason=proposal.reason or unknown,
        findings=_counted(visit, one.findings),
        word=visit.say(f"waves.word.{one.word.word}" if one.word else "waves.word.nothing"),
        answer=visit.say(f"dossier.answer.{one.answer.word}" if one.answer else "dossier.answer.none"),
        calendar=_calendar(visit, one),
        left=Markup() if one.person.is_active else visit.say("dossier.left"),
    )


async def show_reasons(visit: Visit) -> None:
    """`<proposal>` both sides, `.rules` what was checked, `.findings` what could be complained of."""
    number, part, asked = parts(visit, 3)
    one = await opened(visit, number_in(number))
    if part == FINDINGS:
        await _show_findings(visit, one, asked)
        return
    explained = one.explanation
    if explained is None:
        await visit.edit("dossier.reasons.none", buttons=_tabs(one, part), protect=True)
        return
    if part == RULES:
        listed = [
            visit.say(
                "reasons.rule",
                sentence=in_words(rule_words(rule), visit.office.words, visit.language, visit.say),
                verdict=visit.say(f"plan.verdict.{rule.verdict}"),
                source=rule.source,
            )
            for rule in explained.rules
        ]
        await visit.edit(
            "dossier.rules",
            buttons=_tabs(one, part),
            protect=True,
            name=one.person.full_name,
            listed=visit.office.words.joined(*listed) or visit.say("reasons.nothing"),
        )
        return
    nothing = visit.say("reasons.nothing")
    await visit.edit(
        "dossier.reasons",
        buttons=_tabs(one, part),
        protect=True,
        name=one.person.full_name,
        stated=one.proposal.reason or nothing,
        borne=_borne_out(visit, one),
        speaks_for=_side(visit, explained.reasons, speaks_for=True) or nothing,
        against=_side(visit, explained.reasons, speaks_for=False) or nothing,
        day=explained.as_of,
    )


async def show_notes(visit: Visit) -> None:
    """`<proposal>.<page>`: what officers wrote to each other, the newest first."""
    number, asked = parts(visit, 2)
    one = await opened(visit, number_in(number))
    told = [
        visit.say(
            "dossier.note",
            name=note.by,
            at=moment(visit.language, note.written_at, visit.office.zone),
            answer=note.text,
        )
        for note in one.comments[::-1]
    ]
    shown, page, pages = _page(told, asked, _NOTES_A_PAGE)
    write = Button("dossier.button.write", "pr_write", f"{one.proposal.id}.comment")
    await visit.edit(
        "dossier.notes",
        buttons=[*turns("pr_notes", f"{one.proposal.id}.", page, pages), [write, _back(one)]],
        protect=True,
        name=one.person.full_name,
        page=page,
        pages=pages,
        listed=visit.office.words.joined(*shown, by="\n\n") or visit.say("dossier.notes.none"),
    )


async def show_history(visit: Visit) -> None:
    """`<proposal>.<page>`: every step and every change of the draft, the newest first."""
    number, asked = parts(visit, 2)
    one = await opened(visit, number_in(number))
    entries = [(entry.entered_at, _step(visit, one, entry)) for entry in one.proposal.stages]
    entries += [(change.changed_at, _change(visit, one, change)) for change in one.changes]
    told = [said for _, said in sorted(entries, key=lambda entry: entry[0], reverse=True)]
    shown, page, pages = _page(told, asked, _ENTRIES_A_PAGE)
    await visit.edit(
        "dossier.history",
        buttons=[*turns("pr_hist", f"{one.proposal.id}.", page, pages), [_back(one)]],
        protect=True,
        name=one.person.full_name,
        page=page,
        pages=pages,
        listed=visit.office.words.joined(*shown, by="\n\n") or visit.say("dossier.history.none"),
    )


def change_lines(visit: Visit, one: Dossier) -> Markup:
    """The last changes of the draft, each with who made it."""
    return visit.office.words.joined(*(_change(visit, one, each) for each in one.changes[-3:]))


def named(visit: Visit, one: Dossier, label: str) -> str | Markup:
    """An officer by name; the machine's operator and imports as what they are."""
    return one.names.get(label) or visit.say("dossier.operator")


def _step(visit: Visit, one: Dossier, entry: StageEntry) -> Markup:
    return visit.say(
        "dossier.entry",
        status=status_name(visit, entry.status),
        at=moment(visit.language, entry.entered_at, visit.office.zone),
        name=named(visit, one, entry.moved_by),
        answer=entry.note or visit.say("dossier.entry.no_note"),
    )


def _page(listed: list[Markup], asked: str, size: int) -> tuple[list[Markup], int, int]:
    """The nearest page there is, its number and how many there are."""
    page, pages = turned(number_in(asked), len(listed), size)
    return listed[(page - 1) * size : page * size], page, pages


def _change(visit: Visit, one: Dossier, change: DraftChange) -> Markup:
    nothing = visit.say("transfer.unknown")
    return visit.say(
        "dossier.change",
        field=visit.say(f"dossier.field.{change.field}"),
        before=change.before or nothing,
        after=change.after or nothing,
        name=named(visit, one, change.by),
        at=moment(visit.language, change.changed_at, visit.office.zone),
    )


async def _show_findings(visit: Visit, one: Dossier, asked: str) -> None:
    sources = {rule.code: rule.source for rule in one.explanation.rules} if one.explanation else {}
    told = [
        visit.say(
            "dossier.finding",
            number=number,
            finding=in_words(finding_words(found.finding), visit.office.words, visit.language, visit.say),
            source=sources.get(found.finding.code.removeprefix("rule_"))
            or visit.say("dossier.finding.own_check"),
            state=visit.say("waves.found.open")
            if found.answer is None
            else visit.say("dossier.finding.answered", answer=found.answer),
        )
        for number, found in enumerate(one.findings, start=1)
    ]
    shown, page, pages = _page(told, asked, _FINDINGS_A_PAGE)
    first = (page - 1) * _FINDINGS_A_PAGE + 1
    may_answer = one.proposal.status is Status.DRAFT and Role.PLANNER in visit.identity.roles
    answers = [
        Button("dossier.button.answer", "pr_write", f"{one.proposal.id}.answer.{number}", {"number": number})
        for number in range(first, first + len(shown))
    ]
    await visit.edit(
        "dossier.findings",
        buttons=[
            *([answers] if may_answer and answers else []),
            *turns("pr_why", f"{one.proposal.id}.{FINDINGS}.", page, pages),
            *_tabs(one, FINDINGS),
        ],
        protect=True,
        name=one.person.full_name,
        listed=visit.office.words.joined(*shown, by="\n\n") or visit.say("dossier.findings.none"),
    )


def _tabs(one: Dossier, part: str) -> list[list[Button]]:
    number = str(one.proposal.id)
    tabs = [
        Button(f"dossier.button.{name or 'reasons'}", "pr_why", f"{number}.{name}" if name else number)
        for name in ("", RULES, FINDINGS)
        if name != part
    ]
    return [tabs, [_back(one)]]


def _buttons(visit: Visit, one: Dossier) -> list[list[Button]]:
    number, roles = str(one.proposal.id), visit.identity.roles
    may_change = one.proposal.status is Status.DRAFT and Role.PLANNER in roles
    change = [Button("dossier.button.change", "pr_edit", number)] if may_change else []
    steps = any(role in roles for role in one.steps.values())
    step = [Button("dossier.button.next", "pr_next", number)] if steps else []
    notes = Button("dossier.button.notes", "pr_notes", number, {"number": len(one.comments)})
    return [
        row
        for row in (
            [Button("dossier.button.why", "pr_why", number), notes],
            [*change, *step],
            [Button("dossier.button.history", "pr_hist", number)],
            [Button("dossier.button.list", "pr_list", f"{one.wave.id}.1.all")],
        )
        if row
    ]


def _back(one: Dossier) -> Button:
    return Button("dossier.button.one", "pr_one", str(one.proposal.id))


def _counted(visit: Visit, findings: Iterable[OpenFinding]) -> Markup:
    every = list(findings)
    if not every:
        return visit.say("dossier.findings.none")
    unanswered = sum(one.answer is None for one in every)
    return visit.say("dossier.findings.counted", number=unanswered, total=len(every))


def _calendar(visit: Visit, one: Dossier) -> Markup:
    """The next day of the wave's calendar that lies ahead."""
    today = visit.now.astimezone(visit.office.zone).date()
    for name, day in asdict(one.wave.calendar).items():
        if day is not None and day >= today:
            return visit.say(f"waves.calendar.{name}", day=day)
    return visit.say("waves.calendar.none")


def _borne_out(visit: Visit, one: Dossier) -> Markup:
    stated = one.explanation.stated if one.explanation else None
    if stated is None or stated.is_borne_out is None:
        return visit.say("dossier.stated.unchecked")
    return visit.say("dossier.stated.borne_out" if stated.is_borne_out else "dossier.stated.not_borne_out")


def _side(visit: Visit, reasons: Iterable[Reason], *, speaks_for: bool) -> Markup:
    told = [one for one in reasons if one.speaks_for is speaks_for]
    return visit.office.words.joined(
        *(
            visit.say(
                "reasons.line",
                number=number,
                sentence=in_words(reason_words(one), visit.office.words, visit.language, visit.say),
                source=visit.say(f"plan.source.{one.source}"),
            )
            for number, one in enumerate(told, start=1)
        )
    )


def _grouped(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == LENGTH else nip


ROUTES: tuple[Route, ...] = (
    Route(answer=answer_one, who=READERS, action="pr_one"),
    Route(answer=show_reasons, who=READERS, action="pr_why"),
    Route(answer=show_notes, who=READERS, action="pr_notes"),
    Route(answer=show_history, who=READERS, action="pr_hist"),
)
