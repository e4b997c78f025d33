"""Lines as they stand on a page, put together to the paragraphs that were written."""

import re

_HYPHENED = re.compile(r"(?:[\x02\ufffe\u00ad]|(?<=[a-zåäöéü])-)\s*\n\s*(?=[a-zåäöéü])")
"""A word that was divided at the end of a line: readers of PDF mark it in several ways."""

_STRAY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u00ad]")
_ENDS = (".", "!", "?", ":", ";")
_LIST_MARK = re.compile(r"^(?:[•▪–‐*◦·]|-|\d{1,2}[.)]|[a-z]\))\s")
_FULL, _NEARLY = 0.72, 0.9
"""A line shorter than the first part of the widest ends its paragraph, and where it ends a sentence
one shorter than the second."""


def flowed(text: str) -> str:
    """The text with a blank line between its paragraphs and none inside them."""
    whole = _HYPHENED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [" ".join(_STRAY.sub("", line).split()) for line in whole.split("\n")]
    widest = _widest(lines)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if line and paragraphs and _goes_on(before, line, widest):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        elif line:
            paragraphs.append(line)
        before = line
    return "\n\n".join(paragraphs)


def _widest(lines: list[str]) -> int:
    """The width of a full line: one in twenty may be longer, for a stray long one says nothing."""
    widths = sorted(len(line) for line in lines if line)
    return widths[int((len(widths) - 1) * 0.95)] if widths else 0


def _goes_on(before: str, line: str, widest: int) -> bool:
    if _LIST_MARK.match(line):
        return False
    if line[0].islower():
        return True
    ended = before.endswith(_ENDS) and len(before) < widest * _NEARLY
    return len(before) >= widest * _FULL and not ended
