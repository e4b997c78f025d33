"""A page is told what colleagues have changed since it was opened, and nothing else."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Decision
from webapp.core.database import session


@pytest.fixture
def round_(database):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    for _ in range(8):
        service.gather(ResponseFactory(invitation=InvitationFactory(round=round_)).id)
    session.commit()
    return round_


@pytest.fixture
def colleague(database):
    return UserFactory(name="Anders Ek")


def decide(point, by):
    service.decide(point, service.Verdict(Decision.NOTED, "Tack.", point.revision), actor=by)
    session.commit()


def opened(client, address):
    """Open a page; returns the address that its script asks."""
    client.get(address)
    return client.page.select_one("[data-live]")["data-live"]


def told(client, address):
    answer = client.file(address)
    assert answer.status_code == 200
    return answer.json["text"]


@pytest.mark.parametrize("page", ["points", "board"])
def test_what_a_colleague_changed_is_told_and_ones_own_is_not(
    client, round_, officer, colleague, page
):
    sign_in(client, officer)
    found = queries.points(round_.id)
    decide(found[0], colleague)  # Before the page was opened.
    address = opened(client, f"/rounds/{round_.id}/{page}")
    assert told(client, address) == ""
    decide(found[1], officer)
    assert told(client, address) == ""
    decide(found[2], colleague)
    assert "Anders Ek har ändrat synpunkt 3 " in told(client, address)
    service.assign(found[3:4], service.Errand(officer), actor=colleague)
    session.commit()
    assert "synpunkterna 3 och 4 " in told(client, address)
    address = opened(client, f"/rounds/{round_.id}/{page}")
    assert told(client, address) == ""


def test_many_are_counted_and_those_of_another_round_are_not(client, round_, officer, colleague):
    sign_in(client, officer)
    address = opened(client, f"/rounds/{round_.id}/points")
    for point in queries.points(round_.id)[:7]:
        decide(point, colleague)
    elsewhere = RoundFactory(closed=True, version=VersionFactory())
    service.gather(ResponseFactory(invitation=InvitationFactory(round=elsewhere)).id)
    session.commit()
    decide(queries.points(elsewhere.id)[0], colleague)
    assert "har ändrat 7 synpunkter" in told(client, address)


def test_on_a_points_own_page_only_that_point_is_told_of(client, round_, officer, colleague):
    sign_in(client, officer)
    first, second = queries.points(round_.id)[:2]
    address = opened(client, f"/points/{first.id}")
    decide(second, colleague)
    assert told(client, address) == ""
    decide(first, colleague)
    assert "har ändrat den här synpunkten" in told(client, address)


def test_what_is_the_same_is_not_sent_again(app, client, round_, officer):
    sign_in(client, officer)
    address = opened(client, f"/rounds/{round_.id}/points")
    mark = client.file(address).headers["ETag"]
    answer = client._client.get(address, headers={"If-None-Match": mark})
    assert (answer.status_code, answer.data) == (304, b"")


def test_it_is_for_staff_alone(client, round_):
    assert client.file(f"/rounds/{round_.id}/points/changed").status_code in (302, 401, 403)
