"""Internal notes: written by the text, given to colleagues, dealt with, and never seen outside."""

from email import message_from_bytes, policy
from io import BytesIO
from zipfile import ZipFile

import time_machine
from pypdfium2 import PdfDocument
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.review_steps import (
    colleague,
    document,
    letters,
    note_on,
    notes_page,
    preview_of,
    the_note,
)
from webapp.core import clock, storage
from webapp.core.database import session
from webapp.drafts import emails, service
from webapp.drafts.models import FileForm, VersionFile
from webapp.notifications import service as notifications
from webapp.notifications.models import Occasion

__all__ = ["colleague", "document"]


def test_a_note_quotes_its_paragraph_and_tells_the_colleague(client, document, colleague):
    block = rows(document)[0].blocks[1]
    note_on(
        client, document, text="Stämmer djupet?", block=str(block.key), assignee=str(colleague.id)
    )
    note = the_note()
    assert (note.quote, note.block_key, note.assigned_to) == (
        "Malmen är djup.", block.key, colleague.id,
    )  # fmt: skip
    [letter] = letters(Occasion.NOTE_ASSIGNED)
    assert letter.address == colleague.email
    assert [each["text"] for each in letter.params["notes"]] == ["Stämmer djupet?"]
    assert "Stämmer djupet?" in client.text(".y-comments")


def test_a_note_to_oneself_sends_no_letter(client, document):
    user = sign_in(client)
    note_on(client, document, text="Kom ihåg", assignee=str(user.id))
    assert the_note().assigned_to == user.id
    assert letters(Occasion.NOTE_ASSIGNED) == []


def test_a_note_without_words_is_refused(client, document):
    answer = note_on(client, document, text="  ")
    assert answer.status_code == 422
    assert "Skriv anteckningen" in client.text(".y-error-summary")


def test_notes_are_answered_done_and_counted(client, document):
    note_on(client, document, text="Stämmer djupet?")
    client.submit("Spara svaret", text="Ja, enligt SGU.")
    assert "Ja, enligt SGU." in client.text(".y-comments")
    client.submit("Markera som klar: Stämmer djupet?")
    assert the_note().resolved_at is not None
    client.get(f"/documents/{document.id}/notes")
    assert "Att åtgärda (0)" in client.text()
    assert "Klara (1)" in client.text()
    assert "Ingen anteckning väntar" in client.text()
    client.get(f"/documents/{document.id}/notes?show=done")
    client.submit("Inte klar ändå: Stämmer djupet?")
    assert the_note().resolved_at is None
    client.get(f"/documents/{document.id}/freeze")
    assert "1 intern anteckning är inte åtgärdad" in client.text()


def test_a_note_whose_paragraph_is_gone_stays_with_its_quote(client, document):
    block = rows(document)[0].blocks[1]
    note_on(client, document, text="Stämmer djupet?", block=str(block.key))
    client.get(f"/documents/{document.id}/sections/{rows(document)[0].key}")
    client.submit("Spara", text_sv="Skogen är stor.")
    client.get(notes_page(document))
    assert "Texten är borta" in client.text(".y-comments")
    assert "Malmen är djup." in client.text(".y-comments")
    service.delete_section(document, rows(document)[0].key, actor=sign_in(client))
    session.commit()
    client.get(f"/documents/{document.id}/notes")
    assert "Om avsnitt som är borta" in client.text()


def test_only_whoever_wrote_a_note_deletes_it(client, document):
    note_on(client, document, text="Min")
    note = the_note()
    sign_in(client)
    client.get(notes_page(document))
    token = client.page.select_one("input[name=csrf_token]")["value"]
    client.post(f"/documents/{document.id}/notes/{note.id}/delete", {"csrf_token": token})
    assert the_note().id == note.id
    other = new_document(sign_in(client))
    answer = client.post(f"/documents/{other.id}/notes/{note.id}/resolve", {"csrf_token": token})
    assert answer.status_code == 404


def test_the_pages_of_notes_ask_as_much_however_many_there_are(client, document, count_queries):
    note_on(client, document, text="En")
    pages = [notes_page(document), f"/documents/{document.id}/notes"]
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]
    for n in range(8):
        note_on(client, document, text=f"Nummer {n}")
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == few


def test_notes_are_never_in_the_preview(client, document, new_client):
    note_on(client, document, text="Hemligt ord")
    token = preview_of(client, document)
    outside = new_client()
    outside.get(f"/preview/{token}")
    assert "Hemligt" not in outside.page.get_text()


def test_notes_written_in_a_short_time_are_told_of_in_one_letter(
    client, document, colleague, work_off, inbox
):
    for text in ("Stämmer djupet?", "Stämmer bredden?", "Stämmer höjden?"):
        note_on(client, document, text=text, assignee=str(colleague.id))
    client.submit("Markera som klar: Stämmer höjden?")
    work_off()
    assert inbox == []
    with time_machine.travel(clock.now() + emails.NOTES_WAIT):
        notifications.sweep()
        work_off()
    [message] = [message_from_bytes(each.as_bytes(), policy=policy.default) for each in inbox]
    assert message["Subject"] == "Åtgärda 2 anteckningar – Innovationsstrategi"
    body = message.get_body(("plain",)).get_content()
    assert "Stämmer djupet?" in body
    assert "Stämmer bredden?" in body
    assert "höjden" not in body
    note_on(client, document, text="Stämmer tiden?", assignee=str(colleague.id))
    assert len(letters(Occasion.NOTE_ASSIGNED)) == 2


def test_nobody_is_told_of_a_note_that_was_deleted_or_given_to_another(client, document, colleague):
    other = UserFactory(name="Olle Annan")
    session.commit()
    note_on(client, document, text="Stämmer djupet?", assignee=str(colleague.id))
    client.submit("Spara", selector="details form[action$=assign]", assignee=str(other.id))
    assert [each.address for each in letters(Occasion.NOTE_ASSIGNED)] == [other.email]
    client.submit("Ta bort: Stämmer djupet?")
    assert letters(Occasion.NOTE_ASSIGNED) == []


def test_a_note_is_written_beside_the_text(client, document, colleague):
    key = rows(document)[0].key
    client.get(f"/documents/{document.id}/sections/{key}")
    client.submit("Spara anteckningen", text="Stämmer djupet?", assignee=str(colleague.id))
    assert client.path == f"/documents/{document.id}/sections/{key}"
    assert "Stämmer djupet?" in client.text("#beside-notes")
    assert "Till Karin Kollega" in client.text("#beside-notes")
    client.get(f"/documents/{document.id}")
    assert "1 intern anteckning att åtgärda" in client.text()


def test_a_note_on_a_paragraph_that_is_gone_keeps_what_was_typed(client, document):
    answer = note_on(client, document, text="Stämmer djupet?", block=str(document.id))
    assert answer.status_code == 422
    assert "finns inte längre i avsnittet" in client.text(".y-error-summary")
    assert client.page.select_one("#text").get_text(strip=True) == "Stämmer djupet?"


def test_a_note_names_a_colleague_who_has_left(client, document, colleague):
    note_on(client, document, text="Stämmer djupet?", assignee=str(colleague.id))
    colleague.active = False
    session.commit()
    client.get(f"/documents/{document.id}/notes")
    assert "Till Karin Kollega" in client.text()


def words_of(file):
    """All that stands in a Word file or a PDF, wherever in it."""
    if file.startswith(b"%PDF"):
        return "".join(page.get_textpage().get_text_range() for page in PdfDocument(file))
    with ZipFile(BytesIO(file)) as package:
        return "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith("xml")
        )


def test_notes_are_never_in_what_readers_get(client, document, work_off):
    note_on(client, document, text="Hemligt ord", block=str(rows(document)[0].blocks[0].key))
    officer = sign_in(client)
    frozen = service.freeze(document, name="Utkast", note="", actor=officer)
    for form in (FileForm.DOCX, FileForm.PDF):
        service.ask_for_file(document, frozen, form=form, language="sv", former=None, actor=officer)
    work_off()
    for made in session.scalars(select(VersionFile)):
        words = words_of(storage.contents(made.file))
        assert "Skogen är stor." in words
        assert "Hemligt" not in words
    round_ = RoundFactory(version=frozen)
    session.commit()
    client.forget()
    for address in (f"/rounds/{round_.id}/read", f"/v/{frozen.id}"):
        assert client.get(address).status_code == 200
        assert "Skogen är stor." in client.page.get_text()
        assert "Hemligt" not in str(client.page)


def test_a_note_quotes_the_language_that_the_text_is_written_in_first(client, document):
    block = rows(document)[0].blocks[1]
    block.text = {"en": "The ore is deep.", **block.text}
    session.commit()
    note_on(client, document, text="Stämmer djupet?", block=str(block.key))
    assert the_note().quote == "Malmen är djup."
