"""Names between brackets in the paragraphs of a Word file: found, and replaced.

Word cuts a name into several runs as it pleases, so a paragraph is read as one text.
"""

import re
from collections.abc import Callable, Iterator

from webapp.drafts.word.names import Element
from webapp.reports.placeholders import BRACKETS
from webapp.reports.wordtemplate.opening import w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def names(root: Element) -> Iterator[tuple[Element, str]]:
    """Each name that stands in a paragraph, with the paragraph."""
    for paragraph in root.iter(w("p")):
        for match in BRACKETS.finditer(text(paragraph)):
            yield paragraph, " ".join(match[1].split())


def text(paragraph: Element) -> str:
    """What the paragraph says, without the text boxes in it."""
    return "".join(each.text or "" for each in _texts(paragraph))


def fill(root: Element, value: Callable[[str], str | None]) -> None:
    """Replace the names that `value` has something for."""
    for paragraph in root.iter(w("p")):
        for match in reversed(list(BRACKETS.finditer(text(paragraph)))):
            said = value(match[1])
            if said is not None:
                _put(_texts(paragraph), match, said)


def _texts(paragraph: Element) -> list[Element]:
    return [
        each for each in paragraph.iter(w("t")) if next(each.iterancestors(w("p"))) is paragraph
    ]


def _put(nodes: list[Element], match: re.Match[str], said: str) -> None:
    at, put = 0, said
    for node in nodes:
        words = node.text or ""
        start, end = max(match.start() - at, 0), min(match.end() - at, len(words))
        at += len(words)
        if start < end:
            node.text = words[:start] + put + words[end:]
            node.set(_SPACE, "preserve")
            put = ""
