"""Word files through the page and the worker: what is taken in, and what is refused and why."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.webapp.drafts.pages import latest_import, new_document, rows, sign_in, upload
from tests.webapp.drafts.word_files import (
    content_types,
    docx,
    p,
    parts,
    picture,
    png,
    table,
    zipped,
)
from webapp.audit import queries as audit
from webapp.core.background import JobStatus
from webapp.drafts.models import SectionKind

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
LOCKED = OLE + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le")
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
DAMAGED = zipped({**parts(p("Text.")), "word/document.xml": "<w:document><w:body>"})

TREE = docx(
    p("Inledning", style="Rubrik1"),
    p("Länet har starka miljöer för forskning om skog och metaller."),
    p("Mål 1: Förnyelse", style="Rubrik1"),
    p("Regionen samordnar ansökningar tillsammans med kommunerna."),
    p("Bakgrund", style="Rubrik2"),
    p("Avstånden är långa, och tågen går sällan i tid på vintern."),
    table(["A", "B"], ["1", "2"]),
)
TRANSLATION = docx(
    p("Introduction", style="Rubrik1"),
    p("The county has strong environments for research on forests and metals."),
    p("Goal 1: Renewal", style="Rubrik1"),
    p("The region coordinates applications together with the municipalities."),
    p("Background", style="Rubrik2"),
    p("Distances are long, and trains are seldom on time in winter."),
    table(["A", "B"], ["1", "2"]),
)


def macros() -> bytes:
    contents = parts(p("Text."))
    contents["[Content_Types].xml"] = str(content_types()).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        MACRO_TYPE,
    )
    return zipped({**contents, "word/vbaProject.bin": b"x"})


def bomb() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts(p("Text.")).items():
            archive.writestr(name, content)
        archive.writestr("word/media/huge.bin", b"\0" * 300_000_000)
    return buffer.getvalue()


@pytest.fixture
def document(client):
    return new_document(sign_in(client))


@pytest.fixture
def imported(client, document, work_off):
    upload(client, document, TREE)
    assert "Filen läses in" in client.text()
    work_off()
    return document


def test_an_import_makes_the_tree_and_says_what_came_along(client, imported):
    assert [(s.number, s.title["sv"], s.kind) for s in rows(imported)] == [
        ("1", "Inledning", SectionKind.PLAIN),
        ("2", "Mål 1: Förnyelse", SectionKind.GOAL),
        ("2.1", "Bakgrund", SectionKind.PLAIN),
    ]
    client.get(client.path)
    assert "Filen är importerad" in client.text("h1")
    assert "3 rubriker" in client.text()
    assert "1 tabell" in client.text()
    assert [line.action for line in audit.about(imported.id)][:2] == [
        "drafts.import", "drafts.start_import",
    ]  # fmt: skip


def test_progress_is_a_fragment_until_the_page_is_loaded_anew(client, document, work_off):
    upload(client, document, TREE)
    path = client.path
    answer = client.get(path, headers={"HX-Request": "true"})
    assert "<h1" not in answer.text
    assert 'id="word-import"' in answer.text
    assert f'hx-get="{path}"' in answer.text
    work_off()
    answer = client.get(path, headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 something", "inte ett Word-dokument"),
        ("Bara text, åäö.".encode(), "inte ett Word-dokument"),
        (OLE + "WordDocument".encode("utf-16-le"), "före 2007"),
        (LOCKED, "låst med ett lösenord"),
        (macros(), "makron"),
        (bomb(), "orimligt stort"),
    ],
    ids=["pdf", "text", "doc", "encrypted", "macros", "bomb"],
)
def test_what_is_refused_at_sight_is_said_on_the_form(client, document, data, sentence):
    answer = upload(client, document, data, language="en")
    assert answer.status_code == 422
    assert sentence in client.text("#file-error")
    assert client.page.select_one('input[name=language][value="en"]').has_attr("checked")
    assert latest_import() is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(docx(), "Dokumentet är tomt"), (DAMAGED, "skadat")],
    ids=["empty", "damaged"],
)
def test_what_is_refused_while_it_is_read_is_said_on_its_page(
    client, document, work_off, data, sentence
):
    upload(client, document, data)
    path = client.path
    work_off()
    client.get(path)
    assert "Filen kunde inte importeras" in client.text("h1")
    assert sentence in client.text()
    assert client.page.select_one(f'main a[href="/documents/{document.id}/import"]')
    assert rows(document) == []
    assert audit.about(document.id)[0].action == "drafts.refuse_import"
    client.get("/language/en")
    client.get(path)
    assert "The file could not be imported" in client.text("h1")


def test_no_file_and_no_language_are_said_together(client, document):
    client.get(f"/documents/{document.id}/import")
    answer = client.submit("Importera")
    assert answer.status_code == 422
    assert "Välj en fil." in client.text()
    assert "Välj vilket språk texten är på." in client.text()


def test_too_large_a_file_gets_a_sentence(app, client, document, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)
    answer = upload(client, document, b"PK" + b"0" * 20_000)
    assert answer.status_code == 413
    assert "Filen är för stor" in client.text("h1")


def test_text_without_headings_becomes_one_section_and_that_is_said(client, document, work_off):
    upload(client, document, docx(p("Bara ett långt stycke text utan någon rubrik.")))
    work_off()
    assert [s.title["sv"] for s in rows(document)] == ["Inledning"]
    client.get(client.path)
    assert "Inga rubriker hittades" in client.text()


def test_tracked_changes_are_carried_out_and_counted(client, document, work_off):
    changed = (
        '<w:ins w:id="1" w:author="a"><w:r><w:t>infogat </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>struket</w:delText></w:r></w:del>'
    )
    upload(client, document, docx(p("Rubrik", style="Rubrik1"), p(changed, "stycke")))
    work_off()
    assert rows(document)[0].blocks[0].text["sv"] == "infogat stycke"
    client.get(client.path)
    assert "1 spårad infogning godtogs" in client.text()
    assert "1 ställe som är struket" in client.text()


def test_a_translation_goes_into_the_same_sections_and_blocks(client, imported, work_off):
    keys = [(s.key, [b.key for b in s.blocks]) for s in rows(imported)]
    upload(client, imported, TRANSLATION, language="en")
    work_off()
    sections = rows(imported)
    assert [(s.key, [b.key for b in s.blocks]) for s in sections] == keys
    assert all(b.html.keys() == {"sv", "en"} for s in sections for b in s.blocks)
    assert [s.title["en"] for s in sections] == ["Introduction", "Goal 1: Renewal", "Background"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            [p("Introduction", style="Rubrik1"), p("Goal 1", style="Rubrik1")],
            "Filen har ingen rubrik som motsvarar ”2.1 Bakgrund”",
        ),
        (
            [
                p("Introduction", style="Rubrik1"), p("A."),
                p("Goal 1", style="Rubrik1"), p("B."),
                p("Background", style="Rubrik2"), p("C."), table(["A", "B"], ["1", "2"]),
                p("Annex", style="Rubrik1"), p("D."),
            ],
            "Dokumentet har inget avsnitt som motsvarar ”Annex”",
        ),
        (
            [
                p("Introduction", style="Rubrik1"),
                p("Goal 1", style="Rubrik2"),
                p("Background", style="Rubrik2"),
            ],
            "”Goal 1” i filen ligger inte på samma nivå som ”2 Mål 1: Förnyelse”",
        ),
    ],
    ids=["missing", "extra", "level"],
)  # fmt: skip
def test_a_translation_with_other_headings_is_refused_with_the_place(
    client, imported, work_off, body, sentence
):
    before = [(s.key, dict(s.title), s.revision) for s in rows(imported)]
    upload(client, imported, docx(*body), language="en")
    work_off()
    client.get(client.path)
    assert sentence in client.text()
    assert [(s.key, dict(s.title), s.revision) for s in rows(imported)] == before


def test_a_translation_with_another_number_of_paragraphs_is_taken_in_and_said(
    client, imported, work_off
):
    body = docx(
        p("Introduction", style="Rubrik1"),
        p("The county has strong environments."),
        p("For research on forests and metals."),
        p("Goal 1: Renewal", style="Rubrik1"),
        p("The region coordinates."),
        p("Background", style="Rubrik2"),
        p("Distances are long."),
        table(["A", "B"], ["1", "2"]),
    )
    upload(client, imported, body, language="en")
    work_off()
    client.get(client.path)
    assert "Avsnitt där språken skiljer sig åt" in client.text()
    assert "1 Inledning" in client.text("[aria-labelledby=uneven]")
    assert [len(s.blocks) for s in rows(imported)] == [2, 1, 2]


def test_replacing_text_asks_for_consent(client, imported):
    answer = upload(client, imported, TREE)
    assert answer.status_code == 422
    assert "Kryssa i rutan" in client.text("#replace-error")


def test_titles_alone_are_not_replaced_unasked_either(client, document):
    client.get(f"/documents/{document.id}/sections/new")
    client.submit("Spara", title_sv="Bara en rubrik")
    assert upload(client, document, TREE).status_code == 422
    assert upload(client, document, TREE, language="en").status_code == 200


def test_a_new_draft_in_the_same_language_keeps_what_is_recognised(client, imported, work_off):
    before = {s.title["sv"]: s for s in rows(imported)}
    keys = {title: (s.key, [b.key for b in s.blocks]) for title, s in before.items()}
    upload(client, imported, TRANSLATION, language="en")
    work_off()
    new = docx(
        p("Förord", style="Rubrik1"),
        p("Något helt nytt."),
        p("Inledning", style="Rubrik1"),
        p("Länet har mycket starka miljöer för forskning om skog, malm och metaller."),
        p("Förutsättningar", style="Rubrik1"),
        p("Avstånden är långa, och tågen går sällan i tid på vintern."),
        table(["A", "B"], ["1", "2"]),
    )
    upload(client, imported, new, replace="y")
    work_off()
    sections = rows(imported)
    assert [(s.number, s.title["sv"]) for s in sections] == [
        ("1", "Förord"), ("2", "Inledning"), ("3", "Förutsättningar"),
    ]  # fmt: skip
    kept = [(s.key, [b.key for b in s.blocks]) for s in sections[1:]]
    assert kept == [keys["Inledning"], keys["Bakgrund"]]
    assert sections[1].title["en"] == "Introduction"
    client.get(client.path)
    assert "2 Mål 1: Förnyelse" in client.text("[aria-labelledby=removed]")


def test_pictures_are_kept_once_and_survive_a_second_import(client, document, work_off):
    body = docx(
        p("Vision", style="Rubrik1"),
        p(picture("bild", alt="Karta")),
        links={"bild": ("image", "media/bild.png")},
        more={"word/media/bild.png": png()},
    )
    upload(client, document, body)
    work_off()
    first = rows(document)[0].blocks[0].images
    upload(client, document, body, replace="y")
    work_off()
    assert rows(document)[0].blocks[0].images == first


def test_the_documents_title_in_a_language_comes_from_the_file(client, document, work_off):
    upload(client, document, docx(p("A strategy", style="Rubrik"), p("Text.")), language="en")
    work_off()
    client.get(f"/documents/{document.id}")
    assert client.text("h1") == "Innovationsstrategi"
    assert "A strategy" in client.text()


def test_a_file_marked_as_another_language_is_asked_about(client, document, work_off):
    upload(client, document, TREE, language="en")
    work_off()
    assert latest_import().status is JobStatus.DONE
    client.get(client.path)
    assert "I Word är texten märkt som svenska" in client.text()
