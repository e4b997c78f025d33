"""The life of a round: every step, in every state, follows the one diagram."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.factories.rounds import RoundFactory
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.rounds import life, policy, service
from webapp.rounds.life import DIAGRAM, WAY, Step
from webapp.rounds.models import RoundState

AGO = timedelta(days=1)


def moments(**names):
    return {name: clock.now() - timedelta(days=days) for name, days in names.items()}


SHAPES = {
    RoundState.DRAFT: {"opened_at": 0},
    RoundState.SCHEDULED: {},
    RoundState.OPEN: {"opened_at": 9},
    RoundState.CLOSED: {"opened_at": 9, "closed_at": 1},
    RoundState.ASSESSED: {"opened_at": 9, "closed_at": 3, "assessed_at": 2},
    RoundState.REPORTED: {"opened_at": 9, "closed_at": 3, "assessed_at": 2, "reported_at": 1},
    RoundState.ARCHIVED: {"opened_at": 9, "closed_at": 4, "reported_at": 2, "archived_at": 1},
    RoundState.CANCELLED: {"opened_at": 9, "cancelled_at": 1},
}


@pytest.fixture(params=list(RoundState))
def any_round(request):
    """A round in each state, one after another."""
    state = request.param
    if state is RoundState.DRAFT:
        made = RoundFactory(draft=True)
    elif state is RoundState.SCHEDULED:
        made = RoundFactory(draft=True, opens_at=clock.now() + timedelta(days=1))
    else:
        made = RoundFactory(**moments(**SHAPES[state]))
    assert made.state(clock.now()) is state
    return made


def test_every_state_has_a_way_on_but_the_last_two():
    ends = {state for state in RoundState if not life.following(state)}
    assert ends == {RoundState.ARCHIVED, RoundState.CANCELLED}


def test_the_way_through_is_made_of_steps_that_the_diagram_has():
    for here, there in pairwise(WAY):
        assert there in life.following(here)


def test_every_step_that_cannot_be_made_says_why_and_changes_nothing(any_round):
    state = any_round.state(clock.now())
    for step in Step:
        allowed = state in DIAGRAM[step].since
        assert policy.may(step, any_round, clock.now()) is allowed
        if not allowed:
            with pytest.raises(ConflictError):
                policy.require(step, any_round, clock.now())


@pytest.mark.parametrize(
    ("step", "do"),
    [
        (Step.CLOSE, lambda round_, actor: service.close(round_, actor)),
        (Step.CANCEL, lambda round_, actor: service.cancel(round_, "Fel", actor)),
        (Step.ARCHIVE, lambda round_, actor: service.archive(round_, actor)),
        (Step.UNSCHEDULE, lambda round_, actor: service.unschedule(round_, actor)),
    ],
)
def test_a_step_leads_where_the_diagram_says(any_round, staff, step, do):
    state = any_round.state(clock.now())
    if state in DIAGRAM[step].since:
        do(any_round, staff)
        session.flush()
        assert any_round.state(clock.now()) is DIAGRAM[step].to
    else:
        with pytest.raises(ConflictError):
            do(any_round, staff)
        assert any_round.state(clock.now()) is state


def test_the_page_shows_where_the_round_is(officer):
    round_ = RoundFactory()
    officer.get(f"/rounds/{round_.id}")
    assert officer.text(".y-life [aria-current]") == "Open"


def test_a_reported_round_is_archived_and_stays_readable(officer):
    round_ = RoundFactory(**moments(**SHAPES[RoundState.REPORTED]))
    officer.get(f"/rounds/{round_.id}")
    officer.submit("Archive")
    session.expire_all()
    assert round_.state(clock.now()) is RoundState.ARCHIVED
    assert "archived" in officer.text()
