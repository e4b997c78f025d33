"""What was done with an answer's points goes on to those of the answer that replaced it."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.assessment import ArgumentFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Decision, ManyChange, NoteKind, PointNote
from webapp.assessment.queries.carrying import works
from webapp.audit.models import Entry
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError

SAME = "Målen bör gå att mäta och följas upp varje år av nämnden."
FORMER = "Fler innovationsnoder behövs i inlandet och vid kusten."
REWORDED = "Fler innovationsnoder behövs i hela inlandet och vid kusten."
GONE = "Ta bort kapitlet om rymden."


@pytest.fixture
def before(round_):
    """An answer with three points."""
    response = ResponseFactory(invitation=InvitationFactory(round=round_), statement=" ")
    for ordinal, text in enumerate((SAME, FORMER, GONE)):
        CommentFactory(response=response, ordinal=ordinal, text=text)
    service.gather(response.id)
    session.commit()
    return response


@pytest.fixture
def worked(round_, before, officer):
    """Staff have worked with all of them."""
    points = queries.of_response(before.id)
    argument = ArgumentFactory(round=round_)
    service.link_points(points, argument, actor=officer)
    service.add_theme(points[:2], "Uppföljning", actor=officer)
    service.assign(points[:1], service.Errand(officer), actor=officer)
    session.add(
        PointNote(point_id=points[0].id, author_id=officer.id, kind=NoteKind.OPINION, text="Bra.")
    )
    service.decide(
        points[0], service.Verdict(Decision.NOTED, "Tack.", points[0].revision), actor=officer
    )
    session.commit()
    return argument


@pytest.fixture
def after(round_, before, worked):
    response = ResponseFactory(invitation=before.invitation, replaces_id=before.id, statement=" ")
    for ordinal, text in enumerate((REWORDED, SAME, "Något helt annat om kulturen i norr.")):
        CommentFactory(response=response, ordinal=ordinal, text=text)
    service.gather(response.id)
    session.commit()
    session.expire_all()
    return response


def by_text(response):
    return {point.comment.text: point for point in queries.of_response(response.id)}


def test_the_same_is_sure_the_reworded_is_asked_about_and_the_rest_is_listed(after):
    found = queries.inherited(after)
    assert [(each.former.text, each.is_same) for each in found.heirs] == [
        (SAME, True), (FORMER, False),
    ]  # fmt: skip
    assert [said.text for said, _work in found.left] == [GONE]
    assert (found.count, len(found.to_carry), len(found.to_decide)) == (3, 2, 1)


def test_everything_but_the_decision_goes_on_and_the_trail_says_from_where(after, worked, officer):
    now = by_text(after)
    assert service.carry_over(after, [now[SAME].id, now[REWORDED].id], actor=officer) == 2
    session.commit()
    work = works(list(now.values()))[now[SAME].id]
    assert [each.id for each in work.arguments] == [worked.id]
    assert [each.name for each in work.themes] == ["Uppföljning"]
    assert (work.assignment.assignee_id, work.notes, work.is_decided) == (officer.id, 1, False)
    note = session.scalars(select(PointNote).where(PointNote.point_id == now[SAME].id)).one()
    assert (note.text, note.author_id) == ("Bra.", officer.id)
    told = session.scalars(select(Entry).where(Entry.action == queries.CARRIED)).all()
    assert {(each.details["former"], each.details["same"]) for each in told} == {
        (1, True), (2, False),
    }  # fmt: skip
    with pytest.raises(DomainError):
        service.carry_over(after, [now[SAME].id], actor=officer)


def test_only_who_may_weigh_carries_over_and_only_to_what_counts(after, before, officer):
    now = by_text(after)
    with pytest.raises(ForbiddenError):
        service.carry_over(after, [now[SAME].id], actor=UserFactory(roles=[Role.REGISTRAR]))
    with pytest.raises(ConflictError):
        service.carry_over(before, [now[SAME].id], actor=officer)


def test_on_the_page_the_same_is_ticked_and_a_decision_is_confirmed(client, after, officer):
    sign_in(client, officer)
    client.get(f"/responses/{after.id}/carry-over")
    assert "2 är kvar att föra över. Ett beslut är kvar att fatta på nytt." in client.text()
    ticked = client.page.select("input[name=points][checked]")
    now = by_text(after)
    assert [each["value"] for each in ticked] == [str(now[SAME].id)]
    client.submit(
        "För över till de ikryssade synpunkterna", points=[each.id for each in now.values()]
    )
    assert "Överförd" in client.text()
    assert "kvar att föra över" not in client.text()
    assert "Ett beslut är kvar" in client.text()
    client.get(client.page.select_one("a[href*='from=']")["href"])
    assert "Inget är sparat än" in client.text()
    assert client.text("textarea[name=reply]") == "Tack."
    client.submit("Spara beslutet")
    session.expire_all()
    point = by_text(after)[SAME]
    assert (point.decision, point.reply) == (Decision.NOTED, "Tack.")
    client.get(f"/points/{point.id}")
    assert "synpunkt 1 i det tidigare svaret" in client.text()
    client.get(f"/responses/{after.id}/carry-over")
    assert "Allt som kan följa med har gjort det." in client.text()


def test_what_was_decided_on_a_point_that_is_gone_is_shown(client, before, after, officer):
    gone = by_text(before)[GONE]
    verdict = service.Verdict(Decision.OUT_OF_SCOPE, "", gone.revision)
    service.decide(gone, verdict, actor=officer)
    session.commit()
    sign_in(client, officer)
    client.get(f"/responses/{after.id}/carry-over")
    assert "Tidigare beslut: Utanför remissen." in client.text("section[aria-labelledby=left]")


def test_a_point_of_the_answer_before_says_that_it_counts_no_longer(client, before, after, officer):
    sign_in(client, officer)
    client.get(f"/points/{by_text(before)[SAME].id}")
    assert "Synpunkten räknas inte längre" in client.text("main")
    assert client.page.select_one(f"main a[href='/responses/{after.id}/carry-over']")
    client.get(f"/points/{by_text(after)[SAME].id}")
    assert "räknas inte längre" not in client.text("main")


def test_an_answer_that_replaced_none_has_nothing_to_carry_over(client, before, officer):
    sign_in(client, officer)
    assert client.get(f"/responses/{before.id}/carry-over").status_code == 200
    assert "Inget att föra över" in client.text()


def test_all_is_carried_over_at_once_and_undone_but_for_what_was_added_since(
    client, round_, after, worked, officer
):
    now = by_text(after)
    own = ArgumentFactory(round=round_)
    service.link_points([now[REWORDED]], own, actor=officer)
    session.commit()
    sign_in(client, officer)
    client.get(f"/responses/{after.id}/carry-over")
    client.submit("För över allt")
    assert "kvar att föra över" not in client.text()
    service.add_theme([now[SAME]], "Uppföljning", actor=officer)
    session.add(
        PointNote(point_id=now[SAME].id, author_id=officer.id, kind=NoteKind.OPINION, text="Ny.")
    )
    session.commit()
    client.get(f"/responses/{after.id}/carry-over")
    client.submit("Ångra")
    assert client.path == f"/responses/{after.id}/carry-over"
    assert "2 är kvar att föra över" in client.text()
    work = works(list(by_text(after).values()))
    assert [each.id for each in work[now[REWORDED].id].arguments] == [own.id]
    same = work[now[SAME].id]
    assert (same.arguments, same.themes, same.assignment, same.notes) == ((), (), None, 1)
    client.get(f"/points/{now[SAME].id}")
    assert "synpunkt 1 i det tidigare svaret" not in client.text()
    client.get(f"/responses/{after.id}/carry-over")
    client.submit("För över allt")
    assert len(works(list(now.values()))[now[SAME].id].arguments) == 1


def test_whom_a_point_was_given_to_since_keeps_it(after, worked, officer):
    now = by_text(after)
    service.carry_over(after, [now[SAME].id], actor=officer)
    session.commit()
    other = UserFactory(name="Anders")
    service.assign([now[SAME]], service.Errand(other), actor=officer)
    change = session.scalars(select(ManyChange)).all()[-1]
    assert service.undo(change, actor=officer) == 1
    assert queries.assignment(now[SAME].id).assignee_id == other.id
