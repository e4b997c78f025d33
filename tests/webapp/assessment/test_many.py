"""Many points changed at once and put back; themes; filters under a name; what nobody opened."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.assessment import ArgumentFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Assignment, Decision, ManyChange, Point, SavedFilter, Theme
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError, NotFoundError


def verdict(reply="Tack för stödet."):
    return service.Verdict(Decision.NOTED, reply, 0)


def latest(officer):
    session.flush()
    found = select(ManyChange).order_by(ManyChange.id.desc()).limit(1)
    return queries.own_change(session.scalars(found).one().id, officer.id)


def undo(officer):
    return service.undo(latest(officer), actor=officer)


def test_many_are_decided_alike_and_put_back(points, officer):
    assert service.decide_many(points, verdict(), actor=officer) == 3
    assert {(p.decision, p.reply) for p in points} == {(Decision.NOTED, "Tack för stödet.")}
    assert undo(officer) == 3
    assert {(p.decision, p.reply, p.decided_by) for p in points} == {(None, "", None)}
    assert {p.revision for p in points} == {3}
    actions = session.scalars(select(Entry.action).where(Entry.subject == points[0].id)).all()
    assert {"assessment.decide", "assessment.undo"} <= set(actions)


def test_what_is_decided_already_is_left_alone(points, officer):
    service.decide(points[0], service.Verdict(Decision.PARTLY, "Mitt.", 1), actor=UserFactory())
    assert service.decide_many(points, verdict(), actor=officer) == 2
    assert points[0].reply == "Mitt."


def test_what_somebody_changed_since_is_not_undone(points, officer):
    service.decide_many(points, verdict(), actor=officer)
    newer = service.Verdict(Decision.PARTLY, "Noggrannare.", 2)
    service.decide(points[1], newer, actor=UserFactory())
    assert undo(officer) == 2
    assert points[1].reply == "Noggrannare."


def test_what_is_undone_is_undone_once(points, officer):
    service.decide_many(points, verdict(), actor=officer)
    assert undo(officer) == 3
    assert undo(officer) == 0


def test_an_assessment_whose_decisions_are_undone_is_not_complete(points, officer, round_):
    service.decide_many(points, verdict(), actor=officer)
    round_.assessed_at = clock.now()
    assert undo(officer) == 3
    assert round_.assessed_at is None


def test_a_reason_is_needed_for_many_as_for_one(points, officer):
    wrong = service.Verdict(Decision.NOT_ACCOMMODATED, "", 0)
    with pytest.raises(DomainError):
        service.decide_many(points, wrong, actor=officer)


def test_nobody_undoes_what_another_did(points, officer):
    service.decide_many(points, verdict(), actor=officer)
    with pytest.raises(NotFoundError):
        latest(UserFactory())


def test_after_the_report_nothing_is_undone(points, officer, round_):
    service.decide_many(points, verdict(), actor=officer)
    round_.reported_at = clock.now()
    with pytest.raises(ForbiddenError):
        undo(officer)


def test_who_had_the_points_gets_them_back(points, officer):
    first = UserFactory()
    service.assign(points[:1], service.Errand(first), actor=officer)
    service.assign_many(points, service.Errand(UserFactory()), actor=officer)
    session.flush()
    assert undo(officer) == 3
    session.flush()
    session.expire_all()
    kept = session.scalars(select(Assignment)).all()
    assert [(each.point_id, each.assignee_id) for each in kept] == [(points[0].id, first.id)]


def test_what_was_given_on_since_stays(points, officer):
    third = UserFactory()
    service.assign_many(points, service.Errand(UserFactory()), actor=officer)
    session.flush()
    service.assign(points[:1], service.Errand(third), actor=officer)
    assert undo(officer) == 2
    session.flush()
    assert session.scalars(select(Assignment.assignee_id)).all() == [third.id]


def test_points_are_put_under_a_theme_of_the_consultation_and_back(points, officer):
    assert service.add_theme(points[:2], "Kust och inland", actor=officer) == 2
    assert service.add_theme(points, "kust och INLAND", actor=officer) == 1
    assert session.scalars(select(Theme.name)).all() == ["Kust och inland"]
    undo(officer)
    ids = [point.id for point in points]
    assert set(queries.themes_of(ids)) == set(ids[:2])
    service.remove_theme(points, "Kust och inland", actor=officer)
    assert queries.themes_of(ids) == {}
    undo(officer)
    assert set(queries.themes_of(ids)) == set(ids[:2])


def test_the_officer_decides_on_many_in_the_list_and_undoes_it(client, round_, points, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points")
    ticks = [str(point.id) for point in points[:2]]
    client.submit("Besluta om", points=ticks, do="decide", decision="noted", reply="Tack.")
    assert "Noteras" in client.text("#line-1")
    assert "Noteras" not in client.text("#line-1 [data-color=success]")
    assert "Inte öppnad" in client.text("#line-1")
    assert "Du beslutade lika om 2 synpunkter" in client.text()
    client.submit("Ångra")
    assert "Kvar att bedöma" in client.text("#line-1")
    assert "Du beslutade" not in client.text("main .y-stack")
    assert session.scalars(select(Point.decision)).all() == [None] * 3


def test_the_list_says_what_would_be_undone(client, round_, points, officer):
    argument = ArgumentFactory(round=round_)
    done = (
        (lambda: service.assign_many(points, service.Errand(officer), actor=officer), "fördelade"),
        (lambda: service.add_theme(points, "Unga", actor=officer), "under ett tema"),
        (lambda: service.remove_theme(points, "Unga", actor=officer), "ur ett tema"),
        (lambda: service.link_points(points, argument, actor=officer), "till ett argument"),
        (lambda: service.unlink_points(points, argument, actor=officer), "ur ett argument"),
    )
    sign_in(client, officer)
    for change, words in done:
        change()
        session.commit()
        client.get(f"/rounds/{round_.id}/points")
        assert words in client.text(".y-alert:has(form[action$='/undo'])")


def test_the_list_says_why_points_were_left_alone(client, round_, points, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points")
    first, both = ([str(each.id) for each in points[:number]] for number in (1, 2))
    decided = {"do": "decide", "decision": "noted", "reply": "Tack."}
    client.submit("Besluta om", points=first, **decided)
    assert "lämnades" not in client.text(".y-alert")
    client.submit("Besluta om", points=both, **decided)
    assert "En synpunkt är ändrad. De som redan har ett beslut" in client.text(".y-alert")
    client.submit("Besluta om", points=both, **decided)
    assert "Ingen synpunkt är ändrad. De som redan har ett beslut" in client.text(".y-alert")
    for said in ("En synpunkt är ändrad.", "Ingen synpunkt är ändrad. Det som redan var så"):
        client.submit("Lägg under temat", do="theme", points=first, theme="Kust")
        assert said in client.text(".y-alert")


def test_a_decision_without_its_reason_keeps_what_was_chosen(client, round_, points, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points")
    tick = str(points[0].id)
    answer = client.submit("Besluta om", points=[tick], do="decide", decision="partly", reply="")
    assert answer.status_code == 422
    assert client.page.select_one(f'input[value="{tick}"]').has_attr("checked")
    assert client.page.select_one("option[selected][value=partly]")
    answer = client.submit("Besluta om", points=[tick], do="decide", decision="", reply="Text.")
    assert answer.status_code == 422
    assert "Text." in client.text("textarea")


def test_points_are_found_by_the_theme_that_they_were_put_under(client, round_, points, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points")
    client.submit("Lägg under temat", do="theme", points=[str(points[1].id)], theme="Kust")
    assert "Kust" in client.text("#line-2")
    theme = session.scalars(select(Theme)).one()
    client.get(f"/rounds/{round_.id}/points?theme={theme.id}")
    assert [row["id"] for row in client.page.select("#lines tbody tr")] == ["line-2"]


def test_themes_of_one_point_are_changed_on_its_page(client, points, officer):
    sign_in(client, officer)
    client.get(f"/points/{points[0].id}")
    assert client.submit("Lägg under temat", theme=" ").status_code == 422
    client.submit("Lägg under temat", theme="Energi")
    assert "Energi" in client.text("section[aria-labelledby=themes]")
    client.submit("Ta bort", selector="section[aria-labelledby=themes] form")
    assert queries.themes_of([points[0].id]) == {}


def test_a_filter_is_saved_shared_and_removed(client, new_client, round_, points, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points?status=left&q=text")
    client.submit("Spara filtret", name="Kvar om text", shared="y")
    assert client.page.select_one(f'a[href$="/rounds/{round_.id}/points?q=text&status=left"]')
    other = new_client()
    sign_in(other, UserFactory())
    other.get(f"/rounds/{round_.id}/points")
    assert "delat av Hanna" in other.text()
    saved = session.scalars(select(SavedFilter)).one()
    assert other.post(f"/filters/{saved.id}/forget").status_code == 404
    client.submit("Ta bort")
    assert session.scalars(select(SavedFilter)).all() == []


def test_a_filter_needs_a_name_and_something_to_keep(client, round_, points, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points?status=left")
    assert client.submit("Spara filtret", name=" ").status_code == 422
    assert client.post(f"/rounds/{round_.id}/points/filters", {"name": "Allt"}).status_code == 422
    assert session.scalars(select(SavedFilter)).all() == []


def test_one_s_own_filter_is_not_shown_to_others(client, round_, points, officer):
    asked = {"status": "left"}
    service.save_filter(round_.id, "Mitt eget", asked, shared=False, actor=UserFactory())
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points")
    assert "Mitt eget" not in client.text()


def test_the_assessment_is_not_complete_while_nobody_opened_a_point(
    client, round_, points, officer
):
    service.decide_many(points, verdict(), actor=officer)
    with pytest.raises(DomainError):
        service.finish(round_, actor=officer)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/assessment")
    assert "Inte öppnad 3" in client.text("dl")
    for point in points:
        service.note_opened(point.id, officer)
    session.flush()
    service.finish(round_, actor=officer)
    assert round_.assessed_at is not None
