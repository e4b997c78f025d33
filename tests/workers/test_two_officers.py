"""Two officers with the same points at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select, text

from tests.factories.accounts import UserFactory
from tests.factories.assessment import ArgumentFactory, PointFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.workers.test_killed_worker import standalone
from webapp.accounts.models import User
from webapp.assessment import queries, service
from webapp.assessment.models import Decision, ManyChange, Point
from webapp.assessment.service import Verdict
from webapp.core.database import db, session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.transactions import commit, rollback

__all__ = ["standalone"]

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("sent_tasks")]
YES = Verdict(Decision.ACCOMMODATED, "", 1)


@pytest.fixture
def app(standalone):
    return standalone[0]


@pytest.fixture
def officers(app):
    made = [UserFactory(name="Anna Ek").id, UserFactory(name="Berit Ask").id]
    commit()
    return made


@pytest.fixture
def points(officers):
    """Six points of one answer."""
    round_ = RoundFactory(closed=True, version=VersionFactory())
    response = ResponseFactory(invitation=InvitationFactory(round=round_))
    comments = CommentFactory.create_batch(6, response=response)
    made = [PointFactory(comment=each, round=round_, response=response).id for each in comments]
    commit()
    session.remove()
    return made


def person(user_id):
    return session.get_one(User, user_id)


def meanwhile(statement, **values):
    """A colleague's saving, on a connection of their own."""
    with db.engine.begin() as other:
        other.execute(text(statement), values)


def at_once(app, *works):
    """Do all of this in threads that begin together, and tell what each raised."""
    together = Barrier(len(works))

    def do(work):
        with app.app_context():
            together.wait(20)
            try:
                work()
                commit()
            except (ConflictError, DomainError) as error:
                rollback()
                return error
            finally:
                session.remove()
            return None

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(do, works))


TRUE = {
    "is_opened": text(
        "SELECT is_opened, EXISTS (SELECT FROM point_opening WHERE point_id = point.id)"
        " FROM point ORDER BY number"
    ),
    "is_alone": text(
        "SELECT is_alone, decision IS NOT NULL AND NOT EXISTS (SELECT FROM decision_approval AS a"
        " WHERE a.point_id = point.id AND a.revision = point.revision) FROM point ORDER BY number"
    ),
}


def flags(column):
    """What the flag says of each point, and what it is to say."""
    found = session.execute(TRUE[column]).all()
    rollback()
    return [row[0] for row in found], [row[1] for row in found]


def test_who_decides_again_after_an_undoing_is_known_and_cannot_be_the_second(points, officers):
    anna = person(officers[0])
    point = queries.get(points[0])
    service.decide(point, YES, actor=anna)
    commit()
    assert point.decided_by == anna.id
    meanwhile(
        "UPDATE point SET decision = NULL, decided_by = NULL, decided_at = NULL, revision = 3"
        " WHERE id = :id",
        id=points[0],
    )
    service.decide(point, Verdict(Decision.ACCOMMODATED, "", 3), actor=anna)
    commit()
    session.remove()
    assert session.scalar(select(Point.decided_by).where(Point.id == points[0])) == officers[0]
    with pytest.raises(DomainError):
        service.approve(queries.get(points[0]), 4, actor=person(officers[0]))
    rollback()


def test_an_answer_given_while_two_arguments_are_merged_goes_along_whole(points, officers):
    round_ = queries.get(points[0]).round
    one, other = ArgumentFactory.create_batch(2, round=round_)
    commit()
    assert (one.reply, other.reply) == ("", "")
    meanwhile(
        "UPDATE argument SET decision = 'noted', reply = 'Under tiden.', decided_by = :by,"
        " decided_at = now(), revision = 2 WHERE id = :id",
        id=one.id,
        by=officers[1],
    )
    service.merge(one, other, actor=person(officers[0]))
    commit()
    assert (other.decision, other.reply) == (Decision.NOTED, "Under tiden.")
    assert other.decided_by == officers[1]
    rollback()


def test_two_who_open_the_same_points_both_have_opened_them(app, points, officers):
    def opens(user, order):
        def work():
            for each in order:
                service.note_opened(each, person(user))
                commit()

        return work

    assert at_once(app, opens(officers[0], points), opens(officers[1], points[::-1])) == [None] * 2
    kept, true = flags("is_opened")
    assert kept == true == [True] * 6
    assert session.scalar(text("SELECT count(*) FROM point_opening")) == 12
    rollback()


def test_of_two_who_decide_the_same_point_one_is_told_that_it_was_changed(app, points, officers):
    def decides(user):
        return lambda: service.decide(queries.get(points[0]), YES, actor=person(user))

    told = at_once(app, *map(decides, officers))
    assert sorted(type(each).__name__ for each in told) == ["ConflictError", "NoneType"]
    winner = officers[told.index(None)]
    found = session.get_one(Point, points[0])
    assert (found.decided_by, found.revision) == (winner, 2)
    rollback()
    kept, true = flags("is_alone")
    assert kept == true == [True, *[False] * 5]


def test_an_approval_and_another_decision_leave_the_flag_true(app, points, officers):
    service.decide(queries.get(points[0]), YES, actor=person(officers[0]))
    commit()
    session.remove()
    again = Verdict(Decision.NOTED, "", 2)
    told = at_once(
        app,
        lambda: service.decide(queries.get(points[0]), again, actor=person(officers[0])),
        lambda: service.approve(queries.get(points[0]), 2, actor=person(officers[1])),
    )
    assert told[0] is None
    assert told[1] is None or isinstance(told[1], ConflictError)
    kept, true = flags("is_alone")
    assert kept == true == [True, *[False] * 5]


def test_many_decided_and_given_in_opposite_orders_do_not_stop_each_other(app, points, officers):
    def decides(user, order):
        def work():
            chosen = [queries.get(each) for each in order]
            service.decide_many(chosen, Verdict(Decision.NOTED, ""), actor=person(user))

        return work

    for _time in range(5):
        both = decides(officers[0], points), decides(officers[1], points[::-1])
        assert at_once(app, *both) == [None, None]
        kept, true = flags("is_alone")
        assert kept == true == [True] * 6
        changes = session.scalars(select(ManyChange).where(ManyChange.undone_at.is_(None))).all()
        assert len(changes) == 1
        mine, change = changes[0].made_by, changes[0].id
        rollback()

        def undoes(mine=mine, change=change):
            service.undo(queries.own_change(change, mine), actor=person(mine))

        assert at_once(app, undoes, undoes) == [None, None]
        kept, true = flags("is_alone")
        assert kept == true == [False] * 6
        assert set(session.scalars(text("SELECT revision FROM point"))) == {3 + 2 * _time}
        rollback()
