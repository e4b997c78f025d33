"""The board: points in columns, a few of each at a time, moved by a form."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.boards import By
from webapp.assessment.models import Decision
from webapp.assessment.queries import board
from webapp.assessment.service import Errand
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.organisations.models import Category
from webapp.responses.models import Response


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.fixture
def found(round_, officer):
    """Thirteen points of two senders: twelve comments and a statement."""
    keys = [section.key for section in drafts.outline(round_.version_id)]
    for name, category, many in (("Umeå kommun", "municipality", 12), ("Verket", "agency", 1)):
        body = OrganisationFactory(name=name, category=Category(category))
        response = ResponseFactory(
            invitation=InvitationFactory(round=round_, organisation=body),
            statement=" " if many > 1 else "Vi tillstyrker.",
        )
        for ordinal in range(many if many > 1 else 0):
            key = keys[0] if ordinal < 11 else None
            CommentFactory(response=response, ordinal=ordinal, section_key=key, text="Målet <b>.")
        service.gather(response.id)
    session.commit()
    return queries.points(round_.id)


def columns(client, round_, **asked):
    """The numbers of the points in each column, by the column's name with its count."""
    client.get(f"/rounds/{round_.id}/board", data=asked)
    return {
        " ".join(column.h2.get_text(" ").split()): [
            int(card.get("id").removeprefix("card-").split("-")[0])
            for card in column.select(".y-board__card")
        ]
        for column in client.page.select(".y-board__column")
    }


def move(client, number, to):
    """Press the button of the point's own form, with that column chosen."""
    [form] = client.page.select(f"[id=card-{number}] form, [id^=card-{number}-column] form")[:1]
    fields = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    options = {each.get_text(strip=True): each["value"] for each in form.select("option")}
    return client.post(form["action"], {**fields, "to": options[to]})


def replaced(point):
    """Let a later answer take the place of the one that the point is in."""
    former = point.response
    later = ResponseFactory(
        invitation=former.invitation, replaces_id=former.id, statement="Vi avstyrker."
    )
    service.gather(later.id)


def points_of_another(round_):
    """The points of a second round of the same consultation."""
    second = RoundFactory(consultation=round_.consultation, number=2, version=round_.version)
    other = ResponseFactory(invitation=InvitationFactory(round=second))
    service.gather(other.id)
    return queries.points(second.id)


@pytest.fixture(params=["gone through once", "sought column by column"])
def each_way(request, monkeypatch):
    """The first points of columns are found in two ways, by how many there are."""
    monkeypatch.setattr(board, "_FEW", 5_000 if request.param == "gone through once" else 0)


@pytest.mark.usefixtures("each_way")
def test_each_column_shows_a_few_and_says_how_many_there_are(client, round_, officer, found):
    sign_in(client, officer)
    shown = columns(client, round_)
    assert shown["Kvar att bedöma (13)"] == list(range(1, 9))
    assert shown["Noteras (0)"] == []
    client.get(client.page.select_one("[data-show-more]")["href"])
    assert [card["id"] for card in client.page.select(".y-board__card")] == [
        "card-9", "card-10", "card-11", "card-12", "card-13",
    ]  # fmt: skip
    assert not client.page.select("[data-show-more]")


@pytest.mark.usefixtures("each_way")
def test_the_columns_are_by_what_is_chosen_and_the_filter_holds(client, round_, officer, found):
    sign_in(client, officer)
    title = drafts.outline(round_.version_id)[0].title["sv"]
    by_part = columns(client, round_, by="part")
    assert {name: len(cards) for name, cards in by_part.items()} == {
        "Allmänna synpunkter (1)": 1, f"1 {title} (11)": 8, "Om dokumentet som helhet (1)": 1,
    }  # fmt: skip
    assert list(columns(client, round_, by="sender")) == ["Umeå kommun (12)", "Verket (1)"]
    assert list(columns(client, round_, by="sender", category="agency")) == ["Verket (1)"]
    assert next(iter(columns(client, round_, by="nonsense"))) == "Kvar att bedöma (13)"


def test_a_sender_has_the_points_of_all_its_answers_that_count(client, round_, officer, found):
    first = session.scalars(select(Response).where(Response.sender == "Verket")).one()
    beside = ResponseFactory(
        invitation=None, round=round_, organisation=None, sender="Umeå kommun", statement="Mer."
    )
    later = ResponseFactory(
        invitation=first.invitation, sender="Verket", statement="Nej.", replaces_id=first.id
    )
    CommentFactory.create_batch(2, response=later, text="Mindre.")
    for each in (beside, later):
        service.gather(each.id)
    session.commit()
    sign_in(client, officer)
    assert list(columns(client, round_, by="sender")) == ["Umeå kommun (13)", "Verket (3)"]
    assert list(columns(client, round_, by="sender", q="mindre")) == ["Verket (2)"]


def test_a_point_is_moved_to_a_decision_which_the_list_can_undo(client, round_, officer, found):
    sign_in(client, officer)
    columns(client, round_, category="municipality")
    move(client, 2, "Noteras")
    session.refresh(found[1])
    assert found[1].decision is Decision.NOTED
    assert columns(client, round_)["Noteras (1)"] == [2]
    client.get(f"/rounds/{round_.id}/points")
    client.submit("Ångra")
    session.refresh(found[1])
    assert found[1].decision is None


def test_a_point_is_moved_on_a_board_of_found_words_and_the_filter_holds(
    client, round_, officer, found
):
    sign_in(client, officer)
    assert columns(client, round_, q="målet &", sender="umeå")["Kvar att bedöma (12)"]
    assert client.page.select_one("#card-2 a")["href"] == f"/points/{found[1].id}"
    move(client, 2, "Noteras")
    session.refresh(found[1])
    assert found[1].decision is Decision.NOTED
    assert client.page.select_one("[name=q]")["value"] == "målet &"
    assert client.page.select_one("[name=sender]")["value"] == "umeå"


def test_a_decision_that_needs_a_reason_leads_to_where_it_is_written(
    client, round_, officer, found
):
    sign_in(client, officer)
    columns(client, round_)
    move(client, 3, "Tillgodoses inte")
    assert client.path == f"/points/{found[2].id}"
    assert client.page.select_one("input[name=decision][checked]")["value"] == "not_accommodated"
    session.refresh(found[2])
    assert found[2].decision is None


def test_what_somebody_decided_meanwhile_is_left_alone(client, round_, officer, found):
    sign_in(client, officer)
    columns(client, round_)
    service.decide(found[0], service.Verdict(Decision.ACCOMMODATED, "Ja.", 1), actor=UserFactory())
    session.commit()
    move(client, 1, "Noteras")
    session.refresh(found[0])
    assert found[0].decision is Decision.ACCOMMODATED
    assert client.page.select(".ds-alert[data-color=warning]")


def test_a_point_is_given_to_somebody_and_keeps_its_day(client, round_, officer, found):
    other = UserFactory(name="Anders")
    due = clock.now().date() + timedelta(days=9)
    service.assign(found[:1], service.Errand(officer, due), actor=other)
    session.commit()
    sign_in(client, officer)
    assert columns(client, round_, by="assignee")[f"{officer.name} (1)"] == [1]
    move(client, 1, "Anders")
    given = queries.assignment(found[0].id)
    assert (given.assignee_id, given.due) == (other.id, due)
    columns(client, round_, by="assignee")
    move(client, 1, "Ingen ansvarig")
    assert queries.assignment(found[0].id) is None


def test_a_point_is_moved_from_one_theme_to_another(client, round_, officer, found):
    service.add_theme(found[:2], "Kust", actor=officer)
    service.add_theme(found[:1], "Inland", actor=officer)
    session.commit()
    sign_in(client, officer)
    shown = columns(client, round_, by="theme")
    assert (shown["Kust (2)"], shown["Inland (1)"]) == ([1, 2], [1])
    move(client, 2, "Inland")
    names = {theme.name for theme in queries.themes_of([found[1].id])[found[1].id]}
    assert names == {"Inland"}


@pytest.mark.parametrize("rounds", [1, 2])
def test_by_theme_the_latest_answers_of_this_round_are_counted(
    client, round_, officer, found, rounds
):
    service.add_theme(found[:3], "Kust", actor=officer)
    service.add_theme([found[1], found[12]], "Inland", actor=officer)
    service.add_theme(found[12:], "Kust", actor=officer)
    replaced(found[12])
    if rounds > 1:
        service.add_theme(points_of_another(round_), "Kust", actor=officer)
    session.commit()
    sign_in(client, officer)
    assert {name: len(cards) for name, cards in columns(client, round_, by="theme").items()} == {
        "Inget tema (10)": 8, "Inland (1)": 1, "Kust (3)": 3,
    }  # fmt: skip
    assert list(columns(client, round_, by="theme", category="agency")) == [
        "Inget tema (1)", "Inland (0)", "Kust (0)",
    ]  # fmt: skip


@pytest.mark.parametrize("rounds", [1, 2])
def test_by_person_the_latest_answers_of_this_round_are_counted(
    client, round_, officer, found, rounds
):
    given = Errand(officer)
    service.assign_many(found[10:], given, actor=officer)
    replaced(found[12])
    if rounds > 1:
        service.assign_many(points_of_another(round_), given, actor=officer)
    session.commit()
    sign_in(client, officer)
    shown = columns(client, round_, by="assignee")
    assert {name: len(cards) for name, cards in shown.items() if cards} == {
        "Ingen ansvarig (11)": 8, f"{officer.name} (2)": 2,
    }  # fmt: skip


def test_what_cannot_be_moved_is_refused_and_changes_nothing(client, round_, officer, found):
    sign_in(client, officer)
    columns(client, round_, by="sender")
    assert not client.page.select(".y-board__card form")
    address = f"/points/{found[0].id}/move"
    for by, to in (("sender", "Verket"), ("decision", "nonsense"), ("assignee", "nonsense")):
        client.post(f"{address}?by={by}", {"to": to, "since": "", "revision": "1"})
        assert client.page.select(".ds-alert[data-color=warning]"), by
    session.refresh(found[0])
    assert found[0].decision is None
    reader = UserFactory(roles=frozenset({Role.REGISTRAR}))
    client.post("/sign-out")
    sign_in(client, reader)
    columns(client, round_)
    assert not client.page.select(".y-board__card form")
    assert client.post(f"{address}?by=decision", {"to": "noted"}).status_code == 403


@pytest.mark.usefixtures("each_way")
def test_many_columns_are_shown_a_page_at_a_time(client, round_, officer):
    for number in range(10):
        body = OrganisationFactory(name=f"Nya {number} kommun")
        service.gather(
            ResponseFactory(invitation=InvitationFactory(round=round_, organisation=body)).id
        )
    session.commit()
    sign_in(client, officer)
    names = [f"Nya {number} kommun (1)" for number in range(10)]
    assert list(columns(client, round_, by="sender")) == names[: queries.COLUMNS]
    assert "1 till 8 av 10" in client.text("nav[aria-label='Fler kolumner']")
    assert list(columns(client, round_, by="sender", start=8)) == names[8:]
    assert list(columns(client, round_, by="sender", column="Nya 9 kommun")) == names[9:]
    assert columns(client, round_, by="sender", start=10**30) == {}


@pytest.mark.parametrize("by", list(By))
def test_the_board_takes_as_many_queries_however_many_the_points(
    client, round_, officer, count_queries, by
):
    sign_in(client, officer)
    service.gather(ResponseFactory(invitation=InvitationFactory(round=round_)).id)
    session.commit()
    address = f"/rounds/{round_.id}/board?by={by}"
    few = count_queries(lambda: client.get(address))
    for _ in range(15):
        service.gather(ResponseFactory(invitation=InvitationFactory(round=round_)).id)
    session.commit()
    assert count_queries(lambda: client.get(address)) == few


def test_before_anything_came_in_the_board_says_so(client, round_, officer):
    sign_in(client, officer)
    assert columns(client, round_) == {}
    assert "Inga synpunkter kom in" in client.text()
