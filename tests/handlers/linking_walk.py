"""Walking the way of linking in a chat, in a region where nobody is linked yet."""

from dataclasses import dataclass
from datetime import timedelta

from domain.linking.codes import shown
from domain.linking.invitations import InvitationDesk, IssuedInvitation
from domain.outbox import Message
from handlers.notices import render
from handlers.office import Office
from tests.chat import Chat, Line
from tests.outbox import take_all
from tests.people import Character, Kemuning

AGREE, FULL, NOT_NOW = "Setuju dan lanjut", "Baca lengkap", "Tidak sekarang"


@dataclass
class Walk:
    """The line, the office and the region that it belongs to."""

    line: Line
    office: Office
    region: Kemuning

    def chat(self, who: Character) -> Chat:
        return self.line.of(who.user_id)

    def letter(self, who: Character) -> IssuedInvitation:
        desk = InvitationDesk(self.office.store)
        return desk.issue([self.region.id_of(who)], timedelta(days=30), now=self.office.clock())[0]

    async def to_nip(self, who: Character) -> Chat:
        chat = self.chat(who)
        await chat.types("/start")
        await chat.presses("Tautkan akun")
        await chat.presses(AGREE)
        return chat

    async def to_code(self, who: Character) -> Chat:
        chat = await self.to_nip(who)
        await chat.types(who.nip)
        await chat.shares_contact(who.phone)
        return chat

    async def links(self, who: Character) -> Chat:
        letter = self.letter(who)
        chat = await self.to_code(who)
        await chat.types(shown(letter.code))
        return chat

    def is_linked(self, who: Character) -> bool:
        return self.office.accounts.whois(who.user_id, now=self.office.clock()) is not None

    def waiting(self, user_id: int) -> list[Message]:
        """What the postman would bring to a chat next."""
        waiting = take_all(self.region.region.store, now=self.office.clock())
        return [one for one in waiting if one.chat_id == user_id]

    def read(self, message: Message) -> str:
        text, _keyboard = render(message, self.office)
        return text
