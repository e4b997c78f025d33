"""What the tests of review inside the authority share: who takes part, and what they do."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import write
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import queries
from webapp.drafts.models import InternalNote
from webapp.notifications.models import Email


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


def ask(client, document, approver):
    client.get(f"/documents/{document.id}/approval")
    return client.submit("Skicka förfrågan", approver=str(approver.id), message="Läs kapitel 1.")


def as_approver(client, approver):
    with client.session_transaction() as kept:
        kept["_user_id"] = approver.get_id()
        kept["_fresh"] = True


def decide(client, document, approver, **fields):
    as_approver(client, approver)
    asked = queries.approvals(document.id)[0]
    client.get(f"/documents/{document.id}/approval/{asked.id}")
    return client.submit("Spara mitt beslut", **fields)


def preview_of(client, document, **fields):
    client.get(f"/documents/{document.id}/previews")
    client.submit("Skapa en länk", **{"recipient": "Professor Berg", "days": "14", **fields})
    link = client.page.select_one("input[readonly]")
    return link["value"].partition("/preview/")[2]


def respondent(client):
    person = ParticipantFactory()
    session.commit()
    with client.session_transaction() as kept:
        kept["_user_id"] = person.get_id()
        kept["_fresh"] = True
    return client
