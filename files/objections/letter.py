"""The formal letter of objection (surat keberatan), ready to be signed."""

from domain.objections.papers import LetterFacts, Printed
from domain.objections.records import Ground
from files.objections.sheet import LINE, Say, Sheet

_SIGNATURE = 34.0  # millimetres that stay together on one page
_INDENT = 6.0


def print_letter(facts: LetterFacts, say: Say, *, ppk: str, hr_office: str, region: str) -> Printed:
    """Set the letter from its person to the PPK through HR's office."""
    sheet = Sheet(say, title=say("objection.letter.subject"), code=facts.code, dated_on=facts.dated_on)
    sheet.paragraph(_placed(facts, say), align="R")
    sheet.gap(2)
    sheet.fact(say("objection.letter.about"), say("objection.letter.subject"))
    sheet.gap(3)
    sheet.paragraph(say("objection.letter.to", ppk=ppk, region=region, hr_office=hr_office))
    sheet.gap(3)
    sheet.paragraph(say("objection.letter.opening"))
    _set_person(sheet, facts)
    sheet.gap(2)
    sheet.paragraph(say("objection.letter.against"))
    _set_decree(sheet, facts)
    _set_grounds(sheet, facts)
    sheet.heading(say("objection.letter.reasons"))
    sheet.paragraph(facts.writing.reasons)
    sheet.heading(say("objection.letter.documents"))
    sheet.paragraph(facts.writing.documents or say("objection.letter.documents.none"))
    sheet.heading(say("objection.letter.request"))
    sheet.paragraph(say(f"objection.letter.request.{facts.writing.request}", ppk=ppk))
    sheet.gap(3)
    sheet.paragraph(say("objection.letter.closing", ppk=ppk))
    _set_signature(sheet, facts)
    return Printed(content=bytes(sheet.output()), left_out=sheet.left_out)


def _placed(facts: LetterFacts, say: Say) -> str:
    place = facts.person.location or "." * 24
    return say("objection.letter.place", place=place, day=say("objection.paper.day", day=facts.dated_on))


def _set_person(sheet: Sheet, facts: LetterFacts) -> None:
    person = facts.person
    for name, value in (
        ("name", person.full_name),
        ("nip", person.nip),
        ("grade", person.grade),
        ("position", person.position),
        ("unit", person.unit),
    ):
        sheet.fact(sheet.say(f"objection.letter.{name}"), value or _to_fill())


def _set_decree(sheet: Sheet, facts: LetterFacts) -> None:
    say, proposal = sheet.say, facts.proposal
    received = facts.received_on
    for name, value in (
        ("number", facts.writing.decree_number or _to_fill()),
        ("decided", say("objection.paper.day", day=facts.decided_on)),
        ("received", _to_fill() if received is None else say("objection.paper.day", day=received)),
        ("from", f"{proposal.origin.position}, {proposal.origin.unit}"),
        ("target", f"{proposal.target.position}, {proposal.target.unit}"),
    ):
        sheet.fact(say(f"objection.letter.{name}"), value)


def _set_grounds(sheet: Sheet, facts: LetterFacts) -> None:
    sheet.heading(sheet.say("objection.letter.grounds"))
    for ground in Ground:
        mark = "☑" if ground in facts.writing.grounds else "☐"
        sheet.paragraph(f"{mark} {sheet.say(f'objection.letter.ground.{ground}')}", indent=_INDENT)


def _set_signature(sheet: Sheet, facts: LetterFacts) -> None:
    if sheet.will_page_break(_SIGNATURE):
        sheet.add_page()
    sheet.gap(LINE)
    sheet.paragraph(sheet.say("objection.letter.signed"), indent=95)
    sheet.gap(18)
    sheet.paragraph(f"({facts.person.full_name})", indent=95)
    sheet.paragraph(f"NIP {facts.person.nip}", indent=95)


def _to_fill() -> str:
    return "." * 40
