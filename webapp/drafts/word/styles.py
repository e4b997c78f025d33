"""What a document's styles say of its paragraphs and runs (ECMA-376 part 1, 17.7).

Word keeps the English name of a built-in style in every language and translates only its id; other
programs translate the name as well, so Swedish names are known too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from webapp.drafts.word.names import Element, child, name, number, switch, value

_HEADING: Final = re.compile(r"(?:heading|rubrik) ?([1-9])\b")
_CONTENTS: Final = re.compile(
    r"(?:(?:toc|innehåll) ?[1-9]|(?:toc|contents) heading|innehållsförteckningsrubrik"
    r"|table of figures|figurförteckning)"
)
_FRONT: Final = re.compile(r"yttra front \w+")
_TITLES: Final = {"title", "rubrik"}
_QUOTES: Final = {"quote", "intense quote", "citat", "starkt citat", "block text", "quotations"}
_CAPTIONS: Final = {"caption", "beskrivning", "bildtext", "illustration", "figurtext"}
_CONTINUED: Final = re.compile(r"(?:list continue|listfortsättning)(?: ?([2-5]))?")
_NESTED_LIST: Final = re.compile(r"(?:list (?:bullet|number)|punktlista|numrerad lista) ?([2-5])\b")
_BODY_LEVEL: Final = 9  # outline level 9 says: not a heading
_MAX_BASES: Final = 20


class Role(Enum):
    """What a paragraph is in the document."""

    TEXT = auto()
    TITLE = auto()
    HEADING = auto()
    QUOTE = auto()
    CAPTION = auto()
    CONTINUED = auto()
    """A further paragraph of a list item before it, at the depth that its level says."""
    CONTENTS = auto()
    FRONT = auto()
    """Before the text: what we ourselves write there, and what others wrote beside it."""


_NAMED: Final = {
    **dict.fromkeys(_TITLES, Role.TITLE),
    **dict.fromkeys(_CAPTIONS, Role.CAPTION),
    **dict.fromkeys(_QUOTES, Role.QUOTE),
}


@dataclass(frozen=True, slots=True)
class Toggles:
    """Bold and italic as a style sets them; None where it says nothing."""

    bold: bool | None
    italic: bool | None
    hidden: bool | None = None


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(name("w:style"))
        self._styles = {each.get(name("w:styleId"), ""): each for each in found}
        self._default = next(
            (each for each in found if _is_default_paragraph(each)),
            None,
        )
        self._roles: dict[str | None, tuple[Role, int]] = {}
        self._languages: dict[str | None, str] = {}
        self.language = value(root, "w:docDefaults/w:rPrDefault/w:rPr/w:lang")

    def role(self, paragraph: Element) -> tuple[Role, int]:
        """What a paragraph is, and for a heading its level from 1."""
        style_id = value(paragraph, "w:pPr/w:pStyle")
        if style_id not in self._roles:
            self._roles[style_id] = self._role_of_style(style_id)
        role, level = self._roles[style_id]
        outline = number(paragraph, "w:pPr/w:outlineLvl")
        if outline is None or role in {Role.TITLE, Role.CONTENTS, Role.FRONT}:
            return role, level
        return (Role.HEADING, outline + 1) if 0 <= outline < _BODY_LEVEL else (Role.TEXT, 0)

    def numbering(self, paragraph: Element) -> Element | None:
        """The numbering properties that a paragraph's style gives it, or None."""
        style_id = value(paragraph, "w:pPr/w:pStyle")
        found = (child(style, "w:pPr/w:numPr") for style in self._chain(style_id))
        return next((each for each in found if each is not None), None)

    def list_depth(self, paragraph: Element) -> int:
        """How deep a style such as List Bullet 2, a list of its own drawn further in, is nested."""
        style_id = value(paragraph, "w:pPr/w:pStyle")
        names = ((value(style, "w:name") or "").lower() for style in self._chain(style_id))
        nested = (_NESTED_LIST.match(style_name) for style_name in names)
        return next((int(found[1]) - 1 for found in nested if found), 0)

    def toggles(self, style_id: str | None) -> Toggles:
        """Bold and italic as a character style or those that it is based on set them."""
        if style_id is None:
            return Toggles(bold=None, italic=None)
        chain = list(self._chain(style_id))
        return Toggles(
            bold=_first(switch(style, "w:rPr/w:b") for style in chain),
            italic=_first(switch(style, "w:rPr/w:i") for style in chain),
            hidden=_first(switch(style, "w:rPr/w:vanish") for style in chain),
        )

    def language_of(self, paragraph: Element) -> str:
        """The language that a paragraph's style, or the document, says that its text is in."""
        style_id = value(paragraph, "w:pPr/w:pStyle")
        if style_id not in self._languages:
            found = (value(style, "w:rPr/w:lang") for style in self._chain(style_id))
            self._languages[style_id] = next(filter(None, found), None) or self.language or ""
        return self._languages[style_id]

    def is_bold(self, paragraph: Element) -> bool:
        """Whether the paragraph's own style shows all of it in bold."""
        return self.toggles(value(paragraph, "w:pPr/w:pStyle")).bold is True

    def _role_of_style(self, style_id: str | None) -> tuple[Role, int]:
        for style in self._chain(style_id):
            found = _role_by_name((value(style, "w:name") or "").strip().lower())
            outline = number(style, "w:pPr/w:outlineLvl")
            if found[0] is not Role.TEXT:
                return found
            if outline is not None:
                is_heading = 0 <= outline < _BODY_LEVEL
                return (Role.HEADING, outline + 1) if is_heading else found
        return Role.TEXT, 0

    def _chain(self, style_id: str | None) -> Iterator[Element]:
        style = self._default if style_id is None else self._styles.get(style_id)
        for _ in range(_MAX_BASES):
            if style is None:
                return
            yield style
            style = self._styles.get(value(style, "w:basedOn") or "")


def _is_default_paragraph(style: Element) -> bool:
    is_paragraph = style.get(name("w:type")) == "paragraph"
    return is_paragraph and style.get(name("w:default"), "0") in {"1", "true"}


def _role_by_name(style_name: str) -> tuple[Role, int]:
    if heading := _HEADING.match(style_name):
        return Role.HEADING, int(heading[1])
    if continued := _CONTINUED.fullmatch(style_name):
        return Role.CONTINUED, int(continued[1] or 1) - 1
    if _CONTENTS.fullmatch(style_name):
        return Role.CONTENTS, 0
    if _FRONT.fullmatch(style_name):
        return Role.FRONT, 0
    return _NAMED.get(style_name, Role.TEXT), 0


def _first(switches: Iterator[bool | None]) -> bool | None:
    return next((each for each in switches if each is not None), None)
