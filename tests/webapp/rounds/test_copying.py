"""A round that begins as another one was."""

import uuid

from sqlalchemy import select

from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from webapp.core import clock
from webapp.core.database import session
from webapp.rounds import service
from webapp.rounds.models import RecipientGroup, Round, RoundKind, RoundState


def test_the_copy_asks_the_same_of_the_same_bodies(officer):
    former = RoundFactory()
    body = InvitationFactory(round=former, answered_as="answer", reason="Kommun i länet")
    QuestionFactory(round=former, text={"sv": "Räcker målen?"})
    officer.get(f"/rounds/{former.id}")
    officer.submit("Copy the round")
    made = session.scalars(select(Round).where(Round.id != former.id)).one()
    assert made.state(clock.now()) is RoundState.DRAFT
    assert (made.number, made.kind) == (2, RoundKind.SECOND_REMISS)
    assert made.cover_letter == former.cover_letter
    assert [each.text for each in made.questions] == [{"sv": "Räcker målen?"}]
    [invited] = made.invitations
    assert invited.organisation_id == body.organisation_id
    assert invited.answered_as is None
    assert invited.reason == "Kommun i länet"


def test_a_body_s_name_and_address_are_as_the_register_has_them_now(staff):
    former = RoundFactory()
    old = InvitationFactory(round=former)
    old.organisation.email = "ny@umea.example"
    made = service.copy_round(former, staff, key=uuid.uuid4())
    session.refresh(made)
    assert [each.email for each in made.invitations] == ["ny@umea.example"]


def test_groups_come_along_with_their_bodies_and_questions(staff):
    former = RoundFactory()
    group = RecipientGroup(round=former, ordinal=0, name={"sv": "Kommuner"})
    session.add(group)
    asked = QuestionFactory(round=former)
    asked.groups = [group]
    InvitationFactory(round=former, group=group)
    session.flush()
    made = service.copy_round(former, staff, key=uuid.uuid4())
    session.expire_all()
    [copied] = made.groups
    assert copied.id != group.id
    assert made.invitations[0].group_id == copied.id
    assert made.questions[0].groups == [copied]


def test_a_double_click_makes_one_copy(officer):
    former, key = RoundFactory(), str(uuid.uuid4())
    for _click in range(2):
        officer.post(f"/rounds/{former.id}/copy", {"key": key})
    assert len(session.scalars(select(Round)).all()) == 2
