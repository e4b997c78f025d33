"""What a paragraph holds: runs of text, pictures, notes and boxes.

Tracked insertions are taken in and deletions are gone, and both are told as remarks; a field shows
its last result, except a table of contents, which readers get from the headings instead.
"""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from webapp.drafts.word import charts, prose, remarks, symbols
from webapp.drafts.word.book import Book, Flow
from webapp.drafts.word.draft import Finding, Remark, RemarkKind
from webapp.drafts.word.fields import Fields
from webapp.drafts.word.images import Album
from webapp.drafts.word.names import Element, child, name, outermost, switch, value
from webapp.drafts.word.prose import Run

_KEY_MARK: Final = re.compile(r"_y([sbf])([0-9a-f]{32})")


class FlowReader:
    """Reads paragraphs one after another, because a field may span many of them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._album = Album(book.package, book.part, book.tally)
        self._fields = Fields()
        self._flow = self._next = Flow()
        self._language = ""
        self._changed_at = -1

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is being read."""
        return self._fields.in_contents

    def leave_fields(self) -> None:
        """Forget fields that were never ended, so that they do not swallow what follows."""
        self._fields.clear()

    def read(self, paragraph: Element) -> Flow:
        """What the paragraph holds, with what was marked right before it."""
        flow = self._flow = self._next
        self._next = Flow()
        self._language = self._book.styles.language_of(paragraph)
        self._changed_at = -1
        self._book.margin.hear(" ")
        self._walk(paragraph, Run(""))
        return flow

    def mark_next(self, mark: Element) -> None:
        """Let a mark that stands between paragraphs belong to the next one."""
        self._flow = self._next
        handler = self._HANDLERS[str(mark.tag)]
        handler(self, mark, Run(""))

    def change(self, element: Element, kind: RemarkKind) -> Remark:
        """A change to something as a whole, such as a row that was deleted."""
        self._refer_within(element)
        words = " ".join("".join(remarks.letters(element)).split())
        return remarks.change(kind, element, words)

    def _walk(self, element: Element, form: Run) -> None:
        for inner in element:
            handler = self._HANDLERS.get(str(inner.tag))
            if handler is not None:
                handler(self, inner, form)

    def _add(self, text: str, form: Run) -> None:
        if text and not self._fields.hide_text:
            href = form.href or self._fields.href
            self._flow.runs.append(replace(form, text=text, href=href))
            self._book.margin.hear(text)

    def _run(self, element: Element, form: Run) -> None:
        properties = child(element, "w:rPr")
        style = self._book.styles.toggles(value(properties, "w:rStyle"))
        hidden = switch(properties, "w:vanish")
        if style.hidden if hidden is None else hidden:
            self._book.tally[Finding.HIDDEN_TEXT] += 1
            self._refer_within(element)
            return
        self._count_looks(element, properties)
        bold, italic = switch(properties, "w:b"), switch(properties, "w:i")
        bold = style.bold if bold is None else bold
        italic = style.italic if italic is None else italic
        self._walk(element, replace(form, bold=bool(bold), italic=bool(italic)))

    def _count_looks(self, element: Element, properties: Element | None) -> None:
        text = _letters(element, "w:t")
        if not text or self._fields.hide_text:
            return
        stated = value(properties, "w:lang") or self._language
        self._flow.tongues[stated.partition("-")[0].lower()] += len(text)
        struck = switch(properties, "w:strike") or switch(properties, "w:dstrike")
        self._book.tally[Finding.STRUCK_OUT] += bool(struck)
        raised = value(properties, "w:vertAlign") in {"superscript", "subscript"}
        self._book.tally[Finding.RAISED] += raised

    def _text(self, element: Element, form: Run) -> None:
        text = (element.text or "").replace(prose.NOTE, "")
        self._add(re.sub(r"\s", _unbroken, text), form)

    def _break(self, element: Element, form: Run) -> None:
        self._add(
            "\n" if element.get(name("w:type"), "textWrapping") == "textWrapping" else " ", form
        )

    def _symbol(self, element: Element, form: Run) -> None:
        try:
            code = int(element.get(name("w:char"), ""), 16)
        except ValueError:
            return
        shown = symbols.shown(code)
        self._book.tally[Finding.SYMBOLS] += not shown
        self._add(shown, form)

    def _inserted(self, element: Element, form: Run) -> None:
        self._book.tally[Finding.INSERTIONS_ACCEPTED] += 1
        before = len(self._flow.runs)
        self._walk(element, form)
        words = "".join(run.text for run in self._flow.runs[before:] if not run.note)
        moved = element.tag == name("w:moveTo")
        kind = RemarkKind.MOVED_HERE if moved else RemarkKind.INSERTED
        self._change(kind, element, words, before)

    def _deleted(self, element: Element, _form: Run) -> None:
        self._book.tally[Finding.DELETIONS] += 1
        self._refer_within(element)
        moved = element.tag == name("w:moveFrom")
        kind = RemarkKind.MOVED_AWAY if moved else RemarkKind.DELETED
        self._change(kind, element, "".join(remarks.letters(element)), len(self._flow.runs))

    def _change(self, kind: RemarkKind, element: Element, words: str, before: int) -> None:
        if not words.strip() or self._fields.hide_text:
            return
        made, known = remarks.change(kind, element, words), self._flow.remarks
        adjoins = self._changed_at == before and known
        if not (adjoins and remarks.joined(known[-1], made)):
            known.append(made)
        self._changed_at = len(self._flow.runs)

    def _refer_within(self, element: Element) -> None:
        for mark in element.iter(name("w:commentReference")):
            self._book.margin.refer(mark, self._flow.remarks)

    def _comment_begins(self, element: Element, _form: Run) -> None:
        self._book.margin.begin(element, self._flow.remarks)

    def _comment_ends(self, element: Element, _form: Run) -> None:
        self._book.margin.end(element)

    def _comment(self, element: Element, _form: Run) -> None:
        self._book.margin.refer(element, self._flow.remarks)

    def _bookmark(self, element: Element, _form: Run) -> None:
        if found := _KEY_MARK.fullmatch(element.get(name("w:name"), "")):
            self._flow.marks.append((found[1], uuid.UUID(found[2])))

    def _link(self, element: Element, form: Run) -> None:
        relationship = self._book.part.relationships.get(element.get(name("r:id"), ""))
        address = relationship.target if relationship and relationship.external else ""
        if not address and element.get(name("w:anchor")) and not self.in_contents:
            self._book.tally[Finding.INNER_LINKS] += 1
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
        for path in element.iter(name("v:textpath")):
            self._add(path.get("string", ""), Run(""))
        for chart in element.iter(name("c:chart")):
            self._chart(chart.get(name("r:id"), ""))
        for diagram in element.iter(name("dgm:relIds")):
            self._diagram(diagram.get(name("r:dm"), ""))

    def _object(self, element: Element, form: Run) -> None:
        self._book.tally[Finding.EMBEDDED_FILES] += 1
        self._drawing(element, form)

    def _chart(self, reference: str) -> None:
        relationship = self._book.part.relationships.get(reference)
        is_here = relationship is not None and not relationship.external
        root = self._book.package.xml(relationship.target) if relationship and is_here else None
        found = None if root is None else charts.chart(root)
        self._book.tally[Finding.CHARTS if found else Finding.EMPTY_CHARTS] += 1
        self._flow.charts += [found] if found else []

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

    def _note(self, element: Element, form: Run) -> None:
        kind = "footnote" if element.tag == name("w:footnoteReference") else "endnote"
        notes = self._book.notes.get(kind)
        found = notes.by_id.get(element.get(name("w:id"), "")) if notes else None
        if notes is not None and found is not None and not self._fields.in_contents:
            book = replace(self._book, part=notes.part, notes={})
            note, beside = _note_runs(found, book)
            self._flow.take_beside(beside)
            if prose.words(note):
                self._book.tally[Finding.NOTES] += 1
                self._add(prose.NOTE, replace(form, href="", note=tuple(note)))

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
            ("w:commentRangeStart", _comment_begins),
            ("w:commentRangeEnd", _comment_ends),
            ("w:commentReference", _comment),
            ("w:bookmarkStart", _bookmark),
        )
        for short in shorts.split()
    }


def _note_runs(note: Element, book: Book) -> tuple[list[Run], Flow]:
    """What a note says, and what stands beside it."""
    reader = FlowReader(book)
    runs: list[Run] = []
    beside = Flow()
    for paragraph in note.iter(name("w:p")):
        flow = reader.read(paragraph)
        runs += [Run(" "), *flow.runs]
        beside.take_beside(flow)
    return runs, beside


def _is_readable(choice: Element) -> bool:
    tags = {str(each.tag) for each in choice.iter()}
    wanted = ("pic:pic", "w:txbxContent", "w:t", "v:imagedata", "dgm:relIds", "m:t", "c:chart")
    return any(name(each) in tags for each in wanted)


def _letters(element: Element, short: str) -> str:
    return "".join(each.text or "" for each in element.iter(name(short))).strip()


def _unbroken(space: re.Match[str]) -> str:
    return " " if space[0] in "\n\r\t\v\f" else space[0]
