"""Every word that is seen in a Word file is found in the draft, whichever program made the file.

The words of the file are taken out here by the standard library alone, and not by the reader.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tests.webapp.drafts.long_word_file import long_word_file
from tests.webapp.drafts.word_files import assert_editable, shown, texts, tree, zipped
from webapp.drafts.word.draft import Finding, WordDraft
from webapp.drafts.word.reader import read

SHAPES = Path(__file__).parent / "shapes"
DEMO = Path(__file__).parents[3] / "demo"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WORDS = {
    f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}v",
}  # fmt: skip
NOT_SEEN = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{MC}Fallback"}
PARTS = re.compile(r"word/(?:document|footnotes|endnotes|charts/.*|diagrams/data.*)\.xml")


def packed(name: str) -> bytes:
    """The parts in a folder as a Word file."""
    folder = SHAPES / name
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return zipped({each.relative_to(folder).as_posix(): each.read_bytes() for each in files})


def word_shape() -> bytes:
    """A file as Word writes one in Swedish."""
    return packed("word")


def google_shape() -> bytes:
    """A file as Google Docs exports one."""
    return packed("google-docs")


FILES: dict[str, Callable[[], bytes]] = {
    "Word": word_shape,
    "Word, the demo": (DEMO / "strategi-sv.docx").read_bytes,
    "Word, the demo in English": (DEMO / "strategy-en.docx").read_bytes,
    "LibreOffice": (SHAPES / "libreoffice.docx").read_bytes,
    "LibreOffice, what Word wrote": (SHAPES / "strategy-saved-by-libreoffice.docx").read_bytes,
    "Google Docs": google_shape,
    "a long one": lambda: long_word_file(pages=15),
}


def seen(data: bytes) -> Counter[str]:
    """The words that a reader of the file sees in its text, notes, charts and diagrams."""
    with ZipFile(BytesIO(data)) as archive:
        letters = [
            "".join(_letters(ET.fromstring(archive.read(name))))  # noqa: S314 our own files
            for name in archive.namelist()
            if PARTS.fullmatch(name)
        ]
    return Counter(re.findall(r"\w+", " ".join(letters)))


def _letters(element: ET.Element) -> Iterator[str]:
    if element.tag in NOT_SEEN or _is_hidden(element) or _is_contents(element):
        return
    if element.tag in WORDS:
        yield element.text or ""
    if element.tag == f"{W}noBreakHyphen":
        yield "-"
    for inner in element:
        yield from _letters(inner)
    if element.tag in {f"{W}p", f"{W}tab", f"{W}br"} or not element.tag.startswith(W):
        yield " "


def _is_hidden(element: ET.Element) -> bool:
    properties = element.find(f"{W}rPr")
    style = properties.find(f"{W}rStyle") if properties is not None else None
    is_hidden = properties is not None and properties.find(f"{W}vanish") is not None
    return is_hidden or (style is not None and style.get(f"{W}val") == "Dold")


def _is_contents(element: ET.Element) -> bool:
    """The contents list, which is made anew and of which each line is counted."""
    return element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") is not None


def found(draft: WordDraft) -> Counter[str]:
    return Counter(re.findall(r"\w+", shown(draft)))


@pytest.mark.parametrize("name", FILES)
def test_every_word_that_is_seen_is_found(name: str) -> None:
    data = FILES[name]()
    draft = read(data)
    lost = seen(data) - found(draft)
    assert lost == Counter()
    assert sum(seen(data).values()) > 30
    assert_editable(draft)


@pytest.mark.parametrize("name", FILES)
def test_no_word_is_made_up(name: str) -> None:
    """What else is in the draft is the description of a picture, or a heading's numbering."""
    data = FILES[name]()
    draft = read(data)
    images = [block.image for section in draft.sections for block in section.blocks]
    described = Counter(re.findall(r"\w+", " ".join(each.alt for each in images if each)))
    labels = Counter({"Mål": 2, "1": 1, "2": 1}) if name == "Word" else Counter()
    assert found(draft) - seen(data) - described - labels == Counter()


def test_what_word_writes_is_told() -> None:
    draft = read(word_shape())
    assert draft.title == "Strategi för länet"
    assert tree(draft) == [(1, "Utgångspunkter"), (1, "Mål 1: Förnyelse"), (1, "Mål 2: Målbild")]
    assert draft.tongues["en"] == 1
    assert draft.report.as_json() == {
        "kept.headings": 3, "kept.paragraphs": 13, "kept.lists": 3, "kept.tables": 2,
        "kept.quotes": 1, "kept.images": 1, "kept.captions": 1, "kept.notes": 2,
        "kept.merged_cells": 2,
        "simplified.tracked_insertions_accepted": 1, "simplified.text_boxes": 1,
        "simplified.cells_in_line": 1, "simplified.nested_tables": 1,
        "simplified.list_numbering": 1, "simplified.equations": 1, "simplified.diagrams": 1,
        "simplified.charts": 1, "simplified.inner_links": 1, "simplified.struck_out": 1,
        "simplified.raised": 1,
        "dropped.tracked_deletions": 1, "dropped.headers_footers": 1,
        "dropped.contents_lines": 2, "dropped.hidden_text": 1,
    }  # fmt: skip


def test_what_libreoffice_writes_is_told() -> None:
    draft = read((SHAPES / "libreoffice.docx").read_bytes())
    assert draft.tongues["en"] == 1
    figure = next(text for text in texts(draft) if "image:" in text)
    assert figure.startswith("![Karta över inlandet](image:")
    assert figure.endswith(' "Figur 1: Bildtexten beskriver kartan")')
    assert "| ^^ | män / andra stycket | 73 |" in "\n".join(texts(draft))
    assert draft.report.count(Finding.COMMENTS) == 1
    assert draft.report.count(Finding.NOTES) == 2


def test_what_google_docs_writes_is_told() -> None:
    draft = read(google_shape())
    assert tree(draft) == [(1, "Bakgrund"), (2, "Delrubrik")]
    first = draft.sections[0].blocks[0]
    assert first.text == "Vi prövar påståendet och föreslaget ord."
    assert [each.quote for each in first.bag.remarks] == ["påståendet", "föreslaget"]
    assert "[länken](https://docs.example/d) hit^[Noten i Google.]" in texts(draft)
    assert "| hel rad | << |" in "\n".join(texts(draft))
