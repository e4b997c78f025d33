"""However many answers took the place of others, arguments are counted as one would by hand."""

import random

import pytest
from sqlalchemy import insert, select

from tests.factories.accounts import UserFactory
from tests.factories.assessment import ArgumentFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.assessment import queries, service
from webapp.assessment.models import ArgumentPoint, Point
from webapp.core import clock
from webapp.core.database import session

BODIES = 6


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.mark.parametrize("seed", range(4))
def test_points_and_senders_are_those_of_the_latest_answers(round_, seed):
    chance = random.Random(seed)  # noqa: S311 - for a test
    chains = [_answers(round_, chance.randint(1, 4)) for _ in range(BODIES)]
    latest = {chain[-1].id for chain in chains}
    points = session.scalars(select(Point)).all()
    said = {
        ArgumentFactory(round=round_).id: chance.sample(points, chance.randint(1, len(points)))
        for _ in range(3)
    }
    officer = UserFactory()
    session.flush()
    for argument_id, behind in said.items():
        session.execute(
            insert(ArgumentPoint),
            [
                {
                    "argument_id": argument_id,
                    "point_id": each.id,
                    "linked_by": officer.id,
                    "linked_at": clock.now(),
                }
                for each in behind
            ],
        )
    current = {key: [p for p in behind if p.response_id in latest] for key, behind in said.items()}
    expected = {
        key: (len(found), len({each.response_id for each in found}))
        for key, found in current.items()
        if found
    }
    counted = {key: (s.points, s.bodies) for key, s in queries.shared(round_.id).items()}
    assert counted == expected
    for key in said:
        one = queries.shared_by(key)
        assert (one.points, one.bodies) == expected.get(key, (0, 0))
    assert queries.senders(round_.id) == len(latest)


def _answers(round_, many):
    """One body's answers of two points each, each of which took the place of the one before."""
    invitation = InvitationFactory(round=round_)
    made = []
    for _ in range(many):
        former = made[-1].id if made else None
        answer = ResponseFactory(invitation=invitation, replaces_id=former, statement=" ")
        CommentFactory.create_batch(2, response=answer)
        session.flush()
        service.gather(answer.id)
        made.append(answer)
    return made
