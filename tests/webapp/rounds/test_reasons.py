"""Why bodies are on the list, another round's list used again, and bodies added while open."""

import pytest
from sqlalchemy import select

from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import link
from webapp.core.database import session
from webapp.organisations.models import Category
from webapp.rounds import service
from webapp.rounds.models import Invitation


def on_list(round_):
    session.expire_all()
    found = session.scalars(select(Invitation).where(Invitation.round_id == round_.id))
    return {each.organisation_id: each.reason for each in found}


@pytest.fixture
def former():
    """A round with one body that answered and two that did not."""
    made = RoundFactory(closed=True)
    InvitationFactory(round=made, answered_as="answer")
    InvitationFactory.create_batch(2, round=made)
    return made


@pytest.mark.parametrize(
    ("button", "count"),
    [("Add 3 bodies", 3), ("The one who answered", 1), ("The 2 who did not", 2)],
)
def test_another_round_s_list_is_used_again_with_the_reason(officer, former, button, count):
    new = RoundFactory(draft=True)
    officer.get(f"/rounds/{new.id}/recipients")
    forms = officer.page.select("main form")
    form = next(each for each in forms if button in each.get_text() and "former_id" in str(each))
    sent = {field["name"]: field.get("value", "") for field in form.select("input")}
    officer.post(f"/rounds/{new.id}/recipients", sent)
    reasons = on_list(new)
    assert len(reasons) == count
    assert all("Asked in round 1" in reason for reason in reasons.values())


def test_for_a_body_that_was_merged_the_one_that_it_became_is_asked(officer, former):
    gone = former.invitations[0].organisation
    kept, last = OrganisationFactory(), OrganisationFactory()
    gone.merged_into_id, kept.merged_into_id = kept.id, last.id
    session.flush()
    new = RoundFactory(draft=True)
    officer.post(f"/rounds/{new.id}/recipients", {"former_id": str(former.id)})
    others = {each.organisation_id for each in former.invitations} - {gone.id}
    assert set(on_list(new)) == {last.id, *others}


def test_the_reason_is_written_for_many_at_once_and_the_body_reads_it(officer, client):
    round_ = RoundFactory()
    town = OrganisationFactory(category=Category.MUNICIPALITY)
    body = InvitationFactory(round=round_, organisation=town)
    other = InvitationFactory(round=round_, reason="Redan skrivet")
    officer.get(f"/rounds/{round_.id}/recipients")
    officer.submit("Save", why="Kommun i länet", only_missing="y")
    assert on_list(round_) == {town.id: "Kommun i länet", other.organisation_id: "Redan skrivet"}
    client.get(link(body))
    assert "Kommun i länet" in client.text("main")


def test_no_reason_is_said_at_the_field(officer):
    round_ = RoundFactory()
    InvitationFactory(round=round_)
    officer.get(f"/rounds/{round_.id}/recipients")
    assert officer.submit("Save", why="").status_code == 422
    assert "Say why they are asked" in officer.text(".y-error-summary")


def test_who_is_added_while_the_round_is_open_is_invited_at_once(officer, work_off, inbox):
    round_ = RoundFactory()
    InvitationFactory(round=round_, answered_as="answer")
    late = OrganisationFactory(name="Sorsele kommun")
    officer.get(f"/rounds/{round_.id}/recipients?find=Sorsele")
    sent = {"body": str(late.id), "reason": ""}
    assert officer.post(f"/rounds/{round_.id}/recipients", sent).status_code == 422
    assert "now that the round is open" in officer.text("main")
    assert late.id not in on_list(round_)
    sent["reason"] = "Bad själva om att få svara"
    officer.post(f"/rounds/{round_.id}/recipients", sent)
    assert on_list(round_)[late.id] == "Bad själva om att få svara"
    work_off()
    assert late.email in [message["To"] for message in inbox]


def test_nobody_is_added_to_a_closed_round(officer, staff):
    round_ = RoundFactory(closed=True)
    body = OrganisationFactory()
    answer = officer.post(
        f"/rounds/{round_.id}/recipients", {"body": str(body.id), "reason": "Sent"}
    )
    assert answer.status_code == 422
    assert on_list(round_) == {}
    assert service is not None


def test_the_reason_of_one_body_is_written_on_its_own(officer):
    round_ = RoundFactory()
    one, other = InvitationFactory.create_batch(2, round=round_, reason="Kommun i länet")
    session.commit()
    officer.get(f"/rounds/{round_.id}/recipients")
    path = f"/invitations/{one.id}/reason"
    assert path in [each["href"] for each in officer.page.select("#bodies a")]
    officer.get(path)
    assert officer.submit("Save", reason="x" * 401).status_code == 422
    officer.submit("Save", reason="Bad själva om att få svara")
    assert on_list(round_) == {
        one.organisation_id: "Bad själva om att få svara",
        other.organisation_id: "Kommun i länet",
    }


def test_another_round_s_list_is_used_by_category_and_the_count_is_shown_first(officer):
    former = RoundFactory(closed=True)
    for category, answered in (
        (Category.MUNICIPALITY, "answer"),
        (Category.MUNICIPALITY, None),
        (Category.COMPANY, "answer"),
    ):
        InvitationFactory(round=former, organisation__category=category, answered_as=answered)
    new = RoundFactory(draft=True)
    session.commit()
    officer.get(f"/rounds/{new.id}/recipients/reuse")
    labels = [each.get_text(strip=True) for each in officer.page.select("label")]
    assert {"Municipalities (2)", "Companies (1)"} <= set(labels)
    assert "Add 3 bodies" in officer.text("main")
    address = {"former": former.id, "chosen": former.id, "category": "municipality"}
    officer.get(f"/rounds/{new.id}/recipients/reuse", query_string=address | {"answered": "yes"})
    assert "Municipalities: 1" in officer.text("#chosen-bodies + ul")
    assert on_list(new) == {}
    officer.submit("Add one body")
    [added] = on_list(new)
    assert added == next(
        each.organisation_id
        for each in former.invitations
        if each.answered_as and each.category is Category.MUNICIPALITY
    )


def test_no_category_chosen_adds_nobody_and_says_so(officer, former):
    new = RoundFactory(draft=True)
    session.commit()
    address = {"former": former.id, "chosen": former.id}
    officer.get(f"/rounds/{new.id}/recipients/reuse", query_string=address)
    assert "Nobody. Choose other categories" in officer.text("main")


def test_the_round_before_this_one_is_offered_first(officer, former):
    newest = RoundFactory()
    InvitationFactory(round=newest)
    new = RoundFactory(draft=True, consultation=former.consultation, number=2)
    session.commit()
    officer.get(f"/rounds/{new.id}/recipients/reuse")
    offered = [each["value"] for each in officer.page.select("select[name=former] option")]
    assert offered == [str(former.id), str(newest.id)]


def test_with_no_other_round_the_page_says_so(officer):
    new = RoundFactory(draft=True)
    session.commit()
    officer.get(f"/rounds/{new.id}/recipients/reuse")
    assert "No other round" in officer.text("main")
