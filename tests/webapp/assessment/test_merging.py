"""Two arguments made one, and one made two."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.webapp.assessment.test_arguments import (  # noqa: F401 - fixtures
    behind,
    keys,
    latest,
    officer,
    points,
    round_,
    sign_in,
    sum_up,
)
from webapp.assessment import queries, service
from webapp.assessment.models import Argument, Decision
from webapp.audit.models import Entry
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError


@pytest.fixture
def two(round_, officer, points, keys):  # noqa: F811
    """Two arguments of which the second point is in both."""
    one = sum_up(round_, officer, points[:2], sections=keys[:1])
    other = sum_up(
        round_, officer, points[1:], sections=keys[:2], view={"sv": "målen är för många"}
    )
    session.commit()
    return one, other


def test_points_and_sections_go_to_the_one_that_stays(two, officer, keys):  # noqa: F811
    one, other = two
    service.answer(one, service.Verdict(Decision.PARTLY, "Delvis.", 1), actor=officer)
    session.flush()
    service.merge(one, other, actor=officer)
    session.commit()
    assert behind(other) == [1, 2, 3]
    assert set(other.section_keys) == set(keys[:2])
    assert (other.decision, other.reply) == (Decision.PARTLY, "Delvis.")
    assert [each.number for each in queries.arguments(other.round_id)] == [2]
    trail = session.scalars(select(Entry).where(Entry.action == "assessment.merge_argument")).one()
    assert trail.details["view"] == one.view


def test_an_answer_that_is_there_stays(two, officer):  # noqa: F811
    one, other = two
    service.answer(one, service.Verdict(Decision.PARTLY, "Delvis.", 1), actor=officer)
    service.answer(other, service.Verdict(Decision.NOTED, "Tack.", 1), actor=officer)
    session.flush()
    service.merge(one, other, actor=officer)
    assert other.reply == "Tack."


def test_what_is_merged_is_merged_once_and_never_with_itself(two, officer):  # noqa: F811
    one, other = two
    with pytest.raises(DomainError):
        service.merge(one, one, actor=officer)
    service.merge(one, other, actor=officer)
    session.flush()
    with pytest.raises(ConflictError):
        service.merge(other, one, actor=UserFactory())
    with pytest.raises(ConflictError):
        service.reword(one, service.Summed({"sv": "x"}, {}), actor=officer)


def test_some_points_become_another_argument(two, officer, points):  # noqa: F811
    one, _other = two
    begin = service.Beginning(points[0].id, points=points[:1])
    made = service.split(one, service.Summed({"sv": "nytt"}, {}), begin, actor=officer)
    assert (behind(made), behind(one)) == ([1], [2])
    with pytest.raises(DomainError):
        service.split(one, service.Summed({"sv": "nytt"}, {}), service.Beginning(one.id),
                      actor=officer)  # fmt: skip
    assert service.undo(latest(officer), actor=officer) == 1
    assert behind(one) == [1, 2]


def test_the_officer_merges_and_an_old_address_leads_on(client, two, officer):  # noqa: F811
    one, other = two
    sign_in(client, officer)
    client.get(f"/arguments/{one.id}/merge")
    assert client.submit("Slå ihop argumenten", argument="").status_code == 422
    client.submit("Slå ihop argumenten", argument=str(other.id))
    assert client.text("h1") == "Argument A2"
    client.get(f"/arguments/{one.id}")
    assert client.text("h1") == "Argument A2"
    client.get(f"/arguments/{other.id}/merge")
    assert "Det finns inget annat argument" in client.text()


def test_the_officer_splits_in_two(client, two, officer, points):  # noqa: F811
    one, _other = two
    sign_in(client, officer)
    address = f"/arguments/{one.id}/split"
    assert client.post(address, {"points": []}).status_code == 422
    assert client.post(f"/arguments/{one.id}/unlink", {"points": []}).status_code == 422
    client.post(address, {"points": [str(points[0].id)]})
    client.submit("Spara argumentet", view_sv="texten är lång")
    assert client.text("h1") == "Argument A3"
    made = session.scalars(select(Argument).where(Argument.number == 3)).one()
    assert (behind(made), behind(one)) == ([1], [2])
    assert made.section_keys == one.section_keys
