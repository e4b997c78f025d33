"""What is left before the report: each number is that of the rows behind its link."""

from datetime import timedelta

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory, check_all
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision, PointChange, Way
from webapp.assessment.statuses import PointStatus
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.background import JobStatus
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.reports import queries, service
from webapp.reports.gate import Matter
from webapp.reports.models import Edition, EditionApproval
from webapp.responses import policy
from webapp.responses import queries as responses
from webapp.responses.models import (
    Channel,
    Considered,
    Disowning,
    IncomingResponse,
    LateDecision,
    Response,
    TextStatus,
)

ROWS = {
    Matter.LETTERS: "main a[href^='/incoming/']",
    Matter.LATE: "#responses tbody tr",
    Matter.DISOWNED: "main .y-alert a[href^='/responses/']",
    Matter.SECRECY: "main a[href^='/responses/'][href$='/secrecy']",
    Matter.APPROVALS: "#matter-approvals a",
}
"""What each list has one of for each row; the others lead to the list of points."""


@pytest.fixture
def officer(database):
    roles = frozenset({Role.CASE_OFFICER, Role.REGISTRAR})
    return UserFactory(email="hanna@region.example", roles=roles)


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


def change(point, officer, **columns):
    """Let a change in the text come of the point."""
    session.add(
        PointChange(
            point_id=point.id, version_id=point.round.version_id, section_key=uuid7(),
            block_key=uuid7(), language="sv", before={"sv": "Nu."}, after={"sv": "Sedan."},
            way=Way.LINKED, made_by=officer.id, **columns,
        )
    )  # fmt: skip


@pytest.fixture
def full(round_, officer):
    """A round in which something of every kind is left, and never as many of two kinds."""
    other = UserFactory(name="Anders")
    for number in range(9):
        response = ResponseFactory(
            invitation=InvitationFactory(round=round_),
            late=number < 7,
            submitted_at=clock.now() - timedelta(hours=1 if number < 7 else 99),
        )
        CommentFactory(response=response)
        assessment.gather(response.id)
    found = points.points(round_.id)
    for point in found[:12]:
        assessment.note_opened(point.id, other)
    for point in found[:8]:
        assessment.decide(point, assessment.Verdict(Decision.NOTED, "Tack.", 1), actor=officer)
    with clock.staged(clock.now() - timedelta(days=20)):
        yesterday = (clock.now() + timedelta(days=3)).date()
        assessment.assign(found[9:13], assessment.Errand(officer, yesterday), actor=other)
        assessment.assign(found[:2], assessment.Errand(officer, yesterday), actor=other)
    found[2].decision, found[2].reply = Decision.PARTLY, " "
    for place in (0, 1, 2, 3, 4, 12):
        change(found[place], officer, undone_at=clock.now() if place == 4 else None)
    for place in (3, 4):
        assessment.ask_sender(found[place], "Vilket mål?", key=uuid7(), actor=officer)
    assessment.ask_sender(found[3], "Och vilken insats?", key=uuid7(), actor=officer)
    assessment.demand_second(round_, demanded=True, actor=officer)
    for point in (found[0], found[1]):
        assessment.approve(point, point.revision, actor=other)
    counting = responses.submitted(round_.id)
    session.add(
        LateDecision(response=counting[0], considered=Considered.YES, decided_by=officer.id)
    )
    session.add_all(Disowning(response=each, told_at=clock.now()) for each in counting[:7])
    extended = counting[1].invitation
    extended.deadline = clock.now().date() + timedelta(days=5)  # It is late no longer.
    for _ in range(3):
        session.add(
            IncomingResponse(
                round_id=round_.id, channel=Channel.PAPER, text="Brev.", sender_name="Byalaget",
                text_status=TextStatus.READ, arrived_at=clock.now(),
            )
        )  # fmt: skip
    edition = Edition(round_id=round_.id, number=1, status=JobStatus.DONE, made_by=officer.id)
    session.add(edition)
    session.flush()
    session.add(
        EditionApproval(
            edition_id=edition.id, content_sha256="0", asked_by=officer.id, approver_id=other.id
        )
    )
    session.commit()
    return round_


def shown(client):
    """The numbers on the page, and where each leads."""
    rows = client.page.select("#gate tbody tr")
    return {
        Matter(str(row["id"]).removeprefix("matter-")): (
            int(row.select_one("td").get_text()),
            row.select_one("a")["href"] if row.select_one("a") else None,
        )
        for row in rows
    }


@pytest.mark.parametrize("matter", list(Matter))
def test_the_number_is_that_of_the_rows_behind_the_link(client, officer, full, matter):
    sign_in(client, officer)
    client.get(f"/rounds/{full.id}/gate")
    count, link = shown(client)[matter]
    assert count > 0
    if matter is Matter.APPROVALS:
        assert len(client.page.select(ROWS[matter])) == count
        return
    client.get(link)
    assert len(client.page.select(ROWS.get(matter, "#lines tbody tr"))) == count


def test_each_kind_is_counted_for_itself(full):
    counts = {item.matter: item.count for item in queries.gate(full).items}
    assert counts == {
        Matter.LETTERS: 3, Matter.UNOPENED: 6, Matter.LEFT: 10, Matter.OVERDUE: 4,
        Matter.ASKED: 2, Matter.UNREASONED: 1, Matter.WAITS: 6, Matter.LATE: 5,
        Matter.DISOWNED: 7, Matter.SECRECY: 9, Matter.APPROVALS: 1, Matter.CONTRADICTED: 3,
    }  # fmt: skip


def test_the_database_finds_the_same_late_answers_as_the_policy(full):
    found = session.query(Response.id).where(Response.round_id == full.id, responses.late_still())
    loaded = responses.submitted(full.id)
    assert {row.id for row in found} == {r.id for r in loaded if policy.is_late_still(r)}


def test_when_nothing_is_left_the_page_leads_on(client, officer, round_):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/gate")
    assert "Inget är kvar" in client.text()
    assert all(link is None for _count, link in shown(client).values())


def test_who_files_no_letters_sees_how_many_but_no_link_that_is_closed(client, full):
    sign_in(client, UserFactory(roles=frozenset({Role.APPROVER})))
    client.get(f"/rounds/{full.id}/gate")
    assert shown(client)[Matter.LETTERS] == (3, None)


def test_a_report_is_not_published_while_a_late_answer_waits(round_, officer):
    response = ResponseFactory(
        invitation=InvitationFactory(round=round_), late=True, submitted_at=clock.now()
    )
    check_all(round_)
    round_.assessed_at = clock.now() - timedelta(minutes=5)
    edition = Edition(round_id=round_.id, number=1, status=JobStatus.DONE, made_by=officer.id)
    session.add(edition)
    session.flush()
    with pytest.raises(DomainError, match="sena svaren"):
        service.publish(edition, actor=officer)
    session.add(LateDecision(response=response, considered=Considered.YES, decided_by=officer.id))
    session.flush()
    service.publish(edition, actor=officer)
    assert edition.published_at


def test_the_page_takes_as_many_queries_however_much_is_left(
    client, officer, round_, count_queries
):
    sign_in(client, officer)

    def count(many):
        for _ in range(many):
            assessment.gather(ResponseFactory(invitation=InvitationFactory(round=round_)).id)
        session.commit()
        return count_queries(lambda: client.get(f"/rounds/{round_.id}/gate"))

    assert count(2) == count(20)


def test_every_status_of_points_can_be_sought_and_counted(client, officer, full):
    sign_in(client, officer)
    for status, count in points.by_status(full.id).items():
        client.get(f"/rounds/{full.id}/points", data={"status": status.value})
        assert len(client.page.select("#lines tbody tr")) == count, status
    assert set(PointStatus) == set(points.by_status(full.id))
