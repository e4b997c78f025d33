"""A body joins the answer that another shares: an answer of its own, whose points count once."""

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.assessment import service as assessment
from webapp.assessment.models import Point
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.reports import endorsing
from webapp.responses import content, naming, queries, shown
from webapp.responses.models import AnswerShare, OwnSpace, Position, Response, Secrecy, SecrecyCheck


@pytest.fixture
def round_(database):
    return RoundFactory()


def invited(round_, name):
    return InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))


def latest(invitation) -> Response:
    session.expire_all()
    statement = select(Response).where(Response.invitation_id == invitation.id)
    return session.scalars(statement.order_by(Response.number.desc()).limit(1)).one()


def submit(client, invitation, **fields):
    client.get(f"/rounds/{invitation.round_id}/review")
    client.submit("Skicka in svaret", **fields)
    return latest(invitation)


def answer(client, invitation, words="Målet bör gå att mäta."):
    """Come in and submit an answer with one comment."""
    enter(client, invitation)
    space = session.scalars(select(OwnSpace).where(OwnSpace.invitation_id == invitation.id)).one()
    space.position, space.statement = Position.ENDORSE_IN_PART, words
    session.commit()
    return submit(client, invitation)


def share(client, response) -> str:
    """Share the answer by its receipt page; the path of the link."""
    client.get(f"/receipts/{response.id}")
    client.submit("Gör en länk till svaret")
    link = client.page.select_one("#joining ~ p code").get_text()
    return "/shared/" + link.rsplit("/", 1)[1]


@pytest.fixture
def umea(client, round_):
    return invited(round_, "Umeå kommun")


@pytest.fixture
def vindeln(round_):
    return invited(round_, "Vindelns kommun")


@pytest.fixture
def theirs(client, umea):
    """The answer that is shared."""
    return answer(client, umea)


@pytest.fixture
def other(new_client, vindeln):
    """The other body's browser."""
    browser = new_client()
    enter(browser, vindeln)
    return browser


def test_a_body_joins_an_answer_and_has_a_receipt_of_its_own(client, other, theirs, vindeln):
    other.get(share(client, theirs))
    assert "Målet bör gå att mäta." in other.text()
    other.submit("Anslut er till svaret")
    assert "Ni ansluter er till svaret från Umeå kommun" in other.text()
    joined = submit(other, vindeln)
    assert (joined.endorses_id, joined.position) == (theirs.id, Position.ENDORSE_IN_PART)
    assert other.path == f"/receipts/{joined.id}"
    assert joined.number != theirs.number
    assert "Umeå kommun" in other.text()
    assert joined.sha256 == content.digest(joined.canonical())
    assert str(theirs.id).encode() in joined.canonical()
    session.refresh(vindeln)
    assert vindeln.answered_as == "answer"
    other.get(other.page.select_one("#joins ~ p a")["href"])
    assert "som det var då" in other.text()


def test_the_points_are_counted_once(client, other, theirs, vindeln):
    other.get(share(client, theirs))
    other.submit("Anslut er till svaret")
    joined = submit(other, vindeln)
    for each in (theirs, joined):
        assessment.gather(each.id)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Point)) == 1


def test_opening_the_link_joins_nothing(client, other, theirs, vindeln):
    path = share(client, theirs)
    other.get(path)
    space = session.scalars(select(OwnSpace).where(OwnSpace.invitation_id == vindeln.id)).one()
    assert space.endorses_id is None


def test_a_joining_can_be_taken_back(client, other, theirs, vindeln):
    other.get(share(client, theirs))
    other.submit("Anslut er till svaret")
    other.submit("Anslut er inte")
    assert submit(other, vindeln).endorses_id is None


def test_only_whoever_answers_the_same_round_for_a_body_sees_it(client, new_client, round_, theirs):
    path = share(client, theirs)
    stranger = new_client()
    enter(stranger, InvitationFactory())
    assert stranger.get(path).status_code == 404
    assert "Målet bör" not in stranger.text()
    person = ParticipantFactory()
    alone = {"organisation": None, "participant": person, "for_body": False, "name": "Siv"}
    OwnSpaceFactory(invitation=None, round=round_, **alone)
    reader = new_client()
    sign_in(reader, person)
    assert reader.get(path).status_code == 404
    assert new_client().get(path, follow_redirects=False).status_code in (302, 401, 403)


def test_a_link_that_is_stopped_leads_nowhere_and_a_new_one_does(client, other, theirs):
    former = share(client, theirs)
    client.submit("Stoppa länken")
    assert other.get(former).status_code == 404
    assert "delas inte längre" in other.text()
    again = share(client, theirs)
    assert again != former
    assert other.get(former).status_code == 404
    other.get(again)
    assert "Målet bör gå att mäta." in other.text()
    assert session.scalar(select(func.count()).select_from(AnswerShare)) == 1


def test_nobody_joins_an_own_answer_or_one_that_joins_another(client, other, theirs, vindeln):
    path = share(client, theirs)
    client.get(path)
    assert client.submit("Anslut er till svaret").status_code == 422
    assert "ert eget svar" in client.text()
    other.get(path)
    other.submit("Anslut er till svaret")
    joined = submit(other, vindeln)
    other.get(f"/receipts/{joined.id}")
    assert "Gör en länk" not in other.text()


def test_what_replaces_it_is_told_to_those_who_joined_it(client, other, umea, theirs, vindeln):
    other.get(share(client, theirs))
    other.submit("Anslut er till svaret")
    joined = submit(other, vindeln)
    submit(client, umea)
    told = session.scalars(select(Email).where(Email.occasion == Occasion.JOINED_REPLACED)).all()
    assert {each.address for each in told} >= {vindeln.email.lower()}
    assert {each.concerns for each in told} == {vindeln.id}
    assert latest(vindeln).endorses_id == theirs.id, "what was submitted stays"
    other.get(f"/rounds/{vindeln.round_id}/review")
    other.submit("Skicka in svaret")
    assert "har ersatt svaret" in other.text()
    assert latest(vindeln).id == joined.id


def test_abstaining_in_its_place_is_told_too(client, other, umea, theirs, vindeln):
    other.get(share(client, theirs))
    other.submit("Anslut er till svaret")
    submit(other, vindeln)
    client.get(f"/rounds/{umea.round_id}/abstain")
    client.submit("Skicka in: ")
    told = select(func.count()).where(Email.occasion == Occasion.JOINED_REPLACED)
    assert session.scalar(told)


def test_staff_see_both_ways(client, new_client, other, theirs, vindeln):
    other.get(share(client, theirs))
    other.submit("Anslut er till svaret")
    joined = submit(other, vindeln)
    staff = new_client()
    sign_in(staff, UserFactory())
    staff.get(f"/responses/{theirs.id}")
    assert "Till svaret ansluter sig" in staff.text()
    assert "Vindelns kommun" in staff.text()
    staff.get(f"/responses/{joined.id}")
    assert "ansluter sig till det från Umeå kommun" in staff.text()
    staff.get(f"/rounds/{theirs.round_id}/responses")
    assert "Ansluter sig till Umeå kommun" in staff.text()


def named(round_) -> list[str]:
    session.expire_all()
    found = queries.submitted(round_.id)
    seen = {each.id: shown.of(each) for each in found}
    senders = {each.id: naming.of(each) for each in found}
    return sorted(endorsing.labels(found, senders, seen).values())


def test_the_report_names_them_together_and_of_a_withheld_one_says_nothing(
    client, other, theirs, vindeln, round_
):
    other.get(share(client, theirs))
    other.submit("Anslut er till svaret")
    joined = submit(other, vindeln)
    assert named(round_) == [
        "Umeå kommun, med anslutning av Vindelns kommun",
        "Vindelns kommun, som ansluter sig till Umeå kommun",
    ]
    checked = SecrecyCheck(
        response_id=joined.id, state=Secrecy.WITHHELD, checked_by=UserFactory().id
    )
    session.add(checked)
    session.flush()
    assert named(round_) == ["Umeå kommun", "Vindelns kommun"]


@pytest.mark.parametrize("who", ["person", "body"])
def test_who_turns_out_to_be_a_private_person_joins_no_answer(client, new_client, theirs, who):
    path, round_id = share(client, theirs), theirs.round_id
    browser = new_client()
    sign_in(browser, ParticipantFactory())
    browser.get(f"/rounds/{round_id}/answer")
    browser.submit("Fortsätt", name="Vännäs byaförening", who="body")
    browser.get(path)
    browser.submit("Anslut er till svaret")
    browser.get(f"/rounds/{round_id}/sender")
    browser.submit("Spara", name="Siv Svar", who=who)
    session.expire_all()
    space = session.scalars(select(OwnSpace).where(OwnSpace.organisation_id.is_(None))).one()
    assert space.endorses_id == (theirs.id if who == "body" else None)


def test_what_joins_nothing_keeps_its_mark(database):
    own = OwnSpaceFactory(position=Position.ENDORSE)
    response = CommentFactory().response
    assert b"endorses" not in response.canonical()
    assert own.endorses_id is None
