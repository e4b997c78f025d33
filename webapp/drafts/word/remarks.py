"""What stands in the margin of a Word file: comments with their replies, and tracked changes.

A comment is known by its id, and its range may span paragraphs (ECMA-376 part 1, 17.13.4). What
answers what, and what is resolved, stands in a part of its own (MS-DOCX 2.5.3.1).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from webapp.core import clock
from webapp.drafts.word.draft import Remark, RemarkKind
from webapp.drafts.word.names import Element, name

_SWAPPED: Final = {
    name(short): name(other)
    for one, two in (
        ("w:ins", "w:del"),
        ("w:moveTo", "w:moveFrom"),
        ("w:cellIns", "w:cellDel"),
    )
    for short, other in ((one, two), (two, one))
} | {name("w:delText"): name("w:t"), name("w:delInstrText"): name("w:instrText")}
_NOBODY: Final = {"unknown author", "okänd författare"}
"""What LibreOffice calls who has not said its name."""
_TEXTUAL: Final = {RemarkKind.INSERTED, RemarkKind.DELETED, RemarkKind.REPLACED}


class Margin:
    """The comments of a document, each put where it is first met."""

    def __init__(self, comments: Mapping[str, Remark]) -> None:
        self._comments = comments
        self._open: dict[str, Remark] = {}
        self._placed: set[str] = set()

    @property
    def unplaced(self) -> tuple[Remark, ...]:
        """The comments that stand nowhere in the text that was read."""
        return tuple(each for key, each in self._comments.items() if key not in self._placed)

    def begin(self, mark: Element, place: list[Remark]) -> None:
        """What follows is what a comment is about."""
        if (found := self.refer(mark, place)) is not None:
            self._open[found.name] = found

    def end(self, mark: Element) -> None:
        """What follows is no longer what a comment is about."""
        self._open.pop(mark.get(name("w:id"), ""), None)

    def refer(self, mark: Element, place: list[Remark]) -> Remark | None:
        """The comment that a mark stands for, put in its place; None if it has one already."""
        found = self._comments.get(mark.get(name("w:id"), ""))
        if found is None or found.name in self._placed:
            return None
        self._placed.add(found.name)
        place.append(found)
        return found

    def hear(self, text: str) -> None:
        """These words are read."""
        for remark in self._open.values():
            remark.quote += text


def comments(part: Element | None, extended: Element | None) -> dict[str, Remark]:
    """The comments in a document's parts, by id."""
    found = [] if part is None else part.findall(name("w:comment"))
    by_paragraph = {_paragraph_id(each): each.get(name("w:id"), "") for each in found}
    threads = [] if extended is None else extended.findall(name("w15:commentEx"))
    known = {each.get(name("w15:paraId"), ""): each for each in threads}
    return {
        each.get(name("w:id"), ""): _comment(each, known.get(_paragraph_id(each)), by_paragraph)
        for each in found
    }


def _comment(element: Element, thread: Element | None, ids: Mapping[str, str]) -> Remark:
    parent = "" if thread is None else thread.get(name("w15:paraIdParent"), "")
    return Remark(
        RemarkKind.COMMENT,
        author(element),
        moment(element),
        text="\n".join(filter(None, map(_line, element.iter(name("w:p"))))),
        name=element.get(name("w:id"), ""),
        reply_to=ids.get(parent, "") if parent else "",
        is_resolved=thread is not None and thread.get(name("w15:done")) in {"1", "true"},
    )


def _paragraph_id(comment: Element) -> str:
    ids = [each.get(name("w14:paraId"), "") for each in comment.iter(name("w:p"))]
    return ids[-1] if ids else ""


def _line(paragraph: Element) -> str:
    return " ".join("".join(letters(paragraph)).split())


def letters(element: Element) -> Iterator[str]:
    """The letters in an element, deleted or not, with a space for a tab, a break and a cell."""
    spaces = {name(short) for short in ("w:tab", "w:br", "w:cr", "w:p")}
    for each in element.iter():
        if each.tag in {name("w:t"), name("w:delText")}:
            yield each.text or ""
        elif each.tag in spaces:
            yield " "


def author(element: Element) -> str:
    """Who made a comment or a change, as the file says; nobody, if the program had no name."""
    said = " ".join(element.get(name("w:author"), "").split())[:200]
    return "" if said.casefold() in _NOBODY else said


def moment(element: Element) -> datetime | None:
    """When it was made. Word writes the time on the wall, with a Z that is not true."""
    try:
        stated = datetime.fromisoformat(element.get(name("w:date"), "").removesuffix("Z"))
    except ValueError:
        return None
    return stated if stated.tzinfo else stated.replace(tzinfo=clock.STOCKHOLM)


def change(kind: RemarkKind, element: Element, words: str) -> Remark:
    """A tracked change that put in or took away these words."""
    is_new = kind in {RemarkKind.INSERTED, RemarkKind.MOVED_HERE}
    text, quote = ("", words) if is_new else (words, "")
    return Remark(kind, author(element), moment(element), text=text, quote=quote)


def joined(former: Remark, later: Remark) -> bool:
    """Add a change to the one right before it, if they are by one person; say whether they were."""
    is_text = {former.kind, later.kind} <= _TEXTUAL
    if former.author != later.author or not (is_text or former.kind is later.kind):
        return False
    former.text += later.text
    former.quote += later.quote
    if is_text and former.text and former.quote:
        former.kind = RemarkKind.REPLACED
    return True


def reject(root: Element) -> None:
    """Turn every tracked change in a part round: to carry them out is then to reject them."""
    for element in list(root.iter(name("w:pPrChange"), name("w:rPrChange"))):
        _restore(element)
    for element in root.iter(*_SWAPPED):
        element.tag = _SWAPPED[str(element.tag)]


def _restore(change: Element) -> None:
    properties = change.getparent()
    former = next(iter(change), None)
    if properties is None or former is None:
        return
    kept = {name("w:rPr"), name("w:sectPr")}
    for each in list(properties):
        if each.tag not in kept:
            properties.remove(each)
    for each in reversed(list(former)):
        properties.insert(0, each)
