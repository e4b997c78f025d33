"""A second person behind each decision, where the round demands it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Decision, DecisionApproval, Opening, Point
from webapp.assessment.statuses import PointStatus
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError


@pytest.fixture
def second(database):
    return UserFactory(email="anders@region.example", name="Anders")


@pytest.fixture
def round_(database, officer):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    service.gather(ResponseFactory(invitation=InvitationFactory(round=round_)).id)
    service.demand_second(round_, demanded=True, actor=officer)
    session.commit()
    return round_


@pytest.fixture
def point(round_, officer):
    point = queries.points(round_.id)[0]
    service.decide(point, service.Verdict(Decision.NOTED, "Tack.", 1), actor=officer)
    session.commit()
    return point


def test_who_decided_cannot_approve_and_another_can(point, officer, second):
    with pytest.raises(DomainError):
        service.approve(point, 2, actor=officer)
    service.approve(point, 2, actor=second)
    session.flush()
    assert queries.approvals_of([point.id])[point.id].approved_by == second.id
    actions = session.scalars(select(Entry.action).where(Entry.subject == point.id)).all()
    assert actions[-1] == "assessment.approve"


def test_a_decision_that_is_changed_needs_a_new_approval(point, officer, second):
    service.approve(point, 2, actor=second)
    service.decide(point, service.Verdict(Decision.PARTLY, "Delvis.", 2), actor=officer)
    session.flush()
    assert queries.approvals_of([point.id]) == {}
    with pytest.raises(ConflictError):
        service.approve(point, 2, actor=second)


def test_the_assessment_is_complete_when_each_decision_has_its_second_person(
    round_, point, officer, second
):
    with pytest.raises(DomainError):
        service.finish(round_, actor=officer)
    service.approve(point, 2, actor=second)
    session.flush()
    service.finish(round_, actor=officer)
    assert round_.assessed_at is not None


def test_the_pages_say_that_decisions_wait_when_every_point_has_one(
    client, round_, point, officer, second
):
    pages = [f"/rounds/{round_.id}/{page}" for page in ("assessment", "report")]
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    for page in pages:
        client.get(page)
        [link] = client.page.select(".y-alert a[href$='/points?status=waits']")
        assert link.get_text(strip=True) == "1 beslut väntar på en andra person"
    service.approve(point, 2, actor=second)
    session.commit()
    for page in pages:
        client.get(page)
        assert not client.page.select(".y-alert a[href*='status=']")


def test_a_round_that_demands_none_waits_for_none(round_, point, officer):
    service.demand_second(round_, demanded=False, actor=officer)
    session.flush()
    assert queries.overall(queries.progress(round_.id)).waits == 0
    service.finish(round_, actor=officer)


def test_demanding_a_second_person_opens_a_finished_assessment_again(round_, point, officer):
    service.demand_second(round_, demanded=False, actor=officer)
    round_.assessed_at = clock.now()
    service.demand_second(round_, demanded=True, actor=officer)
    assert round_.assessed_at is None


def test_a_decision_changed_afterwards_opens_the_assessment_until_it_is_approved(
    client, round_, point, officer, second
):
    service.approve(point, 2, actor=second)
    session.flush()
    service.finish(round_, actor=officer)
    session.commit()
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    client.submit("Spara beslutet", decision="partly", reply="Delvis.")
    assert "så bedömningen är inte längre klar" in client.text()
    assert round_.assessed_at is None
    with pytest.raises(DomainError):
        service.finish(round_, actor=officer)
    service.approve(point, 3, actor=second)
    session.flush()
    service.finish(round_, actor=officer)


def test_a_decision_changed_where_one_decides_alone_leaves_the_assessment_complete(
    client, round_, point, officer
):
    service.demand_second(round_, demanded=False, actor=officer)
    round_.assessed_at = clock.now()
    session.commit()
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    client.submit("Spara beslutet", decision="partly", reply="Delvis.")
    assert "inte längre klar" not in client.text()
    assert round_.assessed_at is not None


def test_a_decision_in_a_replaced_answer_opens_nothing(round_, point, officer, second):
    service.approve(point, 2, actor=second)
    former = point.response
    ResponseFactory(invitation=former.invitation, replaces_id=former.id, statement=" ")
    round_.assessed_at = clock.now()
    service.decide(point, service.Verdict(Decision.PARTLY, "Delvis.", 2), actor=officer)
    assert round_.assessed_at is not None


def test_only_who_may_weigh_approves_and_not_after_the_report(round_, point, second):
    with pytest.raises(ForbiddenError):
        service.approve(point, 2, actor=UserFactory(roles=[Role.REGISTRAR]))
    round_.reported_at = clock.now()
    with pytest.raises(ForbiddenError):
        service.approve(point, 2, actor=second)


def test_who_decided_is_not_offered_to_approve(client, point, officer):
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    assert "Godkänn beslutet" not in client.text()
    assert "Hanna fattade beslutet" in client.text(f"#point-{point.number}")
    assert "Väntar på en andra person" in client.text(f"#point-{point.number}")


def test_the_second_person_approves_on_the_points_page(client, round_, point, second):
    other = client
    sign_in(other, second)
    other.get(f"/rounds/{round_.id}/points?status=waits")
    assert "Väntar på en andra person" in other.text("#lines")
    other.get(f"/points/{point.id}")
    assert "Hanna fattade beslutet" in other.text(f"#point-{point.number}")
    assert other.page.select_one(f"#point-{point.number} a[href='/points/{point.id}#discussion']")
    other.submit("Godkänn beslutet")
    assert "Godkänt av Anders" in other.text(f"#point-{point.number}")
    other.get(f"/rounds/{round_.id}/points?status=waits")
    assert "Ingen synpunkt passar" in other.text()


@pytest.fixture
def several(round_, point, officer, second):
    """Four that count: two that Hanna decided on, one that Anders did, and one that is left."""
    response = ResponseFactory(invitation=InvitationFactory(round=round_), statement=" ")
    for ordinal in range(3):
        CommentFactory(response=response, ordinal=ordinal)
    service.gather(response.id)
    first, two, own, left = queries.points(round_.id)
    noted = service.Verdict(Decision.NOTED, "Tack.", 1)
    service.decide(two, noted, actor=officer)
    service.decide(own, noted, actor=second)
    session.commit()
    return [first, two, own, left]


def approve_all(client, round_, several):
    """Choose them all in the list, and approve what can be."""
    ticks = [str(each.id) for each in several]
    return client.submit("Godkänn besluten", points=ticks, do="approve")


def test_many_are_approved_in_the_list_but_not_ones_own_and_undone(client, round_, several, second):
    sign_in(client, second)
    client.get(f"/rounds/{round_.id}/points?status=waits")
    assert "Tack." in client.text("#line-2 details")
    approve_all(client, round_, several)
    said = client.text(".y-alert")
    assert "2 beslut är godkända." in said
    assert "Ett är ditt eget beslut, som någon annan måste godkänna." in said
    assert "En synpunkt väntar inte på en andra person." in said
    approvals = queries.approvals_of([each.id for each in several])
    assert set(approvals) == {each.id for each in several[:2]}
    assert {each.approved_by for each in approvals.values()} == {second.id}
    assert queries.overall(queries.progress(round_.id)).waits == 1
    entries = select(Entry.subject).where(Entry.action == "assessment.approve")
    assert set(session.scalars(entries)) == set(approvals)
    round_.assessed_at = clock.now()
    assert "Du godkände 2 beslut" in client.text(".y-alert:has(form[action*='/undo'])")
    client.submit("Ångra")
    assert queries.approvals_of([each.id for each in several]) == {}
    assert queries.overall(queries.progress(round_.id)).waits == 3
    assert round_.assessed_at is None


def test_what_was_decided_since_the_list_was_opened_is_not_approved(
    client, round_, several, officer, second
):
    sign_in(client, second)
    client.get(f"/rounds/{round_.id}/points")
    newer = service.Verdict(Decision.PARTLY, "Delvis.", 2)
    service.decide(several[1], newer, actor=officer)
    session.commit()
    approve_all(client, round_, several[:2])
    assert "Ett beslut är godkänt. Ett fattades efter att du öppnade" in client.text(".y-alert")
    assert list(queries.approvals_of([each.id for each in several])) == [several[0].id]


def test_what_changed_after_it_was_approved_is_not_undone(several, round_, officer, second):
    found = service.approve_many(several, clock.now(), actor=second)
    assert (found.done, found.own, found.newer, found.idle) == (2, 1, 0, 1)
    service.decide(several[0], service.Verdict(Decision.PARTLY, "Delvis.", 2), actor=officer)
    service.approve(several[0], 3, actor=second)
    session.flush()
    change = queries.latest_change(round_.id, second.id, clock.now() - timedelta(days=1))
    assert service.undo(change, actor=second) == 1
    session.flush()
    assert list(queries.approvals_of([each.id for each in several])) == [several[0].id]


def test_many_are_approved_only_where_it_is_demanded_and_by_who_may(
    client, round_, several, officer, second
):
    with pytest.raises(ForbiddenError):
        service.approve_many(several, clock.now(), actor=UserFactory(roles=[Role.REGISTRAR]))
    sign_in(client, second)
    here = f"/rounds/{round_.id}/points"
    sent = {"do": "approve", "points": [str(several[0].id)], "assignee": ""}
    assert client.post(here, {**sent, "seen": "i går"}).status_code == 422
    service.demand_second(round_, demanded=False, actor=officer)
    session.commit()
    client.get(here)
    assert "Godkänn besluten" not in client.text()
    answer = client.post(here, {**sent, "seen": clock.now().isoformat()})
    assert answer.status_code == 422
    assert queries.approvals_of([each.id for each in several]) == {}


def test_approving_twice_is_once(client, point, second):
    sign_in(client, second)
    for _ in range(2):
        client.post(f"/points/{point.id}/approve", {"revision": "2"})
    assert len(session.scalars(select(DecisionApproval)).all()) == 1


def test_the_round_is_switched_on_the_overview(client, round_, point, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/assessment")
    assert "1 beslut väntar på en andra person" in client.text("section[aria-labelledby=second]")
    client.submit("Låt en person besluta ensam")
    assert not queries.demands_second(round_.id)
    client.submit("Kräv en andra person")
    assert queries.demands_second(round_.id)


def test_what_waits_is_counted_once_whoever_has_opened_it(round_, point, officer, second):
    for person in (officer, second):
        service.note_opened(point.id, person)
    total = queries.overall(queries.progress(round_.id))
    assert (total.total, total.decided, total.unopened, total.waits) == (1, 1, 0, 1)
    service.approve(point, 2, actor=second)
    session.flush()
    assert queries.overall(queries.progress(round_.id)).waits == 0
    service.decide(point, service.Verdict(Decision.PARTLY, "Delvis.", 2), actor=officer)
    session.flush()
    assert queries.overall(queries.progress(round_.id)).waits == 1
    service.demand_second(round_, demanded=False, actor=officer)
    session.flush()
    assert queries.overall(queries.progress(round_.id)).waits == 0


def test_the_database_keeps_who_stands_behind_a_decision(point, officer, second):
    service.approve(point, 2, actor=second)
    assert not flags(point).is_alone
    session.execute(delete(DecisionApproval).where(DecisionApproval.point_id == point.id))
    assert flags(point).is_alone
    session.execute(update(Point).where(Point.id == point.id).values(decision=None, revision=3))
    assert not flags(point).is_alone


def test_an_approval_of_a_former_revision_stands_behind_no_later_one(point, officer, second):
    session.execute(update(Point).where(Point.id == point.id).values(revision=3))
    values = {"point_id": point.id, "approved_by": second.id, "approved_at": clock.now()}
    session.execute(insert(DecisionApproval).values(**values, revision=2))
    assert flags(point).is_alone
    session.execute(insert(DecisionApproval).values(**values, revision=3))
    assert not flags(point).is_alone


def test_the_database_keeps_that_a_point_was_opened(round_, point, officer, second):
    session.execute(delete(Opening).where(Opening.point_id == point.id))
    session.execute(update(Point).where(Point.id == point.id).values(is_opened=False))
    assert queries.by_status(round_.id)[PointStatus.UNOPENED] == 1
    for person in (officer, second, officer):
        service.note_opened(point.id, person)
    assert flags(point).is_opened
    assert queries.by_status(round_.id)[PointStatus.UNOPENED] == 0


def flags(point):
    """What the database keeps of a point by itself."""
    session.flush()
    return session.execute(select(Point.is_alone, Point.is_opened).filter_by(id=point.id)).one()
