"""Groups: nothing personal is said there, only where the private chat is."""

from handlers.buttons import Link
from handlers.visit import Visit


async def point_to_private_chat(visit: Visit) -> None:
    await visit.reply(
        "public.private_only", buttons=[[Link("button.private_chat", visit.office.public_link)]]
    )
