"""Messages that a change causes, put into words for the postman."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.outbox import Message
from handlers.group_list import GROUP_LIST, listed_in_group
from handlers.guard import ensure_private
from handlers.office import Office
from locales.words import Markup, Value


def render(message: Message, office: Office) -> tuple[Markup, InlineKeyboardMarkup | None]:
    """The text and its buttons, in the language that was the person's when it was caused.

    Raises NotTheirChat for a group: what a change causes is one person's affair. The list of the desk of
    concerns alone goes to one (`domain.concerns.group`).
    """
    if message.text_key == GROUP_LIST:
        return listed_in_group(message, office), None
    ensure_private(message.chat_id)
    language = message.language
    # Only a message to somebody who has just proved who they are says whether it is Bapak or Ibu.
    sex = message.facts.get("sex", "unknown")
    common: dict[str, Value] = {**office.facts, "you": office.words.plain(language, f"people.address.{sex}")}
    written = {name: office.words.whole(text) for name, text in message.written.items()}
    said = {**common, **message.facts, **written}
    text = _marked(message, office, said, office.words.say(language, message.text_key, **said))
    rows = [
        [InlineKeyboardButton(office.words.plain(language, label), callback_data=value)]
        for label, value in message.buttons
    ]
    return text, InlineKeyboardMarkup(rows) if rows else None


def _marked(message: Message, office: Office, said: dict[str, Value], text: Markup) -> Markup:
    """An official notice stands between its person's phrase and its code (`domain.official.notices`)."""
    if "official_code" not in message.facts:
        return text
    code = message.facts["official_code"]
    below = office.words.say(message.language, "official.notice.code", code=code)
    facts = {"you": said["you"], "phrase": said["official_phrase"]}
    above = office.words.say(message.language, "official.notice.phrase", **facts)
    return office.words.joined(above, text, below, by="\n\n")
