"""Messages that a change causes, put into words for the postman."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.outbox import Message
from handlers.guard import ensure_private
from handlers.office import Office
from locales.words import Markup, Value


def render(message: Message, office: Office) -> tuple[Markup, InlineKeyboardMarkup | None]:
    """The text and its buttons, in the language that was the person's when it was caused.

    Raises NotTheirChat for a group: what a change causes is one person's affair.
    """
    ensure_private(message.chat_id)
    language = message.language
    # Only a message to somebody who has just proved who they are says whether it is Bapak or Ibu.
    sex = message.facts.get("sex", "unknown")
    common: dict[str, Value] = {**office.facts, "you": office.words.plain(language, f"people.address.{sex}")}
    written = {name: office.words.whole(text) for name, text in message.written.items()}
    text = office.words.say(language, message.text_key, **{**common, **message.facts, **written})
    rows = [
        [InlineKeyboardButton(office.words.plain(language, label), callback_data=value)]
        for label, value in message.buttons
    ]
    return text, InlineKeyboardMarkup(rows) if rows else None
