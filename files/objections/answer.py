"""The draft of HR's answer to an objection: a letter that whoever signs it may still change."""

from domain.objections.papers import AnswerFacts, Printed
from files.objections.sheet import LINE, SMALL, WIDTH, Say, Sheet

_SIGNATURE = 34.0  # millimetres that stay together on one page
_TO_FILL = "." * 40


class _Draft(Sheet):
    """Every page says that it is a draft; a code would be taken for an official letter's."""

    def footer(self) -> None:
        self.set_y(-16)
        self.set_font("serif", "", SMALL)
        text = self.say("objection.reply.footer", page=self.page_no(), pages="{jumlah}")
        self.cell(WIDTH, 4, text, align="C")


def print_answer(facts: AnswerFacts, say: Say, *, ppk: str, hr_office: str, region: str) -> Printed:
    """Set the letter from HR's office, in the PPK's name, to whoever objected."""
    sheet = _Draft(say, title=say("objection.reply.subject"), code="", dated_on=facts.dated_on)
    sheet.body("B")
    sheet.paragraph(say("objection.reply.draft"), align="C")
    sheet.paragraph(f"{hr_office}\n{region}", align="C")
    sheet.body()
    sheet.gap(3)
    sheet.paragraph(say("objection.paper.day", day=facts.dated_on), align="R")
    for label, value in (
        ("number", facts.letter or _TO_FILL),
        ("about", say("objection.reply.subject")),
        ("to", facts.person.full_name),
        ("nip", facts.person.nip),
        ("unit", facts.person.unit),
    ):
        sheet.fact(say(f"objection.reply.label.{label}"), value)
    sheet.gap(3)
    sheet.paragraph(_opening(facts, say))
    sheet.heading(say("objection.reply.decision"))
    sheet.paragraph(facts.proposal.reason or _TO_FILL)
    sheet.heading(say("objection.reply.verdict"))
    sheet.paragraph(say(f"objection.reply.verdict.{facts.verdict}", ppk=ppk))
    sheet.heading(say("objection.reply.reasons"))
    sheet.paragraph(facts.reason)
    sheet.gap(3)
    sheet.paragraph(say("objection.reply.closing"))
    if sheet.will_page_break(_SIGNATURE):
        sheet.add_page()
    sheet.gap(LINE)
    sheet.paragraph(say("objection.reply.signed", ppk=ppk), indent=95)
    sheet.gap(18)
    sheet.paragraph(f"({_TO_FILL})", indent=95)
    return Printed(content=bytes(sheet.output()), left_out=sheet.left_out)


def _opening(facts: AnswerFacts, say: Say) -> str:
    origin, target = facts.proposal.origin, facts.proposal.target
    return say(
        "objection.reply.opening",
        number=facts.number,
        day=facts.submitted_on,
        decided=facts.decided_on,
        origin=f"{origin.position}, {origin.unit}",
        target=f"{target.position}, {target.unit}",
    )
