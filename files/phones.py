"""Telephone numbers as Indonesians write them, brought to one form (E.164) for comparing."""

import re

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_possible_number, parse

REGION = "ID"
# A mobile number with nothing but digits. Without "+", a short one may as well begin with an area code 62.
MOBILE = re.compile(r"(?:\+62|0|62(?=[0-9]{10}))(8[1-9][0-9]{7,10})")
JOINTS = str.maketrans("", "", " -.()")


def normalise_phone(text: str) -> str | None:
    """E.164 ("+62899…"), or None where the text is no possible number.

    The usual forms of a mobile number take a short cut, proven in the tests to equal `phonenumbers`.
    """
    text = text.strip().removeprefix("'")
    mobile = MOBILE.fullmatch(text.translate(JOINTS))
    return f"+62{mobile[1]}" if mobile else _parsed(text)


def _parsed(text: str) -> str | None:
    if text.startswith("00"):
        text = "+" + text[2:]
    try:
        number = parse(text, REGION)
    except NumberParseException:
        return None
    return format_number(number, PhoneNumberFormat.E164) if is_possible_number(number) else None
