"""A body corrects its own contact data through its link."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.steps import enter, sign_in
from tests.webapp.rounds.mail import words
from webapp.core.access import Role
from webapp.core.database import session
from webapp.organisations import queries
from webapp.organisations.models import Contact, ContactCorrection, ContactPurpose

NEW = "diarium@umea.example"


@pytest.fixture
def invitation():
    return InvitationFactory(organisation=OrganisationFactory(email="umea@umea.example"))


@pytest.fixture
def body(client, invitation):
    """The body's browser, on the page of its details."""
    enter(client, invitation)
    client.get(f"/rounds/{invitation.round_id}/our-details")
    return client


def corrections():
    session.expire_all()
    return session.scalars(select(ContactCorrection)).all()


def test_what_the_body_says_takes_effect_at_once_and_both_are_told(
    body, invitation, work_off, inbox
):
    body.submit("Spara", email=NEW, contact_name="Anna Ek", contact_phone="090-1")
    assert "uppgifter är sparade" in body.text("body")
    [made] = corrections()
    assert made.after["email"] == NEW
    organisation = invitation.organisation
    assert (organisation.email, invitation.email) == (NEW, NEW)
    assert [(each.name, each.phone) for each in organisation.contacts] == [("Anna Ek", "090-1")]
    work_off()
    told = {message["To"]: words(message) for message in inbox}
    assert set(told) == {"umea@umea.example", invitation.round.consultation.contact_email}
    assert NEW in told["umea@umea.example"]


def test_a_harmless_correction_bothers_the_mailbox_with_nothing(body, invitation, work_off, inbox):
    body.submit("Spara", language="en")
    work_off()
    assert [m["To"] for m in inbox] == [invitation.round.consultation.contact_email]
    assert invitation.language == "en"


def test_saving_what_is_there_changes_nothing(body):
    body.submit("Spara")
    assert corrections() == []


@pytest.mark.parametrize("address", ["", "ingen", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_address_is_said_and_stays(body, invitation, address):
    assert body.submit("Spara", email=address, contact_name="Anna").status_code == 422
    assert body.page.select_one("#contact_name")["value"] == "Anna"
    assert corrections() == []


def test_staff_see_it_and_take_it_back(body, invitation, new_client):
    body.submit("Spara", email=NEW, contact_name="Anna Ek")
    staff = new_client()
    sign_in(staff, UserFactory(roles=[Role.REGISTRAR], language="en"))
    staff.get(f"/organisations/{invitation.organisation_id}")
    assert NEW in staff.text("main")
    staff.submit("Take it back")
    session.expire_all()
    assert invitation.organisation.email == "umea@umea.example"
    assert invitation.email == "umea@umea.example"
    assert invitation.organisation.contacts == []
    assert queries.corrections(invitation.organisation_id) == []


def test_another_body_s_details_are_not_within_reach(client, invitation):
    person = ParticipantFactory()
    space = OwnSpaceFactory(invitation=InvitationFactory())
    MemberFactory(organisation=space.organisation, participant=person)
    sign_in(client, person)
    assert client.get(f"/rounds/{invitation.round_id}/our-details").status_code == 404


def test_in_a_reported_round_nothing_is_corrected(body, invitation):
    invitation.round.closed_at = invitation.round.assessed_at = invitation.round.opened_at
    invitation.round.reported_at = invitation.round.opened_at
    session.flush()
    body.post(f"/rounds/{invitation.round_id}/our-details", {"email": NEW, "language": "sv"})
    assert corrections() == []


def test_a_phone_number_does_not_move_the_mail_back_to_what_staff_mended(client, invitation):
    invitation.email = "ratt@umea.example"  # The register still has the one that came back.
    enter(client, invitation)
    client.get(f"/rounds/{invitation.round_id}/our-details")
    client.submit("Spara", contact_name="Anna", contact_phone="090-1")
    session.expire_all()
    assert invitation.email == "ratt@umea.example"
    assert invitation.organisation.email == "ratt@umea.example"


def test_a_mended_mailbox_is_not_flagged_and_other_rounds_follow(body, invitation):
    other = InvitationFactory(organisation=invitation.organisation)
    invitation.organisation.undeliverable_since = invitation.created_at
    session.flush()
    body.submit("Spara", email=NEW)
    session.expire_all()
    assert invitation.organisation.undeliverable_since is None
    assert other.email == NEW


def test_through_a_merged_body_s_link_the_one_that_stayed_is_corrected(body, invitation):
    kept = OrganisationFactory()
    invitation.organisation.merged_into_id = kept.id
    session.flush()
    body.submit("Spara", email=NEW)
    session.expire_all()
    assert (kept.email, invitation.email) == (NEW, NEW)


def test_what_the_body_says_is_its_alternative_contact_and_touches_no_other(body, invitation):
    organisation = invitation.organisation
    organisation.contacts.append(
        Contact(name="Siv", email="siv@a.example", purpose=ContactPurpose.INFORMATION)
    )
    session.commit()
    body.get(f"/rounds/{invitation.round_id}/our-details")
    assert body.page.select_one("#contact_name").get("value", "") == ""
    body.submit("Spara", contact_name="Anna Ek", contact_phone="090-1")
    session.expire_all()
    assert [(each.name, each.purpose) for each in organisation.contacts] == [
        ("Siv", ContactPurpose.INFORMATION),
        ("Anna Ek", ContactPurpose.REMINDERS),
    ]


def test_what_was_corrected_is_counted_in_the_register_until_someone_has_seen_it(
    body, invitation, new_client
):
    body.submit("Spara", email=NEW)
    registrar = new_client()
    sign_in(registrar, UserFactory(roles=[Role.REGISTRAR], language="en"))
    registrar.get("/organisations")
    assert "One body has corrected its details" in registrar.text("main")
    registrar.get(f"/organisations/{invitation.organisation_id}")
    registrar.submit("Mark as seen")
    [made] = corrections()
    assert made.seen_at is not None
    assert "Not seen yet" not in registrar.text("main")
    seen = made.seen_at
    registrar.post(f"/organisations/{invitation.organisation_id}/corrections/{made.id}/seen", {})
    assert corrections()[0].seen_at == seen
    registrar.get("/organisations")
    assert "has corrected its details" not in registrar.text("main")


def test_what_was_taken_back_is_not_left_to_be_seen(body, invitation, new_client):
    body.submit("Spara", email=NEW)
    registrar = new_client()
    sign_in(registrar, UserFactory(roles=[Role.REGISTRAR], language="en"))
    registrar.get(f"/organisations/{invitation.organisation_id}")
    registrar.submit("Take it back")
    registrar.get("/organisations")
    assert "has corrected its details" not in registrar.text("main")
