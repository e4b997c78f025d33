"""Every figure says what it shows, or that it is decorative: asked for at each door."""

from io import BytesIO

import pytest

from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_editing import PICTURE, upload
from tests.webapp.drafts.test_writing import write
from webapp.drafts import blocks

SENTENCE = "1 figur säger inte vad den visar."


@pytest.fixture
def document(client):
    return new_document(sign_in(client))


@pytest.fixture
def key(client, document):
    return upload(client, document, PICTURE).json["key"]


def autosave(client, document, text):
    section = rows(document)[0]
    address = f"/documents/{document.id}/sections/{section.key}"
    client.get(address)
    form = {each["name"]: each.get("value", "") for each in client.page.select("form input[name]")}
    form |= {"kind": "plain", "text_sv": text, "text_en": ""}
    return client.post(address, form, headers={"X-Autosave": "1"}, follow_redirects=False)


def test_saving_asks_for_what_a_figure_shows_and_keeps_what_was_typed(client, document, key):
    line = blocks.figure(key, "")
    answer = write(client, document, "Karta", text=line)
    assert answer.status_code == 422
    assert SENTENCE in client.text("[data-error-summary]")
    assert line in client.text("textarea[name=text_sv]")
    assert rows(document) == []


@pytest.mark.parametrize("decorative", [True, False])
def test_a_decorative_or_described_figure_is_saved(client, document, key, decorative):
    line = blocks.figure(key, "" if decorative else "En karta", decorative=decorative)
    write(client, document, "Karta", text=line)
    assert rows(document)[0].blocks[0].text == {"sv": line}


def test_autosaving_keeps_it_and_freezing_warns_of_it(client, document, key):
    write(client, document, "Karta", text="Text.")
    client.get(f"/documents/{document.id}/freeze")
    assert "säger inte vad" not in client.text("main")
    assert autosave(client, document, blocks.figure(key, "")).status_code == 200
    client.get(f"/documents/{document.id}/freeze")
    assert "1 avsnitt har en figur som inte säger vad den visar" in client.text("main")
    assert client.page.select_one(f"main a[href$='{rows(document)[0].key}']")


def test_a_picture_is_not_taken_without_words_where_there_is_no_editor(client, document):
    client.get(f"/documents/{document.id}/figures")
    answer = client.submit("Lägg in bilden", file=(BytesIO(PICTURE), "karta.png"))
    assert answer.status_code == 422
    assert "Skriv vad bilden visar" in client.text("[data-error-summary]")
