"""The distribution list: putting bodies on it, taking them off, and its freezing."""

import uuid

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.organisations.categories import Category
from webapp.organisations.models import ListImport, ListRow
from webapp.rounds import distribution


@pytest.fixture
def round_():
    return RoundFactory(draft=True)


def on_list(round_) -> dict[str, str]:
    session.expire_all()
    return {each.name: each.email for each in round_.invitations}


def applied_import(*bodies, applied=True):
    found = ListImport(
        filename="sändlista.csv",
        sha256="0" * 64,
        made_by=UserFactory().id,
        encoding="utf-8",
        delimiter=";",
        sheet="",
        other_sheets=[],
        headings={},
        applied_at=clock.now() if applied else None,
    )
    session.add(found)
    session.flush()
    for line, body in enumerate(bodies, 2):
        cells = {"name": body.name, "reason": f"Skäl {line}" * (line == 2)} if body else {}
        session.add(
            ListRow(
                import_id=found.id,
                line=line,
                raw=[],
                cells=cells,
                bad=False,
                chosen=False,
                organisation_id=body.id if body else None,
            )
        )
    session.flush()
    return found


def test_an_empty_list_says_what_to_do(officer, round_):
    officer.get(f"/rounds/{round_.id}/recipients")
    assert "The list is empty" in officer.text()


def test_a_whole_category_is_added_at_once_with_what_the_register_says(officer, round_):
    OrganisationFactory(name="Åsele kommun", email=" registrator@asele.example ", language="en")
    OrganisationFactory(name="Umeå universitet", category=Category.UNIVERSITY)
    officer.get(f"/rounds/{round_.id}/recipients")
    officer.submit("Add one: Municipalities")
    assert on_list(round_) == {"Åsele kommun": "registrator@asele.example"}
    (invitation,) = round_.invitations
    assert (invitation.language, invitation.category) == ("en", Category.MUNICIPALITY)
    assert "One body is added" in officer.page.get_text()
    assert "Municipalities" in officer.text("#by-category + div")


def test_bodies_are_found_by_name_and_added_one_by_one(officer, round_):
    chosen = OrganisationFactory(name="Vännäs kommun")
    OrganisationFactory(name="Vindelns kommun")
    OrganisationFactory(name="100 % Skog AB", category=Category.COMPANY)
    officer.get(f"/rounds/{round_.id}/recipients", data={"find": "kommun"})
    assert len(officer.page.select("#found-rows input")) == 2
    officer.post(f"/rounds/{round_.id}/recipients", {"body": [str(chosen.id)]})
    assert list(on_list(round_)) == ["Vännäs kommun"]
    officer.get(f"/rounds/{round_.id}/recipients", data={"find": "kommun"})
    assert "Vännäs" not in officer.text("#found-rows")
    officer.get(f"/rounds/{round_.id}/recipients", data={"find": "%"})
    assert officer.text("#found-rows").startswith("100 % Skog AB")


def test_an_applied_list_is_used_and_one_that_was_not_is_not_offered(officer, round_):
    first, second, third = OrganisationFactory.create_batch(3)
    InvitationFactory(round=round_, organisation=first)
    applied_import(first, second, second, None)
    waiting = applied_import(third, applied=False)
    officer.get(f"/rounds/{round_.id}/recipients")
    assert str(waiting.id) not in str(officer.page)
    officer.submit("Add one body", selector="#add ~ div form")
    assert set(on_list(round_)) == {first.name, second.name}


def test_why_each_is_asked_comes_along_from_the_list(officer, round_):
    said, silent = OrganisationFactory.create_batch(2)
    listed = applied_import(said, silent)
    sent = {"import_id": str(listed.id), "reason": "På sändlistan"}
    officer.post(f"/rounds/{round_.id}/recipients", sent)
    session.expire_all()
    reasons = {each.organisation_id: each.reason for each in round_.invitations}
    assert reasons == {said.id: "Skäl 2", silent.id: "På sändlistan"}


def test_adding_twice_adds_once(officer, round_):
    body = OrganisationFactory()
    for _ in range(2):
        officer.post(f"/rounds/{round_.id}/recipients", {"category": "municipality"})
    assert list(on_list(round_)) == [body.name]
    assert "Nothing was added" in officer.page.get_text()


@pytest.mark.parametrize(
    "sent",
    [{}, {"category": "nonsense"}, {"import_id": "1"}, {"body": ["x", str(uuid.uuid4())]}],
)
def test_what_makes_no_sense_adds_nothing(officer, round_, sent):
    OrganisationFactory()
    answer = officer.post(f"/rounds/{round_.id}/recipients", sent)
    assert answer.status_code == 200
    assert on_list(round_) == {}


def test_a_body_is_taken_off_again(officer, round_):
    kept, gone = InvitationFactory.create_batch(2, round=round_)
    officer.get(f"/rounds/{round_.id}/recipients")
    officer.post(f"/invitations/{gone.id}/remove")
    assert list(on_list(round_)) == [kept.name]


def test_the_list_of_an_open_round_is_frozen(officer):
    round_ = RoundFactory()
    invitation = InvitationFactory(round=round_)
    OrganisationFactory()
    officer.get(f"/rounds/{round_.id}/recipients")
    assert "those on the list stay" in officer.text()
    forms = [form["action"] for form in officer.page.select("main form[method=post]")]
    assert forms == [f"/rounds/{round_.id}/reasons"]
    adding = officer.post(f"/rounds/{round_.id}/recipients", {"category": "municipality"})
    removing = officer.post(f"/invitations/{invitation.id}/remove")
    assert (adding.status_code, removing.status_code) == (422, 409)
    assert list(on_list(round_)) == [invitation.name]


def test_readers_see_the_list_and_cannot_change_it(signed_in, round_):
    invitation = InvitationFactory(round=round_)
    reader = signed_in(Role.APPROVER)
    reader.get(f"/rounds/{round_.id}/recipients")
    assert invitation.name in reader.text()
    assert not reader.page.select("main form[method=post]")
    answer = reader.post(f"/rounds/{round_.id}/recipients", {"category": "municipality"})
    assert answer.status_code == 403


def test_bodies_stand_in_swedish_order_across_pages(officer, round_):
    names = ["Arjeplog", "zebra", "Åsele", "Älvsbyn", "Överkalix", "övriga"]
    names = sorted(f"Body {n:02}" for n in range(60)) + names
    for name in reversed(names):
        InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))
    seen = []
    officer.get(f"/rounds/{round_.id}/recipients")
    while True:
        seen += [th.get_text(strip=True) for th in officer.page.select("#bodies tbody th")]
        more = officer.page.select_one("#bodies-rows-more a")
        if more is None:
            break
        officer.get(more["href"])
    assert seen == ["Arjeplog", *names[:60], "zebra", "Åsele", "Älvsbyn", "Överkalix", "övriga"]


def test_more_bodies_are_added_in_one_go_than_one_statement_can_hold(officer, round_):
    session.bulk_save_objects(OrganisationFactory.build_batch(5600))
    session.flush()
    officer.post(f"/rounds/{round_.id}/recipients", {"category": "municipality"})
    assert distribution.invited_by_category(round_.id) == {Category.MUNICIPALITY: 5600}


def test_the_number_of_queries_does_not_grow(officer, round_, count_queries):
    def look():
        session.commit()
        return count_queries(lambda: officer.get(f"/rounds/{round_.id}/recipients?find=kommun"))

    InvitationFactory.create_batch(3, round=round_)
    OrganisationFactory.create_batch(3)
    few = look()
    InvitationFactory.create_batch(27, round=round_)
    OrganisationFactory.create_batch(27)
    assert look() == few
