"""Charts (ECMA-376 part 1, 21.2): the figures that they are drawn from, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from webapp.drafts.word.names import Element, name

_MOST: Final = 60
"""A chart of more series or categories than anyone reads as a table is cut there."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's titles, and the figures in it.

    The first row names the series, and the first column what each row is about.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def chart(root: Element) -> Chart | None:
    """What a chart's part says in words and numbers; None where it says nothing."""
    titles = tuple(filter(None, map(_letters, root.iter(name("c:title")))))
    series = list(root.iter(name("c:ser")))[:_MOST]
    names = [_joined(_points(each, "c:tx")) for each in series]
    values = [_points(each, "c:val") or _points(each, "c:yVal") for each in series]
    about = [_points(each, "c:cat") or _points(each, "c:xVal") for each in series]
    categories = max(about, key=len, default={})
    places = sorted({*categories, *(place for each in values for place in each)})[:_MOST]
    rows = [("", *names)] if series else []
    for place in places:
        row = (categories.get(place, ""), *(each.get(place, "") for each in values))
        rows.append(row)
    shown = [row for row in rows if any(row)]
    return Chart(titles, tuple(shown)) if titles or shown else None


def _points(series: Element, short: str) -> dict[int, str]:
    found = series.find(name(short))
    points = [] if found is None else list(found.iter(name("c:pt")))
    texts = {_place(each): each.findtext(name("c:v"), "") for each in points}
    if found is not None and not points and (only := found.findtext(name("c:v"))):
        return {0: only}
    return texts


def _place(point: Element) -> int:
    index = point.get("idx", "0")
    return int(index) if index.isascii() and index.isdigit() and len(index) < 6 else 0  # noqa: PLR2004 a row of a sheet


def _joined(points: dict[int, str]) -> str:
    return " ".join(points[place] for place in sorted(points))


def _letters(element: Element) -> str:
    words: Sequence[str] = [each.text or "" for each in element.iter(name("a:t"), name("c:v"))]
    return " ".join("".join(words).split())
