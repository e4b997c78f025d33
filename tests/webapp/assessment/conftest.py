"""Who weighs, and what is weighed, where a test says nothing else."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.assessment import queries, service
from webapp.core.database import session


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example", name="Hanna")


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.fixture
def points(round_):
    """Three, in one answer, that nobody has decided on."""
    response = ResponseFactory(invitation=InvitationFactory(round=round_), statement=" ")
    for ordinal in range(3):
        CommentFactory(response=response, ordinal=ordinal, text=f"Text {ordinal}.")
    service.gather(response.id)
    session.commit()
    return queries.points(round_.id)
