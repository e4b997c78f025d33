"""Joint answers in any order of yes, no, submitting, answering alone and leaving: counts add up."""

import random
import uuid

import pytest

from tests.factories.accounts import ParticipantFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.reports import queries as reports
from webapp.reports.breakdown import Choice
from webapp.responses import queries
from webapp.responses.models import Hand, OwnSpace, Position, Said
from webapp.responses.service import Submission, joint, submit
from webapp.responses.service.joint import Word

NAMES = ("Umeå kommun", "Vindelns kommun", "Åsele kommun")
STEPS = 14


@pytest.fixture
def spaces(database) -> list[OwnSpace]:
    """The spaces of three bodies, open in the hands of their coordinators."""
    round_ = RoundFactory()
    found = []
    for name in NAMES:
        body = OrganisationFactory(name=name)
        invitation = InvitationFactory(round=round_, organisation=body)
        space = OwnSpaceFactory(invitation=invitation, position=Position.ENDORSE)
        found.append(space.opened_by(Hand(ParticipantFactory())))
    return found


def act(dice: random.Random, spaces: list[OwnSpace]) -> None:
    """Do one of the things that can be done, by any of them; what may not be done is refused."""
    one, other = dice.sample(spaces, 2)
    step = dice.choice(("ask", "yes", "no", "submit", "submit", "withdraw"))
    asked = {each.row.invitation_id: each.row for each in queries.asked_jointly(one)}
    row = asked.get(other.invitation_id)
    if step == "submit":
        submit(one, one.hand.person, Submission(uuid.uuid4()))
    elif step == "ask":
        joint.ask(one, other.invitation)
    elif row is not None and step == "withdraw":
        joint.withdraw(one, row)
    elif row is not None:
        joint.say(row, Word(Said(step), reason="Nämnden vill det."))


def check(spaces: list[OwnSpace]) -> None:
    """One body counts once, and its invitation says what it is counted by."""
    session.flush()
    round_ = spaces[0].round
    current = queries.submitted(round_.id)
    senders = {each.sender: each for each in current}
    assert len(senders) == len(current), "one body counts once"
    for space in spaces:
        body, part = space.invitation, senders.get(space.sender)
        assert (body.answered_as is not None) == (part is not None), space.sender
        if part is None:
            assert body.answered_with == []
            continue
        together = [each.sender for each in current if each.words_id == part.words_id]
        assert set(body.answered_with) == set(together) - {space.sender}
    counts = reports.counted(round_, Choice()).figures.all.counts
    assert (counts.invited, counts.reacted) == (len(spaces), len(current))


@pytest.mark.parametrize("seed", range(8))
def test_the_counts_add_up_whatever_the_order(spaces, seed):
    dice = random.Random(seed)  # noqa: S311 - an order of things to do, and no secret
    for _step in range(STEPS):
        try:
            with session.begin_nested():
                act(dice, spaces)
        except DomainError:
            session.expire_all()
        check(spaces)
