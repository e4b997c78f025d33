"""Weighing points: taken out once, decided on with reasons, never overwritten unseen."""

import uuid

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.assessment import PointFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Decision, Origin, Point
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.drafts import queries as drafts
from webapp.responses.models import Answer


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example")


def answered(round_, *, comments=2, statement="Vi tillstyrker."):
    invitation = InvitationFactory(round=round_)
    response = ResponseFactory(invitation=invitation, statement=statement)
    keys = [section.key for section in drafts.outline(round_.version_id)]
    for n in range(comments):
        CommentFactory(response=response, ordinal=n, section_key=keys[n % len(keys)])
    return response


def verdict(decision=Decision.ACCOMMODATED, reply="Texten ändras.", revision=1):
    return service.Verdict(decision, reply, revision)


def test_statement_comments_and_answers_become_points_in_this_order(round_):
    response = answered(round_)
    question = QuestionFactory(round=round_)
    session.add(Answer(response=response, question=question, text="Ja."))
    session.add(Answer(response=response, question=QuestionFactory(round=round_), text=" "))
    session.flush()
    assert service.gather(response.id) == 4
    assert [(p.number, p.origin) for p in queries.points(round_.id)] == [
        (1, Origin.STATEMENT), (2, Origin.COMMENT), (3, Origin.COMMENT), (4, Origin.ANSWER),
    ]  # fmt: skip


def test_points_are_taken_out_once_and_numbered_on(round_):
    first, second = answered(round_), answered(round_, statement=" ")
    for response in (first, second, first):
        service.gather(response.id)
    session.flush()
    assert [point.number for point in queries.points(round_.id)] == [1, 2, 3, 4, 5]


def test_the_task_and_the_sweep_find_what_was_submitted(round_, work_off):
    response = answered(round_)
    enqueue(Task.GATHER_POINTS, response.id)
    work_off()
    lost = answered(round_)
    session.commit()
    assert service.sweep() == 1
    work_off()
    assert {p.response_id for p in queries.points(round_.id)} == {response.id, lost.id}


def test_only_the_latest_response_of_a_sender_counts(round_):
    old = answered(round_)
    new = ResponseFactory(invitation=old.invitation, replaces_id=old.id, statement="Nytt.")
    for response in (old, new):
        service.gather(response.id)
    session.flush()
    assert [p.response_id for p in queries.points(round_.id)] == [new.id]
    assert sum(part.total for part in queries.progress(round_.id).values()) == 1


def test_a_decision_is_written_with_who_and_when_and_on_the_trail(round_, officer):
    point = PointFactory(comment__response__invitation__round=round_)
    service.decide(point, verdict(), actor=officer)
    assert (point.decision, point.decided_by) == (Decision.ACCOMMODATED, officer.id)
    entry = session.scalars(select(Entry).where(Entry.subject == point.id)).one()
    assert entry.details["decision"] == "accommodated"


@pytest.mark.parametrize("decision", [Decision.NOT_ACCOMMODATED, Decision.PARTLY])
def test_who_is_not_accommodated_gets_a_reason(round_, officer, decision):
    point = PointFactory(comment__response__invitation__round=round_)
    with pytest.raises(DomainError):
        service.decide(point, verdict(decision, ""), actor=officer)


def test_two_officers_never_overwrite_each_other_unseen(round_, officer):
    point = PointFactory(comment__response__invitation__round=round_)
    service.decide(point, verdict(), actor=officer)
    with pytest.raises(ConflictError):
        service.decide(point, verdict(Decision.NOTED, "Annat."), actor=UserFactory())
    assert point.reply == "Texten ändras."


def test_after_the_report_nothing_is_decided_any_more(round_, officer):
    point = PointFactory(comment__response__invitation__round=round_)
    round_.reported_at = clock.now()
    with pytest.raises(ForbiddenError):
        service.decide(point, verdict(), actor=officer)


def test_the_assessment_is_complete_when_nothing_is_left(round_, officer):
    point = PointFactory(comment__response__invitation__round=round_)
    with pytest.raises(DomainError):
        service.finish(round_, actor=officer)
    service.decide(point, verdict(), actor=officer)
    session.flush()
    service.finish(round_, actor=officer)
    assert round_.assessed_at is not None


def test_a_round_that_nobody_answered_is_completed_on_the_page(client, officer):
    silent = RoundFactory(closed=True, version=VersionFactory())
    sign_in(client, officer)
    for page in ("points", "board"):
        client.get(f"/rounds/{silent.id}/{page}")
        assert "Inga synpunkter kom in" in client.text()
    client.get(f"/rounds/{silent.id}/gate")
    assert "Markera att bedömningen är klar." in client.text()
    client.get(f"/rounds/{silent.id}/assessment")
    client.submit("Bedömningen är klar")
    session.refresh(silent)
    assert silent.assessed_at is not None


def test_a_late_answer_makes_the_assessment_incomplete_again(round_, officer):
    round_.assessed_at = clock.now()
    service.gather(answered(round_).id)
    assert round_.assessed_at is None


def test_the_officer_decides_on_the_page(client, round_, officer):
    response = answered(round_)
    service.gather(response.id)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/assessment")
    assert "3" in client.text("dl")
    client.get(f"/rounds/{round_.id}/assessment/statements")
    client.submit("Spara beslutet", decision="noted", reply="Tack för stödet.")
    assert client.path.endswith("/assessment/statements")
    assert "Noteras" in client.text("#point-1")
    assert session.scalars(select(Point).where(Point.number == 1)).one().reply == "Tack för stödet."


def test_a_statement_leads_to_taking_points_out_of_it_and_a_comment_does_not(
    client, round_, officer
):
    response = answered(round_)
    service.gather(response.id)
    session.commit()
    sign_in(client, officer)
    for point in queries.points(round_.id):
        client.get(f"/points/{point.id}")
        link = client.page.select_one(f"article a[href='/responses/{response.id}/points']")
        assert (link is not None) is (point.origin is Origin.STATEMENT)


def test_a_reply_that_is_final_keeps_its_paragraphs(client, round_, officer):
    service.gather(answered(round_).id)
    [point, *_] = queries.points(round_.id)
    service.decide(point, verdict(reply="Texten ändras.\n\nResten står kvar."), actor=officer)
    round_.reported_at = clock.now()
    session.commit()
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    said = [each.get_text() for each in client.page.select(".y-comment__reply .y-comment__text")]
    assert said == ["Texten ändras.\n\nResten står kvar."]


@pytest.mark.parametrize("text", ["- Ett mål\n- Ett till", "نحن نؤيد الهدف 2027."])
def test_what_was_written_keeps_its_lines_and_its_direction(client, round_, officer, text):
    response = answered(round_, comments=0)
    CommentFactory(response=response, text=text)
    service.gather(response.id)
    session.commit()
    sign_in(client, officer)
    [point] = [each for each in queries.points(round_.id) if each.comment]
    client.get(f"/points/{point.id}")
    [said] = client.page.select("article .y-prose .y-comment__text[dir=auto]")
    assert said.get_text() == text


def test_what_was_typed_stays_when_something_is_missing(client, round_, officer):
    service.gather(answered(round_).id)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/assessment/statements")
    answer = client.submit("Spara beslutet", reply="En lång text som inte får försvinna.")
    assert answer.status_code == 422
    assert "En lång text som inte får försvinna." in client.text("textarea")
    assert "Välj ett beslut" in client.text()


def test_a_fragment_answers_a_script(client, round_, officer):
    service.gather(answered(round_).id)
    sign_in(client, officer)
    point = session.scalars(select(Point).where(Point.number == 1)).one()
    answer = client.post(
        f"/points/{point.id}",
        {"decision": "noted", "reply": "Tack.", "revision": "1", "after": "/"},
        headers={"HX-Request": "true"},
    )
    assert answer.data.decode().lstrip().startswith("<article")
    assert "Sparat" in answer.data.decode()


def test_unknown_parts_and_points_are_not_found(client, round_, officer):
    sign_in(client, officer)
    assert client.get(f"/rounds/{round_.id}/assessment/nonsense").status_code == 404
    assert client.get(f"/rounds/{round_.id}/assessment/{uuid.uuid4()}").status_code == 404
    assert client.get(f"/points/{uuid.uuid4()}").status_code == 404


def test_a_script_in_a_comment_is_text(client, round_, officer):
    response = answered(round_, comments=0, statement="<script>alert(1)</script>")
    service.gather(response.id)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/assessment/statements")
    assert "<script>alert(1)</script>" in client.text()


@pytest.mark.parametrize("path", ["", "/statements"])
def test_queries_do_not_grow_with_the_points(client, round_, officer, count_queries, path):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/assessment{path}"
    for _ in range(3):
        service.gather(answered(round_).id)
    few = count_queries(lambda: client.get(address))
    for _ in range(12):
        service.gather(answered(round_).id)
    assert count_queries(lambda: client.get(address)) == few


def test_an_answer_is_weighed_beside_the_question_that_it_answers(client, officer, round_):
    response = answered(round_, comments=0, statement=" ")
    question = QuestionFactory(round=round_, text={"sv": "Är målen rätt avvägda?"})
    session.add(Answer(response=response, question=question, text="Ja."))
    session.flush()
    service.gather(response.id)
    session.commit()
    [point] = queries.points(round_.id)
    sign_in(client, officer)
    for page in (f"/points/{point.id}", f"/rounds/{round_.id}/assessment/questions"):
        client.get(page)
        assert "Fråga: Är målen rätt avvägda?" in " ".join(client.text().split())
