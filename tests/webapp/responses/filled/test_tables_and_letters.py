"""The comment table and the letter: what each row and each part is about."""

from io import BytesIO

import docx as python_docx
import openpyxl
import pytest

from tests.webapp.drafts.paper import pages
from tests.webapp.responses.filled.labelled import shown
from tests.webapp.responses.letters import as_odt
from webapp.core import rendering
from webapp.responses import commenttables, labels
from webapp.responses.filekinds import FileKind
from webapp.responses.filetext import UnreadableError
from webapp.responses.filled import letters, reading, tables
from webapp.responses.filled.finds import ShownSection
from webapp.responses.models.kinds import Certainty, CommentKind, Shape

TABLE = "| A | B |\n|---|---|\n| 1 | 2 |"
HEADS = {
    "sv": ["Från", "Rad", "Avsnitt", "Stycke, figur eller tabell", "Typ av synpunkt",
           "Synpunkt med motivering", "Förslag till ändring", "Myndighetens iakttagelser"],
    "iso": ["MB/NC", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table",
            "Type of comment", "Comments", "Proposed change", "Observations of the secretariat"],
}  # fmt: skip


@pytest.fixture
def row() -> list[ShownSection]:
    made = pages.numbered(
        [
            pages.section(
                "Nuläge", "Första stycket.\n\nAndra stycket.\n\n| A | B |\n|---|---|\n| 1 | 2 |"
            ),
            pages.section("Styrkeområden", "Inledning till områdena."),
            pages.section("Hållbar gruvnäring", "Malmen är viktig.", level=2),
        ]
    )
    found = shown(made)
    found[2] = ShownSection(
        found[2].key, "2.1", "Hållbar gruvnäring", ("Styrkeområde 1",), found[2].blocks
    )
    return found


@pytest.mark.parametrize("heads", HEADS.values(), ids=HEADS)
def test_a_row_is_a_comment_at_its_section_and_paragraph(row, heads):
    lines = [
        ["Synpunkter på strategin"],
        heads,
        ["Umeå", "", "1", "Stycke 2", "te", "Fel årtal.", "Skriv 2030.", ""],
        ["Umeå", "", "2.1 Hållbar gruvnäring", "", "ed", "Stavfel.", "", ""],
        ["", "", "", "", "", "", "", ""],
        ["Umeå", "12", "", "", "ge", "Bra helhet.", "", ""],
        ["Umeå", "", "9.9", "", "ge", "Finns inte.", "", ""],
        ["Umeå", "", "1", "Tabell 1", "ge", "Lägg till år.", "", "Svar"],
    ]
    first, second, whole, lost, table = tables.finds(lines, row)
    assert (first.section_key, first.block_key) == (row[0].key, row[0].blocks[1].key)
    assert (first.kind, first.text, first.proposed_wording) == (
        CommentKind.TECHNICAL, "Fel årtal.", "Skriv 2030.",
    )  # fmt: skip
    assert (second.section_key, second.kind) == (row[2].key, CommentKind.EDITORIAL)
    assert (whole.shape, whole.text) == (Shape.STATEMENT, "12\nBra helhet.")
    assert (lost.certainty, lost.text) == (Certainty.UNPLACED, "9.9\nFinns inte.")
    assert table.block_key == row[0].blocks[2].key


def test_a_table_of_something_else_says_nothing(row):
    assert tables.finds([["Namn", "Adress"], ["Umeå", "Skolgatan"]], row) == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.usefixtures("database")
def test_the_table_that_is_fetched_is_the_table_that_is_read(row, language, ending):
    with rendering.spoken(language):
        words = labels.comment_table("Strategi", language)
    sections = [f"{each.number} {each.title}" for each in row]
    make = commenttables.as_word if ending == "docx" else commenttables.as_workbook
    data = _filled(make(words, sections), ending)
    kind = FileKind.DOCX if ending == "docx" else None
    found = reading.read(data, kind, lambda _language: row, lambda: [[], row], ())
    assert found.way == "table"
    [find] = found.found
    assert (find.section_key, find.text, find.proposed_wording) == (row[2].key, "Mer!", "Så här.")


def _filled(data: bytes, ending: str) -> bytes:
    target = BytesIO()
    if ending == "docx":
        document = python_docx.Document(BytesIO(data))
        cells = document.tables[0].rows[3].cells
        cells[5].text, cells[6].text = "Mer!", "Så här."
        document.save(target)
    else:
        book = openpyxl.load_workbook(BytesIO(data))
        sheet = book.worksheets[0]
        sheet["F4"], sheet["G4"] = "Mer!", "Så här."
        book.save(target)
    return target.getvalue()


LETTER = """Remissvar från Storums kommun

Vi tackar för möjligheten att lämna synpunkter.

Allmänna synpunkter

Strategin är i huvudsak bra.

Avsnitt 1 Nuläge

Siffrorna är gamla.

När det gäller Styrkeområde 1 saknar vi återvinning.

Bilden ska bytas.

2.1 Hållbar gruvnäring

Malmen behöver järnväg.

Övriga frågor om ekonomin

Vem betalar?"""


def test_a_letter_is_divided_by_its_headings_and_by_what_it_refers_to(row):
    found = letters.finds(letters.paragraphs(LETTER), row)
    said = [(each.shape, each.section_key, each.text) for each in found]
    assert (Shape.COMMENT, row[0].key, "Siffrorna är gamla.") in said
    assert (
        Shape.COMMENT,
        row[2].key,
        "När det gäller Styrkeområde 1 saknar vi återvinning.",
    ) in said
    assert (Shape.COMMENT, row[0].key, "Bilden ska bytas.") in said
    assert (Shape.COMMENT, row[2].key, "Malmen behöver järnväg.") in said
    assert (Shape.STATEMENT, None, "Allmänna synpunkter\n\nStrategin är i huvudsak bra.") in said
    [last] = [each for each in found if "Vem betalar" in each.text]
    assert last.certainty is Certainty.UNPLACED


def test_no_paragraph_of_a_letter_vanishes(row):
    found = letters.finds(letters.paragraphs(LETTER), row)
    said = "\n".join(each.text for each in found)
    headings = {"Avsnitt 1 Nuläge", "2.1 Hållbar gruvnäring"}
    for paragraph in LETTER.split("\n\n"):
        assert paragraph in said or paragraph in headings


LONG = (
    "Västerbotten är stort till ytan och litet till antalet invånare. Det är nära fyrtio mil från "
    "kusten till gränsen mot Norge, och på vägen passerar man gruvor, skogar, renbetesmarker, "
    "forskningslaboratorier, vattenkraft och byar där bygdegården också är bibliotek. Det är här "
    "som förnyelsen ska ske, och inte någon annanstans."
)


def test_a_copy_that_was_saved_as_another_kind_of_file_is_not_taken_for_a_letter():
    row, other = (
        shown(pages.numbered([pages.section("Förord", text)])) for text in (LONG, "In English.")
    )

    def read(text: str) -> reading.Read:
        data = as_odt("Förord", text)
        return reading.read(data, FileKind.ODT, lambda _language: other, lambda: [other, row], ())

    with pytest.raises(UnreadableError, match="copy_saved_otherwise"):
        read(LONG)
    answer = f"Vi håller med om att ”{LONG[:66]}” men saknar mycket annat. " + " ".join(
        f"Punkt {number} i vårt svar handlar om något helt eget och nytt." for number in range(9)
    )
    assert answer in read(answer).found[0].text
