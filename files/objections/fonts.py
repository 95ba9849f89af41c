"""Which signs can be printed: a serif for the text, and a wider font for what it lacks.

Both come with the drawing library, so that a letter looks the same on every machine.
"""

import unicodedata
from collections.abc import Container
from importlib.util import find_spec
from pathlib import Path

SERIF, BOLD, WIDE = "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSans.ttf"
_MISSING = "□"  # both fonts have it


def font_file(name: str) -> Path:
    """Where the font lies; the library itself is not loaded for that."""
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(name)
    return Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf" / name


def printable(text: str, known: Container[int]) -> tuple[str, int]:
    """The text with lines as they are, and how many signs had to be left out.

    A letter without a glyph loses its marks, or stands as an empty box, so that its reader sees that there
    was something; a picture sign goes.
    """
    shown, left_out = [], 0
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        printed, is_whole = _printed(sign, known)
        shown.append(printed)
        left_out += not is_whole
    return "".join(shown), left_out


def _printed(sign: str, known: Container[int]) -> tuple[str, bool]:
    category = unicodedata.category(sign)
    if sign == "\n":
        return "\n", True
    if category in {"Zs", "Zl", "Zp"} or sign == "\t":
        return " ", True
    # Controls, joiners, and marks that turn the direction of what follows: nobody sees them.
    if category[0] == "C" or sign in "\ufe0e\ufe0f":
        return "", category != "Co"
    if ord(sign) in known:
        return sign, True
    plain = "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in known)
    if plain:
        return plain, True
    return (_MISSING if category[0] in "LN" else ""), False
