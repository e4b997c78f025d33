"""Other contacts of a body, its history, and the register as a file."""

import io
import uuid

import openpyxl
import pytest
from sqlalchemy import select

from tests.factories.organisations import OrganisationFactory
from webapp.core import rendering
from webapp.core.database import session
from webapp.organisations import labels, policy, queries
from webapp.organisations.addresslist import read
from webapp.organisations.categories import category_named, sector_named
from webapp.organisations.columns import Field
from webapp.organisations.models import (
    Category,
    Contact,
    ContactPurpose,
    Organisation,
    OrganisationChange,
    Sector,
)

ANNA = {"name": "Anna Ek", "title": "Kommunsekreterare", "email": "Anna@umea.example", "phone": ""}
TO = {"purpose": "reminders"}


def contacts(body):
    session.expire_all()
    return [(each.name, each.email) for each in body.contacts]


def test_a_contact_is_added_changed_and_removed_and_the_history_keeps_who_it_was(registrar):
    body = OrganisationFactory()
    registrar.get(f"/organisations/{body.id}/contacts/new")
    registrar.submit("Save", **ANNA)
    assert contacts(body) == [("Anna Ek", "Anna@umea.example")]
    found = session.scalars(select(Contact)).one()
    registrar.get(f"/organisations/{body.id}/contacts/{found.id}")
    registrar.submit("Save", name="Anna Lind")
    registrar.get(f"/organisations/{body.id}/contacts/{found.id}")
    registrar.submit("Remove the contact")
    assert contacts(body) == []
    assert "Anna Ek" in registrar.text("main")
    assert len(queries.changes(body.id)) == 3


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"email": "ingen"}, "email", "This is not an e-mail address"),
        ({"email": "", "phone": ""}, "email", "or a phone number"),
        ({"name": "", "title": ""}, "name", "a name, or a job title"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(registrar, change, field, said):
    body = OrganisationFactory()
    registrar.get(f"/organisations/{body.id}/contacts/new")
    sent = ANNA | {"phone": "090-1"} | change
    assert registrar.submit("Save", **sent).status_code == 422
    assert said in registrar.text(f"#{field}-error")
    assert registrar.page.select_one("#name").get("value", "") == sent["name"]


def test_what_they_are_turned_to_for_is_chosen_and_their_order_changed(registrar):
    body = OrganisationFactory()
    for name, purpose in (("Ada", "information"), ("Bo", "answers"), ("Cia", "reminders")):
        registrar.get(f"/organisations/{body.id}/contacts/new")
        registrar.submit("Save", **ANNA | {"name": name, "purpose": purpose})
    assert [each.purpose.value for each in body.contacts] == ["information", "answers", "reminders"]
    cia = body.contacts[2]
    for _ in range(3):  # The third time there is nowhere to go.
        registrar.post(f"/organisations/{body.id}/contacts/{cia.id}/move", {"do": "up"})
    assert [name for name, _email in contacts(body)] == ["Cia", "Ada", "Bo"]
    registrar.get(f"/organisations/{body.id}")
    buttons = [
        each.get_text() for each in registrar.page.select("#contacts ~ ol button, ol button")
    ]
    assert buttons == ["Move down Cia", "Move up Ada", "Move down Ada", "Move up Bo"]


def contact(purpose, email):
    return Contact(name="A", purpose=purpose, email=email)


@pytest.mark.parametrize(
    ("known", "gets_it"),
    [
        ([], None),
        ([contact(ContactPurpose.INFORMATION, "info@a.example")], None),
        ([contact(ContactPurpose.REMINDERS, "")], None),
        (
            [
                contact(ContactPurpose.INFORMATION, "info@a.example"),
                contact(ContactPurpose.ANSWERS, "svar@a.example"),
            ],
            "svar@a.example",
        ),
        (
            [
                contact(ContactPurpose.ANSWERS, "svar@a.example"),
                contact(ContactPurpose.REMINDERS, "vik@a.example"),
                contact(ContactPurpose.REMINDERS, "sen@a.example"),
            ],
            "vik@a.example",
        ),
    ],
)
def test_who_is_reminded_when_the_mailbox_is_silent(known, gets_it):
    found = policy.reminded_instead(Organisation(contacts=known))
    assert (found and found.email) == gets_it


def test_a_double_click_adds_one_contact(registrar):
    body, key = OrganisationFactory(), str(uuid.uuid4())
    for _click in range(2):
        registrar.post(f"/organisations/{body.id}/contacts/new", ANNA | TO | {"key": key})
    assert len(contacts(body)) == 1


def test_another_body_s_contact_is_not_found_through_this_one(registrar):
    contact = Contact(organisation=OrganisationFactory(), name="A", email="a@b.example")
    session.add(contact)
    session.flush()
    other = OrganisationFactory()
    assert registrar.get(f"/organisations/{other.id}/contacts/{contact.id}").status_code == 404


def test_the_history_says_what_it_was_before_and_by_whom(registrar):
    body = OrganisationFactory(name="Umea kommun", category=Category.OTHER)
    registrar.get(f"/organisations/{body.id}/edit")
    registrar.submit("Save", name="Umeå kommun", category="municipality")
    [change] = session.scalars(select(OrganisationChange)).all()
    assert change.before == {"name": "Umea kommun", "category": "other"}
    registrar.get(f"/organisations/{body.id}")
    assert "Umea kommun" in registrar.text("del")
    assert "Municipality" in registrar.text("main")


def rows(data, filename):
    found = read(data, filename=filename)
    return [{field: row.cells[field] for field in Field} for row in found.rows]


@pytest.fixture
def two():
    """A body with everything, and one with as little as there can be."""
    full = OrganisationFactory(
        name="=Umeå kommun",
        number="2120002627",
        category=Category.MUNICIPALITY,
        sector=Sector.PUBLIC,
        email="umea@umea.example",
        language="en",
        note="Två rader; med tecken",
    )
    session.add(Contact(organisation=full, name="Anna", email="anna@umea.example"))
    session.flush()
    return full, OrganisationFactory(name="Åre AB", number=None)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_import_reads_back_what_was_exported(registrar, two, ending):
    answer = registrar.get(f"/organisations/register.{ending}")
    assert "attachment" in answer.headers["Content-Disposition"]
    first, second = rows(answer.data, f"register.{ending}")
    assert first[Field.NAME] == "=Umeå kommun"
    assert first[Field.NUMBER].replace("-", "") == "2120002627"
    assert category_named(first[Field.CATEGORY]) is Category.MUNICIPALITY
    assert sector_named(first[Field.SECTOR]) is Sector.PUBLIC
    assert (first[Field.ADDRESS], first[Field.LANGUAGE]) == ("umea@umea.example", "en")
    assert first[Field.COMMENT] == "Två rader; med tecken"
    assert second[Field.NAME] == "Åre AB"


@pytest.mark.parametrize("category", list(Category))
def test_every_category_and_sector_is_read_back(app, category):
    with app.test_request_context(), rendering.spoken("sv"):
        assert category_named(str(labels.CATEGORY_NAMES[category])) is category
        for sector in Sector:
            assert (
                sector is Sector.NOT_STATED or sector_named(str(labels.SECTORS[sector])) is sector
            )


def test_nothing_in_the_file_runs_as_a_formula(registrar, two):
    data = registrar.get("/organisations/register.csv").data.decode("utf-8-sig")
    assert "'=Umeå" in data
    book = openpyxl.load_workbook(io.BytesIO(registrar.get("/organisations/register.xlsx").data))
    assert all(cell.data_type != "f" for row in book.active.rows for cell in row)
