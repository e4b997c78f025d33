"""Contacts in a list: which columns they stand in, and the register's file read back as it was."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories.organisations import OrganisationFactory
from webapp.core import rendering
from webapp.core.database import session
from webapp.organisations import labels, register_file
from webapp.organisations.addresslist import Field, problems, read
from webapp.organisations.contactcolumns import ContactCells, ContactField, find, purpose_named
from webapp.organisations.models import Contact, ContactPurpose, Organisation
from webapp.organisations.rows import cleaned

NAME, TITLE, EMAIL, PHONE, PURPOSE = ContactField


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (["Organisation", "Kontaktperson"], {(1, NAME): 1}),
        (
            ["Kontakt", "Kontaktens titel", "Kontaktens e-post", "Kontaktens telefon"],
            {(1, NAME): 0, (1, TITLE): 1, (1, EMAIL): 2, (1, PHONE): 3},
        ),
        (
            ["Kontakt 1", "Kontakt 2", "Kontakt 2 e-post", "Kontakt 2 för"],
            {(1, NAME): 0, (2, NAME): 1, (2, EMAIL): 2, (2, PURPOSE): 3},
        ),
        (["Kontaktperson", "Telefon", "Befattning"], {(1, NAME): 0, (1, PHONE): 1, (1, TITLE): 2}),
        (["Kontaktperson", "Kontaktperson"], {(1, NAME): 0, (2, NAME): 1}),
        (["E-post kontaktperson"], {(1, EMAIL): 0}),
        (["Contact 3 e-mail", "Contact person"], {(3, EMAIL): 0, (1, NAME): 1}),
        (["Telefon", "Titel"], {}),
        (["Kontaktyta", "Senaste kontakt med oss"], {}),
    ],
)
def test_headings_say_whose_and_what(headings, places):
    assert find(headings, taken=()) == places


@pytest.mark.parametrize("purpose", ContactPurpose)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_purpose_is_known_again_by_its_words(app, purpose, language):
    with app.test_request_context(), rendering.spoken(language):
        assert purpose_named(str(labels.PURPOSES[purpose])) is purpose
    assert purpose_named(purpose.value) is purpose
    assert purpose_named("något annat") is None


LIST = (
    "Organisation;E-post;Kontaktperson;Telefon;Kontakt 2;Kontakt 2 e-post;Varför på listan\n"
    "Åsele kommun;asele@a.example;Anna Ek;090-1;Bo;bo@a.example;Kommun i länet\n"
    "Umeå kommun;umea@a.example;;;Cia;ingen adress;\n"
)


def test_a_list_brings_contacts_and_why_into_the_register(send, registrar):
    send(LIST)
    assert "Contact 2: e-mail address" in registrar.text("#columns")
    assert "A contact's e-mail address is none" in registrar.text("#lines")
    registrar.submit("Apply the 2 lines that are ready")
    asele, umea = session.scalars(select(Organisation).order_by(Organisation.email))
    assert [(each.name, each.email, each.phone) for each in asele.contacts] == [
        ("Anna Ek", "", "090-1"),
        ("Bo", "bo@a.example", ""),
    ]
    assert umea.contacts == []
    assert umea.note == "Cia, ingen adress"


def test_a_body_that_is_there_gets_what_it_lacks_and_loses_nothing(send, registrar):
    body = OrganisationFactory(name="Åsele kommun", email="asele@a.example")
    body.contacts.append(Contact(name="Anna Ek", title="Registrator"))
    session.commit()
    send(LIST)
    registrar.submit("Apply the 2 lines that are ready")
    session.expire_all()
    assert [(each.name, each.title, each.phone) for each in body.contacts] == [
        ("Anna Ek", "Registrator", "090-1"),
        ("Bo", "", ""),
    ]


def test_the_register_comes_back_from_its_file_with_every_contact(registrar, send):
    body = OrganisationFactory(name="Åsele kommun")
    for number, purpose in enumerate((*ContactPurpose, *ContactPurpose)):
        body.contacts.append(
            Contact(
                ordinal=number,
                purpose=purpose,
                name=f"=Namn {number}",
                title="Sekreterare; tf",
                email=f"n{number}@a.example",
                phone="+46 90-1",
            )
        )
    OrganisationFactory(name="Umeå kommun")
    session.commit()
    said = _said(body)
    for ending in ("csv", "xlsx"):
        data = registrar.get(f"/organisations/register.{ending}").data
        body.contacts.clear()
        session.commit()
        registrar.post("/organisations/imports/new", {"file": (io.BytesIO(data), f"r.{ending}")})
        registrar.submit("Apply the 2 lines that are ready")
        assert _said(body) == said


def _said(body):
    session.flush()
    session.refresh(body)
    names = ("purpose", *(each.value for each in ContactField if each is not PURPOSE))
    return [tuple(getattr(each, name) for name in names) for each in body.contacts]


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=30).map(
    cleaned
)
_WORD = _TEXT.filter(lambda text: not text.startswith("'"))
_CONTACTS = st.lists(
    st.builds(ContactCells, *[_WORD] * 4).filter(lambda contact: contact.is_named), max_size=4
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_CONTACTS, min_size=1, max_size=4), st.sampled_from(["csv", "xlsx"]))
def test_whatever_is_written_in_the_file_is_read_back_as_it_was(bodies, ending):
    words = ("Sven AB", "", "Företag", "Näringsliv", "a@b.example", "sv", "")
    rows = [
        [*words, *(value for each in contacts for value in _cells(each))] for contacts in bodies
    ]
    if ending == "csv":
        data = register_file.as_csv(rows)
    else:
        data = register_file.as_xlsx(rows, sheet="Register")
    found = read(data, filename=f"r.{ending}")
    without = [_unmasked(each) for each in bodies]
    assert [list(row.contacts) for row in found.rows] == without
    assert all(row.cells[Field.NAME] == "Sven AB" for row in found.rows)
    assert not any(problem.is_error for row in found.rows for problem in problems(row))


def _cells(contact):
    return [contact.name, contact.title, contact.email, contact.phone, contact.purpose]


def _unmasked(contacts):
    return list(contacts)
