"""Review inside the authority: notes, approval, and links for people outside."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories.accounts import UserFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_editing import PICTURE, upload
from tests.webapp.drafts.test_writing import write
from webapp.audit import queries as audit
from webapp.core import access, clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.drafts import blocks, queries, service
from webapp.drafts.models import InternalNote, PreviewLink
from webapp.notifications.models import Email, Occasion


@pytest.fixture
def document(client):
    document = new_document(sign_in(client))
    write(client, document, "Bakgrund", text="Skogen är stor.\n\nMalmen är djup.")
    return document


@pytest.fixture
def colleague():
    user = UserFactory(name="Karin Kollega")
    session.commit()
    return user


@pytest.fixture
def approver():
    user = UserFactory(name="Chefen Chef", title="Regiondirektör", roles=[Role.APPROVER])
    session.commit()
    return user


def notes_page(document):
    return f"/documents/{document.id}/sections/{rows(document)[0].key}/notes"


def letters(occasion):
    return list(session.scalars(select(Email).where(Email.occasion == occasion)))


def note_on(client, document, **fields):
    client.get(notes_page(document))
    return client.submit("Spara anteckningen", **fields)


def the_note():
    return session.scalars(select(InternalNote).where(InternalNote.reply_to.is_(None))).one()


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
    assert letter.params["text"] == "Stämmer djupet?"
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


def ask(client, document, approver):
    client.get(f"/documents/{document.id}/approval")
    return client.submit("Skicka förfrågan", approver=str(approver.id), message="Läs kapitel 1.")


def as_approver(client, approver):
    with client.session_transaction() as kept:
        kept["_user_id"] = approver.get_id()
        kept["_fresh"] = True


def decide(client, document, approver, **fields):
    as_approver(client, approver)
    asked = queries.approvals(document.id)[0][0]
    client.get(f"/documents/{document.id}/approval/{asked.id}")
    return client.submit("Spara mitt beslut", **fields)


def test_a_text_is_approved_by_name_time_and_delegation(client, document, approver):
    asker = sign_in(client)
    ask(client, document, approver)
    assert [letter.address for letter in letters(Occasion.APPROVAL_ASKED)] == [approver.email]
    decide(client, document, approver, outcome="approved", delegation="Punkt 4.2")
    assert "Chefen Chef, Regiondirektör" in client.text()
    assert "Punkt 4.2" in client.text()
    [letter] = letters(Occasion.APPROVAL_DECIDED)
    assert (letter.address, letter.params["outcome"]) == (asker.email, "approved")
    assert "drafts.approved" in [line.action for line in audit.about(document.id)]


def test_an_approval_without_a_right_or_a_return_without_a_reason_is_refused(
    client, document, approver
):
    ask(client, document, approver)
    answer = decide(client, document, approver, outcome="approved", delegation="")
    assert answer.status_code == 422
    assert "med vilken rätt" in client.text(".y-error-summary")
    answer = client.submit("Spara mitt beslut", outcome="returned", reason="")
    assert "Skriv varför" in client.text(".y-error-summary")
    client.submit("Spara mitt beslut", outcome="returned", reason="Kapitel 2 saknas.")
    assert "Kapitel 2 saknas." in client.text()


def test_a_changed_text_cannot_be_approved_by_an_old_request(client, document, approver):
    ask(client, document, approver)
    client.get(f"/documents/{document.id}/sections/{rows(document)[0].key}")
    client.submit("Spara", text_sv="Skogen är mindre.")
    answer = decide(client, document, approver, outcome="approved", delegation="4.2")
    assert answer.status_code == 422
    assert "har ändrats sedan du fick frågan" in client.text()


def test_a_document_that_needs_approval_is_frozen_only_as_it_was_approved(
    client, document, approver
):
    user = sign_in(client)
    client.get(f"/documents/{document.id}/approval")
    client.submit("Spara regeln", needs_approval="y")
    with pytest.raises(DomainError):
        service.freeze(queries.document(document.id), name="X", note="", actor=user)
    client.get(f"/documents/{document.id}/freeze")
    assert "inte godkänd som den står" in client.text()
    ask(client, document, approver)
    decide(client, document, approver, outcome="approved", delegation="4.2")
    sign_in(client)
    client.get(f"/documents/{document.id}/sections/{rows(document)[0].key}")
    client.submit("Spara")
    client.get(f"/documents/{document.id}/freeze")
    assert "godkändes av Chefen Chef" in client.text()
    client.submit("Frys versionen", name="Utkast")
    assert len(queries.frozen_versions(document.id)) == 1
    client.get(f"/documents/{document.id}/sections/{rows(document)[0].key}")
    client.submit("Spara", text_sv="Något annat.")
    with pytest.raises(DomainError):
        service.freeze(queries.document(document.id), name="Y", note="", actor=user)


def test_nobody_is_asked_who_may_not_approve_or_is_oneself(client, document, colleague, approver):
    user = sign_in(client)
    with pytest.raises(DomainError):
        service.ask_approval(document, colleague, "", actor=user)
    with pytest.raises(DomainError):
        service.ask_approval(document, approver, "", actor=approver)


def test_another_approver_cannot_decide(client, document, approver):
    ask(client, document, approver)
    other = UserFactory(roles=[Role.APPROVER])
    session.commit()
    as_approver(client, other)
    asked = queries.approvals(document.id)[0][0]
    assert client.get(f"/documents/{document.id}/approval/{asked.id}").status_code == 404


def preview_of(client, document, **fields):
    client.get(f"/documents/{document.id}/previews")
    client.submit("Skapa en länk", **{"recipient": "Professor Berg", "days": "14", **fields})
    link = client.page.select_one("input[readonly]")
    return link["value"].partition("/preview/")[2]


def test_someone_outside_reads_the_draft_by_a_link(client, document, new_client):
    token = preview_of(client, document)
    outside = new_client()
    answer = outside.get(f"/preview/{token}")
    assert "Malmen är djup." in outside.text()
    assert "Det här är ett utkast" in outside.text()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert session.scalars(select(PreviewLink)).one().last_opened_at is not None


def test_the_pictures_of_the_draft_are_seen_by_the_link_alone(client, document, new_client):
    made = upload(client, document).json
    write(client, document, "Karta", text=blocks.figure(made["key"], "En karta"))
    token = preview_of(client, document)
    outside = new_client()
    outside.get(f"/preview/{token}")
    source = outside.page.select_one("figure img")["src"]
    assert source.startswith(f"/preview/{token}/figures/")
    assert outside.get(source).data == PICTURE
    assert outside.get(made["url"]).status_code == 404
    other = source.rpartition("/")[0] + "/" + str(document.id)
    assert outside.get(other).status_code == 404


def test_a_link_that_is_over_altered_or_unknown_tells_nothing(client, document, new_client):
    token = preview_of(client, document)
    outside = new_client()
    unknown = access.sign("preview", str(document.id))
    other = access.sign("invitation", str(session.scalars(select(PreviewLink.id)).one()))
    pages = {outside.get(f"/preview/{each}").status_code for each in (token[:-2], unknown, other)}
    assert pages == {410}
    session.execute(update(PreviewLink).values(expires_at=clock.now() - timedelta(seconds=1)))
    session.commit()
    assert outside.get(f"/preview/{token}").status_code == 410
    assert "Malmen" not in outside.text()


def test_a_link_is_withdrawn_before_its_time(client, document, new_client):
    token = preview_of(client, document)
    client.submit("Återta länken: Professor Berg")
    assert new_client().get(f"/preview/{token}").status_code == 410
    assert "Återtagen" in client.text()


@pytest.mark.parametrize(("field", "value"), [("days", "91"), ("days", "0"), ("recipient", " ")])
def test_a_link_needs_a_name_and_a_time(client, document, field, value):
    client.get(f"/documents/{document.id}/previews")
    fields = {"recipient": "Professor Berg", "days": "14", field: value}
    assert client.submit("Skapa en länk", **fields).status_code == 422
    assert client.page.select_one(f"#{field}")["value"].strip() == value.strip()


def test_notes_are_never_in_the_preview(client, document, new_client):
    note_on(client, document, text="Hemligt ord")
    token = preview_of(client, document)
    outside = new_client()
    outside.get(f"/preview/{token}")
    assert "Hemligt" not in outside.page.get_text()
