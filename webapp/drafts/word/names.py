"""The names in WordprocessingML (ECMA-376) that a draft is read by, and tolerant looks at them."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element  # noqa: SLF001 lxml has no public name for the type of an element

_NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "dc": "http://purl.org/dc/elements/1.1/",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
# ISO 29500 Strict has the same names in other namespaces.
STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _NAMESPACES["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _NAMESPACES["r"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _NAMESPACES["m"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": _NAMESPACES["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": _NAMESPACES["wp"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/picture": _NAMESPACES["pic"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/chart": _NAMESPACES["c"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/diagram": _NAMESPACES["dgm"].encode(),
}
_OFF: Final = {"0", "false", "off", "none"}


def name(short: str) -> str:
    """The full name of ``w:p``, as lxml writes it."""
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def child(element: Element | None, path: str) -> Element | None:
    """The first element at a path of direct children, as in ``w:pPr/w:numPr``, or None."""
    for step in path.split("/"):
        if element is None:
            return None
        element = element.find(name(step))
    return element


def value(element: Element | None, path: str, attribute: str = "w:val") -> str | None:
    """An attribute of the element at a path of direct children, or None."""
    found = child(element, path)
    return None if found is None else found.get(name(attribute))


def number(element: Element | None, path: str, attribute: str = "w:val") -> int | None:
    """A whole number of at most nine digits in an attribute, or None."""
    text = (value(element, path, attribute) or "").strip()
    is_number = text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()
    return int(text) if is_number and len(text) < 10 else None  # noqa: PLR2004 as the docstring says


def switch(element: Element | None, path: str) -> bool | None:
    """Whether a property such as ``w:b`` is on or off, or None where nothing is said."""
    found = child(element, path)
    return None if found is None else found.get(name("w:val"), "1").lower() not in _OFF


def outermost(element: Element, short: str) -> Iterator[Element]:
    """The descendants with a name that are not inside another of the same name."""
    wanted = name(short)
    for inner in element:
        if inner.tag == wanted:
            yield inner
        else:
            yield from outermost(inner, short)
