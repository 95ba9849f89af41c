"""The receipt of an objection: what was handed in, down to the last bit, and until when it is answered."""

from domain.objections.papers import Printed, ReceiptFacts
from files.objections.sheet import Say, Sheet


def print_receipt(facts: ReceiptFacts, say: Say, *, hr_office: str, moment: str) -> Printed:
    """`moment`: when it was handed in, as it is written in the region."""
    sheet = Sheet(
        say,
        title=say("objection.receipt.title"),
        code=facts.code,
        dated_on=facts.submitted_at.date(),
    )
    sheet.body("B")
    sheet.paragraph(say("objection.receipt.title"), align="C")
    sheet.body()
    sheet.gap(4)
    for label, value in (
        ("number", facts.number),
        ("name", facts.person.full_name),
        ("nip", facts.person.nip),
        ("at", moment),
        ("way", say("objection.receipt.paper" if facts.on_paper else "objection.receipt.chat")),
        ("answer", say("objection.paper.day", day=facts.answer_by)),
    ):
        sheet.fact(say(f"objection.receipt.label.{label}"), value)
    if facts.files:
        sheet.heading(say("objection.receipt.files"))
    for number, file in enumerate(facts.files, start=1):
        sheet.paragraph(f"{number}. {file.name} ({file.size} byte)")
        sheet.paragraph(f"SHA-256 {file.digest.hex()}", indent=6)
    sheet.gap(4)
    sheet.paragraph(say("objection.receipt.meaning", hr_office=hr_office))
    return Printed(content=bytes(sheet.output()), left_out=sheet.left_out)
