"""Nested values of a request held to their shape, refused in Telegram's manner when they have another."""

from typing import Any

from sandbox.cast import Json
from sandbox.errors import bad_request

INT64 = range(-(1 << 63), 1 << 63)


def as_object(value: Any, wanted: str) -> Json:
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {wanted}: expected an Object")
    return value


def as_list(value: Any, wanted: str) -> list[Any]:
    if not isinstance(value, list):
        raise bad_request(f"can't parse {wanted}: expected an Array")
    return value


def text_in(given: Json, field: str, wanted: str) -> str:
    """The string in a field, empty when there is none."""
    value = given.get(field)
    if value is None:
        return ""
    if isinstance(value, dict | list):
        raise bad_request(f'can\'t parse {wanted}: Field "{field}" must be of type String')
    return value if isinstance(value, str) else str(value)


def number_in(given: Json, field: str, wanted: str) -> int:
    """The integer in a field, zero when there is none; a string of digits counts."""
    value = given.get(field)
    if value is None:
        return 0
    return as_number(value, f'can\'t parse {wanted}: Field "{field}" must be of type Number')


def as_number(value: Any, reason: str) -> int:
    try:
        number = int(value) if isinstance(value, int | str) else None
    except ValueError:
        number = None
    if number is None or number not in INT64:
        raise bad_request(reason)
    return number
