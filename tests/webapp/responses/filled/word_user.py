"""Somebody who works in Word: comments, tracks changes, moves, splits and retypes paragraphs.

The marks are those that Word writes (ISO/IEC 29500-1, 17.13), put into the file of the text.
"""

import copy
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from tests.webapp.drafts.word_files import zipped
from webapp.drafts.word.names import name

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_COMMENTS = (
    '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.comments+xml"/>'
)
_RELATED = (
    '<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/comments" Target="comments.xml"/>'
)


class WordUser:
    """A person called `author` with a file open."""

    def __init__(self, data: bytes, author: str = "Eva Holm") -> None:
        with ZipFile(BytesIO(data)) as archive:
            self._parts = {each: archive.read(each) for each in archive.namelist()}
        self.root = etree.fromstring(self._parts["word/document.xml"])
        self.author = author
        self._comments: list[str] = []
        self._number = 5000

    def saved(self) -> bytes:
        """The file as Word saves it."""
        parts = dict(self._parts)
        parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8"
        )
        if self._comments:
            space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
            inside = "".join(self._comments)
            parts["word/comments.xml"] = f"<w:comments {space}>{inside}</w:comments>".encode()
            for part, end, more in (
                ("[Content_Types].xml", "</Types>", _COMMENTS),
                ("word/_rels/document.xml.rels", "</Relationships>", _RELATED),
            ):
                parts[part] = parts[part].decode().replace(end, more + end).encode()
        return zipped(parts)

    def paragraph(self, key):
        """The paragraph that carries a block's or a section's key."""
        mark = next(
            each
            for each in self.root.iter(name("w:bookmarkStart"))
            if each.get(name("w:name"), "")[3:] == key.hex
        )
        while mark.tag != name("w:p"):
            mark = mark.getparent()
        return mark

    def saying(self, words: str):
        """The first paragraph that says `words` and nothing more."""
        paragraphs = self.root.iter(name("w:p"))
        return next(each for each in paragraphs if "".join(each.itertext()) == words)

    def lose_controls(self) -> None:
        """Save as programs do that know no tagged content, and keep what is in it."""
        for control in list(self.root.iter(name("w:sdt"))):
            for each in control.find(name("w:sdtContent")):
                control.addprevious(each)
            control.getparent().remove(control)

    def all_paragraphs(self, key) -> list[etree._Element]:
        """The paragraphs from where the key begins to where it ends, as many as a list takes."""
        start = self.paragraph(key)
        found = [start]
        number = next(
            each.get(name("w:id"))
            for each in start.iter(name("w:bookmarkStart"))
            if each.get(name("w:name"), "")[3:] == key.hex
        )
        while not any(
            each.get(name("w:id")) == number for each in found[-1].iter(name("w:bookmarkEnd"))
        ):
            found.append(found[-1].getnext())
        return found

    def runs(self, paragraph) -> list[etree._Element]:
        """The paragraph's runs with text."""
        return [
            each
            for each in paragraph.iter(name("w:r"))
            if each.find(name("w:t")) is not None and each.getparent().tag != name("w:del")
        ]

    def isolate(self, paragraph, words: str) -> etree._Element:
        """The run that holds just `words`, the run that held them being divided for it."""
        for run in self.runs(paragraph):
            text = run.findtext(name("w:t")) or ""
            before, found, after = text.partition(words)
            if not found:
                continue
            for piece, where in ((before, "before"), (after, "after")):
                if piece:
                    other = copy.deepcopy(run)
                    _say(other, piece)
                    (run.addprevious if where == "before" else run.addnext)(other)
            _say(run, words)
            return run
        raise LookupError(words)

    def comment(self, paragraph, words: str, text: str, *, author: str = "") -> None:
        """Select `words` and comment on them."""
        self._number += 1
        number = str(self._number)
        run = self.isolate(paragraph, words)
        start = etree.Element(name("w:commentRangeStart"), {name("w:id"): number})
        end = etree.Element(name("w:commentRangeEnd"), {name("w:id"): number})
        reference = etree.Element(name("w:r"))
        etree.SubElement(reference, name("w:commentReference"), {name("w:id"): number})
        run.addprevious(start)
        run.addnext(end)
        end.addnext(reference)
        self._comments.append(
            f'<w:comment w:id="{number}" w:author="{author or self.author}" '
            f'w:date="2027-02-0{1 + self._number % 9}T09:00:00Z" w:initials="EH">'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        )

    def replace(self, paragraph, old: str, new: str, *, tracked: bool = True) -> None:
        """Write `new` over `old`."""
        run = self.isolate(paragraph, old)
        added = copy.deepcopy(run)
        _say(added, new)
        run.addnext(added)
        if not tracked:
            run.getparent().remove(run)
            return
        self._wrap(added, "w:ins")
        self._delete_run(run)

    def delete(self, paragraph, *, tracked: bool = True) -> None:
        """Delete the whole paragraph."""
        if not tracked:
            paragraph.getparent().remove(paragraph)
            return
        for run in self.runs(paragraph):
            self._delete_run(run)
        self._mark_end(paragraph, "w:del")

    def insert_after(self, paragraph, text: str, *, tracked: bool = True) -> etree._Element:
        """Press Enter after the paragraph and write a new one."""
        made = etree.Element(name("w:p"))
        properties = paragraph.find(name("w:pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        run = etree.SubElement(made, name("w:r"))
        etree.SubElement(run, name("w:t"))
        _say(run, text)
        paragraph.addnext(made)
        if tracked:
            self._wrap(run, "w:ins")
            self._mark_end(made, "w:ins")
        return made

    def split(self, paragraph, words: str) -> etree._Element:
        """Press Enter before `words`."""
        run = self.isolate(paragraph, words)
        made = etree.Element(name("w:p"))
        properties = paragraph.find(name("w:pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        after = [run, *run.itersiblings()]
        for each in after:
            made.append(each)
        paragraph.addnext(made)
        return made

    def join(self, first, second) -> None:
        """Press Delete at the end of the first paragraph."""
        space = etree.SubElement(first, name("w:r"))
        etree.SubElement(space, name("w:t"))
        _say(space, " ")
        for each in list(second):
            if each.tag != name("w:pPr"):
                first.append(each)
        second.getparent().remove(second)

    def move_after(self, paragraph, target) -> None:
        """Cut the paragraph and paste it after another."""
        target.addnext(paragraph)

    def retype(self, paragraph, text: str) -> None:
        """Delete the paragraph and write it anew: it has no bookmark any more."""
        for each in list(paragraph):
            if each.tag != name("w:pPr"):
                paragraph.remove(each)
        run = etree.SubElement(paragraph, name("w:r"))
        etree.SubElement(run, name("w:t"))
        _say(run, text)

    def accept_all(self) -> None:
        """Accept every tracked change."""
        for each in list(self.root.iter(name("w:del"))):
            parent = each.getparent()
            if parent.tag == name("w:rPr") and parent.getparent().tag == name("w:pPr"):
                gone = parent.getparent().getparent()
                gone.getparent().remove(gone)
            elif parent is not None:
                parent.remove(each)
        for each in list(self.root.iter(name("w:ins"))):
            for inner in list(each):
                each.addprevious(inner)
            each.getparent().remove(each)

    def _wrap(self, run, short: str) -> None:
        self._number += 1
        stamp = {
            name("w:id"): str(self._number),
            name("w:author"): self.author,
            name("w:date"): "2027-02-03T10:00:00Z",
        }
        around = etree.Element(name(short), stamp)
        run.addprevious(around)
        around.append(run)

    def _delete_run(self, run) -> None:
        for text in run.findall(name("w:t")):
            text.tag = name("w:delText")
        self._wrap(run, "w:del")

    def _mark_end(self, paragraph, short: str) -> None:
        properties = paragraph.find(name("w:pPr"))
        if properties is None:
            properties = etree.Element(name("w:pPr"))
            paragraph.insert(0, properties)
        form = properties.find(name("w:rPr"))
        if form is None:
            form = etree.SubElement(properties, name("w:rPr"))
        self._number += 1
        form.insert(
            0,
            etree.Element(
                name(short),
                {name("w:id"): str(self._number), name("w:author"): self.author},
            ),
        )


def _say(run, text: str) -> None:
    found = run.findall(name("w:t"))
    for extra in found[1:]:
        run.remove(extra)
    found[0].text = text
    found[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
