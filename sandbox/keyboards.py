"""Keyboards under messages and under the field: checked as Telegram checks them."""

from typing import Any

from sandbox.cast import Json
from sandbox.errors import bad_request
from sandbox.links import checked_link
from sandbox.shapes import as_object, text_in
from sandbox.text import utf16_length

BUTTONS_AT_MOST = 100
ROW_AT_MOST = 8
CALLBACK_BYTES = 64
QUERY_CHARACTERS = 256
COPY_CHARACTERS = 256
PLACEHOLDER_CHARACTERS = 64
ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
UNAVAILABLE = frozenset({"login_url", "callback_game", "pay", "switch_inline_query_chosen_chat"})
STYLES = frozenset({"", "danger", "success", "primary"})


def read_markup(given: Any, *, private: bool = True, inline_only: bool = False) -> Json | None:
    """The keyboard of a request, or None; an edit may carry an inline one only."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in given:
        return _inline(given["inline_keyboard"])
    if inline_only and given:
        raise bad_request("object expected as reply markup")
    if "keyboard" in given:
        return _reply(given, private=private)
    return given if given.get("remove_keyboard") is True or given.get("force_reply") is True else None


def _rows(given: Any, kind: str) -> list[list[Any]]:
    name = "inline_keyboard" if kind == "inline keyboard" else "keyboard"
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f'field "{name}" must be of type Array of Arrays')
    rows = [row for row in given if row]
    if sum(map(len, rows)) > BUTTONS_AT_MOST or any(len(row) > ROW_AT_MOST for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _inline(given: Any) -> Json | None:
    rows = _rows(given, "inline keyboard")
    return {"inline_keyboard": [[_inline_button(button) for button in row] for row in rows]} if rows else None


def _text_of(button: Any, kind: str) -> str:
    if as_object(button, kind).get("text") is None:
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    text = text_in(button, "text", kind)
    if not text.strip():
        raise bad_request(f"can't parse {kind}: Text must be non-empty")
    if text_in(button, "style", kind) not in STYLES:
        raise bad_request(f"can't parse {kind}: Invalid button style specified")
    return text


def _inline_button(button: Any) -> Json:
    text = _text_of(button, "inline keyboard button")
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    action = actions[0]
    if len(actions) > 1 or action in UNAVAILABLE:
        raise bad_request("BUTTON_TYPE_INVALID")
    return {"text": text, action: _checked_action(action, button[action], text), **_style(button)}


def _style(button: Json) -> Json:
    fields = {name: text_in(button, name, "button") for name in ("style", "icon_custom_emoji_id")}
    return {name: value for name, value in fields.items() if value}


def _checked_action(action: str, value: Any, text: str) -> Any:
    if action == "url":
        return _link(value, text)
    if action == "web_app":
        return _web_app(value)
    if action == "copy_text":
        copied = text_in(as_object(value, "CopyTextButton"), "text", "CopyTextButton")
        if not 0 < utf16_length(copied) <= COPY_CHARACTERS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"text": copied}
    longest = CALLBACK_BYTES if action == "callback_data" else QUERY_CHARACTERS
    if not isinstance(value, str) or not _fits(value, longest, may_be_empty=action != "callback_data"):
        raise bad_request("BUTTON_DATA_INVALID")
    return value


def _fits(value: str, longest: int, *, may_be_empty: bool) -> bool:
    return (may_be_empty or bool(value)) and len(value.encode("utf-8", "replace")) <= longest


def _link(value: Any, text: str) -> str:
    link = checked_link(value) if isinstance(value, str) else None
    if link is None:
        reason = f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL"
        raise bad_request(reason if value else f"BUTTON_URL_INVALID: {text}")
    return link


def _web_app(value: Any) -> Json:
    url = text_in(as_object(value, "WebAppInfo"), "url", "WebAppInfo")
    if not url.startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    return {"url": url}


def _reply(given: Json, *, private: bool) -> Json | None:
    rows = _rows(given["keyboard"], "keyboard")
    if not rows:
        return None
    if utf16_length(text_in(given, "input_field_placeholder", "keyboard")) > PLACEHOLDER_CHARACTERS:
        raise bad_request("input field placeholder is too long")
    return given | {"keyboard": [[_reply_button(b, private=private) for b in row] for row in rows]}


def _reply_button(button: Any, *, private: bool) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    _text_of(button, "keyboard button")
    for name, wanted in (("request_contact", "phone number"), ("request_location", "location")):
        if button.get(name) and not private:
            raise bad_request(f"{wanted} can be requested in private chats only")
    return dict(button)
