"""Two officers who fill in the same form at the same time: nothing that either wrote is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import service
from webapp.assessment.meeting import meet
from webapp.assessment.models import Argument, Assignment, Decision, Point
from webapp.core.database import session

DECISIONS = ["", *Decision]
TEXTS = {"reply"}


@pytest.fixture
def anna(database):
    return UserFactory(email="anna@region.example", name="Anna Ek")


@pytest.fixture
def two(client, new_client, officer, anna):
    """Hanna's browser and Anna's, both signed in."""
    other = new_client()
    sign_in(client, officer)
    sign_in(other, anna)
    return client, other


def words(said):
    return Counter(re.findall(r"\w+", said))


def met(began, theirs, mine):
    """Each: a decision and a reply."""
    sides = [{"decision": each[0], "reply": each[1]} for each in (began, theirs, mine)]
    return meet(*sides, texts=TEXTS, lead="decision")


SIDE = st.tuples(
    st.sampled_from(DECISIONS),
    st.lists(st.sampled_from("abcdefgh"), max_size=8).map(" ".join),
)


@settings(max_examples=400)
@given(SIDE, SIDE, SIDE)
def test_no_word_that_either_wrote_is_lost_and_no_choice_unseen(began, theirs, mine):
    found = met(began, theirs, mine)
    for side in (theirs, mine):
        assert not (words(side[1]) - words(began[1])) - words(found.values["reply"])
    clashes = {each.field for each in found.clashes}
    if theirs[0] != mine[0] and began[0] not in (theirs[0], mine[0]) and theirs[0]:
        assert "decision" in clashes
    for each in found.clashes:
        assert words(each.theirs) or words(each.mine)


@given(SIDE, SIDE)
def test_beside_one_who_changed_nothing_the_other_is_taken_as_it_is(began, changed):
    fields = {"decision": changed[0], "reply": changed[1]}
    mine, theirs, same = (
        met(*sides)
        for sides in ((began, began, changed), (began, changed, began), (began, changed, changed))
    )
    assert mine.values == theirs.values == same.values == fields
    assert (mine.clashes, theirs.clashes, same.clashes, mine.kept) == ([], [], [], [])
    assert (theirs.is_new, same.is_new) == (False, False)


@given(SIDE, SIDE, SIDE)
def test_reasons_never_come_to_stand_under_another_decision_unseen(began, theirs, mine):
    found = met(began, theirs, mine)
    if began not in (mine, theirs) and theirs[0] != mine[0]:
        assert found.clashes


@given(SIDE, SIDE, SIDE)
def test_who_has_seen_both_and_saves_again_is_in_nobodys_way(began, theirs, mine):
    found = met(began, theirs, mine)
    again = meet(found.theirs, found.theirs, found.values, texts=TEXTS, lead="decision")
    assert (again.values, again.clashes, again.kept) == (found.values, [], [])


def decided(point, reply, decision=Decision.NOTED):
    service.decide(point, service.Verdict(decision, reply, point.revision), actor=UserFactory())
    session.commit()


def shown(browser, point):
    browser.get(f"/points/{point.id}")
    assert browser.page.select_one(f"#point-{point.number} textarea")


def test_changes_in_different_sentences_are_put_together_and_told(two, points):
    hanna, anna = two
    decided(points[0], "Målen mäts. Vi återkommer.")
    for browser in two:
        shown(browser, points[0])
    anna.submit("Spara beslutet", reply="Målen mäts varje år. Vi återkommer.")
    hanna.submit("Spara beslutet", reply="Målen mäts. Vi återkommer i höst.")
    assert session.get(Point, points[0].id).reply == "Målen mäts varje år. Vi återkommer i höst."
    assert "Anna Ek ändrade" in hanna.text()
    assert points[0].decided_by is not None


def test_two_decisions_are_shown_side_by_side_and_settled_in_the_form(two, points):
    hanna, anna = two
    for browser in two:
        shown(browser, points[0])
    anna.submit("Spara beslutet", decision="noted", reply="Tack för stödet.")
    answer = hanna.submit("Spara beslutet", decision="accommodated", reply="Texten ändras.")
    assert answer.status_code == 422
    assert session.get(Point, points[0].id).decision is Decision.NOTED
    sides = hanna.page.select(".y-diff-pair > div")
    assert [each.get_text(" ", strip=True) for each in sides[:2]] == [
        "Anna Ek Noteras",
        "Du Tillgodoses",
    ]
    assert hanna.text("textarea").split() == ["Tack", "för", "stödet.", "Texten", "ändras."]
    hanna.submit("Spara beslutet", reply="Texten ändras. Tack för stödet.")
    point = session.get(Point, points[0].id)
    assert (point.decision, point.reply) == (
        Decision.ACCOMMODATED, "Texten ändras. Tack för stödet.",
    )  # fmt: skip


def test_who_changed_nothing_overwrites_nothing(two, points, anna):
    hanna, other = two
    decided(points[0], "Tack.")
    for browser in two:
        shown(browser, points[0])
    other.submit("Spara beslutet", decision="partly", reply="Delvis.")
    hanna.submit("Spara beslutet")
    point = session.get(Point, points[0].id)
    assert (point.decision, point.reply, point.decided_by) == (Decision.PARTLY, "Delvis.", anna.id)
    assert "Anna Ek ändrade" in hanna.text()


def test_a_reply_meets_another_decision_before_a_persons_eyes(two, points):
    hanna, anna = two
    decided(points[0], "Vi gör så.", Decision.ACCOMMODATED)
    for browser in two:
        shown(browser, points[0])
    anna.submit("Spara beslutet", decision="partly")
    assert hanna.submit("Spara beslutet", reply="Vi gör så nästa år.").status_code == 422
    assert "Tillgodoses delvis" in hanna.text(".y-diff-pair")


def test_a_mistake_does_not_hide_what_another_saved(two, points):
    hanna, anna = two
    for browser in two:
        shown(browser, points[0])
    anna.submit("Spara beslutet", decision="noted", reply="Annas text.")
    assert hanna.submit("Spara beslutet", reply="Hannas skäl.").status_code == 422
    assert hanna.submit("Spara beslutet", decision="partly").status_code == 422
    assert "Annas text" in hanna.text("main section.y-comment ~ section.y-comment")
    hanna.submit("Spara beslutet")
    assert {"Annas", "Hannas"} <= set(words(session.get(Point, points[0].id).reply))


def test_a_script_is_told_of_what_was_put_together(client, officer, points):
    decided(points[0], "Ett. Två.")
    sign_in(client, officer)
    client.get(f"/points/{points[0].id}")
    began = client.page.select_one(f"#began-{points[0].number}")["value"]
    decided(points[0], "Ett nu. Två.")
    sent = {"decision": "noted", "reply": "Ett. Två sedan.", "began": began}
    answer = client.post(f"/points/{points[0].id}", sent, headers={"HX-Request": "true"})
    assert "Ett nu. Två sedan." in answer.text
    assert "den ändringen är kvar" in answer.text


def test_of_an_argument_each_field_is_met_by_itself(two, round_, points):
    hanna, anna = two
    said = service.Summed({"sv": "målen bör mätas"}, {"sv": "Annars går de inte att följa."})
    made = service.sum_up(
        round_, said, service.Beginning(points[0].id, points=points), actor=UserFactory()
    )
    session.commit()
    for browser in two:
        browser.get(f"/arguments/{made.id}/words")
    anna.submit("Spara argumentet", theme="Uppföljning", view_sv="målen bör mätas varje år")
    hanna.submit("Spara argumentet", view_en="the goals should be measured")
    argument = session.scalars(select(Argument)).one()
    assert argument.view == {"sv": "målen bör mätas varje år", "en": "the goals should be measured"}
    assert argument.theme.name == "Uppföljning"
    assert "tema" in hanna.text(".y-alert[data-color=info]")
    for browser in two:
        browser.get(f"/arguments/{made.id}/words")
    anna.submit("Spara argumentet", view_sv="målen ska mätas varje år")
    answer = hanna.submit("Spara argumentet", view_sv="målen kan mätas varje år")
    assert answer.status_code == 422
    assert "ska" in hanna.text(".y-diff-pair mark")
    hanna.submit("Spara argumentet", view_sv="målen ska kunna mätas varje år")
    assert session.scalars(select(Argument)).one().view["sv"] == "målen ska kunna mätas varje år"


def test_whose_it_is_and_by_when_are_met_one_by_one(two, points, anna):
    hanna, other = two
    bo = UserFactory(name="Bo")
    session.commit()
    for browser in two:
        shown(browser, points[0])
    other.submit("Fördela synpunkten", assignee=str(anna.id))
    answer = hanna.submit("Fördela synpunkten", assignee=str(bo.id))
    assert answer.status_code == 422
    assert "Anna Ek" in hanna.text(".y-diff-pair")
    hanna.submit("Fördela synpunkten")
    assert session.scalars(select(Assignment)).one().assignee_id == bo.id
