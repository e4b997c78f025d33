"""A Word file's package: its parts, what they refer to, pictures, notes and lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image, UnidentifiedImageError

from webapp.drafts.paper import wordml as w

PARTS: Final = Path(__file__).parents[3] / "templates" / "drafts" / "paper" / "docx"
"""The parts that are the same in every document but for a few fields."""

_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_MODES: Final = {"hyperlink": ' TargetMode="External"'}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_EMU_AN_INCH: Final = 914_400
_SCREEN: Final = 96
"""Pixels an inch, where a picture does not say."""
WIDEST, HIGHEST = 9014 * 635, 11_000 * 635
"""What there is room for on a page, in English Metric Units."""
_EXTENSIONS: Final = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}


@dataclass
class References:
    """What a part of the package refers to outside itself."""

    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    first: int = 1

    def link(self, address: str) -> str:
        """The reference to an address on the web."""
        return self._to("hyperlink", address)

    def picture(self, target: str) -> str:
        """The reference to a picture in the package."""
        return self._to("image", target)

    def xml(self, fixed: str = "") -> str:
        """The part that holds the references."""
        inside = "".join(
            f'<Relationship Id="{reference}" Type="{_RELATIONSHIPS}/{kind}" '
            f"Target={w.quoted(target)}{_MODES.get(kind, '')}/>"
            for (kind, target), reference in self.targets.items()
        )
        return f'{w.START}<Relationships xmlns="{_PACKAGE}">{fixed}{inside}</Relationships>'

    def _to(self, kind: str, target: str) -> str:
        return self.targets.setdefault((kind, target), f"rId{self.first + len(self.targets)}")


@dataclass(frozen=True, slots=True)
class Print:
    """A picture in the package: where it is, and its size on paper."""

    target: str
    size: tuple[int, int]


@dataclass
class Album:
    """The pictures that are put in the package, each once."""

    pictures: Mapping[str, bytes]
    prints: dict[str, Print | None] = field(default_factory=dict)

    def print(self, key: str) -> Print | None:
        """The picture `key`, or None where there is none that Word can show."""
        if key not in self.prints:
            self.prints[key] = self._printed(key, len(self.prints) + 1)
        return self.prints[key]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The package's picture files."""
        for key, found in self.prints.items():
            if found is not None:
                yield f"word/{found.target}", self.pictures[key]

    def _printed(self, key: str, number: int) -> Print | None:
        try:
            with Image.open(BytesIO(self.pictures.get(key, b""))) as picture:
                extension = _EXTENSIONS.get(picture.format or "")
                size = _fitted(picture)
        except (UnidentifiedImageError, OSError):
            return None
        return Print(f"media/image{number}.{extension}", size) if extension else None


def _fitted(picture: Image.Image) -> tuple[int, int]:
    """The picture's own size on paper, or less where that is more than a page has room for."""
    stated = picture.info.get("dpi", (_SCREEN, _SCREEN))
    wide, high = (
        pixels * _EMU_AN_INCH / (float(density) if density > 1 else _SCREEN)
        for pixels, density in zip(picture.size, stated, strict=True)
    )
    scale = min(1.0, WIDEST / wide, HIGHEST / high)
    return max(1, int(wide * scale)), max(1, int(high * scale))


@dataclass
class Lists:
    """The lists of a document: each is numbered by itself."""

    numbers: dict[object, tuple[int, int, int | None]] = field(default_factory=dict)

    def number(self, known: object, *, depth: int, start: int | None) -> int:
        """The number of a list's definition; `known` tells it from all others."""
        made = (len(self.numbers) + FIRST_LIST, depth, start)
        return self.numbers.setdefault(known, made)[0]

    def xml(self) -> str:
        """The definitions, each a list that begins anew."""
        return "".join(map(_list, self.numbers.values()))


FIRST_LIST: Final = 10
"""The numbers below this one are those that the styles use."""
_BULLETS, _FIGURES = 1, 2


def _list(found: tuple[int, int, int | None]) -> str:
    number, depth, start = found
    kind = _BULLETS if start is None else _FIGURES
    anew = (
        ""
        if start is None
        else f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{anew}</w:num>'


def part(name: str, **fields: str) -> str:
    """A part that is the same in every document, with its fields filled in."""
    text = (PARTS / name).read_text("utf-8")
    for each, value in fields.items():
        text = text.replace(f"{{{each}}}", escape(value))
    return text


def packed(parts: Iterator[tuple[str, str | bytes]]) -> bytes:
    """The package as a file; the same parts make the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts:
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            package.writestr(info, content)
    return target.getvalue()
