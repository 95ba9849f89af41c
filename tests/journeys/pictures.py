"""Pictures for the README and the guides, taken on the way when SAPA_TEST_PICTURES names a folder."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page

FOLDER = os.environ.get("SAPA_TEST_PICTURES")
DRAWN = "new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 500)))"
COLOURS = 128  # keeps letters smooth and a phone below 120 KB


async def picture(
    place: Locator | Page, name: str, *, top: Locator | None = None, language: str = "id"
) -> None:
    """Take one, with the message `top` at the upper edge of its phone and the page in this language."""
    if FOLDER is None:
        return
    page = place.page if isinstance(place, Locator) else place
    await page.locator(".toast").first.wait_for(state="hidden")
    if language != "id":
        await page.locator(f'.languages [lang="{language}"]').click()
        await page.evaluate(DRAWN)
    await page.evaluate("document.activeElement?.blur()")
    if top is not None:
        await top.evaluate("node => node.scrollIntoView({ block: 'start' })")
    taken = Image.open(io.BytesIO(await place.screenshot(animations="disabled")))
    taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        Path(FOLDER) / f"{name}.png", optimize=True
    )
    if language != "id":
        await page.locator('.languages [lang="id"]').click()
