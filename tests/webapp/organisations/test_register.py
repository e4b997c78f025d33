import pytest
from sqlalchemy import select

from tests.factories.organisations import MemberFactory, OrganisationFactory
from webapp.audit import queries as audit
from webapp.core.access import Role
from webapp.core.database import session
from webapp.organisations.models import Category, Organisation, Sector

TUNA = {
    "name": "Tuna kommun",
    "number": "212000-2627",
    "category": "municipality",
    "sector": "public",
    "email": "Registrator@TUNA.example",
    "language": "sv",
}


def the_body() -> Organisation:
    return session.scalars(select(Organisation)).one()


def shown(browser) -> list[str]:
    return [cell.get_text(strip=True) for cell in browser.page.select("#bodies-rows th")]


def test_a_body_is_added_by_hand(registrar):
    registrar.get("/organisations/new")
    registrar.submit("Add the body", **TUNA)
    body = the_body()
    assert (body.name, body.number, body.category) == (
        "Tuna kommun",
        "2120002627",
        Category.MUNICIPALITY,
    )
    assert body.email == "Registrator@tuna.example"
    assert "212000-2627" in registrar.text()
    assert [each.action for each in audit.about(body.id)] == ["organisations.add"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "The name is missing"),
        ("name", "—", "The name is missing"),
        ("number", "212000-2628", "not an organisation number"),
        ("number", "640823-3234", "personal identity number"),
        ("email", "inte-en-adress", "not an e-mail address"),
        ("email", "", "address is missing"),
        ("category", "planet", "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(registrar, field, value, sentence):
    answer = registrar.post("/organisations/new", {**TUNA, field: value, "note": "Ring först"})
    assert answer.status_code == 422
    assert sentence in registrar.text(".y-error-summary")
    assert registrar.page.select_one("#note").get_text(strip=True) == "Ring först"
    assert session.scalars(select(Organisation)).all() == []


def test_a_number_that_another_body_has_is_refused(registrar):
    OrganisationFactory(name="Berga kommun", number="2120002627")
    assert registrar.post("/organisations/new", TUNA).status_code == 422
    assert "Berga kommun has this organisation number" in registrar.text()


def test_a_body_that_seems_to_be_there_is_added_only_when_a_person_says_so(registrar):
    OrganisationFactory(name="Tuna kommun")
    registrar.get("/organisations/new")
    assert not registrar.page.select("#anyway")
    registrar.submit("Add the body", **TUNA)
    assert "is in the register already" in registrar.text(".y-error-summary")
    registrar.submit("Add the body", anyway="y")
    assert len(session.scalars(select(Organisation)).all()) == 2


def test_what_the_register_says_is_changed_and_the_trail_says_what(registrar):
    body = OrganisationFactory(name="Tuna", number="2120002627")
    registrar.get(f"/organisations/{body.id}/edit")
    assert registrar.page.select_one("#number")["value"] == "212000-2627"
    registrar.submit("Save", name="Tuna kommun", sector="not_stated")
    assert (body.name, body.sector, body.number) == (
        "Tuna kommun",
        Sector.NOT_STATED,
        "2120002627",
    )
    assert audit.about(body.id)[0].details == {"changed": ["name", "sector"]}


def test_script_and_turned_text_are_neutralised_in_every_field(registrar):
    evil = "<script>alert(1)</script>\u202e\u0000x"
    registrar.post("/organisations/new", {**TUNA, "name": evil, "note": evil})
    body = the_body()
    assert body.name == body.note == "<script>alert(1)</script>x"
    assert not registrar.page.select("main script")


def test_a_personal_number_is_masked_in_a_note(registrar):
    registrar.post("/organisations/new", {**TUNA, "note": "Kontakt 640823-3234"})
    assert "3234" not in the_body().note


def test_the_register_is_searched_by_name_address_number_and_category(registrar):
    OrganisationFactory(name="Tuna kommun", number="2120002627", email="a@t.example")
    OrganisationFactory(name="Berga AB", email="info@berga.example", category=Category.COMPANY)
    OrganisationFactory(name="100 % lokalt", category=Category.CIVIL_SOCIETY)
    for query, expected in (
        ("q=tuna", ["Tuna kommun"]),
        ("q=212000-2627", ["Tuna kommun"]),
        ("q=berga.example", ["Berga AB"]),
        ("q=%25", ["100 % lokalt"]),
        ("category=company", ["Berga AB"]),
        ("category=planet", ["100 % lokalt", "Berga AB", "Tuna kommun"]),
        ("q=finns+inte", []),
    ):
        registrar.get(f"/organisations?{query}")
        assert shown(registrar) == expected


def test_the_register_is_paged_by_name_as_swedish_sorts(registrar):
    for n in range(51):
        OrganisationFactory(name=f"Kommun {n:02d}")
    OrganisationFactory(name="Ängs kommun")
    OrganisationFactory(name="Åsele kommun")
    registrar.get("/organisations")
    first = shown(registrar)
    registrar.get(registrar.page.select_one("#bodies-rows-more a")["href"])
    assert len(first) == 50
    assert shown(registrar) == ["Kommun 50", "Åsele kommun", "Ängs kommun"]
    assert registrar.page.select_one("#bodies-rows-more a") is None


def test_the_register_asks_no_more_of_the_database_for_more_bodies(registrar, count_queries):
    counted = []
    for size in (3, 27):
        OrganisationFactory.create_batch(size)
        registrar.get("/organisations")
        counted.append(count_queries(lambda: registrar.get("/organisations")))
    assert counted[0] == counted[1] < 8


def test_who_answers_for_a_body_is_shown_and_no_colleague_that_the_body_asked_in(registrar):
    member = MemberFactory()
    member.organisation.email = member.participant.email
    colleague = MemberFactory(organisation=member.organisation)
    registrar.get(f"/organisations/{member.organisation_id}")
    assert member.participant.email in registrar.text()
    assert colleague.participant.email not in registrar.text()


def test_an_approver_reads_the_register_and_changes_nothing(signed_in):
    body = OrganisationFactory()
    approver = signed_in(Role.APPROVER)
    for path in ("/organisations", f"/organisations/{body.id}"):
        assert approver.get(path).status_code == 200
        assert not approver.page.select('main a[href$="/edit"], main a[href$="/new"]')
    assert approver.post("/organisations/new", TUNA).status_code == 403
    assert approver.post(f"/organisations/{body.id}/edit", TUNA).status_code == 403
