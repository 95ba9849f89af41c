"""One update being answered: who is there, what they did, and the ways to answer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
    User,
)
from telegram import Chat as TelegramChat
from telegram.error import BadRequest, NetworkError, RetryAfter

from domain.actors import Actor
from domain.linking.records import Account
from domain.people import Person
from domain.refusals import Refusal
from handlers.buttons import Press, Rows, keyboard, parse_press
from handlers.guard import ensure_own_chat
from handlers.identity import Identity, recognise
from handlers.lateness import asked_at
from handlers.office import Office
from locales.words import Markup, Value, language_of, moment

P = ParamSpec("P")
T = TypeVar("T")

Buttons = Rows | ReplyKeyboardMarkup | ReplyKeyboardRemove
Markups = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None

_ASKED_AGAIN = "again"  # the number of a press that is repeated by us
# Telegram's own words for an edit that cannot be made any more; then the screen is sent anew.
_GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wanted, so that it can be done after a question in between: a button, or words."""

    press: str = ""
    said: str = ""
    said_in: int = 0
    """The number of the message with the words."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """What a handler is given. `payload` is what follows a command, `pressed` the button's meaning.

    `late_since`: when it was asked, where an outage has kept it waiting; the first answer says so.
    `wish`: what a handler leaves to be done after its own answer, as if it were asked again.
    """

    office: Office
    bot: Bot
    user_id: int
    chat_id: int
    is_private: bool
    language: str
    now: datetime
    message: Message | None = None
    query: CallbackQuery | None = None
    command: str = ""
    payload: str = ""
    is_edited: bool = False
    late_since: datetime | None = None
    identity: Identity = field(default_factory=Identity)
    wish: Wish | None = None
    _acknowledged: bool = False

    @property
    def text(self) -> str:
        """What the person wrote, also under a photo."""
        return (self.message.text or self.message.caption or "") if self.message and not self.query else ""

    @property
    def asked(self) -> str:
        """What the person had written, to which the screen whose button is pressed is the reply."""
        return (self.asked_about.text or "") if self.asked_about else ""

    @property
    def asked_about(self) -> Message | None:
        """The person's message, to which the screen whose button is pressed is the reply."""
        return self._replied if self.query else None

    @property
    def pressed(self) -> Press | None:
        return parse_press(self.query.data) if self.query else None

    @property
    def person(self) -> Person | None:
        return self.identity.person

    @property
    def own(self) -> Person:
        """The person, where the table of routes lets only linked people in."""
        if self.identity.person is None:
            raise LookupError("this route is for linked people")
        return self.identity.person

    @property
    def actor(self) -> Actor:
        """Who presses, where the table of routes lets them in; what they may do, the desk decides."""
        return Actor(self.own.id)

    @property
    def account(self) -> Account | None:
        return self.identity.account

    def as_wish(self) -> Wish:
        """What is asked now, without files."""
        if self.query is not None:
            return Wish(press=self.query.data or "")
        return Wish(said=self.text, said_in=self.message.message_id if self.message else 0)

    def granting(self, wish: Wish) -> "Visit":
        """The same person asking for what they had asked before."""
        user = User(self.user_id, first_name="", is_bot=False)
        again = replace(self, message=None, query=None, command="", payload="", wish=None)
        again._acknowledged = True  # noqa: SLF001 -- of the same class; the press was answered when it came
        if wish.press:
            again.query = CallbackQuery(_ASKED_AGAIN, from_user=user, chat_instance="", data=wish.press)
            return again
        chat = TelegramChat(self.chat_id, TelegramChat.PRIVATE)
        again.message = Message(wish.said_in, self.now, chat, from_user=user, text=wish.said)
        again.message.set_bot(self.bot)
        again.command, again.payload = _command(wish.said, self.bot.username)
        return again

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a desk's synchronous call, which reads or writes a few rows."""
        return await self.office.run_short(partial(function, *args, **kwargs))

    async def recognise(self) -> None:
        """Read who is there; a stored language beats the client's."""
        self.identity = await self.call(recognise, self.office.store, self.user_id, now=self.now)
        conversation, account = self.identity.conversation, self.identity.account
        if account is not None:
            self.language = language_of(account.language)
        elif conversation is not None and "language" in conversation.data:
            self.language = language_of(str(conversation.data["language"]))

    def say(self, key: str, **facts: Value) -> Markup:
        """Words in the person's language, with the region's facts and the form of address at hand."""
        common: dict[str, Value] = {**self.office.facts, "you": self._form_of_address()}
        return self.office.words.say(self.language, key, **{**common, **facts})

    @property
    def addressee(self) -> Markup:
        """Bapak or Ibu, and the name with its titles."""
        return self.say("people.addressee", name=self.own.full_name)

    def _form_of_address(self) -> str:
        sex = self.identity.person.sex if self.identity.person else None
        return self.office.words.plain(self.language, f"people.address.{sex or 'unknown'}")

    async def reply(
        self,
        key: str,
        *,
        buttons: Buttons = (),
        protect: bool = False,
        quoting: bool = False,
        **facts: Value,
    ) -> int:
        """Answer with a new message and return its number in the chat.

        `protect`: personal, so only to the bound chat, and not forwardable. `quoting`: it hangs on the
        person's own message, as a reply.
        """
        return await self._send(self.say(key, **facts), buttons, protect=protect, quoting=quoting)

    async def refuse(self, refusal: Refusal, *, buttons: Rows) -> None:
        """Say in words which rule said no."""
        await self._send(self.say(refusal.key, **refusal.facts), buttons)

    async def edit(self, key: str, *, buttons: Rows = (), protect: bool = False, **facts: Value) -> int:
        """Replace the screen whose button was pressed; a new message where that cannot be done.

        Return the number of the message in the chat.
        """
        shown = self._screen()
        # Protection is a property of the message: an open screen never turns into a personal one.
        if shown is None or (protect and not shown.has_protected_content):
            return await self.reply(key, buttons=buttons, protect=protect, quoting=bool(self.query), **facts)
        if protect:
            ensure_own_chat(self.chat_id, self.identity.account)
        markup = keyboard(self.office.words, self.language, buttons)
        try:
            await shown.edit_text(self._with_apology(self.say(key, **facts)), reply_markup=markup)
        except BadRequest as refusal:
            if refusal.message.lower().startswith(_GONE):
                return await self.reply(key, buttons=buttons, protect=protect, quoting=True, **facts)
            if "message is not modified" not in refusal.message.lower():
                raise
        return shown.message_id

    async def rewrite(self, message_id: int, said: Markup, *, buttons: Rows = ()) -> bool:
        """Put other words into a message of ours in the bound chat, as the progress of long work.

        False where Telegram does not let us, or is away: whoever shows progress goes on with the work.
        """
        ensure_own_chat(self.chat_id, self.identity.account)
        markup = keyboard(self.office.words, self.language, buttons)
        try:
            await self.bot.edit_message_text(
                said, chat_id=self.chat_id, message_id=message_id, reply_markup=markup
            )
        except (BadRequest, NetworkError, RetryAfter):
            return False
        return True

    async def show_picture(self, photo: str | bytes, caption: Markup, *, buttons: Rows) -> str | None:
        """Send a personal picture, by its bytes or by Telegram's number of it; it cannot be forwarded.

        Return Telegram's number; None where Telegram does not take the picture, or no longer knows it.
        """
        message = await self._send_picture(photo, caption, buttons)
        return message.photo[-1].file_id if message and message.photo else None

    async def show_for_now(self, photo: bytes, caption: Markup, *, buttons: Rows) -> int | None:
        """Send a personal picture that is to be deleted again, and return the number of the message."""
        message = await self._send_picture(photo, caption, buttons)
        return message.message_id if message else None

    async def _send_picture(self, photo: str | bytes, caption: Markup, buttons: Rows) -> Message | None:
        ensure_own_chat(self.chat_id, self.identity.account)
        markup = keyboard(self.office.words, self.language, buttons)
        try:
            return await self.bot.send_photo(
                self.chat_id, photo, caption=caption, protect_content=True, reply_markup=markup
            )
        except BadRequest:
            return None

    async def give_file(
        self, content: bytes, name: str, caption: Markup, *, buttons: Rows = (), to_keep: bool = False
    ) -> None:
        """Send a personal file to the bound chat, not forwardable.

        `to_keep`: the person may save it elsewhere, which a protected one cannot be on many telephones.
        """
        ensure_own_chat(self.chat_id, self.identity.account)
        await self.bot.send_document(
            self.chat_id,
            InputFile(content, filename=name),
            caption=self._with_apology(caption),
            protect_content=not to_keep,
            reply_markup=keyboard(self.office.words, self.language, buttons),
        )

    async def fetch(self, file_id: str) -> bytes:
        """What the person has sent as a file. Raise BadRequest where Telegram does not hand it out."""
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def erase(self, message_id: int) -> bool:
        """Delete a message of this chat, the person's own as well; False where Telegram does not let us.

        Telegram lets a bot delete in a private chat what is younger than 48 hours. Notifications, other
        devices and what Telegram itself keeps are out of reach, and the words say so.
        """
        try:
            return bool(await self.bot.delete_message(self.chat_id, message_id))
        except BadRequest:
            return False

    async def toast(self, key: str, **facts: Value) -> None:
        """Answer the press with a short note; only on a route that is marked as doing so."""
        if self.query is not None and self.query.id == _ASKED_AGAIN:
            # The press itself was answered long ago.
            await self.reply(key, buttons=(), protect=False, quoting=False, **facts)
            return
        await self.acknowledge(self.office.words.plain(self.language, key, **facts))

    async def acknowledge(self, note: str | None = None) -> None:
        """Stop the button's spinner, once. A press may be too old for that, which harms nobody."""
        if self.query is None or self._acknowledged:
            return
        self._acknowledged = True
        try:
            await self.query.answer(note)
        except BadRequest as refusal:
            if not refusal.message.lower().startswith("query is too old"):
                raise

    async def _send(
        self, text: Markup, buttons: Buttons, *, protect: bool = False, quoting: bool = False
    ) -> int:
        if protect:
            ensure_own_chat(self.chat_id, self.identity.account)
        text = self._with_apology(text)
        sent = await self.bot.send_message(
            self.chat_id,
            text,
            reply_markup=self._markup(buttons),
            protect_content=protect,
            reply_parameters=self._quotation() if quoting else None,
        )
        return sent.message_id

    def _with_apology(self, text: Markup) -> Markup:
        if self.late_since is None:
            return text
        at = moment(self.language, self.late_since, self.office.zone)
        self.late_since = None
        return self.office.words.joined(self.say("late.preface", at=at), text, by="\n\n")

    def _quotation(self) -> ReplyParameters | None:
        quoted = self._replied
        if quoted is None:
            return None
        # The message may have been deleted meanwhile: the answer comes all the same.
        return ReplyParameters(quoted.message_id, allow_sending_without_reply=True)

    @property
    def _replied(self) -> Message | None:
        """The person's own message: the one that came, or the one to which the pressed screen replies."""
        if self.query is None:
            return self.message
        shown = self._screen()
        return shown.reply_to_message if shown else None

    def _screen(self) -> Message | None:
        shown = self.query.message if self.query else None
        return shown if isinstance(shown, Message) else None

    def _markup(self, buttons: Buttons) -> Markups:
        if isinstance(buttons, ReplyKeyboardMarkup | ReplyKeyboardRemove):
            return buttons
        return keyboard(self.office.words, self.language, buttons)


def arrive(update: Update, office: Office, bot: Bot) -> Visit | None:
    """Read an update without asking the database; None when nobody is there to be answered."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return None
    visit = Visit(
        office=office,
        bot=bot,
        user_id=user.id,
        chat_id=chat.id,
        is_private=chat.type == chat.PRIVATE,
        language=language_of(user.language_code),
        now=office.clock(),
        message=update.effective_message,
        query=update.callback_query,
        is_edited=update.edited_message is not None,
        late_since=asked_at(),
    )
    if not visit.is_edited:
        visit.command, visit.payload = _command(visit.text, bot.username)
    return visit


def _command(text: str, username: str) -> tuple[str, str]:
    """Split `/name@bot payload`; nothing when it is no command, or another bot's."""
    first, _, payload = text.strip().partition(" ")
    name, at, addressee = first.partition("@")
    if not name.startswith("/") or (at and addressee.lower() != username.lower()):
        return "", ""
    return name[1:].lower(), payload.strip()
