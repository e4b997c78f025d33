"""A version as a tagged PDF: its words, its structure, and what screen readers are told."""

import re
from io import BytesIO

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from tests.webapp.drafts.paper.pages import RICH, demo, manuscript, numbered, section
from tests.webapp.drafts.word_files import png
from webapp.drafts import blocks
from webapp.drafts.paper import pdf

NAMES = {"en": "engelska", "sv": "svenska"}


def written(row, **about) -> bytes:
    return pdf.compile_document(manuscript(numbered(row), **about), NAMES.__getitem__)


def words(data: bytes) -> str:
    """The words of all pages, without spaces and hyphens, which are set anew."""
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(data))
    return re.sub(r"[\s\u200b\u00ad\u2010\ufffe\x02-]", "", text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad\u2010-]", "", text)


def elements(node):
    """The structure elements below one, in reading order."""
    kids = node.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.fixture(scope="module")
def rich():
    english = section("Only in English", "Not translated.", language="en")
    figure = blocks.figure("a", "En karta", caption="Figur 1: kartan")
    decoration = blocks.figure("b", "", decorative=True)
    row = [
        section("Allt", RICH),
        section("Under", f"{figure}\n\n{decoration}", level=2),
        english,
    ]
    data = written(row, pictures={"a": png(), "b": png()})
    with pikepdf.open(BytesIO(data)) as opened:
        yield data, opened


def kinds(opened) -> list[str]:
    return [str(each.S).lstrip("/") for each in elements(opened.Root.StructTreeRoot)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_of_the_demo_is_there(language):
    row, pictures = demo(language)
    data = pdf.compile_document(manuscript(row, language, pictures), NAMES.__getitem__)
    text = words(data)
    for each in row:
        assert squeezed(each.title[language]) in text
        for block in each.blocks:
            if block.kind is blocks.BlockKind.FIGURE:
                continue
            for line in re.split(r"[\t\n]", blocks.plain(block.text[language])):
                for word in line.split():
                    assert squeezed(word) in text, word


def test_it_is_tagged_and_says_its_title_and_language(rich):
    _, opened = rich
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "sv"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    metadata = opened.Root.Metadata.read_bytes()
    assert b"pdfuaid:part" in metadata
    assert b"pdfaid:part>3<" in metadata
    assert b"Innovationsstrategi" in metadata
    assert opened.docinfo["/Author"] == "Region Exempel"


def test_headings_lists_tables_quotes_notes_and_figures_are_tagged(rich):
    _, opened = rich
    found = kinds(opened)
    assert {"H1", "H2", "P", "L", "LI", "Table", "TH", "TD", "BlockQuote", "Note", "Figure", "Link",
            "TOC", "TOCI", "Caption"} <= set(found)  # fmt: skip
    assert found.count("Table") == 2
    assert found.count("Note") == 2
    assert found.count("Figure") == 1, "what decorates is not read aloud"
    figure = next(e for e in elements(opened.Root.StructTreeRoot) if str(e.S) == "/Figure")
    assert str(figure.Alt) == "En karta"


def test_bookmarks_are_the_headings_with_their_numbers(rich):
    data, _ = rich
    toc = [(item.level, item.get_title()) for item in PdfDocument(data).get_toc()]
    assert toc == [(0, "1 Allt"), (1, "1.1 Under"), (0, "2 Only in English")]


def test_text_in_another_language_says_so(rich):
    data, opened = rich
    assert "engelska" in words(data).lower()
    spoken = {str(e.Lang) for e in elements(opened.Root.StructTreeRoot) if "/Lang" in e}
    assert "en" in spoken


def test_a_long_table_goes_on_with_its_head_on_the_next_page():
    rows = "\n".join(f"| Rad {n} | {'text ' * 12} |" for n in range(120))
    data = written([section("Lång", f"| Namn | Innehåll |\n|---|---|\n{rows}")])
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(data)]
    with_rows = [page for page in pages if "Rad " in page]
    assert len(with_rows) > 2
    assert all("Innehåll" in page for page in with_rows)


def test_what_somebody_wrote_is_never_a_command():
    text = 'A #set text(red) $x$ "citat" \\\\ #pagebreak() @ref &lt;label&gt; 中 🚀'
    data = written([section('Rubrik "med" #tecken', text)])
    assert "#pagebreak()" in words(data)
    assert "[rocket]" in words(data)


def test_an_empty_version_and_an_empty_section_are_files_too():
    assert written([]).startswith(b"%PDF")
    assert written([section("Tom", "")]).startswith(b"%PDF")


def test_the_same_manuscript_gives_the_same_bytes():
    row = [section("Allt", RICH)]
    assert written(row) == written(row)
