"""XML that refuses document types and entities, with types."""

from collections.abc import Iterator
from typing import IO, cast
from xml.etree.ElementTree import Element

from defusedxml import ElementTree


def elements_of(part: IO[bytes]) -> Iterator[Element]:
    """Every element when it ends, children first; the caller clears what it has used."""
    for _, element in ElementTree.iterparse(part):
        yield element


def parsed(markup: bytes) -> Element:
    return cast("Element", ElementTree.fromstring(markup))
