"""Freezing a version, and reading it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.webapp.drafts.pages import new_document, rows, sign_in, upload
from tests.webapp.drafts.word_files import docx, p, picture, png
from webapp.audit import queries as audit
from webapp.core.database import session
from webapp.drafts import queries, service, writing
from webapp.drafts.saving import Entry

FIGURE = docx(
    p("Vision", style="Rubrik1"),
    p("Ett stycke."),
    p(picture("bild", alt="Karta över länet")),
    links={"bild": ("image", "media/bild.png")},
    more={"word/media/bild.png": png()},
)


@pytest.fixture
def document(client, work_off):
    document = new_document(sign_in(client))
    upload(client, document, FIGURE)
    work_off()
    assert len(rows(document)) == 1
    return document


def freeze(client, document, **fields):
    client.get(f"/documents/{document.id}/freeze")
    return client.submit("Frys versionen", name="Remissversion", note="Efter dialogen", **fields)


def picture_path(document) -> str:
    return writing.picture_address(rows(document)[0].blocks[1].images["sv"])


def test_freezing_warns_of_what_is_not_translated(client, document):
    client.get(f"/documents/{document.id}/freeze")
    assert "1 avsnitt är inte färdigskrivet på engelska" in client.text()
    assert "på svenska" not in client.text(".y-alert")


def test_an_empty_document_cannot_be_frozen(client):
    document = new_document(sign_in(client))
    client.get(f"/documents/{document.id}/freeze")
    assert "Det finns inget att frysa än." in client.text()
    answer = client.post(f"/documents/{document.id}/freeze", {"name": "Tom"})
    assert answer.status_code == 422
    assert not queries.frozen_versions(document.id)


def test_writing_goes_on_in_a_copy_with_the_same_keys(client, document):
    before = [
        (s.key, s.title, [(b.key, b.html, b.images) for b in s.blocks]) for s in rows(document)
    ]
    freeze(client, document)
    assert "Versionen är fryst" in client.text()
    (frozen,) = queries.frozen_versions(document.id)
    for row in (queries.reading(frozen.id), rows(document)):
        same = [(s.key, s.title, [(b.key, b.html, b.images) for b in s.blocks]) for s in row]
        assert same == before
    assert queries.working_version(document.id).number == frozen.number + 1
    assert "Remissversion" in client.text("#history")
    assert "Hanna" in client.text("#history")
    assert audit.about(document.id)[0].action == "drafts.freeze"


def test_what_is_written_afterwards_is_not_in_the_frozen_version(client, document):
    freeze(client, document)
    client.get(f"/documents/{document.id}/sections/{rows(document)[0].key}")
    client.submit("Spara", title_sv="Vision 2050", text_sv="Nytt.")
    (frozen,) = queries.frozen_versions(document.id)
    client.get(f"/versions/{frozen.id}")
    assert "Ett stycke." in client.text(".y-prose")
    assert "2050" not in client.text(".y-prose")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE block SET ordinal = 9 FROM section s WHERE s.id = section_id AND version_id = :id",
        "DELETE FROM section WHERE version_id = :id",
        "UPDATE version SET frozen_at = NULL WHERE id = :id",
    ],
)
def test_the_database_refuses_to_change_a_frozen_version(client, document, statement):
    freeze(client, document)
    (frozen,) = queries.frozen_versions(document.id)
    with pytest.raises(DatabaseError, match="frozen version"), session.begin_nested():
        session.execute(text(statement), {"id": frozen.id})


def test_a_version_without_a_name_is_not_frozen(client, document):
    client.get(f"/documents/{document.id}/freeze")
    answer = client.submit("Frys versionen", name=" ", note="Kvar")
    assert answer.status_code == 422
    assert client.text("#note") == "Kvar"


def test_a_picture_is_for_staff_until_a_frozen_version_shows_it(client, new_client, document):
    path = picture_path(document)
    visitor = new_client()
    assert visitor.get(path).status_code == 404
    assert "private" in client.get(path).headers["Cache-Control"]
    freeze(client, document)
    answer = visitor.get(path)
    assert answer.data == png()
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "public" in answer.headers["Cache-Control"]


def test_only_pictures_of_figures_are_given_out(client, document):
    other_file = queries.latest_import(document.id).file
    assert client.get(writing.picture_address(other_file.id)).status_code == 404


def test_the_address_in_the_text_is_the_address_of_the_page(app, document):
    file_id = rows(document)[0].blocks[1].images["sv"]
    with app.test_request_context():
        from flask import url_for

        assert url_for("drafts.figure", file_id=file_id) == writing.picture_address(file_id)


def test_a_figure_can_be_moved_and_described_anew(client, document):
    (section,) = rows(document)
    figure = section.blocks[1]
    line = figure.text["sv"]
    client.get(f"/documents/{document.id}/sections/{section.key}")
    assert line in client.text("#text_sv")
    client.submit(
        "Spara", text_sv=line.replace("Karta över länet", "Länets karta") + "\n\nEtt stycke."
    )
    blocks = rows(document)[0].blocks
    assert blocks[0].key == figure.key
    assert 'alt="Länets karta"' in blocks[0].html["sv"]
    assert blocks[0].images == figure.images


def test_a_figure_that_is_gone_can_be_put_back(client, document):
    (section,) = rows(document)
    line = section.blocks[1].text["sv"]
    freeze(client, document)
    path = f"/documents/{document.id}/sections/{section.key}"
    client.get(path)
    client.submit("Spara", text_sv="Ett stycke.")
    assert line in client.text()
    client.submit("Spara", text_sv=f"Ett stycke.\n\n{line}")
    assert rows(document)[0].blocks[1].text["sv"] == line


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("![Karta](image:0123)", "Det finns ingen bild ”0123”"),
        ("Se {line} här", "En figur måste stå för sig"),
    ],
)
def test_a_broken_figure_is_said_at_the_text(client, document, typed, sentence):
    (section,) = rows(document)
    typed = typed.format(line=section.blocks[1].text["sv"])
    client.get(f"/documents/{document.id}/sections/{section.key}")
    answer = client.submit("Spara", text_sv=typed)
    assert answer.status_code == 422
    assert sentence in client.text("#text_sv-error")
    assert typed in client.text("#text_sv")


def test_the_language_of_a_version_can_be_switched(client, document):
    section = rows(document)[0]
    entry = Entry(
        titles={"sv": "Vision", "en": "The vision"},
        texts={"sv": "Ett stycke.", "en": "A paragraph."},
        revision=section.revision,
    )
    service.save_section(document, section.key, entry, actor=sign_in(client))
    freeze(client, document)
    (frozen,) = queries.frozen_versions(document.id)
    client.get(f"/versions/{frozen.id}")
    assert "Ett stycke." in client.text(".y-prose")
    client.get(f"/versions/{frozen.id}?language=en")
    assert client.page.select_one('.y-prose[lang="en"]')
    assert "A paragraph." in client.text(".y-prose")
    client.get(f"/versions/{frozen.id}?language=x")
    assert "Ett stycke." in client.text(".y-prose")
