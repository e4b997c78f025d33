"""A migration that adds a column fills it for the rows that are there, and goes down again."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, inspect, select, text

from tests.conftest import ROOT
from tests.factories.accounts import UserFactory
from tests.factories.assessment import ArgumentFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.workers.test_killed_worker import standalone
from webapp.assessment import service
from webapp.assessment.models import ArgumentPoint, Decision, Point
from webapp.assessment.service import Verdict
from webapp.core import clock
from webapp.core.database import db, session
from webapp.core.transactions import commit

__all__ = ["standalone"]

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("sent_tasks")]

MIGRATIONS = str(ROOT / "migrations")
BEFORE = "0058"
"""The database before points knew whether they are replaced, and links whose points they have."""

REPLACED = text("SELECT response_id, is_replaced FROM point ORDER BY response_id, number")
COUNTED = text("SELECT response_id, points FROM point_count")
DECIDED = text(
    "SELECT point.id, words.decision, words.is_replaced, point.is_replaced"
    " FROM point JOIN point_words AS words ON words.point_id = point.id"
)
LINKS = text(
    "SELECT argument_point.argument_id, argument_point.point_id, argument_point.response_id,"
    " point.response_id FROM argument_point JOIN point ON point.id = argument_point.point_id"
)


@pytest.fixture
def answers(standalone):
    """Ids of three answers of three points each; the third takes the place of the first."""
    round_ = RoundFactory(closed=True, version=VersionFactory())
    body, other = InvitationFactory(round=round_), InvitationFactory(round=round_)
    made = []
    for number, whose in enumerate((body, other, body), start=1):
        former = made[0] if len(made) == 2 else None
        answer = ResponseFactory(invitation=whose, number=number, replaces_id=former)
        CommentFactory.create_batch(2, response=answer)
        session.flush()
        made.append(answer.id)
        service.gather(answer.id)
    commit()
    return made


@pytest.fixture
def links(answers):
    """Who linked, and two arguments: one of a point of each answer, and one of a single point."""
    user = UserFactory()
    round_id = session.scalars(select(Point.round_id)).first()
    first, second = ArgumentFactory(round_id=round_id), ArgumentFactory(round_id=round_id)
    session.flush()
    for answer in answers:
        link(first.id, point_of(answer), user.id)
    link(second.id, point_of(answers[1]), user.id)
    made = (user.id, first.id, second.id)
    commit()
    return made


def point_of(answer):
    of = select(Point.id).where(Point.response_id == answer).order_by(Point.number)
    return session.scalars(of).first()


def link(argument, point, user):
    session.execute(
        insert(ArgumentPoint).values(
            argument_id=argument, point_id=point, linked_by=user, linked_at=clock.now()
        )
    )


def down():
    commit()
    session.remove()
    downgrade(directory=MIGRATIONS, revision=BEFORE)


def up():
    commit()
    session.remove()
    upgrade(directory=MIGRATIONS)


def has(table, column):
    return column in {each["name"] for each in inspect(db.engine).get_columns(table)}


def replaced():
    return [(row[0], row[1]) for row in session.execute(REPLACED)]


def expected(answers):
    """The three points of each answer, of which only the first was replaced."""
    return sorted((each, each == answers[0]) for each in answers for _ in range(3))


def test_points_know_from_before_whether_they_are_replaced(answers):
    assert replaced() == expected(answers)
    down()
    assert not has("point", "is_replaced")
    up()
    assert replaced() == expected(answers)


def test_links_know_from_before_which_answer_their_point_is_in(answers, links):
    down()
    assert not has("argument_point", "response_id")
    up()
    found = session.execute(LINKS).all()
    assert len(found) == 4
    assert {row[2] for row in found} == set(answers)
    assert all(row[2] == row[3] for row in found)


def test_answers_know_from_before_how_many_points_they_have(answers):
    down()
    assert not inspect(db.engine).has_table("point_count")
    up()
    assert sorted(session.execute(COUNTED).all()) == [(each, 3) for each in sorted(answers[1:])]


def test_words_know_from_before_what_is_decided_on_their_point(answers):
    noted = session.get_one(Point, point_of(answers[1]))
    service.decide(noted, Verdict(Decision.NOTED, "", 1), actor=UserFactory())
    down()
    assert not has("point_words", "decision")
    up()
    found = session.execute(DECIDED).all()
    assert len(found) == 9
    assert [row[0] for row in found if row[1]] == [point_of(answers[1])]
    assert all(row[2] == row[3] for row in found)


def test_while_they_are_down_answers_and_links_are_made_and_are_filled_in_on_the_way_up(
    answers, links
):
    user, argument, _ = links
    down()
    session.execute(
        text("DELETE FROM argument_point WHERE argument_id = :argument"), {"argument": argument}
    )
    session.execute(
        text(
            "INSERT INTO argument_point (argument_id, point_id, linked_by, linked_at)"
            " SELECT :argument, id, :user, now() FROM point"
        ),
        {"argument": argument, "user": user},
    )
    up()
    found = session.execute(LINKS).all()
    assert len(found) == 3 * 3 + 1
    assert all(row[2] == row[3] for row in found)
    assert replaced() == expected(answers)


def test_what_is_made_after_they_went_down_and_up_is_still_kept(answers, links):
    user, _, argument = links
    down()
    up()
    link(argument, point_of(answers[2]), user)
    commit()
    assert all(row[2] == row[3] for row in session.execute(LINKS))
