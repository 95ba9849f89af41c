"""The table of strings that the cells of an XLSX file point into, read in blocks."""

import re
from codecs import getincrementaldecoder
from contextlib import closing
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse

from files.tables.cell_values import Unusual, plain_text, resolve, unspell

BLOCK = 1 << 20
STRING = re.compile(r"<si(?: ?/>|>(.*?)</si>)", re.DOTALL)


def shared_strings(package: ZipFile, part: str) -> list[str]:
    """Every string in its order; empty where the package has no such part."""
    if part not in package.namelist():
        return []
    try:
        return _plain(package, part)
    except (Unusual, UnicodeDecodeError):
        return _any(package, part)


def _plain(package: ZipFile, part: str) -> list[str]:
    strings: list[str] = []
    decode = getincrementaldecoder("utf-8")().decode
    carried = ""
    with closing(package.open(part)) as file:
        while data := file.read(BLOCK):
            text = carried + decode(data)
            cut = text.rfind("</si>") + 5
            if cut < 5:  # noqa: PLR2004 -- not found
                carried = text
                continue
            strings.extend(map(_string, STRING.findall(_checked(text[:cut]))))
            carried = text[cut:]
    strings.extend(map(_string, STRING.findall(_checked(carried))))
    return strings


def _checked(block: str) -> str:
    if "<!" in block or block.count("<si") != block.count("<si>") + block.count("<si/>") + block.count("<si />"):
        raise Unusual
    if "<si" not in block and ":si" in block:
        raise Unusual
    return block


def _string(inner: str) -> str:
    if inner.startswith("<t>") and inner.find("<", 1) == len(inner) - 4:
        return resolve(inner[3:-4])
    return plain_text(inner)


def _any(package: ZipFile, part: str) -> list[str]:
    strings: list[str] = []
    with closing(package.open(part)) as file:
        for _, element in iterparse(file):
            if element.tag.endswith("}si"):
                strings.append(unspell(text_of(element)))
                element.clear()
    return strings


def text_of(element: Element) -> str:
    """The text of `<t>` elements below, rich runs joined and reading aids left out."""
    if element.tag.endswith("}rPh"):
        return ""
    if element.tag.endswith("}t"):
        return element.text or ""
    return "".join(map(text_of, element))
