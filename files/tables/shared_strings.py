"""The table of strings that the cells of an XLSX file point into, read in blocks."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import closing
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from files.tables.cell_values import Unusual, plain_text, resolve, unspell
from files.tables.safe_xml import elements_of

BLOCK = 1 << 20
SIMPLE = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
STRING = re.compile(r"<si(?: ?/>|(?: [^>]*)?>(.*?)</si>)", re.DOTALL)


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
            whole, end, carried = (carried + decode(data)).rpartition("</si>")
            strings.extend(_strings(whole + end))
    return [*strings, *_strings(carried)]


def _strings(block: str) -> Iterable[str]:
    if "<!" in block or ":si>" in block:
        raise Unusual
    simple = SIMPLE.findall(block)
    if len(simple) == block.count("<si"):
        return map(resolve, simple) if "&" in block or "_x" in block else simple
    return map(plain_text, STRING.findall(block))


def _any(package: ZipFile, part: str) -> list[str]:
    strings: list[str] = []
    with closing(package.open(part)) as file:
        for element in elements_of(file):
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
