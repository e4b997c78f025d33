"""Pictures in a document, and what they show, in words."""

import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image

from webapp.drafts.word.draft import Finding, WordImage
from webapp.drafts.word.names import Element, child, name
from webapp.drafts.word.package import Package, Part

# A picture is told by its first bytes: the type that a file states may be wrong, or a lie.
_MARKS: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
MOST_PIXELS: Final = 80_000_000
"""A larger picture than any camera takes stops the browsers of those who look at it."""
_BOX: Final = name("w:txbxContent")


@dataclass(frozen=True, slots=True)
class _Found:
    """A place where a picture stands: the ids of what it refers to, and its description."""

    embedded: str | None
    linked: str | None
    alt: str
    decorative: bool


@dataclass(frozen=True, slots=True)
class Album:
    """Where a part's pictures are looked up, and where what became of them is counted."""

    package: Package
    part: Part
    tally: Counter[Finding]

    def images(self, drawing: Element) -> list[WordImage]:
        """The pictures in a drawing (DrawingML) or picture (VML) that can be shown on a page."""
        found = [*_in_drawing(drawing), *_in_vml(drawing)]
        return [image for each in found if (image := self._image(each)) is not None]

    def _image(self, found: _Found) -> WordImage | None:
        relationship = self.part.relationships.get(found.embedded or found.linked or "")
        if relationship is not None and relationship.external:
            self.tally[Finding.EXTERNAL_IMAGES] += 1
            return None
        data = self.package.data(relationship.target) if relationship else None
        content_type = content_type_of(data or b"")
        if data is None or content_type is None:
            self.tally[Finding.UNREADABLE_IMAGES] += 1
            return None
        if _pixels(data) > MOST_PIXELS:
            self.tally[Finding.HUGE_IMAGES] += 1
            return None
        if not found.alt and not found.decorative:
            self.tally[Finding.IMAGES_WITHOUT_ALT] += 1
        return WordImage(data, content_type, found.alt, found.decorative)


def _pixels(data: bytes) -> int:
    """How many points a picture has, by what it states; it is not unpacked. 0 where unknown."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=["PNG", "JPEG", "GIF", "WEBP"]) as picture:
                return picture.width * picture.height
    except Image.DecompressionBombError:
        return MOST_PIXELS + 1
    except (OSError, SyntaxError, ValueError):
        return 0


def _in_drawing(drawing: Element) -> Iterator[_Found]:
    frame = next((each for each in drawing if child(each, "wp:docPr") is not None), None)
    whole = child(frame, "wp:docPr")
    for picture in _outside_boxes(drawing, name("pic:pic")):
        own = child(picture, "pic:nvPicPr/pic:cNvPr")
        blip = child(picture, "pic:blipFill/a:blip")
        decorative = _is_decorative(whole) or _is_decorative(own)
        yield _Found(
            embedded=None if blip is None else blip.get(name("r:embed")),
            linked=None if blip is None else blip.get(name("r:link")),
            alt="" if decorative else _described(own) or _described(whole),
            decorative=decorative,
        )


def _in_vml(drawing: Element) -> Iterator[_Found]:
    for data in _outside_boxes(drawing, name("v:imagedata")):
        shape = data.getparent()
        alt = " ".join(("" if shape is None else shape.get("alt", "")).split())
        yield _Found(data.get(name("r:id")), data.get(name("r:href")), alt, decorative=False)


def _described(properties: Element | None) -> str:
    if properties is None:
        return ""
    return " ".join((properties.get("descr") or properties.get("title") or "").split())


def _is_decorative(properties: Element | None) -> bool:
    marks = [] if properties is None else list(properties.iter(name("adec:decorative")))
    return any(mark.get("val") in {"1", "true"} for mark in marks)


def _outside_boxes(element: Element, tag: str) -> Iterator[Element]:
    for inner in element:
        if inner.tag == tag:
            yield inner
        elif inner.tag != _BOX:
            yield from _outside_boxes(inner, tag)


def content_type_of(data: bytes) -> str | None:
    """What kind of picture the bytes are, by how they begin; None where a page cannot show it."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _MARKS.items() if data.startswith(mark)), None)
