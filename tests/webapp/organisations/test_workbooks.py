import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import openpyxl
import pytest

from webapp.organisations.addresslist import (
    MAX_ROWS,
    Field,
    Refusal,
    RefusedListError,
    problems,
    read,
)

Change = Callable[[bytes], bytes]

HEADINGS = ("Organisation", "Organisationsnummer", "Kategori", "E-post registrator", "Beslutad")
BODY = ("Åsele kommun", 2120002627, "kommun", "registrator@asele.example", date(2026, 3, 2))


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for at, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Blad{at}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, part: str, change: Change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def with_sheet(change: Change) -> bytes:
    return with_part(workbook([HEADINGS, BODY]), "xl/worksheets/sheet1.xml", change)


def refusal(data: bytes, filename: str = "lista.xlsx") -> Refusal:
    with pytest.raises(RefusedListError) as refused:
        read(data, filename=filename)
    return refused.value.reason


def test_a_workbook_is_read_like_a_text_file() -> None:
    found = read(workbook([HEADINGS, BODY]), filename="lista.xlsx")
    row = found.rows[0]
    assert (found.encoding, found.delimiter, found.sheet) == ("xlsx", "", "Blad1")
    assert (row.line, row.name, row.number) == (2, "Åsele kommun", "2120002627")
    assert row.extra == {"Beslutad": "2026-03-02T00:00:00"}
    assert problems(row) == ()


def test_a_workbook_is_known_by_its_content_whatever_it_is_called() -> None:
    assert read(workbook([HEADINGS, BODY]), filename="lista.csv").encoding == "xlsx"


def test_blank_rows_are_passed_over_and_row_numbers_are_excels() -> None:
    rows = read(workbook([HEADINGS, (), BODY, ("", None), BODY]), filename="x.xlsx").rows
    assert [row.line for row in rows] == [3, 5]


def test_the_first_sheet_with_content_is_read_and_the_others_are_named() -> None:
    found = read(workbook([], [HEADINGS, BODY], [], [BODY]), filename="x.xlsx")
    assert (found.sheet, found.other_sheets) == ("Blad2", ("Blad4",))


def test_a_wrong_extent_hides_no_rows() -> None:
    data = with_sheet(lambda xml: xml.replace(b'ref="A1:E2"', b'ref="A1:A1"'))
    assert read(data, filename="x.xlsx").rows[0].address == "registrator@asele.example"


def test_a_formula_without_a_value_is_kept_as_text_and_flagged() -> None:
    data = workbook([HEADINGS, ('=HYPERLINK("http://x.example")', "", "", "a@x.example")])
    row = read(data, filename="x.xlsx").rows[0]
    assert row.name == '=HYPERLINK("http://x.example")'
    assert [each.code for each in problems(row)] == ["name_is_formula"]


def test_a_formula_gives_the_value_that_was_last_shown() -> None:
    def give_formula(xml: bytes) -> bytes:
        before, cell, _ = xml.partition(b'<c r="D2"')
        formula = b' t="str"><f>"a"&amp;"@x.example"</f><v>a@x.example</v></c></row>'
        return before + cell + formula + b"</sheetData></worksheet>"

    assert read(with_sheet(give_formula), filename="x.xlsx").rows[0].address == "a@x.example"


def test_a_personal_number_in_a_workbook_is_masked() -> None:
    found = read(workbook([HEADINGS, ("Anna", 8112189876, "", "a@x.example")]), filename="x.xlsx")
    assert "9876" not in repr(found)


def test_as_many_rows_as_is_said_and_no_more() -> None:
    rows = [("Namn", "E-post"), *[("A", "a@x.example")] * MAX_ROWS]
    assert len(read(workbook(rows), filename="x.xlsx").rows) == MAX_ROWS
    assert refusal(workbook([*rows, ("B", "")])) is Refusal.TOO_MANY_ROWS


def test_an_empty_workbook_is_refused() -> None:
    assert refusal(workbook([], [])) is Refusal.EMPTY


def test_other_zip_files_are_no_list() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert refusal(out.getvalue(), "remiss.docx") is Refusal.NOT_A_TABLE


def test_a_locked_and_an_old_workbook_are_told_apart() -> None:
    compound = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    assert refusal(compound, "lista.xls") is Refusal.OLD_EXCEL
    locked = compound + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked) is Refusal.XLSX_ENCRYPTED


def test_an_archive_with_a_password_is_refused_as_encrypted() -> None:
    data = bytearray(workbook([HEADINGS, BODY]))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)) is Refusal.XLSX_ENCRYPTED


def test_text_that_calls_itself_a_workbook_is_corrupt() -> None:
    assert refusal(b"Namn;E-post\nA;a@x.example") is Refusal.XLSX_CORRUPT


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage need not be unpredictable
    data = bytearray(workbook([HEADINGS, *[BODY] * 20]))
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)])
    try:
        rows = read(cut, filename="x.xlsx").rows
    except RefusedListError:
        return
    assert rows[0].cells.keys() == set(Field)


def test_a_workbook_that_unpacks_to_far_more_is_refused_unread() -> None:
    assert refusal(with_sheet(lambda xml: xml + b" " * 31_000_000)) is Refusal.XLSX_BOMB


def test_a_workbook_of_a_million_empty_tags_is_refused_unread() -> None:
    many = b"<c/>" * 4_100_000 + b"</sheetData>"
    assert refusal(with_sheet(lambda xml: xml.replace(b"</sheetData>", many))) is (
        Refusal.XLSX_BOMB
    )


def test_entities_that_multiply_are_refused() -> None:
    levels = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "haha">' for n in range(12)
    )
    head = f"<!DOCTYPE x [{levels}]>".encode()
    data = with_sheet(lambda xml: head + xml.replace(b"<v>2120002627</v>", b"<v>&e11;</v>"))
    assert refusal(data) is Refusal.XLSX_CORRUPT


def test_a_row_number_beyond_excels_last_is_refused() -> None:
    far = b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>'
    data = with_sheet(lambda xml: xml.replace(b"</sheetData>", far))
    assert refusal(data) is Refusal.XLSX_CORRUPT


def test_rows_that_are_thousands_of_columns_wide_are_refused() -> None:
    wide = "".join(f'<row r="{n}"><c r="ZZZ{n}"><v>1</v></c></row>' for n in range(3, 100)).encode()
    data = with_sheet(lambda xml: xml.replace(b"</sheetData>", wide + b"</sheetData>"))
    assert refusal(data) is Refusal.TOO_LARGE
