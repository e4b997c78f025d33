"""What staff see: what was submitted, all of it, and nothing of what is being written."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.responses import (
    CommentFactory,
    OwnCommentFactory,
    OwnSpaceFactory,
    ResponseFactory,
)
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.database import session
from webapp.responses.models import Form, Position
from webapp.responses.queries import PAGE

CANARY = "kanariefågel-7f3a"


@pytest.fixture
def officer(client):
    officer = UserFactory()
    sign_in(client, officer)
    return officer


@pytest.fixture
def round_(officer):
    return RoundFactory()


def submitted(round_, **kwargs):
    return ResponseFactory(invitation=InvitationFactory(round=round_), **kwargs)


def listed(client) -> list[str]:
    return [cell.get_text() for cell in client.page.select("#responses tbody th")]


def test_the_list_is_newest_first_and_goes_on(client, round_):
    moment = clock.now() - timedelta(days=1)
    senders = [
        submitted(round_, submitted_at=moment + timedelta(minutes=n)).sender
        for n in range(PAGE + 3)
    ]
    client.get(f"/rounds/{round_.id}/responses")
    assert listed(client) == senders[::-1][:PAGE]
    client.get(client.page.select_one("#responses-rows-more a")["href"])
    assert listed(client) == senders[::-1][PAGE:]


def test_the_list_is_narrowed_by_kind_position_and_time(client, round_):
    late = submitted(round_, late=True).sender
    empty = submitted(round_, form=Form.NO_COMMENTS, position=Position.NO_COMMENTS).sender
    page = f"/rounds/{round_.id}/responses"
    for chosen, expected in (
        ("time=late", [late]),
        ("time=on_time", [empty]),
        ("form=no_comments", [empty]),
        ("position=endorse_in_part", [late]),
        ("position=oppose", []),
        ("form=nonsense", [empty, late]),
    ):
        client.get(f"{page}?{chosen}")
        assert listed(client) == expected, chosen


def test_the_latest_version_alone_is_listed(client, round_):
    first = submitted(round_)
    ResponseFactory(invitation=first.invitation, replaces_id=first.id)
    client.get(f"/rounds/{round_.id}/responses")
    assert len(listed(client)) == 1
    assert "Ny version" in client.text("#responses")


@pytest.mark.parametrize("more", [27])
def test_the_list_takes_as_many_queries_however_long(client, round_, count_queries, more):
    page = f"/rounds/{round_.id}/responses"
    for _ in range(3):
        submitted(round_)
    session.commit()
    few = count_queries(lambda: client.get(page))
    for _ in range(more):
        submitted(round_)
    session.commit()
    assert count_queries(lambda: client.get(page)) == few


def test_a_response_is_shown_in_full(client, round_):
    response = submitted(round_, late=True)
    CommentFactory(response=response, text="<script>alert(1)</script>", proposed_wording="Ny.")
    client.get(f"/responses/{response.id}")
    for words in (response.reference, response.statement, response.sha256, "Ny."):
        assert words in client.text()
    assert "<script>alert(1)</script>" in client.text()


def test_what_a_response_is_stands_on_one_line_above_its_name(client, round_):
    response = submitted(round_, late=True)
    client.get(f"/responses/{response.id}")
    [line] = client.page.select(".y-page-header__before")
    assert len(line.select(".ds-tag")) == 2
    client.get(f"/rounds/{round_.id}/responses")
    assert not client.page.select(".y-page-header__before")


def test_opening_a_response_is_on_the_trail_once_for_each_person(client, round_, new_client):
    response = submitted(round_)
    for _ in range(2):
        client.get(f"/responses/{response.id}")
    other = new_client()
    sign_in(other, UserFactory())
    other.get(f"/responses/{response.id}")
    read = select(func.count()).where(
        Entry.action == "responses.read", Entry.subject == response.id
    )
    assert session.scalar(read) == 2


def test_nothing_of_what_is_being_written_is_shown(client, round_):
    invitation = InvitationFactory(round=round_)
    space = OwnSpaceFactory(invitation=invitation, statement=CANARY)
    OwnCommentFactory(space=space, text=CANARY, proposed_wording=CANARY)
    response = submitted(round_)
    for address in (
        f"/rounds/{round_.id}/responses",
        f"/responses/{response.id}",
        f"/rounds/{round_.id}/read",
    ):
        assert CANARY not in client.get(address).text
    assert client.get(f"/responses/{space.id}").status_code == 404


def test_staff_get_into_no_own_space(client, round_):
    invitation = InvitationFactory(round=round_)
    comment = OwnCommentFactory(space=OwnSpaceFactory(invitation=invitation))
    for ending in (
        "answer",
        "statement",
        "questions",
        "review",
        "begin",
        "no-comments",
        f"comments/{comment.id}",
    ):
        assert client.get(f"/rounds/{round_.id}/{ending}").status_code == 403
