import io
import re

import openpyxl
import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.webapp.organisations.conftest import FAULTY, ORDERLY
from webapp.audit import queries as audit
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.organisations.addresslist import MAX_BYTES
from webapp.organisations.models import (
    Category,
    ListImport,
    ListRow,
    Organisation,
    RowChoice,
    Sector,
)
from webapp.organisations.queries import lists
from webapp.organisations.service import importing
from webapp.organisations.standing import RowState

HEAD = "Namn;E-post;Orgnr;Kategori\n"


def rows():
    return {row.line: row for row in session.scalars(select(ListRow))}


def the_list() -> ListImport:
    return session.scalars(select(ListImport).order_by(ListImport.id.desc()).limit(1)).one()


def states():
    found = lists.counts(the_list().id)
    return {state.value: number for state, number in found.items() if number}


def names():
    return sorted(session.scalars(select(Organisation.name)))


def line_path(line: int) -> str:
    return f"/organisations/imports/{the_list().id}/rows/{line}"


def apply(browser):
    return browser.post(f"/organisations/imports/{the_list().id}/apply")


def choose(browser, number, **said):
    return browser.post(f"{line_path(number)}/choice", said)


def test_a_list_is_shown_before_anything_changes_in_the_register(registrar, send):
    assert send(FAULTY, "lista-med-fel.csv").status_code == 200
    assert states() == {"create": 1, "merge": 1, "undecided": 1, "bad": 3}
    assert names() == []
    text = registrar.text()
    for words in ("Windows-1252", "comma", "6 lines were read", "Nothing has changed"):
        assert words in text
    assert "Is the same body as line 2, Tärnsjö kommun" in registrar.text("#line-3")
    assert "dots of å, ä and ö, same e-mail address" in registrar.text("#line-3")
    assert "May be the same body as line 2" in registrar.text("#line-7")
    assert "This is not an e-mail address" in registrar.text("#line-4")
    assert "The name is missing" in registrar.text("#line-5")


def test_the_counts_on_the_page_add_up_to_the_lines(registrar, send):
    send(FAULTY)
    shown = [int(each.get_text()) for each in registrar.page.select(".y-stat__value")]
    assert sum(shown) == 6


def test_applying_makes_bodies_of_what_is_ready_and_leaves_the_rest(registrar, send):
    send(FAULTY)
    registrar.submit("Apply the 2 lines")
    assert "1 new in the register, 0 there already, 1 merged" in registrar.text()
    assert names() == ["Tärnsjö kommun"]
    assert states() == {"undecided": 1, "bad": 3, "done": 2}
    assert rows()[3].organisation_id == rows()[2].organisation_id
    assert the_list().applied_at is not None


def test_applying_again_does_nothing_more(registrar, send):
    send(ORDERLY)
    apply(registrar)
    before = names()
    apply(registrar)
    assert "Nothing was ready" in registrar.text()
    assert names() == before
    assert len(before) == 11


def test_an_orderly_list_becomes_the_bodies_that_it_says(registrar, send):
    send(ORDERLY)
    apply(registrar)
    body = session.scalars(select(Organisation).where(Organisation.number.is_not(None))).one()
    assert (body.name, body.number, body.category) == (
        "Tärnsjö kommun",
        "2120002627",
        Category.MUNICIPALITY,
    )
    assert (body.sector, body.email) == (Sector.PUBLIC, "registrator@tarnsjo-kommun.example")


def test_a_bad_line_is_corrected_where_it_stands_and_applied_later(registrar, send):
    send(FAULTY)
    apply(registrar)
    registrar.get(f"/organisations/imports/{the_list().id}?show=bad")
    registrar.get(registrar.page.select_one("#line-4 a[href*=rows]")["href"])
    answer = registrar.submit("Save the line", **{"line4-address": "diariet@alvdal.example"})
    assert answer.status_code == 200
    assert "Line 4 is corrected" in registrar.text()
    assert rows()[4].choice is RowChoice.CREATE
    apply(registrar)
    assert names() == ["Tärnsjö kommun", "Älvdals kommun"]
    assert rows()[4].raw[1] == "inte-en-adress"


def test_a_correction_that_does_not_suffice_is_kept_and_says_what_is_left(registrar, send):
    send(HEAD + ";fel;;\n")
    registrar.get(line_path(2))
    answer = registrar.submit("Save the line", **{"line2-name": "Tuna kommun"})
    assert answer.status_code == 422
    assert "This is not an e-mail address" in registrar.text(".y-error-summary")
    assert registrar.page.select_one("#line2-name")["value"] == "Tuna kommun"
    assert rows()[2].cells["name"] == "Tuna kommun"


def test_too_long_a_cell_is_refused_and_stays_in_the_form(registrar, send):
    send(HEAD + "Tuna kommun;a@tuna.example;;\n")
    registrar.get(line_path(2))
    long = "x" * 201
    assert registrar.submit("Save the line", **{"line2-name": long}).status_code == 422
    assert registrar.page.select_one("#line2-name")["value"] == long
    assert rows()[2].cells["name"] == "Tuna kommun"


def test_a_correction_is_compared_with_the_other_lines_and_the_register(registrar, send):
    OrganisationFactory(name="Region Prov", email="diariet@prov.example")
    send(HEAD + "Tuna kommun;a@tuna.example;;\nTuna kommuns;fel;;\nRegion Prov;fel;;\n")
    for line, address in ((3, "a@tuna.example"), (4, "diariet@prov.example")):
        registrar.get(line_path(line))
        registrar.submit("Save the line", **{f"line{line}-address": address})
    assert (rows()[3].choice, rows()[3].merge_with_line) == (RowChoice.MERGE, 2)
    assert rows()[4].choice is RowChoice.USE_EXISTING


def test_an_untouched_word_of_the_list_stays_as_it_was_written(registrar, send):
    send(HEAD + "Tuna;fel;;primärkommun\n")
    registrar.get(line_path(2))
    registrar.submit("Save the line", **{"line2-address": "a@tuna.example"})
    assert rows()[2].cells["category"] == "primärkommun"


def test_a_body_in_the_register_is_used_and_only_what_it_lacks_is_filled_in(registrar, send):
    body = OrganisationFactory(name="Tuna kommun", email="gammal@tuna.example", note="")
    send("Namn;E-post;Orgnr;Kommentar\nTuna kommun;ny@tuna.example;212000-2627;Växel 010-1\n")
    apply(registrar)
    assert names() == ["Tuna kommun"]
    assert (body.email, body.number) == ("gammal@tuna.example", "2120002627")
    assert body.note.startswith("Växel 010-1\n")
    assert "lista.csv" in body.note
    assert "ny@tuna.example" in body.note


def test_a_merged_lines_other_address_is_noted_once(registrar, send):
    send(HEAD + "Tuna kommun;a@tuna.example;;\nTuna kommun;b@tuna.example;;\n" * 2)
    apply(registrar)
    body = session.scalars(select(Organisation)).one()
    assert body.email == "a@tuna.example"
    assert body.note.count("b@tuna.example") == 1


def test_a_line_merged_with_one_that_waits_waits_too(registrar, send):
    OrganisationFactory(name="Tuna kommun", email="registrator@annan.example")
    send(HEAD + "Tuna kommuns;a@x.example;;\nTuna kommuns;a@x.example;;\n")
    assert states() == {"undecided": 2}
    assert "Goes with line 2" in registrar.text("#line-3")
    choose(registrar, 2, choice="create")
    assert states() == {"create": 1, "merge": 1}
    choose(registrar, 2, choice="skip")
    assert states() == {"undecided": 1, "skip": 1}


def test_each_choice_can_be_made_with_the_buttons_on_the_list(registrar, send):
    OrganisationFactory(name="Tuna kommun", email="registrator@annan.example")
    send(HEAD + "Tuna kommuns;a@x.example;;\n")
    registrar.submit("It is Tuna kommun", selector="#line-2 form")
    assert states() == {"use_existing": 1}
    registrar.get(line_path(2))
    registrar.submit("Make it a new body")
    assert states() == {"create": 1}
    registrar.get(line_path(2))
    registrar.submit("Skip it")
    assert states() == {"skip": 1}
    registrar.get(line_path(2))
    registrar.submit("Suggest again")
    assert states() == {"undecided": 1}
    assert rows()[2].chosen is False


def test_a_line_can_be_any_body_that_the_register_is_searched_for(registrar, send):
    OrganisationFactory(name="Helt annat namn")
    send(HEAD + "Tuna kommun;a@x.example;;\n")
    registrar.get(f"{line_path(2)}?find=annat")
    registrar.submit("This is the body")
    assert rows()[2].candidate.name == "Helt annat namn"
    assert states() == {"use_existing": 1}


def test_merging_goes_to_the_line_that_is_kept_and_never_in_a_ring(registrar, send):
    send(HEAD + "Tuna;a@x.example;;\nBerga;b@x.example;;\nDala;c@x.example;;\n")
    choose(registrar, 3, choice="merge", line="2")
    choose(registrar, 4, choice="merge", line="3")
    assert rows()[4].merge_with_line == 2
    assert choose(registrar, 2, choice="merge", line="4").status_code == 422
    assert "That is this line" in registrar.text()
    choose(registrar, 4, choice="create")
    choose(registrar, 2, choice="merge", line="4")
    assert rows()[3].merge_with_line == 4
    apply(registrar)
    assert names() == ["Dala"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"choice": "merge", "line": "99"}, "no such line"),
        ({"choice": "merge", "line": "två"}, "in figures"),
        ({"choice": "use_existing"}, "Choose which body"),
        ({"choice": "explode"}, "Choose what to do"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_in_a_sentence(registrar, send, said, sentence):
    send(HEAD + "Tuna;a@x.example;;\n")
    assert choose(registrar, 2, **said).status_code == 422
    assert sentence in registrar.text()
    assert rows()[2].chosen is False


def test_a_bad_line_cannot_become_a_body_before_it_is_corrected(registrar, send):
    send(HEAD + "Tuna;fel;;\n")
    assert choose(registrar, 2, choice="create").status_code == 422
    assert "Correct the line first" in registrar.text()


def test_a_line_that_is_done_no_longer_changes(registrar, send):
    send(HEAD + "Tuna;a@x.example;;\n")
    apply(registrar)
    choose(registrar, 2, choice="skip")
    assert "This line is done" in registrar.text()
    answer = registrar.post(line_path(2), {"line2-name": "Annat", "line2-address": "a@x.example"})
    assert answer.status_code == 422
    assert rows()[2].cells["name"] == "Tuna"


def test_the_same_list_twice_makes_no_body_twice(registrar, send):
    send(ORDERLY)
    first = the_list().id
    send(ORDERLY)
    registrar.post(f"/organisations/imports/{first}/apply")
    apply(registrar)
    assert len(names()) == 11
    assert "0 new in the register, 11 there already" in registrar.text()


def test_a_body_that_came_meanwhile_and_is_only_similar_is_left_to_a_person(registrar, send):
    send(HEAD + "Tuna kommuns;a@x.example;;\n")
    OrganisationFactory(name="Tuna kommun", email="b@x.example")
    apply(registrar)
    assert "One line resembles a body that has come" in registrar.text()
    assert states() == {"undecided": 1}


def test_a_number_that_another_body_has_is_noted_where_a_person_wants_a_new_body(registrar, send):
    OrganisationFactory(name="Förvaltningen för vatten", number="2120002627")
    send(HEAD + "Förvaltningen för väg;a@x.example;212000-2627;\n")
    assert states() == {"undecided": 1}
    choose(registrar, 2, choice="create")
    apply(registrar)
    body = session.scalars(select(Organisation).where(Organisation.email == "a@x.example")).one()
    assert body.number is None
    assert "2120002627" in body.note


def test_a_personal_number_is_kept_nowhere_and_the_file_is_not_kept(registrar, send):
    send(HEAD + "Anna Ek;anna@x.example;640823-3234;\nTuna 640823-3234;b@x.example;;\n")
    kept = str([(row.raw, row.cells) for row in rows().values()])
    assert "3234" not in kept
    assert "3234" not in registrar.text()
    assert states() == {"create": 1, "bad": 1}


def test_a_sector_that_nothing_tells_is_not_counted_as_public(registrar, send):
    send(HEAD + "Någonting;a@x.example;;övrig\n")
    apply(registrar)
    assert session.scalars(select(Organisation.sector)).one() is Sector.NOT_STATED


def test_the_lines_to_correct_come_as_a_file_that_can_be_sent_in_again(registrar, send):
    send(FAULTY, "lista-med-fel.csv")
    answer = registrar.get(f"/organisations/imports/{the_list().id}/bad.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.data.decode("utf-8-sig")
    assert len(text.splitlines()) == 4
    assert "\"'=HYPERLINK" in text
    assert "The name begins like a formula" in text
    corrected = text.replace("inte-en-adress", "a@alvdal.example").encode()
    send(corrected, "rättad.csv")
    assert states() == {"create": 1, "bad": 2}


def test_a_formula_is_text_on_the_page_and_never_a_body(registrar, send):
    send(FAULTY)
    apply(registrar)
    assert '=HYPERLINK("http://x.example")' in registrar.text("#line-6")
    assert not registrar.page.select('a[href="http://x.example"]')
    assert not any(name.startswith("=") for name in names())


def test_script_and_turned_text_in_cells_are_shown_as_text(registrar, send):
    send(HEAD + "<script>alert(1)</script>\u202eTuna;a@x.example;;\n")
    assert not registrar.page.select("main script")
    assert rows()[2].cells["name"] == "<script>alert(1)</script>Tuna"


def test_a_workbook_says_which_sheet_was_read_and_which_not(registrar, send):
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Sändlista"
    book.active.append(["Namn", "E-post", "Telefon"])
    book.active.append(["Tuna kommun", "a@tuna.example", "010-1"])
    book.create_sheet("Gammalt").append(["x"])
    book.save(data)
    send(data.getvalue(), "lista.xlsx")
    text = registrar.text()
    assert "Only “Sändlista” was read" in text
    assert "Gammalt" in text
    assert "Not used" in registrar.text("#columns")
    registrar.get(line_path(2))
    assert "010-1" in registrar.text()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "tom.csv", "nothing in the file"),
        (b"%PDF-1.7 x", "lista.csv", "not a table"),
        (b"PK\x03\x04 x", "lista.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "lista.xls", "old kind"),
        (b"Namn;E-post\n" + b"a;b@x.example\n" * 20_001, "lista.csv", "20,000 lines"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(registrar, send, data, name, sentence):
    assert send(data, name).status_code == 422
    assert sentence in registrar.text(".y-error-summary")
    assert session.scalars(select(ListImport)).all() == []


def test_a_file_that_is_too_large_is_refused_in_a_sentence(database):
    with pytest.raises(DomainError, match="för stor") as refused:
        importing.start(b"x" * (MAX_BYTES + 1), "lista.csv", UserFactory())
    assert refused.value.field == "file"


def test_no_file_at_all_is_said(registrar):
    assert registrar.post("/organisations/imports/new", {}).status_code == 422
    assert "Choose a file" in registrar.text(".y-error-summary")


def test_the_parts_of_a_list_are_shown_alone_and_paged(registrar, send):
    send(HEAD + "".join(f"Bolag {n} AB;a@b{n}.example;;\n" for n in range(120)) + "X;fel;;\n")
    found = the_list().id
    seen: list[str] = []
    registrar.get(f"/organisations/imports/{found}?show=ready")
    while True:
        seen += [row["id"] for row in registrar.page.select("#lines-rows > tr")]
        more = registrar.page.select_one("#lines-rows-more a")
        if more is None:
            break
        registrar.get(more["href"])
    assert seen == [f"line-{n}" for n in range(2, 122)]
    registrar.get(f"/organisations/imports/{found}?show=bad")
    assert [row["id"] for row in registrar.page.select("#lines-rows > tr")] == ["line-122"]


def test_the_pages_of_a_list_ask_no_more_of_the_database_for_more_lines(
    registrar, send, count_queries
):
    counted = []
    for size in (3, 30):
        OrganisationFactory(name=f"Tuna{size}")
        send(
            HEAD
            + "".join(f"Tuna{n};a@b{n}.example;;\nTuna{n};a@c{n}.example;;\n" for n in range(size))
        )
        path = f"/organisations/imports/{the_list().id}"
        registrar.get(path)
        counted.append(count_queries(lambda path=path: registrar.get(path)))
    assert counted[0] == counted[1] < 12


def test_reading_and_applying_take_no_more_questions_for_more_lines(registrar, send, count_queries):
    counted = []
    for size in (3, 30):
        data = HEAD + "".join(f"Bolag {size} {n} AB;a@b{size}{n}.example;;\n" for n in range(size))
        counted.append(
            (count_queries(lambda d=data: send(d)), count_queries(lambda: apply(registrar)))
        )
    assert counted[0] == counted[1]


def test_what_staff_do_with_a_list_is_on_the_trail(registrar, send):
    send(FAULTY)
    choose(registrar, 7, choice="skip")
    apply(registrar)
    trail = [(each.action, each.details) for each in audit.about(the_list().id)]
    assert [action for action, _ in reversed(trail)] == [
        "organisations.start_import",
        "organisations.choose_row",
        "organisations.apply_import",
    ]
    assert trail[0][1] == {"created": 1, "used": 0, "merged": 1}


def test_an_approver_reads_a_list_and_changes_nothing(registrar, send, signed_in):
    send(FAULTY)
    approver = signed_in(Role.APPROVER)
    assert approver.get(f"/organisations/imports/{the_list().id}").status_code == 200
    assert not approver.page.select("main form, main a[href*=rows]")
    assert apply(approver).status_code == 403
    assert names() == []


def test_a_list_and_a_line_that_are_not_there_are_not_found(registrar, send):
    send(ORDERLY)
    assert registrar.get(line_path(999)).status_code == 404
    path = re.sub(r"[0-9a-f]{12}$", "0" * 12, f"/organisations/imports/{the_list().id}")
    assert registrar.get(path).status_code == 404


def test_the_states_that_the_database_works_out_cover_every_row(registrar, send):
    send(FAULTY)
    shown, _ = lists.lines(the_list().id)
    assert [line.state for line in shown] == [
        RowState.CREATE,
        RowState.MERGE,
        RowState.BAD,
        RowState.BAD,
        RowState.BAD,
        RowState.UNDECIDED,
    ]
