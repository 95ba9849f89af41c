"""The desk of concerns as a group sees it: numbers, kinds and clocks, and the way to the private chat."""

import json

from domain.outbox import Message
from handlers.office import Office
from locales.words import Markup

GROUP_LIST = "case_group.list"


def listed_in_group(message: Message, office: Office) -> Markup:
    """Nothing else of a message's facts is shown there."""
    words, language = office.words, message.language
    cases: list[tuple[str, str, int]] = json.loads(str(message.facts["cases"]))
    total = int(message.facts["total"])
    lines = [
        words.say(
            language,
            "case_group.line",
            number=number,
            kind=words.say(language, f"concern.kind.{concern}"),
            clock=said_clock(office, language, left),
        )
        for number, concern, left in cases
    ]
    more = total - len(cases)
    return words.joined(
        words.say(language, "case_group.list", total=total),
        words.joined(*lines) or words.say(language, "case_group.none"),
        words.say(language, "case_group.more", total=more) if more else Markup(),
        words.say(language, "case_group.link", link=office.public_link),
        by="\n\n",
    )


def said_clock(office: Office, language: str, days_left: int) -> Markup:
    """How many working days are left, or by how many it is late."""
    if days_left < 0:
        return office.words.say(language, "case_desk.clock.late", count=-days_left)
    if days_left == 0:
        return office.words.say(language, "case_desk.clock.today")
    return office.words.say(language, "case_desk.clock.left", count=days_left)
