"""The closed form's pages: plain HTML without a script, put together from the catalogue's words.

Everything that is filled in comes from `Words.say`, which escapes it; what stands here is ours.
"""

import html

from domain.refusals import Refusal
from locales.words import LANGUAGES, Markup, Value, Words

STYLE = "style.css"


class Pages:
    """The pages in one language. `facts`: what any of them may mention of the region."""

    def __init__(self, words: Words, language: str, facts: dict[str, Value], *, token: str) -> None:
        self._words = words
        self._language = language
        self._facts = facts
        self._token = html.escape(token)

    def form(
        self, *, concern: str, text: str = "", fault: Markup | None = None, limits: dict[str, Value]
    ) -> str:
        """The form. `text`: what was written already and must not be lost; `fault`: why it was not taken."""
        alarm = f'<p class="fault" role="alert" id="fault">{fault}</p>' if fault else ""
        described = "text-hint fault" if fault else "text-hint"
        about = self._say("closed.about", concern=self._say(f"concern.kind.{concern}"))
        written = html.escape(text)
        return self._page(
            self._say("closed.title"),
            f"<p><strong>{about}</strong></p>"
            f"<p>{self._say('closed.privacy')}</p>{alarm}"
            '<form method="post" enctype="multipart/form-data" accept-charset="utf-8">'
            f'<label for="text">{self._say("closed.text")}</label>'
            f'<p class="hint" id="text-hint">{self._say("closed.text_hint", **limits)}</p>'
            f'<textarea id="text" name="text" autocomplete="off" aria-describedby="{described}">'
            # A browser leaves out the first line break of a text field.
            f"\n{written}</textarea>"
            f'<label for="files">{self._say("closed.files")}</label>'
            f'<p class="hint" id="files-hint">{self._say("closed.files_hint", **limits)}</p>'
            '<input id="files" name="files" type="file" multiple aria-describedby="files-hint">'
            f'<button type="submit">{self._say("closed.send")}</button></form>'
            f"<p>{self._say('closed.contact')}</p>{self._other_languages()}",
        )

    def sent(self, *, number: str, fingerprint: str, **facts: Value) -> str:
        """It has arrived; nothing of what was written is shown again."""
        return self._page(
            self._say("closed.sent.title"),
            f'<p class="number">{html.escape(number)}</p>'
            f"<p>{self._say('closed.sent.text', fingerprint=fingerprint, **facts)}</p>"
            f"<p>{self._say('closed.contact')}</p>",
        )

    def told(self, name: str) -> str:
        """A page that says one thing."""
        return self._page(
            self._say(f"closed.{name}.title"),
            f"<p>{self._say(f'closed.{name}.text')}</p><p>{self._say('closed.contact')}</p>",
        )

    def fault(self, refusal: Refusal, *, files_again: bool) -> Markup:
        """Which rule said no. No page can put files back in their place, so they are asked for again."""
        again = self._say("closed.files_again") if files_again else Markup()
        return self._words.joined(self._say(refusal.key, **refusal.facts), again, by=" ")

    def _page(self, title: Markup, body: str) -> str:
        return (
            f'<!doctype html><html lang="{self._language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="robots" content="noindex"><title>{title}</title>'
            f'<link rel="stylesheet" href="../{STYLE}"></head><body><main>'
            f"<h1>{title}</h1><p>{self._say('closed.office')}</p>{body}</main></body></html>"
        )

    def _other_languages(self) -> str:
        """The same link in another language; what was typed meanwhile would be lost, so it stands last."""
        return "".join(
            f'<p><a lang="{one}" hreflang="{one}" href="../{one}/{self._token}">'
            f"{html.escape(self._words.plain(one, 'closed.language'))}</a></p>"
            for one in LANGUAGES
            if one != self._language
        )

    def _say(self, key: str, **facts: Value) -> Markup:
        return self._words.say(self._language, key, **{**self._facts, **facts})
