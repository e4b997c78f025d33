"""A manuscript as a Word document (ISO/IEC 29500) that can be written in and brought back.

Every heading and block carries its key as a hidden bookmark: `_ys` and a section's key, `_yb` and a
block's, and `_yf` besides where the text is in another language than the document, so that it is
not taken for a translation. What stands before the text is in controls tagged `yttra-front`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Final

from webapp.drafts.paper import changes, margins, marks, package
from webapp.drafts.paper import wordml as w
from webapp.drafts.paper.body import Body, bookmark_name
from webapp.drafts.paper.content import Maker
from webapp.drafts.paper.lines import stretches
from webapp.drafts.paper.manuscript import Chapter, Front, Manuscript
from webapp.drafts.paper.margins import Margin, Remark
from webapp.drafts.paper.marks import MarkedStretch
from webapp.drafts.paper.package import Album

CONTENTS_DEPTH: Final = 3
FRONT: Final = "yttra-front"
_FIXED: Final = ["styles", "numbering", "settings", "footnotes", "header", "footer"]
_TRACKING: Final = "<w:trackRevisions/>"
_REFERENCES: Final = "word/_rels/document.xml.rels"
_EMPTY: Final = Margin((), (), ())
_COUNT: Final = '<w:start w:val="1"/>'
"""Where the headings of the highest level begin to count: it is the first in its part."""
_EXTRA: Final = 100
"""From this number on a document's own references are counted."""
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS_REFERENCE: Final = (
    f'<Relationship Id="rId99" Type="{_TYPES}/comments" Target="comments.xml"/>'
)
_COMMENTS_TYPE: Final = (
    '<Override PartName="/word/comments.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
)
_EDGES: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
    '<w:footerReference w:type="default" r:id="rId6"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1531" w:right="1446" w:bottom="1361" w:left="1446"'
    ' w:header="737" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def compile_document(manuscript: Manuscript, *, tracks: bool = False) -> bytes:
    """The manuscript as the bytes of a .docx file; the same manuscript, the same bytes.

    `tracks`: whether Word tracks what is changed in it from the beginning.
    """
    text = [marks.whole(each) for each in stretches(manuscript.chapters)]
    return compile_marked(manuscript, text, None, tracks=tracks)


def compile_changes(former: Manuscript, later: Manuscript) -> bytes:
    """The later manuscript with what differs from the former one as tracked changes.

    They are the authority's, made at the moment of the later text.
    """
    rows = [list(stretches(each.chapters)) for each in (former, later)]
    text = list(changes.marked(*rows))
    both = replace(later, pictures={**former.pictures, **later.pictures})
    return compile_marked(both, text, Maker(later.front.authority, later.moment))


def compile_commented(manuscript: Manuscript, remarks: Iterable[Remark]) -> bytes:
    """The manuscript with comments in its margin and proposals as tracked changes, by their makers.

    What is on no heading or block is on the document's title.
    """
    text = [marks.whole(each) for each in stretches(manuscript.chapters)]
    margin = margins.marked(text, remarks)
    return compile_marked(manuscript, margin.text, None, margin=margin)


def compile_marked(
    manuscript: Manuscript,
    text: Sequence[MarkedStretch],
    tracking: Maker | None,
    *,
    tracks: bool = False,
    margin: Margin = _EMPTY,
) -> bytes:
    """The text, in which changes are marked, between the manuscript's front and edges."""
    album = Album(manuscript.pictures)
    body = Body(manuscript.language, album, _EXTRA, _stamp(tracking))
    inside = "".join(_document(manuscript, body, text, margin.on_whole))
    parts = _parts(manuscript, body, inside, tracks=tracks)
    return package.packed(_with_comments(parts, margin) if margin.comments else parts)


def _stamp(tracking: Maker | None) -> str:
    if tracking is None:
        return ""
    return w.stamp(tracking.author, tracking.moment)


def _with_comments(
    parts: Iterable[tuple[str, str | bytes]], margin: Margin
) -> Iterator[tuple[str, str | bytes]]:
    """The package's parts, which know of one more: that with the comments."""
    closing = {"[Content_Types].xml": "</Types>", _REFERENCES: "</Relationships>"}
    added = {"[Content_Types].xml": _COMMENTS_TYPE, _REFERENCES: _COMMENTS_REFERENCE}
    for name, content in parts:
        if name in added and isinstance(content, str):
            yield name, content.replace(closing[name], added[name] + closing[name])
        else:
            yield name, content
    inside = "".join(map(_comment, margin.comments))
    yield "word/comments.xml", f"{w.START}<w:comments {w.NAMESPACE}>{inside}</w:comments>"


def _comment(remark: Remark) -> str:
    stamped = w.stamp(remark.maker.author, remark.maker.moment)
    return w.comment(remark.number, stamped, remark.text)


def _parts(
    manuscript: Manuscript, body: Body, inside: str, *, tracks: bool
) -> Iterator[tuple[str, str | bytes]]:
    front, language = manuscript.front, w.region(manuscript.language)
    moment = manuscript.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {"title": front.title, "subject": front.kind, "authority": front.authority}
    yield "[Content_Types].xml", package.part("content_types.xml")
    yield "_rels/.rels", package.part("package_rels.xml")
    core = package.part("core.xml", **about, language=language, moment=moment)
    yield "docProps/core.xml", core
    yield "word/document.xml", f"{w.START}<w:document {w.NAMESPACES}>{inside}</w:document>"
    yield _REFERENCES, body.references.xml(_fixed_references())
    yield "word/styles.xml", package.part("styles.xml", language=language)
    counted = package.part("numbering.xml").replace(
        _COUNT, _COUNT.replace("1", str(manuscript.first)), 1
    )
    yield "word/numbering.xml", counted + body.lists.xml() + "</w:numbering>"
    settings = package.part("settings.xml", language=language)
    yield "word/settings.xml", settings.replace("{tracking}", _TRACKING if tracks else "")
    notes = "".join(body.notes)
    yield "word/footnotes.xml", package.part("footnotes.xml") + notes + "</w:footnotes>"
    yield "word/_rels/footnotes.xml.rels", body.note_references.xml()
    yield "word/header.xml", package.part("header.xml", running=front.running)
    yield "word/footer.xml", package.part("footer.xml")
    yield from body.album.files()


def _fixed_references() -> str:
    return "".join(
        f'<Relationship Id="rId{number}" Type="{_TYPES}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(_FIXED, 1)
    )


def _document(
    manuscript: Manuscript,
    body: Body,
    text: Iterable[MarkedStretch],
    on_whole: Iterable[int] = (),
) -> Iterator[str]:
    yield "<w:body>"
    yield from _front(manuscript.front, on_whole)
    if manuscript.chapters:
        yield _contents(manuscript.front, manuscript.chapters)
    yield from body.text(text)
    yield f"{_EDGES}</w:body>"


def _front(front: Front, on_whole: Iterable[int]) -> Iterator[str]:
    yield w.control(FRONT, 1, w.paragraph("Authority", w.run(front.authority)))
    yield w.paragraph("Title", *map(w.comment_at, on_whole), w.run(front.title))
    facts = [w.paragraph("FrontFacts", w.run(front.facts))]
    facts += [w.paragraph("FrontNote", w.run(note)) for note in front.notes]
    yield w.control(FRONT, 2, "".join(facts))


def _contents(front: Front, chapters: Sequence[Chapter]) -> str:
    """A contents field, filled in with links; Word adds page numbers when it is updated."""
    listed = [each for each in chapters if each.level <= CONTENTS_DEPTH]
    start, _, end = w.field(f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u', "\0").partition("\0")
    lines = [w.paragraph("TOCHeading", w.run(front.contents))]
    for place, chapter in enumerate(listed):
        opening = start if place == 0 else ""
        number = w.run(f"{chapter.number} ") if chapter.number else ""
        spoken = w.toggles(language=w.region(chapter.language) if chapter.falls_back else "")
        link = w.inner_link(bookmark_name("s", chapter.key), number + w.run(chapter.title, spoken))
        lines.append(w.paragraph(f"TOC{chapter.level}", opening, link))
    lines.append(w.paragraph("ContentsEnd", end if listed else ""))
    return w.control("yttra-contents", 3, "".join(lines), gallery="Table of Contents")
