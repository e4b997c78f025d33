"""Runs of text with emphasis and links, and the CommonMark that shows them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Final
from urllib.parse import quote, urlsplit

from webapp.drafts import blocks, spans

_SCHEMES: Final = {"http", "https", "mailto"}
NOTE: Final = "\ufdd0"
"""Where a note is referred to, until it is written: a character that no text may hold."""
# What may stand unquoted in an address; parentheses and angle brackets would end it in CommonMark.
_ADDRESS_SAFE: Final = "!#$%&'*+,/:;=?@[]~-._"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; a newline in it is a line break that the writer put there."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    note: tuple["Run", ...] = ()
    """What the note says that is referred to here; the text is `NOTE`."""


def words(runs: Iterable[Run]) -> str:
    """The text of runs on one line."""
    return " ".join("".join(run.text for run in runs if not run.note).split())


def is_bold(runs: Iterable[Run]) -> bool:
    """Whether there is text and all of it is bold."""
    shown = [run for run in runs if run.text.strip() and not run.note]
    return bool(shown) and all(run.bold for run in shown)


def without_emphasis(runs: Iterable[Run]) -> list[Run]:
    """The runs without bold and italic, with their links."""
    return [replace(run, bold=False, italic=False) for run in runs]


def safe_address(address: str) -> str:
    """The address of a link if it leads to the web or to mail, else nothing."""
    try:
        scheme = urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""
    return quote(address.strip(), safe=_ADDRESS_SAFE) if scheme in _SCHEMES else ""


def to_commonmark(runs: Sequence[Run]) -> str:
    """The runs as a paragraph of CommonMark that shows exactly their words."""
    tidy = _tidied(runs)
    markdown = _written(tidy)
    if not _shows(markdown, tidy):
        markdown = _written([Run(run.text) for run in tidy])
    for run in tidy:
        if run.note:
            markdown = markdown.replace(NOTE, f"^[{_one_line(run.note)}]", 1)
    return markdown


def to_cell(runs: Sequence[Run]) -> str:
    """The runs as the CommonMark of a table's cell, which has one line and no bare pipes."""
    text = _one_line(runs).replace("|", "\\|")
    return f"\\{text}" if text in {spans.LEFT, spans.ABOVE} else text


def _one_line(runs: Iterable[Run]) -> str:
    return to_commonmark(
        [replace(run, text=run.text.replace("\n", " / ")) for run in _tidied(runs)]
    )


def _shows(markdown: str, runs: Sequence[Run]) -> bool:
    if not any(run.bold or run.italic or run.href for run in runs):
        return True
    return blocks.plain(markdown) == "".join(run.text for run in runs)


def _tidied(runs: Iterable[Run]) -> list[Run]:
    """The runs with single spaces, without space at the edges and around line breaks."""
    tidy: list[Run] = []
    last = "\n"
    for run in runs:
        text = re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"[ \t]+", " ", blocks.clean(run.text)))
        if last in " \n":
            text = text.lstrip(" \n")
        if text:
            tidy.append(replace(run, text=text))
            last = text[-1]
    return _trimmed(tidy)


def _trimmed(runs: list[Run]) -> list[Run]:
    while runs:
        text = runs[-1].text.rstrip()
        if text:
            runs[-1] = replace(runs[-1], text=text)
            runs[0] = replace(runs[0], text=runs[0].text.lstrip())
            return _spaces_before_breaks_removed(runs)
        runs.pop()
    return runs


def _spaces_before_breaks_removed(runs: list[Run]) -> list[Run]:
    for index in range(len(runs) - 1):
        if runs[index + 1].text.startswith("\n"):
            runs[index] = replace(runs[index], text=runs[index].text.rstrip(" "))
    return [run for run in runs if run.text]


def _written(runs: Sequence[Run]) -> str:
    hugged = _hugging(_hugging(runs, "bold", "href"), "italic", "href", "bold")
    markdown = _linked(hugged)
    return blocks.escape_line_starts(markdown).replace("\n", "\\\n")


def _linked(runs: Iterable[Run]) -> str:
    markdown = ""
    for href, group in groupby(runs, attrgetter("href")):
        inner = _emphasised(list(group))
        if href and inner.strip():
            if markdown.endswith("!"):
                markdown = markdown[:-1] + "\\!"  # Or the link would be a picture.
            inner = f"[{inner}]({href})"
        markdown += inner
    return markdown


def _emphasised(runs: Iterable[Run]) -> str:
    return _wrapped(runs, "bold", "**", lambda bold: _wrapped(bold, "italic", "*", _escaped))


def _wrapped(runs: Iterable[Run], toggle: str, mark: str, inner: Callable[[list[Run]], str]) -> str:
    parts = []
    for on, group in groupby(runs, attrgetter(toggle)):
        text = inner(list(group))
        parts.append(f"{mark}{text}{mark}" if on else text)
    return "".join(parts)


def _escaped(runs: Iterable[Run]) -> str:
    return blocks.escape_inline("".join(run.text for run in runs))


def _hugging(runs: Sequence[Run], toggle: str, *outer: str) -> list[Run]:
    """The runs with emphasis drawn in to the words it is on, within what is written around it.

    CommonMark takes ``**`` beside a space, or between punctuation and a letter, as asterisks.
    """
    if not any(getattr(run, toggle) for run in runs):
        return list(runs)
    groups = [list(group) for _, group in groupby(runs, attrgetter(*outer, toggle))]
    hugged: list[Run] = []
    for index, group in enumerate(groups):
        before = groups[index - 1][-1].text[-1] if index else " "
        after = groups[index + 1][0].text[0] if index + 1 < len(groups) else " "
        is_on = getattr(group[0], toggle)
        hugged += _hugged(group, toggle, before + after) if is_on else group
    return hugged


def _hugged(group: Sequence[Run], toggle: str, beside: str) -> list[Run]:
    text = "".join(run.text for run in group)
    first, end = 0, len(text)
    while first < end and not _may_touch(text[first], beside[0] if first == 0 else text[first - 1]):
        first += 1
    while end > first and not _may_touch(
        text[end - 1], beside[1] if end == len(text) else text[end]
    ):
        end -= 1
    return [
        replace(part, bold=on) if toggle == "bold" else replace(part, italic=on)
        for start, stop, on in ((0, first, False), (first, end, True), (end, len(text), False))
        for part in _slice(group, start, stop)
    ]


def _may_touch(inner: str, outer: str) -> bool:
    if inner.isspace():
        return False
    return inner.isalnum() or outer.isspace() or unicodedata.category(outer).startswith("P")


def _slice(runs: Iterable[Run], start: int, stop: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, stop - at)]
        at += len(run.text)
        if text:
            yield replace(run, text=text)
