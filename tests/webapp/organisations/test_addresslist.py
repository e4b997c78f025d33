import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.organisations.addresslist import (
    MAX_BYTES,
    MAX_ROWS,
    AddressList,
    Category,
    Field,
    Refusal,
    RefusedListError,
    Sector,
    entry,
    has_errors,
    problems,
    read,
)
from webapp.organisations.numbers import MASK
from webapp.organisations.tables import MAX_COLUMNS

DATA = Path(__file__).parent / "data"
SWEDISH = "Namn;E-post\nÅsele kommun;a@x.example\nSorsele kommun;b@x.example\n"


def read_file(name: str) -> AddressList:
    return read((DATA / name).read_bytes(), filename=name)


def read_text(text: str) -> AddressList:
    return read(text.encode(), filename="lista.csv")


def names(text: str) -> list[str]:
    return [row.name for row in read_text(text).rows]


def refusal(data: bytes, filename: str = "lista.csv") -> Refusal:
    with pytest.raises(RefusedListError) as refused:
        read(data, filename=filename)
    return refused.value.reason


def test_an_orderly_export_is_read_without_a_single_problem() -> None:
    found = read_file("lista.csv")
    assert (found.encoding, found.delimiter, len(found.rows)) == ("utf-8-sig", ";", 11)
    assert set(found.columns) == set(Field) - {Field.REASON}
    assert [problems(row) for row in found.rows] == [()] * 11


def test_an_orderly_export_becomes_bodies_for_the_register() -> None:
    entries = [entry(row) for row in read_file("lista.csv").rows]
    first = entries[0]
    assert (first.name, first.number) == ("Tärnsjö kommun", "2120002627")
    assert (first.address, first.language) == ("registrator@tarnsjo-kommun.example", "sv")
    assert [each.category for each in entries] == [
        Category.MUNICIPALITY,
        Category.MUNICIPALITY,
        Category.UNIVERSITY,
        Category.AGENCY,
        Category.SAMI,
        Category.BUSINESS_ORGANISATION,
        Category.BUSINESS_ORGANISATION,
        Category.UNION,
        Category.CIVIL_SOCIETY,
        Category.REGION,
        Category.OTHER,
    ]
    assert [each.sector for each in entries[1:5]] == [
        Sector.PUBLIC,
        Sector.ACADEMIA,
        Sector.PUBLIC,
        Sector.CIVIL,
    ]
    assert entries[-1].language == "en"


def test_a_cell_on_two_lines_is_one_cell_and_later_line_numbers_still_fit() -> None:
    rows = read_file("lista.csv").rows
    assert rows[4].cells[Field.COMMENT] == "Svarar gärna även på nordsamiska"
    assert [row.line for row in rows[3:7]] == [5, 6, 8, 9]


def test_a_list_with_faults_keeps_every_line_and_says_what_is_wrong() -> None:
    found = read_file("lista-med-fel.csv")
    assert (found.encoding, found.delimiter) == ("cp1252", ",")
    assert [(row.line, [each.code for each in problems(row)]) for row in found.rows] == [
        (2, []),
        (3, []),
        (4, ["address_invalid"]),
        (5, ["name_missing"]),
        (6, ["name_is_formula"]),
        (7, []),
    ]
    assert found.rows[4].name == '=HYPERLINK("http://x.example")'


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman", "cp850"],
)
def test_swedish_letters_survive_every_encoding_that_lists_come_in(encoding: str) -> None:
    found = read(SWEDISH.encode(encoding), filename="lista.csv")
    assert found.rows[0].name == "Åsele kommun"
    assert found.encoding == encoding


def test_letters_that_a_macintosh_took_apart_are_put_together() -> None:
    assert names("Namn;E-post\nA\u030asele kommun;a@x.example")[0] == "Åsele kommun"


def test_a_dash_of_windows_is_not_mistaken_for_another_encoding() -> None:
    data = b"Namn;E-post\nAlmi \x96 nord;a@x.example"
    assert read(data, filename="x").rows[0].name == "Almi – nord"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_though_names_contain_others(delimiter: str) -> None:
    text = f'Namn{delimiter}E-post\n"Hälsa, vård; omsorg | stöd"{delimiter}a@x.example\n'
    found = read_text(text)
    assert found.delimiter == delimiter
    assert found.rows[0].name == "Hälsa, vård; omsorg | stöd"


def test_the_delimiter_that_excel_announces_is_followed() -> None:
    found = read_text("sep=|\nNamn|E-post\nA;B|a@x.example")
    assert (found.rows[0].name, found.rows[0].line) == ("A;B", 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    assert names(SWEDISH.replace("\n", end)) == ["Åsele kommun", "Sorsele kommun"]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Remissinstans;Org.nr;Typ;E-post", "name number category address"),
        ("Body;Organisation number;Category;E-mail address", "name number category address"),
        ("NAMN ;Orgnr;Kategori;Mejl", "name number category address"),
        ("Organisation;Organisations-nr;Sektor;Officiell brevlåda", "name number sector address"),
        ("Namn;Anmärkning;Språk;E-postadress (diariet)", "name comment language address"),
        ("Name;Comment;Language;Mail", "name comment language address"),
    ],
)
def test_headings_are_known_in_many_spellings(headings: str, fields: str) -> None:
    found = read_text(f"{headings}\na;b;c;d@x.example\n")
    assert sorted(found.columns, key=found.columns.__getitem__) == fields.split()


def test_the_official_mailbox_goes_before_the_contact_persons() -> None:
    text = "Organisation;E-post kontaktperson;E-post registrator\nA;anna@x.example;reg@x.example"
    row = read_text(text).rows[0]
    assert row.address == "reg@x.example"
    assert [each.email for each in row.contacts] == ["anna@x.example"]


def test_the_registrars_own_name_is_not_an_address() -> None:
    row = read_text("Organisation;Registrator;E-post\nA;Anna Ek;reg@x.example").rows[0]
    assert row.address == "reg@x.example"
    assert row.extra == {"Registrator": "Anna Ek"}


def test_addresses_under_an_unknown_heading_are_found_by_their_look() -> None:
    assert read_text("Organisation;Skickas till\nA;reg@x.example").rows[0].address


def test_a_list_without_headings_is_understood_by_its_content() -> None:
    text = "a@x.example;kommun;Åsele kommun;2120002627;x\nb@x.example;kommun;Dorotea kommun;;y\n"
    row = read_text(text).rows[0]
    assert (row.line, row.name, row.address) == (1, "Åsele kommun", "a@x.example")
    assert (row.number, row.cells[Field.CATEGORY]) == ("2120002627", "kommun")
    assert row.extra == {"E": "x"}


def test_a_first_line_is_no_heading_when_its_word_comes_again() -> None:
    assert names("Boverket;myndighet\nVinnova;myndighet") == ["Boverket", "Vinnova"]


def test_a_title_above_the_headings_is_kept_as_a_row() -> None:
    found = read_text("Sändlista till RIS;\n;\nNamn;E-post\nA;a@x.example\n")
    assert [(row.line, row.name) for row in found.rows] == [(1, "Sändlista till RIS"), (4, "A")]
    assert found.headings == ("Namn", "E-post")


def test_columns_with_equal_or_no_headings_are_all_kept() -> None:
    row = read_text("Namn;E-post;Tel;Tel;\nA;a@x.example;1;2;3;4").rows[0]
    assert row.extra == {"Tel": "1", "D": "2", "E": "3", "F": "4"}
    assert row.raw == ("A", "a@x.example", "1", "2", "3", "4")


def test_telephone_numbers_are_not_organisation_numbers() -> None:
    row = read_text("Namn;E-post;Telefon\nA;a@x.example;0901234567").rows[0]
    assert row.extra == {"Telefon": "0901234567"}


def test_a_stray_quotation_mark_swallows_no_lines() -> None:
    text = 'Namn;E-post\n"Åsele kommun;a@x.example\nB;b@x.example\n"Dorotea;c@x.example\n'
    assert names(text) == ['"Åsele kommun', "B", '"Dorotea']


def test_two_stray_quotation_marks_do_not_make_one_record_of_two() -> None:
    assert names('Namn;E-post\n"Åsele;a@x.example\n"B;b@x.example\n') == ['"Åsele', '"B']


def test_a_quotation_never_hides_a_whole_record_inside_it() -> None:
    text = 'Namn;E-post\n"Åsele\nB;b@x.example\nC";c@x.example\n'
    assert names(text) == ['"Åsele', "B", 'C"']


def test_a_quotation_mark_that_is_never_closed_swallows_no_lines() -> None:
    assert names('Namn\n"A\nB\nC\n') == ['"A', "B", "C"]


def test_invisible_characters_are_taken_away() -> None:
    row = read_text("Namn;E-post\n\u200bÅsele\u00a0 kommun\u202e;a@x.example\x00").rows[0]
    assert (row.name, row.address) == ("Åsele kommun", "a@x.example")


def test_no_nought_is_left_for_the_database_to_refuse() -> None:
    assert "\x00" not in "".join(read_text("Namn;E-post\nA\x00;a@x.example").rows[0].raw)


def test_script_and_right_to_left_text_are_text() -> None:
    assert names("Namn;E-post\n<script>alert(1)</script>;a@x.example\nשלום;b@x.example") == [
        "<script>alert(1)</script>",
        "שלום",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Anna Ek;811218-9876;a@x.example;",
        "Anna Ek;8112189876;a@x.example;",
        "Anna Ek;19811218-9876;a@x.example;",
        "Anna Ek;;a@x.example;born 19811218-9876, ok",
        "Anna Ek;;a@x.example;811218-9876",
        "Anna 811218+9876;;a@x.example;",
    ],
)
def test_personal_identity_numbers_are_kept_nowhere(line: str) -> None:
    row = read_text(f"Namn;Orgnr;E-post;Kommentar\n{line}\n").rows[0]
    kept = repr(row)
    assert "9876" not in kept
    assert kept.count(MASK) == 2  # in the cell and in the raw line


def test_a_second_column_for_personal_numbers_is_masked_too() -> None:
    text = "Namn;E-post;Orgnr;Personnummer\nA;a@x.example;2120002627;8112189876"
    row = read_text(text).rows[0]
    assert (row.number, row.extra) == ("2120002627", {"Personnummer": MASK})


def test_a_personal_number_without_headings_is_masked() -> None:
    assert "9876" not in repr(read_text("Anna Ek;a@x.example;8112189876").rows)


def test_digits_that_are_no_birthday_are_left_alone() -> None:
    text = "Namn;E-post;Kommentar\nA;a@x.example;dnr 991399-1234 och 0901234567"
    assert read_text(text).rows[0].cells[Field.COMMENT] == "dnr 991399-1234 och 0901234567"


@pytest.mark.parametrize("data", [b"", b"\n\n  \r\n;;;\n", b"Namn;E-post\n", b"\xef\xbb\xbf"])
def test_a_list_with_no_bodies_is_refused_as_empty(data: bytes) -> None:
    assert refusal(data) is Refusal.EMPTY


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        b"<html><table><tr><td>Namn",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01",
    ],
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    assert refusal(data) is Refusal.NOT_A_TABLE


def test_a_list_may_have_exactly_as_many_rows_as_is_said() -> None:
    lines = "Namn;E-post\n" + "A;a@x.example\n" * MAX_ROWS
    assert len(read_text(lines).rows) == MAX_ROWS
    assert refusal(f"{lines}B;".encode()) is Refusal.TOO_MANY_ROWS


def test_too_many_rows_without_headings_are_refused_too() -> None:
    assert refusal(b"A;a@x.example\n" * (MAX_ROWS + 1)) is Refusal.TOO_MANY_ROWS


def test_too_many_bytes_cells_or_columns_are_refused() -> None:
    assert refusal(b"a" * (MAX_BYTES + 1)) is Refusal.TOO_LARGE
    assert refusal(b"a" + b";" * (MAX_BYTES - 1)) is Refusal.TOO_LARGE
    assert refusal(b"a;" * (MAX_COLUMNS + 1)) is Refusal.TOO_LARGE


NOT_IN_CELLS = '[;"\\n\\r]'
WRITTEN = st.text(alphabet='abcåäöXYZ ;,|\t"\n\r@.=-', max_size=400)


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


@settings(deadline=None)
@given(WRITTEN)
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    # A line of our own in front, for a text with nothing but blank lines would be refused.
    found = read(f"Åsele\n{text}".encode("utf-8-sig"), filename="lista.csv")
    kept = "".join(
        cell for cells in (found.headings, *(row.raw for row in found.rows)) for cell in cells
    )
    assert _letters(kept) == _letters(f"Åsele{text}")


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcåäö;,|\t\"'@.=-", min_size=1, max_size=20), min_size=1))
def test_every_line_that_is_not_blank_is_a_row_or_the_headings(lines: list[str]) -> None:
    filled = [line for line in lines if any(character.isalpha() for character in line)]
    text = "\n".join(["Namn;E-post;Kategori", *(line.replace('"', "'") for line in filled)])
    if filled:
        assert [row.line for row in read_text(text).rows] == list(range(2, len(filled) + 2))


@settings(deadline=None)
@given(st.lists(st.tuples(WRITTEN, WRITTEN), min_size=1, max_size=10))
def test_all_that_was_read_is_in_a_field_or_beside_it(pairs: list[tuple[str, str]]) -> None:
    lines = [
        f"n{re.sub(NOT_IN_CELLS, ' ', one)};{re.sub(NOT_IN_CELLS, ' ', two)}" for one, two in pairs
    ]
    text = "\n".join(["Namn;E-post;Annat", *lines])
    for row in read_text(text).rows:
        kept = "".join([*row.cells.values(), *row.extra.values()])
        assert _letters(kept) == _letters("".join(row.raw))


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=600),
        st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail),
        st.binary(max_size=300).map(lambda tail: b"\xff\xfe" + tail),
        st.binary(max_size=300).map(lambda tail: b"Namn;E-post\n" + tail),
    ),
    st.sampled_from(["lista.csv", "lista.xlsx", "", "lista"]),
)
def test_no_bytes_whatever_cause_another_error_than_a_refusal(data: bytes, filename: str) -> None:
    try:
        found = read(data, filename=filename)
    except RefusedListError:
        return
    for row in found.rows:
        assert has_errors(row) == any(each.is_error for each in problems(row))
        assert entry(row).category in Category
