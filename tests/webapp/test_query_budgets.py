"""How many SQL statements a request may take: few, and as many whatever there is to show.

The features' own tests hold their lists to it; here are the pages of several features, and the
requests that come most often.
"""

import uuid

import pytest
from sqlalchemy import select

from tests.client import PageClient
from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, OwnCommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.assessment import service as assessment
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.reports.models import Edition
from webapp.responses.models import OwnSpace

FEW, MANY = 3, 30


def fetch(client: PageClient, address: str) -> None:
    """Get the page, and see that it is the page and not one that says what is wrong."""
    assert client.get(address, follow_redirects=False).status_code == 200


@pytest.mark.parametrize("sections", [FEW, MANY])
def test_the_reading_page_takes_at_most_five(client, count_queries, sections):
    round_ = RoundFactory(version=VersionFactory(sections=sections))
    session.commit()
    address = f"/rounds/{round_.id}/read"
    assert 0 < count_queries(lambda: fetch(client, address)) <= 5


def test_posting_a_comment_takes_as_many_whatever_was_written_before(client, count_queries):
    invitation = InvitationFactory()
    enter(client, invitation)
    section = drafts.outline(invitation.round.version_id)[0]
    address = f"/rounds/{invitation.round_id}/sections/{section.key}"

    def send() -> None:
        form = {"text": "Målet bör gå att mäta.", "kind": "general", "form_key": str(uuid.uuid4())}
        assert client.post(address, form, follow_redirects=False).status_code == 302

    def post() -> int:
        return count_queries(send)

    post()  # The first notes that the body has begun, and finds the version's sections.
    before = post()
    space = session.scalars(select(OwnSpace)).one()
    OwnCommentFactory.create_batch(MANY, space=space, section_key=section.key)
    assert post() == before <= 4


@pytest.mark.parametrize("path", ["answer", "review", "read"])
def test_ones_own_pages_take_as_many_whatever_was_written(client, count_queries, path):
    invitation = InvitationFactory()
    enter(client, invitation)
    space = session.scalars(select(OwnSpace)).one()
    section = drafts.outline(invitation.round.version_id)[0]
    address = f"/rounds/{invitation.round_id}/{path}"
    OwnCommentFactory.create_batch(FEW, space=space, section_key=section.key)
    fetch(client, address)
    few = count_queries(lambda: fetch(client, address))
    OwnCommentFactory.create_batch(MANY, space=space, section_key=section.key)
    assert count_queries(lambda: fetch(client, address)) == few


def test_the_front_page_takes_as_many_however_many_rounds_are_open(client, count_queries):
    RoundFactory.create_batch(FEW)
    few = count_queries(lambda: fetch(client, "/"))
    RoundFactory.create_batch(MANY)
    assert count_queries(lambda: fetch(client, "/")) == few


def test_the_editions_of_a_report_take_as_many_however_many_there_are(client, count_queries):
    round_ = RoundFactory(closed=True)
    officer = UserFactory()
    sign_in(client, officer)

    def count(numbers: range) -> int:
        for number in numbers:
            edition = {"number": number, "made_by": officer.id, "finished_at": clock.now()}
            session.add(Edition(round_id=round_.id, status="done", **edition))
        session.commit()
        return count_queries(lambda: fetch(client, f"/rounds/{round_.id}/report"))

    assert count(range(1, 4)) == count(range(4, 34))


def test_the_overview_of_the_assessment_takes_as_many_however_many_points(client, count_queries):
    round_ = RoundFactory(closed=True)
    sign_in(client, UserFactory())

    def count(responses: int) -> int:
        for _ in range(responses):
            response = ResponseFactory(invitation=InvitationFactory(round=round_))
            for section in drafts.outline(round_.version_id):
                CommentFactory(response=response, section_key=section.key)
            assessment.gather(response.id)
        session.commit()
        return count_queries(lambda: fetch(client, f"/rounds/{round_.id}/assessment"))

    assert count(FEW) == count(MANY)
