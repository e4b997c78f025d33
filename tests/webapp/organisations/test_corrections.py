import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from webapp.organisations.addresslist import (
    AddressList,
    Field,
    Row,
    bad_rows_csv,
    corrected,
    has_errors,
    problems,
    read,
)


def reasons(row: Row) -> str:
    return ", ".join(problem.code for problem in problems(row))


def exported(source: AddressList, *rows: Row) -> bytes:
    return bad_rows_csv(source, rows, reason_heading="Orsak", reason=reasons)


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_text(text: str) -> AddressList:
    return read(text.encode(), filename="lista.csv")


def test_bad_rows_come_under_their_own_headings_with_the_reason_last() -> None:
    found = read_text("Instans,Mejl,Tel\nÅsele,nej,090\n,a@x.example,\n")
    data = exported(found, *found.rows)
    assert data.startswith(b"\xef\xbb\xbfInstans;Mejl;Tel;Orsak\r\n")
    assert table(data)[1:] == [
        ["Åsele", "nej", "090", "address_invalid"],
        ["", "a@x.example", "", "name_missing"],
    ]


def test_formulas_are_neutralised_in_every_column() -> None:
    found = read_text('Namn;E-post;Övrigt;Tel\n"=1+1";@x; -2;"\t=3"\n')
    assert table(exported(found, *found.rows))[1][:4] == ["'=1+1", "'@x", "' -2", "'\t=3"]


def test_a_reason_or_heading_is_neutralised_too() -> None:
    found = read_text("Namn;E-post;=cmd\nA;nej;x\n")
    data = bad_rows_csv(found, found.rows, reason_heading="@r", reason=lambda _: "+x")
    assert table(data) == [["Namn", "E-post", "'=cmd", "'@r"], ["A", "nej", "x", "'+x"]]


def test_a_list_without_headings_gets_headings_that_are_understood() -> None:
    found = read_text("a@x.example;Åsele;090\nnej;Malå;091\n")
    data = exported(found, found.rows[1])
    assert table(data)[0] == ["E-post", "Organisation", "C", "Orsak"]
    again = read(data, filename="fel.csv").rows[0]
    assert (again.name, again.address) == ("Malå", "nej")


def test_what_a_person_corrected_is_in_the_file() -> None:
    found = read_text("Namn;E-post\n;nej\n")
    row = corrected(found.rows[0], {Field.NAME: "Åsele", Field.NUMBER: "212000-2627"})
    assert table(exported(found, row)) == [
        ["Namn", "E-post", "Organisationsnummer", "Orsak"],
        ["Åsele", "nej", "212000-2627", "address_invalid"],
    ]


def test_a_corrected_file_is_accepted_when_it_comes_back() -> None:
    found = read_text("Namn;E-post;Tel\nÅsele;nej;+46 90\n")
    fixed = exported(found, *found.rows).replace(b"nej", b"a@x.example")
    row = read(fixed, filename="fel.csv").rows[0]
    assert not has_errors(row)
    assert row.extra == {"Tel": "+46 90", "Orsak": "address_invalid"}


def test_no_rows_give_a_file_with_headings_only() -> None:
    found = read_text("Namn;E-post\nA;a@x.example\n")
    assert table(exported(found)) == [["Namn", "E-post", "Orsak"]]


def test_the_columns_mean_the_same_when_only_bad_rows_come_back() -> None:
    found = read_text("Namn;Kontakt e-post;E-post\nA;anna@x.example;nej\nB;;b@x.example\n")
    again = read(exported(found, found.rows[0]), filename="fel.csv").rows[0]
    assert again.address == "nej"


CELL = st.text(alphabet="abcåÄ =+-@\t;\"'’|,", max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
@example([("'=a", "''=b", "' =c")])
def test_what_is_sent_back_reads_the_same_again(lines: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(
        [("Namn", "E-post", "Annat"), *((f"n{first}", *rest) for first, *rest in lines)],
    )
    found = read_text(out.getvalue())
    again = read(exported(found, *found.rows), filename="fel.csv")
    assert [row.cells for row in again.rows] == [row.cells for row in found.rows]
    assert [row.extra["Annat"] for row in again.rows] == [row.extra["Annat"] for row in found.rows]
