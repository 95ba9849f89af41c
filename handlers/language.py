"""Choosing a language: asked in both, kept for the person."""

from handlers.buttons import Button
from handlers.start import show_menu
from handlers.visit import Visit
from locales.words import LANGUAGES


async def choose_language(visit: Visit) -> None:
    """Ask, or with an argument (`/bahasa en`) keep the choice and go on in that language."""
    chosen = visit.pressed.arg if visit.pressed else visit.payload.lower()
    if chosen not in LANGUAGES:
        buttons = [[Button(f"language.{one}", "language", one) for one in LANGUAGES]]
        await visit.edit("language.ask", buttons=buttons)
        return
    await visit.call(visit.office.languages.choose, visit.user_id, chosen, now=visit.now)
    visit.language = chosen
    await visit.toast("language.chosen")
    await show_menu(visit)
