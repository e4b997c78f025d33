"""Bodies that turn out to be one: found, compared, merged, and parted again."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.rounds import InvitationFactory
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.organisations import queries, service
from webapp.organisations.models import Category, Contact, Member, Organisation
from webapp.organisations.queries import Choice


@pytest.fixture
def staff(database):
    return UserFactory(roles=[Role.REGISTRAR], name="Rut Registrator")


@pytest.fixture
def pair(database):
    """The same municipality twice, once without its number."""
    kept = OrganisationFactory(
        name="Umeå kommun", number=None, category=Category.OTHER, email="umea@umea.example"
    )
    gone = OrganisationFactory(
        name="Umea kommun",
        number="2120002627",
        category=Category.MUNICIPALITY,
        email="registrator@umea.example",
    )
    return kept, gone


def names():
    session.expire_all()
    return [body.name for body in queries.register(Choice())[0]]


def test_the_page_finds_them_and_says_in_what_they_are_alike(registrar, pair):
    OrganisationFactory(name="Skellefteå kommun")
    registrar.get("/organisations/doublets")
    rows = registrar.page.select("#doublets tbody tr")
    assert len(rows) == 1
    assert "Umeå kommun" in rows[0].get_text()
    registrar.get(rows[0].select("a")[-1]["href"])
    chosen = registrar.page.select_one("input[name=number][checked]")
    assert "212000-2627" in registrar.text(f"label[for={chosen['id']}]")


def test_one_chooses_field_by_field_what_to_keep(registrar, pair):
    kept, gone = pair
    registrar.get(f"/organisations/{kept.id}/merge/{gone.id}")
    registrar.submit("Make them one", category="gone", email="kept", number="gone")
    assert names() == ["Umeå kommun"]
    assert (kept.number, kept.category) == ("2120002627", Category.MUNICIPALITY)
    assert kept.email == "umea@umea.example"
    assert [each.email for each in kept.contacts] == ["registrator@umea.example"]
    assert "merged by" in registrar.text("main")
    registrar.get(f"/organisations/{gone.id}")
    assert "one with another" in registrar.text("main")


def test_those_who_answer_for_the_one_may_answer_for_both(pair, staff):
    kept, gone = pair
    person = ParticipantFactory()
    MemberFactory(organisation=gone, participant=person)
    service.merge(kept, gone, {"number"}, staff)
    found = select(Member.organisation_id).where(Member.participant_id == person.id)
    assert set(session.scalars(found)) == {kept.id, gone.id}


def test_what_was_asked_and_answered_keeps_its_place(pair, staff):
    kept, gone = pair
    asked = InvitationFactory(organisation=gone)
    service.merge(kept, gone, set(), staff)
    session.expire_all()
    assert asked.organisation_id == gone.id
    assert asked.name == "Umea kommun"


def test_they_are_parted_again_and_each_is_as_it_was(pair, staff, registrar):
    kept, gone = pair
    service.merge(kept, gone, {"number", "category"}, staff)
    session.commit()
    registrar.get(f"/organisations/{gone.id}")
    registrar.submit("Part them again")
    assert sorted(names()) == ["Umea kommun", "Umeå kommun"]
    assert (kept.number, gone.number) == (None, "2120002627")
    assert (kept.category, gone.category) == (Category.OTHER, Category.MUNICIPALITY)


def test_what_was_changed_after_the_merging_stays_when_they_are_parted(pair, staff):
    kept, gone = pair
    service.merge(kept, gone, {"category"}, staff)
    kept.category = Category.REGION
    session.flush()
    service.part(gone, staff)
    assert kept.category is Category.REGION


def test_nobody_is_merged_twice_or_with_itself(pair, staff):
    kept, gone = pair
    with pytest.raises(ConflictError):
        service.merge(kept, kept, set(), staff)
    service.merge(kept, gone, set(), staff)
    with pytest.raises(ConflictError):
        service.merge(OrganisationFactory(), gone, set(), staff)
    service.part(gone, staff)
    with pytest.raises(ConflictError):
        service.part(gone, staff)


def test_the_same_button_twice_says_so_and_does_nothing(registrar, pair):
    kept, gone = pair
    registrar.get(f"/organisations/{kept.id}/merge/{gone.id}")
    registrar.submit("Make them one")
    answer = registrar.post(
        f"/organisations/{kept.id}/merge/{gone.id}", {"number": "kept", "name": "kept"}
    )
    assert answer.status_code == 422
    assert len(session.scalars(select(Contact)).all()) == 1


def test_an_import_finds_the_body_that_stayed(pair, staff):
    kept, gone = pair
    service.merge(kept, gone, {"number"}, staff)
    assert [each.key for each in queries.known()] == [str(kept.id)]
    assert session.get(Organisation, gone.id) is not None


def test_no_doublets_is_said(registrar):
    OrganisationFactory(name="Umeå kommun")
    registrar.get("/organisations/doublets")
    assert "No doublets" in registrar.text("main")


def test_a_number_that_another_body_has_got_since_is_not_given_back(pair, staff):
    kept, gone = pair
    service.merge(kept, gone, set(), staff)
    OrganisationFactory(number="2120002627")
    service.part(gone, staff)
    assert gone.number is None
    assert gone.merged_into_id is None


def test_parting_one_of_two_undoes_what_that_one_brought(pair, staff):
    kept, gone = pair
    nothing = OrganisationFactory(name="Umeå stad", number=None, email=kept.email)
    service.merge(kept, nothing, set(), staff)
    service.merge(kept, gone, {"number"}, staff)
    service.part(nothing, staff)
    assert kept.number == "2120002627"
    service.part(gone, staff)
    assert (kept.number, gone.number) == (None, "2120002627")


def test_whichever_mailbox_is_chosen_the_other_becomes_a_contact(pair, staff):
    kept, gone = pair
    service.merge(kept, gone, {"email"}, staff)
    assert kept.email == "registrator@umea.example"
    assert [each.email for each in kept.contacts] == ["umea@umea.example"]
