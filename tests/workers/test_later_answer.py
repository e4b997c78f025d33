"""A later answer comes while points are taken out of the one whose place it takes."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text

from local.sharing import wait_until
from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.workers.test_killed_worker import standalone
from tests.workers.test_two_officers import at_once
from webapp.accounts.models import User
from webapp.assessment import queries, service
from webapp.assessment.models import Decision, Point
from webapp.assessment.service import Passage, Verdict
from webapp.core.database import db, session
from webapp.core.transactions import commit, rollback
from webapp.responses.models import Response
from webapp.rounds.models import Invitation

__all__ = ["standalone"]

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("sent_tasks")]

WAITS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
TRUE = text(
    "SELECT is_replaced, EXISTS (SELECT FROM response AS later"
    " WHERE later.replaces_id = point.response_id) FROM point ORDER BY number"
)
COUNTS = text(
    "SELECT response_id, points FROM point_count WHERE points > 0 EXCEPT ALL"
    " SELECT response_id, count(*) FROM point WHERE NOT is_replaced GROUP BY 1"
    " UNION ALL (SELECT response_id, count(*) FROM point WHERE NOT is_replaced GROUP BY 1"
    " EXCEPT ALL SELECT response_id, points FROM point_count)"
)
WORDS = text(
    "SELECT point.id FROM point JOIN point_words AS words ON words.point_id = point.id"
    " WHERE (point.round_id, point.decision, point.is_replaced)"
    " IS DISTINCT FROM (words.round_id, words.decision, words.is_replaced)"
)
NOTED = Verdict(Decision.NOTED, "")


@pytest.fixture
def app(standalone):
    return standalone[0]


@pytest.fixture
def invitation(app):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    made = InvitationFactory(round=round_).id
    commit()
    return made


def answered(invitation_id, former=None):
    """An answer of two remarks, which takes the place of the former one."""
    made = ResponseFactory(
        invitation=session.get_one(Invitation, invitation_id),
        number=(session.scalar(select(func.max(Response.number))) or 0) + 1,
        statement="Vi vill mer.",
        replaces_id=former,
    )
    CommentFactory.create_batch(2, response=made)
    session.flush()
    return made.id


def flags():
    """What the flag says of each point, and what it is to say. What hangs on it is right."""
    found = session.execute(TRUE).all()
    assert session.execute(COUNTS).all() == []
    assert session.execute(WORDS).all() == []
    rollback()
    return [row[0] for row in found], [row[1] for row in found]


def another_waits(app, work):
    """Do `work` on another connection, and commit here when it is seen to wait for this one."""

    def do():
        with app.app_context():
            work()
            commit()
            session.remove()

    def is_waiting():
        with db.engine.connect() as apart:
            return apart.scalar(WAITS) == 1

    with ThreadPoolExecutor(1) as pool:
        meanwhile = pool.submit(do)
        try:
            assert wait_until(is_waiting, seconds=30, pause=0.05)
        finally:
            commit()
        meanwhile.result()


def test_points_wait_for_a_later_answer_that_is_coming(app, invitation):
    first = answered(invitation)
    commit()
    answered(invitation, first)
    another_waits(app, lambda: service.gather(first))
    assert flags() == ([True] * 3, [True] * 3)


def test_a_later_answer_waits_for_points_that_are_being_taken_out(app, invitation):
    first = answered(invitation)
    commit()
    service.gather(first)
    session.flush()
    another_waits(app, lambda: answered(invitation, first))
    assert flags() == ([True] * 3, [True] * 3)


def test_a_later_answer_waits_for_a_decision_and_leaves_it(app, invitation):
    first, officer = answered(invitation), UserFactory()
    service.gather(first)
    commit()
    point = queries.of_response(first)[0]
    service.decide(point, Verdict(Decision.NOTED, "", 1), actor=officer)
    session.flush()
    another_waits(app, lambda: answered(invitation, first))
    assert flags() == ([True] * 3, [True] * 3)
    assert session.scalar(select(Point.decision).where(Point.id == point.id)) is Decision.NOTED
    rollback()


def test_a_later_answer_that_comes_to_nothing_takes_no_place(app, invitation):
    first = answered(invitation)
    service.gather(first)
    commit()
    answered(invitation, first)
    assert session.execute(TRUE).all() == [(True, True)] * 3
    rollback()
    assert flags() == ([False] * 3, [False] * 3)


def test_points_and_later_answers_at_once_do_not_stop_each_other(app, invitation):
    latest = answered(invitation)
    commit()
    for time in range(1, 9):

        def gathers(former=latest):
            service.gather(former)

        def answers(former=latest):
            answered(invitation, former)

        assert at_once(app, gathers, answers) == [None, None]
        latest = session.scalar(select(Response.id).where(Response.replaces_id == latest))
        assert flags() == ([True] * 3 * time, [True] * 3 * time)


def test_decisions_and_later_answers_at_once_do_not_stop_each_other(app, invitation):
    officer, latest = UserFactory().id, answered(invitation)
    commit()
    for time in range(1, 9):
        service.gather(latest)
        commit()

        def decides(former=latest):
            chosen = queries.of_response(former)[::-1]
            service.decide_many(chosen, NOTED, actor=session.get_one(User, officer))

        def answers(former=latest):
            answered(invitation, former)

        assert at_once(app, decides, answers) == [None, None]
        latest = session.scalar(select(Response.id).where(Response.replaces_id == latest))
        assert flags() == ([True] * 3 * time, [True] * 3 * time)
        assert set(session.scalars(select(Point.decision))) == {Decision.NOTED}
        rollback()


@pytest.mark.parametrize("seed", range(4))
def test_after_whatever_happened_the_flag_says_what_it_is_to_say(app, invitation, seed):
    chance, officer = random.Random(seed), UserFactory()  # noqa: S311 - the same each time
    every = [answered(invitation)]
    for _step in range(40):
        match chance.choice(["answer", "replace", "gather", "take out", "decide", "undo", "open"]):
            case "answer":
                every.append(answered(invitation))
            case "replace" if free := unreplaced():
                every.append(answered(invitation, chance.choice(free)))
            case "gather":
                service.gather(chance.choice(every))
            case "take out":
                chosen = session.get_one(Response, chance.choice(every))
                if chosen.id in unreplaced():
                    service.take_out(chosen, Passage("Vi vill mer."), actor=officer)
            case deed if found := session.scalars(select(Point.id)).all():
                weighed(deed, queries.get(chance.choice(found)), officer)
        chance.choice([commit, session.flush])()
    kept, true = flags()
    assert kept == true
    assert set(true) == {True, False}


def unreplaced():
    later = select(Response.replaces_id).where(Response.replaces_id.is_not(None))
    return session.scalars(select(Response.id).where(Response.id.not_in(later))).all()


def weighed(deed, point, officer):
    if deed == "decide":
        service.decide(point, Verdict(Decision.NOTED, "", point.revision), actor=officer)
    elif deed == "open":
        service.note_opened(point.id, officer)
    elif point.excerpt is not None and point.decision is None:
        service.put_back(point, actor=officer)
