"""What a paragraph holds: runs of text, pictures, notes and boxes.

Tracked insertions are taken as accepted and deletions as gone; a field shows its last result,
except a table of contents, which those who read the draft get from its headings instead.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final

from webapp.drafts.word import prose
from webapp.drafts.word.draft import Finding, WordImage
from webapp.drafts.word.fields import Fields
from webapp.drafts.word.images import Album
from webapp.drafts.word.names import Element, child, name, outermost, switch, value
from webapp.drafts.word.package import Package, Part
from webapp.drafts.word.prose import Run
from webapp.drafts.word.styles import Styles

_PRIVATE_USE: Final = range(0xE000, 0xF900)
# The characters of Word's Symbol and Wingdings fonts that stand in running text.
_SYMBOLS: Final = {
    0xF000 + code: character
    for code, character in (
        *((0xB7, "•"), (0xA7, "▪"), (0xD8, "➢"), (0xE0, "→"), (0xDF, "←"), (0xE8, "→")),
        *((0xFC, "✓"), (0xFB, "✗"), (0xFE, "☒"), (0xA8, "☐"), (0x4A, "☺"), (0xB0, "°")),
        *((0xA3, "≤"), (0xB3, "≥"), (0xB4, "×"), (0xB1, "±"), (0x6D, "µ")),
    )
}


@dataclass(slots=True)
class Flow:
    """A paragraph's content, in the order it is read."""

    runs: list[Run] = field(default_factory=list)
    images: list[WordImage] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[list[str]] = field(default_factory=list)
    notes: list[list[Run]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Notes:
    """The part with a document's footnotes or endnotes, and each of them by its id."""

    part: Part
    by_id: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Book:
    """What every paragraph of a document is read with."""

    package: Package
    part: Part
    styles: Styles
    notes: Mapping[str, Notes]
    """Footnotes and endnotes, by which of the two they are."""
    tally: Counter[Finding]


class FlowReader:
    """Reads paragraphs one after another, because a field may span many of them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._album = Album(book.package, book.part, book.tally)
        self._fields = Fields()
        self._flow = Flow()

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is being read."""
        return self._fields.in_contents

    def leave_fields(self) -> None:
        """Forget fields that were never ended, so that they do not swallow what follows."""
        self._fields.clear()

    def read(self, paragraph: Element) -> Flow:
        """What the paragraph holds."""
        self._flow = flow = Flow()
        self._walk(paragraph, Run(""))
        return flow

    def _walk(self, element: Element, form: Run) -> None:
        for inner in element:
            handler = self._HANDLERS.get(str(inner.tag))
            if handler is not None:
                handler(self, inner, form)

    def _add(self, text: str, form: Run) -> None:
        if text and not self._fields.hide_text:
            href = form.href or self._fields.href
            self._flow.runs.append(replace(form, text=text, href=href))

    def _run(self, element: Element, form: Run) -> None:
        properties = child(element, "w:rPr")
        if switch(properties, "w:vanish"):
            self._book.tally[Finding.HIDDEN_TEXT] += 1
            return
        style = self._book.styles.toggles(value(properties, "w:rStyle"))
        bold, italic = switch(properties, "w:b"), switch(properties, "w:i")
        bold = style.bold if bold is None else bold
        italic = style.italic if italic is None else italic
        self._walk(element, replace(form, bold=bool(bold), italic=bool(italic)))

    def _text(self, element: Element, form: Run) -> None:
        self._add(re.sub(r"\s", _unbroken, element.text or ""), form)

    def _break(self, element: Element, form: Run) -> None:
        self._add(
            "\n" if element.get(name("w:type"), "textWrapping") == "textWrapping" else " ", form
        )

    def _symbol(self, element: Element, form: Run) -> None:
        try:
            code = int(element.get(name("w:char"), ""), 16)
        except ValueError:
            return
        code = code + 0xF000 if code < 0x100 else code  # noqa: PLR2004 a font's own 256 characters
        if code in _PRIVATE_USE and code not in _SYMBOLS:
            self._book.tally[Finding.SYMBOLS] += 1
        elif code < 0x10000:  # noqa: PLR2004 four hexadecimal digits are all that w:char has
            self._add(_SYMBOLS.get(code, chr(code)), form)

    def _inserted(self, element: Element, form: Run) -> None:
        self._book.tally[Finding.INSERTIONS_ACCEPTED] += 1
        self._walk(element, form)

    def _deleted(self, _element: Element, _form: Run) -> None:
        self._book.tally[Finding.DELETIONS] += 1

    def _link(self, element: Element, form: Run) -> None:
        relationship = self._book.part.relationships.get(element.get(name("r:id"), ""))
        address = relationship.target if relationship and relationship.external else ""
        self._walk(element, replace(form, href=self._safe(address)))

    def _safe(self, address: str) -> str:
        safe = prose.safe_address(address)
        self._book.tally[Finding.UNSAFE_LINKS] += bool(address and not safe)
        return safe

    def _simple_field(self, element: Element, form: Run) -> None:
        self._fields.begin(element.get(name("w:instr"), ""))
        self._walk(element, form)
        self._fields.end()

    def _field_mark(self, element: Element, _form: Run) -> None:
        kind = element.get(name("w:fldCharType"))
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._safe(self._fields.separate())
        elif kind == "end":
            self._fields.end()

    def _instruction(self, element: Element, _form: Run) -> None:
        self._fields.instruct(element.text or "")

    def _control(self, element: Element, form: Run) -> None:
        if switch(element, "w:sdtPr/w:showingPlcHdr"):
            self._book.tally[Finding.PLACEHOLDERS] += 1
            return
        self._walk(element, form)

    def _alternatives(self, element: Element, form: Run) -> None:
        choices = [*element.findall(name("mc:Choice")), *element.findall(name("mc:Fallback"))]
        best = next((each for each in choices if _is_readable(each)), None)
        if best is not None or choices:
            self._walk(best if best is not None else choices[0], form)

    def _drawing(self, element: Element, _form: Run) -> None:
        if self.in_contents:
            return
        self._flow.images += self._album.images(element)
        self._flow.boxes += outermost(element, "w:txbxContent")
        self._book.tally[Finding.CHARTS] += sum(1 for _ in element.iter(name("c:chart")))
        for diagram in element.iter(name("dgm:relIds")):
            self._diagram(diagram.get(name("r:dm"), ""))

    def _object(self, element: Element, form: Run) -> None:
        self._book.tally[Finding.EMBEDDED_FILES] += 1
        self._drawing(element, form)

    def _diagram(self, reference: str) -> None:
        relationship = self._book.part.relationships.get(reference)
        root = self._book.package.xml(relationship.target) if relationship else None
        points = [] if root is None else list(root.iter(name("dgm:pt")))
        lines = [_letters(each, "a:t") for each in points if each.get("type", "node") == "node"]
        self._flow.diagrams.append([line for line in lines if line])
        self._book.tally[Finding.DIAGRAMS] += 1

    def _equation(self, element: Element, form: Run) -> None:
        self._book.tally[Finding.EQUATIONS] += 1
        self._add(_letters(element, "m:t"), form)

    def _note(self, element: Element, _form: Run) -> None:
        kind = "footnote" if element.tag == name("w:footnoteReference") else "endnote"
        notes = self._book.notes.get(kind)
        found = notes.by_id.get(element.get(name("w:id"), "")) if notes else None
        if notes is not None and found is not None and not self._fields.in_contents:
            self._book.tally[Finding.NOTES_INLINED] += 1
            book = replace(self._book, part=notes.part, notes={})
            self._flow.notes.append(_note_runs(found, book))

    def _space(self, _element: Element, form: Run) -> None:
        self._add(" ", form)

    def _hyphen(self, _element: Element, form: Run) -> None:
        self._add("\u2011", form)

    _HANDLERS: ClassVar[dict[str, Callable[["FlowReader", Element, Run], None]]] = {
        name(short): handler
        for shorts, handler in (
            ("w:r", _run),
            ("w:t", _text),
            ("w:tab w:ptab", _space),
            ("w:noBreakHyphen", _hyphen),
            ("w:br w:cr", _break),
            ("w:sym", _symbol),
            ("w:ins w:moveTo", _inserted),
            ("w:del w:moveFrom", _deleted),
            ("w:hyperlink", _link),
            ("w:fldSimple", _simple_field),
            ("w:fldChar", _field_mark),
            ("w:instrText", _instruction),
            ("w:sdt", _control),
            ("w:sdtContent w:smartTag w:customXml w:dir w:bdo w:ruby w:rubyBase", _walk),
            ("mc:AlternateContent", _alternatives),
            ("w:drawing w:pict", _drawing),
            ("w:object", _object),
            ("m:oMath m:oMathPara", _equation),
            ("w:footnoteReference w:endnoteReference", _note),
        )
        for short in shorts.split()
    }


def _note_runs(note: Element, book: Book) -> list[Run]:
    reader = FlowReader(book)
    runs: list[Run] = []
    for paragraph in note.iter(name("w:p")):
        runs += [Run(" "), *reader.read(paragraph).runs]
    return runs


def _is_readable(choice: Element) -> bool:
    tags = {str(each.tag) for each in choice.iter()}
    wanted = ("pic:pic", "w:txbxContent", "w:t", "v:imagedata", "dgm:relIds", "m:t")
    return any(name(each) in tags for each in wanted)


def _letters(element: Element, short: str) -> str:
    return "".join(each.text or "" for each in element.iter(name(short))).strip()


def _unbroken(space: re.Match[str]) -> str:
    return " " if space[0] in "\n\r\t\v\f" else space[0]
