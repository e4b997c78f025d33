"""Approval of a text as it stands, by whom and by what right, and who may reach what of review."""

import uuid

import pytest
from sqlalchemy.exc import DBAPIError

from tests.factories.accounts import UserFactory
from tests.webapp.drafts.pages import rows, sign_in
from tests.webapp.drafts.review_steps import (
    approver,
    as_approver,
    ask,
    colleague,
    decide,
    document,
    letters,
    note_on,
    preview_of,
    respondent,
    the_note,
)
from tests.webapp.drafts.test_writing import write
from webapp.audit import queries as audit
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.drafts import queries, sealing, service
from webapp.drafts.models import SectionKind
from webapp.notifications.models import Occasion

__all__ = ["approver", "colleague", "document"]


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


def test_what_an_approver_answered_stands(client, document, approver):
    sign_in(client)
    ask(client, document, approver)
    decide(client, document, approver, outcome="approved", delegation="Punkt 4.2")
    queries.approvals(document.id)[0].delegation = "Punkt 9.9"
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.flush()


def test_an_approval_without_a_right_or_a_return_without_a_reason_is_refused(
    client, document, approver
):
    ask(client, document, approver)
    answer = decide(client, document, approver, outcome="approved", delegation="")
    assert answer.status_code == 422
    assert "Skriv vad du godkänner med stöd av" in client.text(".y-error-summary")
    answer = client.submit("Spara mitt beslut", outcome="returned", reason="")
    assert "Skriv varför" in client.text(".y-error-summary")
    client.submit("Spara mitt beslut", outcome="returned", reason="Kapitel 2 saknas.")
    client.get(f"/documents/{document.id}/approval")
    assert "Skickad tillbaka Av Chefen Chef" in client.text("#approvals")
    assert "Kapitel 2 saknas." in client.text("#approvals")


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
    assert "Texten är godkänd som den står Av Chefen Chef" in client.text()
    client.submit("Frys versionen", name="Utkast")
    [frozen] = queries.frozen_versions(document.id)
    client.get(f"/versions/{frozen.id}")
    assert "Godkänd Av Chefen Chef, Regiondirektör" in client.text()
    assert "Med stöd av: 4.2" in client.text()
    client.get(f"/documents/{document.id}/sections/{rows(document)[0].key}")
    client.submit("Spara", text_sv="Något annat.")
    client.get(f"/versions/{frozen.id}")
    assert "Godkänd Av Chefen Chef" in client.text()
    client.get(f"/versions/{queries.working_version(document.id).id}")
    assert "Texten är inte godkänd som den står" in client.text()
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
    asked = queries.approvals(document.id)[0]
    assert client.get(f"/documents/{document.id}/approval/{asked.id}").status_code == 404


def said(document):
    return sealing.mark(document.title, rows(document))


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row[0].title.update(sv="Mål"),
        lambda row: row[0].blocks[0].text.update(sv="Skogen är liten."),
        lambda row: row[0].blocks[0].text.update(en="The forest is large."),
        lambda row: row[0].blocks[0].images.update(sv="0190"),
        lambda row: row[0].blocks.reverse(),
        lambda row: row[0].blocks.pop(),
        lambda row: row[0].lock_reason.update(sv="Beslutat av riksdagen"),
        lambda row: row.reverse(),
        lambda row: setattr(row[1], "level", 2),
        lambda row: setattr(row[1], "kind", SectionKind.GOAL),
    ],
)
def test_the_mark_changes_with_all_that_readers_see(client, document, change):
    write(client, document, "Vision", text="Länet växer.")
    before, row = said(document), rows(document)
    with session.no_autoflush:
        change(row)
        assert sealing.mark(document.title, row) != before
    session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        lambda row: setattr(row[0], "revision", 9),
        lambda row: setattr(row[0].blocks[0], "key", uuid.uuid4()),
        lambda row: row[0].blocks[0].based_on.update(en="9f86"),
        lambda row: row[0].blocks[0].text.update(en=""),
        lambda row: row[0].title.update(en=""),
    ],
)
def test_the_mark_is_the_same_where_readers_see_the_same(client, document, change):
    before, row = said(document), rows(document)
    with session.no_autoflush:
        change(row)
        assert sealing.mark(document.title, row) == before
    session.rollback()


def test_the_mark_of_the_copy_that_one_goes_on_with_is_the_same(client, document):
    before = said(document)
    service.freeze(document, name="Utkast", note="", actor=sign_in(client))
    session.commit()
    assert said(document) == before


REVIEW_PAGES = ["notes", "approval", "previews", "sections/{key}/notes", "approval/{asked}"]


@pytest.mark.parametrize("page", REVIEW_PAGES)
def test_nobody_outside_the_staff_reaches_the_pages_of_review(
    client, document, approver, new_client, page
):
    note_on(client, document, text="Hemligt ord")
    ask(client, document, approver)
    asked = queries.approvals(document.id)[0].id
    address = f"/documents/{document.id}/" + page.format(key=rows(document)[0].key, asked=asked)
    for outside in (new_client(), respondent(new_client())):
        outside.get(address)
        assert "Hemligt ord" not in outside.page.get_text()
        assert outside.get(address, follow_redirects=False).status_code in {302, 303, 403, 404}


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.APPROVER])
def test_staff_who_do_not_write_may_note_but_not_ask_or_make_links(
    client, document, approver, role
):
    key = rows(document)[0].key
    sign_in(client, role)
    client.get(f"/documents/{document.id}/sections/{key}/notes")
    client.submit("Spara anteckningen", text="Från registrator")
    assert the_note().text == "Från registrator"
    client.get(f"/documents/{document.id}/approval")
    assert "Skicka förfrågan" not in client.text()
    fields = {"approver": str(approver.id), "message": ""}
    assert client.post(f"/documents/{document.id}/approval", fields).status_code in {403, 404}
    assert queries.approvals(document.id) == []
    assert client.get(f"/documents/{document.id}/previews").status_code in {403, 404}
    rule = f"/documents/{document.id}/approval/rule"
    assert client.post(rule, {"needs_approval": "y"}).status_code in {403, 404}


def test_every_act_is_on_the_trail(client, document, colleague, approver):
    note_on(client, document, text="Ett", assignee=str(colleague.id))
    client.submit("Markera som klar: Ett")
    client.submit("Inte klar ändå: Ett")
    client.submit("Ta bort: Ett")
    ask(client, document, approver)
    client.submit("Återta: Chefen Chef")
    client.submit("Spara regeln", needs_approval="y")
    preview_of(client, document)
    client.submit("Återta länken: Professor Berg")
    acts = [line.action.removeprefix("drafts.") for line in audit.about(document.id)]
    assert set(acts) >= {
        "add_note", "assign_note", "resolve_note", "reopen_note", "delete_note", "ask_approval",
        "withdraw_approval", "require_approval", "make_preview", "withdraw_preview",
    }  # fmt: skip
