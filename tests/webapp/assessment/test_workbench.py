"""The list of a round's points: narrowed, sought, shared by its address, and given away."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Assignment, Decision, Point
from webapp.assessment.queries import workbench
from webapp.assessment.statuses import Choice
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.organisations.models import Category
from webapp.responses.models import Answer, CommentKind, Position


@pytest.fixture
def answers(round_):
    """Two bodies' answers with comments, a statement and an answer to a question."""
    keys = [section.key for section in drafts.outline(round_.version_id)]
    municipality = OrganisationFactory(name="Umeå kommun", category=Category.MUNICIPALITY)
    agency = OrganisationFactory(name="Länsstyrelsen", category=Category.AGENCY)
    first = ResponseFactory(
        invitation=InvitationFactory(round=round_, organisation=municipality),
        statement="Vi tillstyrker målen.",
        position=Position.ENDORSE,
    )
    CommentFactory(
        response=first, ordinal=0, section_key=keys[0], text="Vindkraften behöver mål.",
        kind=CommentKind.EDITORIAL,
    )  # fmt: skip
    second = ResponseFactory(
        invitation=InvitationFactory(round=round_, organisation=agency),
        statement=" ",
        language="en",
        position=Position.OPPOSE,
    )
    CommentFactory(
        response=second, ordinal=0, section_key=keys[1], text="Measures are missing <b>here</b>.",
        proposed_wording="Kommunerna ansvarar.",
    )  # fmt: skip
    session.add(Answer(response=second, question=QuestionFactory(round=round_), text="Yes."))
    session.flush()
    for response in (first, second):
        service.gather(response.id)
    session.commit()
    return first, second


def listed(client, round_, **asked):
    client.get(f"/rounds/{round_.id}/points", data=asked)
    return [int(row["id"].removeprefix("line-")) for row in client.page.select("#lines tbody tr")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"q": "mål"}, [1, 2]),
        ({"q": "vindkraft"}, [2]),
        ({"q": "kommun"}, [1, 2, 3]),
        ({"q": "measure"}, [3]),
        ({"q": '"are missing"'}, [3]),
        ({"q": "mål -vindkraft"}, [1]),
        ({"q": "vindkraft or measures"}, [2, 3]),
        ({"q": "'); DROP TABLE point; --"}, []),
        ({"sender": "läns"}, [3, 4]),
        ({"sender": "100%"}, []),
        ({"category": "municipality"}, [1, 2]),
        ({"category": "person"}, []),
        ({"position": "oppose"}, [3, 4]),
        ({"kind": "editorial"}, [2]),
        ({"origin": "statement"}, [1]),
        ({"origin": "answer"}, [4]),
        ({"origin": "excerpt"}, []),
        ({"part": "questions"}, [4]),
        ({"part": "nonsense", "status": "nonsense"}, [1, 2, 3, 4]),
        ({"assignee": "nobody"}, [1, 2, 3, 4]),
        ({"status": "unopened", "category": "agency"}, [3, 4]),
        ({"status": "decided"}, []),
    ],
)
@pytest.mark.usefixtures("answers")
def test_the_list_is_narrowed_by_what_the_address_says(client, round_, officer, asked, found):
    sign_in(client, officer)
    assert listed(client, round_, **asked) == found


def test_what_is_decided_given_or_opened_is_found_so(client, round_, officer, answers):
    sign_in(client, officer)
    first, second = queries.points(round_.id)[:2]
    service.decide(first, service.Verdict(Decision.NOTED, "Tack.", 1), actor=officer)
    service.assign([second], service.Errand(officer), actor=officer)
    session.commit()
    assert listed(client, round_, status="decided") == [1]
    assert listed(client, round_, status="left") == [2, 3, 4]
    assert listed(client, round_, status="unopened") == [2, 3, 4]
    assert listed(client, round_, assignee=str(officer.id)) == [2]


def test_words_that_were_sought_are_marked_and_what_was_written_is_text(
    client, round_, officer, answers
):
    sign_in(client, officer)
    listed(client, round_, q="missing measures")
    assert [mark.get_text() for mark in client.page.select("#line-3 mark")] == [
        "Measures", "missing",
    ]  # fmt: skip
    assert not client.page.select("#line-3 b")
    listed(client, round_, q="vindkraft")
    assert client.page.select_one("#line-2 mark").get_text() == "Vindkraften"


def test_only_the_latest_response_of_a_sender_is_listed(client, round_, officer, answers):
    new = ResponseFactory(
        invitation=answers[0].invitation, replaces_id=answers[0].id, statement="Nytt."
    )
    service.gather(new.id)
    sign_in(client, officer)
    assert listed(client, round_) == [3, 4, 5]


def test_the_ticked_points_are_given_and_the_filter_stays(client, round_, officer, answers):
    other = UserFactory(name="Anders")
    sign_in(client, officer)
    listed(client, round_, category="agency")
    ticks = [box["value"] for box in client.page.select("input[name=points]")]
    client.submit("Fördela synpunkterna", do="give", points=ticks, assignee=str(other.id), due="")
    assert "Anders" in client.text("#line-3")
    assert not client.page.select("#line-1")
    assert len(session.scalars(select(Assignment)).all()) == 2


def test_points_keep_whose_they_are_until_somebody_or_nobody_is_chosen(
    client, round_, officer, answers
):
    service.assign(queries.points(round_.id), service.Errand(officer), actor=officer)
    sign_in(client, officer)
    listed(client, round_)
    assert client.submit("Fördela synpunkterna", do="give", every="y").status_code == 422
    assert "Välj vem som ska ha synpunkterna" in client.text("[data-error-summary]")
    assert session.scalars(select(Assignment)).all() != []
    client.submit("Fördela synpunkterna", do="give", every="y", assignee="nobody")
    assert session.scalars(select(Assignment)).all() == []


def test_all_that_the_filter_shows_can_be_given(client, round_, officer, answers):
    sign_in(client, officer)
    listed(client, round_, position="oppose")
    client.submit("Fördela synpunkterna", every="y", assignee=str(officer.id))
    given = session.scalars(select(Point.number).join(Assignment).order_by(Point.number)).all()
    assert given == [3, 4]


def test_nothing_ticked_says_so_and_loses_nothing(client, round_, officer, answers):
    sign_in(client, officer)
    listed(client, round_)
    answer = client.submit("Fördela synpunkterna", assignee=str(officer.id), due="2099-01-01")
    assert answer.status_code == 422
    assert "Välj synpunkterna i listan först" in client.text()
    assert client.page.select_one("input[name=due]")["value"] == "2099-01-01"


def test_a_point_of_another_round_is_never_given(client, round_, officer, answers):
    elsewhere = RoundFactory(closed=True, version=VersionFactory())
    service.gather(ResponseFactory(invitation=InvitationFactory(round=elsewhere)).id)
    session.commit()
    foreign = queries.points(elsewhere.id)[0]
    sign_in(client, officer)
    listed(client, round_)
    client.submit("Fördela synpunkterna", points=[str(foreign.id)], assignee=str(officer.id))
    assert session.scalars(select(Assignment)).all() == []


def test_the_list_is_paged_by_number_without_gap(client, round_, officer):
    for _ in range(9):
        response = ResponseFactory(invitation=InvitationFactory(round=round_))
        for ordinal in range(3):
            CommentFactory(response=response, ordinal=ordinal)
        service.gather(response.id)
    sign_in(client, officer)
    seen = listed(client, round_, origin="comment")
    client.get(client.page.select_one("[data-show-more]")["href"])
    seen += [int(row["id"].removeprefix("line-")) for row in client.page.select("#lines tbody tr")]
    comments = session.scalars(select(Point.number).where(Point.origin == "comment"))
    assert seen == sorted(comments)


def test_the_list_takes_as_many_queries_however_many_the_points(
    client, round_, officer, answers, count_queries
):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/points?q=statement+or+förslaget+or+mål"
    few = count_queries(lambda: client.get(address))
    for _ in range(20):
        response = ResponseFactory(invitation=InvitationFactory(round=round_))
        service.gather(response.id)
        service.assign(
            [queries.points(round_.id)[-1]], service.Errand(UserFactory()), actor=officer
        )
    session.commit()
    assert count_queries(lambda: client.get(address)) == few


def test_before_anything_came_in_the_list_says_so(client, round_, officer):
    sign_in(client, officer)
    assert listed(client, round_) == []
    assert "Inga synpunkter kom in" in client.text()


@pytest.mark.parametrize("words", ["mål", "vindkraft", '"are missing"', "kyrkogård"])
def test_common_words_are_found_as_rare_ones_are(officer, round_, answers, monkeypatch, words):
    choice = Choice(words=words)
    rare = [line.point.number for line in queries.lines(round_.id, choice, None)]
    monkeypatch.setattr(workbench, "_RARE", -1)
    assert [line.point.number for line in queries.lines(round_.id, choice, None)] == rare
    assert queries.count_lines(round_.id, choice, None) == len(rare)


def test_a_list_that_is_shown_whole_is_not_counted_besides(
    client, round_, officer, answers, count_queries
):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/points"
    client.get(address)
    whole = count_queries(lambda: client.get(address))
    assert "4 synpunkter" in client.text()
    assert count_queries(lambda: client.get(f"{address}?after=1")) == whole + 1
    assert "4 synpunkter" in client.text()


def test_what_a_point_says_quotes_and_proposes_is_told_apart(client, officer, round_):
    response = ResponseFactory(invitation=InvitationFactory(round=round_), statement=" ")
    CommentFactory(
        response=response, text="Året är fel.", quote="senast 2030", proposed_wording="senast 2035"
    )
    service.gather(response.id)
    session.commit()
    sign_in(client, officer)
    for address in ("points", "points?q=2035", "board?by=theme"):
        client.get(f"/rounds/{round_.id}/{address}")
        assert client.text("main blockquote") == "senast 2030"
        assert "Förslag: senast 2035" in client.text("main")
        assert client.page.find("p", string="Året är fel.")
    client.get(f"/rounds/{round_.id}/points?q=2035")
    assert client.text("main mark") == "2035"
