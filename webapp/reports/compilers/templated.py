"""The report set in the authority's own Word template: its styles, headers, footers and title page.

What the template says stays as it is, but for the names between brackets. The report takes the
place of `{report}`, its contents that of `{contents}`; where the template has no place for them
they come last, and where it has no title, our own title page comes with them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from webapp.drafts.word.names import Element
from webapp.reports.audience import may_be_published
from webapp.reports.blocks import Prose, Style
from webapp.reports.compilers import Progress, in_memory, silent
from webapp.reports.compilers import wordml as ml
from webapp.reports.compilers.docx import END, START, Body, core, fixed_parts, part, region
from webapp.reports.manuscript import cover, facts
from webapp.reports.outline import Report
from webapp.reports.placeholders import Placeholder
from webapp.reports.wording import Wording
from webapp.reports.wordtemplate import brackets, fields
from webapp.reports.wordtemplate.checking import check
from webapp.reports.wordtemplate.fields import NAMES, Field
from webapp.reports.wordtemplate.opening import WordTemplate, opened, w
from webapp.reports.wordtemplate.styling import adopt

_STYLED: Final = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)"')
_MARKED: Final = re.compile(rb"<!--yttra-(contents|report)-->")
_OURS: Final = 1_000_000
"""What is added to the numbers of the template's own bookmarks, so that they are not ours."""

_MADE: Final = "2026-01-01T00:00:00Z"
_ON_THE_COVER: Final = (
    Field.REGISTRY_NUMBER,
    Field.EDITION,
    Field.READERS,
    Field.COMPILED,
    Field.PERIOD,
    Field.CONTACT,
    Field.ADDRESS,
)


def write_report(
    report: Report,
    target: BinaryIO,
    file: bytes,
    *,
    wording: Wording,
    progress: Progress = silent,
) -> None:
    """The whole report as a .docx file, made of the template that is in `file`.

    Raises:
        WordRefused: the file is no template that can be used.
    """
    template = opened(file)
    used = check(template).used
    _place(template)
    said = fields.values(report, wording)
    for root in template.texts():
        brackets.fill(root, lambda name: said.get(known) if (known := fields.named(name)) else None)
    _name(template, report, wording)
    setting = _Setting(report, wording, template)
    written = setting.written(progress, used)
    template.save(target, _pieces(template, written))
    progress(1.0)


compile_report = in_memory(write_report)


class _Setting:
    """Writes a report so that it fits into a template."""

    def __init__(self, report: Report, wording: Wording, template: WordTemplate) -> None:
        language, width = region(report.language), _width(template.body)
        self.report, self.wording = report, wording
        self.has_contents = _has_contents(template.body)
        self.names = adopt(
            template,
            part("styles.xml", language=language).encode(),
            part("numbering.xml").encode(),
            width=width,
            language=language,
        )
        self.body = Body(wording, width)

    def written(
        self, progress: Progress, used: Collection[Field | Placeholder]
    ) -> Mapping[str, Iterator[str]]:
        """What stands in the place of each passage; `used`: what the template names itself."""
        texts, headings = self.body.put_down(self.report, progress)
        contents = [self.body.contents(headings)]
        first = chain(self._first(used), () if self.has_contents else contents)
        return {
            "contents": self._named(contents),
            "report": self._named(chain(first, map("".join, texts.stretches()))),
        }

    def _first(self, used: Collection[Field | Placeholder]) -> Iterator[str]:
        """Our title page where the template has none; or whom it is for, if not for everyone."""
        is_for_all = may_be_published(self.report.audience)
        if Field.TITLE not in used:
            yield self.body.block(cover(self.report, self.wording))
        elif Field.READERS not in used and not is_for_all:
            readers = facts(self.report, self.wording).readers
            label = f"{self.wording.gettext('Readers')}:"
            yield self.body.block(Prose(Style.BODY, (readers,), label=label))

    def _named(self, texts: Iterable[str]) -> Iterator[str]:
        """The texts with each of our styles called what the template calls it."""
        for text in texts:
            yield _STYLED.sub(lambda m: f'{m[1]}{self.names.get(m[2], m[2])}"', text)


def _name(template: WordTemplate, report: Report, wording: Wording) -> None:
    """Let the file say what it is called, of whom and in which language, as readers ask it."""
    name = next((each for each in template.parts if each.lower() == "docprops/core.xml"), None)
    if name is not None:
        template.parts[name] = core(report, cover(report, wording)).encode()


def _place(template: WordTemplate) -> None:
    """Put a mark where the report and its contents go, and move the template's own bookmarks."""
    body = template.body.find(w("body"))
    assert body is not None  # noqa: S101 - `opened` has seen to it
    for paragraph, name in list(brackets.names(body)):
        field = fields.named(name)
        if isinstance(field, Field) and field in fields.PASSAGES and paragraph.getparent() is body:
            mark = etree.Comment(f"yttra-{field.value}")
            body.replace(paragraph, mark)
    if not any(each.text == "yttra-report" for each in body.iter(etree.Comment)):
        last = body.find(w("sectPr"))
        body.insert(len(body) if last is None else body.index(last), etree.Comment("yttra-report"))
    for each in body.iter(w("bookmarkStart"), w("bookmarkEnd")):
        each.set(w("id"), str(_OURS + int(each.get(w("id"), "0"))))


def _has_contents(root: Element) -> bool:
    """Whether the contents have a place, or the template has a list of contents of its own."""
    marked = any(each.text == "yttra-contents" for each in root.iter(etree.Comment))
    instructions = (each.text or "" for each in root.iter(w("instrText")))
    return marked or any(each.split()[:1] == ["TOC"] for each in instructions)


def _width(root: Element) -> int:
    """Of the text where the report stands, in twentieths of a point."""
    found = False
    for each in root.iter(etree.Comment, w("sectPr")):
        found = found or each.text == "yttra-report"
        if found and each.tag == w("sectPr"):
            page, margins = each.find(w("pgSz")), each.find(w("pgMar"))
            if page is None or margins is None:
                break
            sides = sum(int(margins.get(w(side), "0")) for side in ("left", "right", "gutter"))
            return max(int(page.get(w("w"), "11906")) - sides, ml.TEXT_WIDTH // 3)
    return ml.TEXT_WIDTH


def _pieces(template: WordTemplate, written: Mapping[str, Iterator[str]]) -> Iterator[bytes]:
    """The template's text with what is written in the places of the marks."""
    text = etree.tostring(template.body, xml_declaration=True, encoding="UTF-8", standalone=True)
    for number, piece in enumerate(_MARKED.split(text)):
        if number % 2:
            yield from (each.encode() for each in written[piece.decode()])
        else:
            yield piece


def starter(language: str, title: str) -> bytes:
    """A template to begin from: our own look, with every passage and field in its place."""
    names = {field: fields.written(field, language) for field in NAMES[language]}
    paragraphs = (
        ml.paragraph("Authority", ml.run(names[Field.AUTHORITY])),
        ml.paragraph("Title", ml.run(names[Field.TITLE])),
        ml.paragraph("Subtitle", ml.run(names[Field.KIND])),
        *(
            ml.paragraph(
                "Facts", ml.run(NAMES[language][field].capitalize()), ml.tab(), ml.run(names[field])
            )
            for field in _ON_THE_COVER
        ),
        ml.paragraph("", ml.run(names[Field.CONTENTS])),
        ml.paragraph("", ml.run(names[Field.REPORT])),
    )
    above = (Field.REGISTRY_NUMBER, Field.TITLE, Field.READERS)
    running = " · ".join(names[field] for field in above)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        core_part = {"title": title, "kind": "", "authority": "", "language": language}
        package.writestr("docProps/core.xml", part("core.xml", moment=_MADE, **core_part))
        for name, content in fixed_parts(language, running):
            package.writestr(name, content)
        package.writestr("word/document.xml", START + "".join(paragraphs) + END)
    return target.getvalue()
