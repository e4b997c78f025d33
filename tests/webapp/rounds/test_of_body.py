"""On a body's page of the register: the rounds that it is asked in, and where it stands in each."""

from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.organisations import service as register


def rows(page):
    return [row.get_text(" ", strip=True) for row in page.select("#asked tbody tr")]


def test_each_round_with_its_status_and_links(officer):
    body = OrganisationFactory()
    answered = InvitationFactory(organisation=body, answered_as="answer", answered_late=True)
    draft = InvitationFactory(organisation=body, round=RoundFactory(draft=True))
    InvitationFactory()
    session.commit()
    officer.get(f"/organisations/{body.id}")
    first, second = rows(officer.page)
    assert "On the list" in first
    assert "Has answered" in second
    assert "Late" in second
    links = {each["href"] for each in officer.page.select("#asked a")}
    assert links == {
        *(f"/rounds/{each.round_id}" for each in (answered, draft)),
        *(f"/invitations/{each.id}" for each in (answered, draft)),
    }


def test_what_was_asked_under_another_name_is_there_too(officer, staff):
    body, other = OrganisationFactory(), OrganisationFactory(name="Umeå stad")
    InvitationFactory(organisation=other)
    register.merge(body, other, (), staff)
    session.commit()
    officer.get(f"/organisations/{body.id}")
    assert "Asked as Umeå stad" in rows(officer.page)[0]


def test_a_cancelled_round_says_so_and_a_body_that_was_never_asked_what_to_do(signed_in):
    reader = signed_in(Role.APPROVER)
    body = OrganisationFactory()
    session.commit()
    reader.get(f"/organisations/{body.id}")
    assert "None yet" in reader.text("main")
    round_ = RoundFactory(cancelled_at=clock.now())
    InvitationFactory(organisation=body, round=round_)
    session.commit()
    reader.get(f"/organisations/{body.id}")
    assert "The round was cancelled" in rows(reader.page)[0]
