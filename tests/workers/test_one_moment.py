"""A report is read at one moment: what others keep meanwhile is in none of it, or in all of it."""

import json
from contextvars import Context

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.workers.test_killed_worker import standalone
from webapp.assessment import service as assessment
from webapp.core import storage
from webapp.core.background import JobStatus, Task, messenger
from webapp.core.database import db, session
from webapp.core.transactions import commit, rollback, snapshot
from webapp.reports import queries, service
from webapp.reports.models import Format
from workers import base

__all__ = ["standalone"]

DECIDED = text("UPDATE point SET decision = 'accommodated', reply = 'Under tiden.'")


@pytest.fixture
def edition(standalone, monkeypatch):
    """An edition that is asked for, of a round with points that nobody has decided on."""
    app, _environ = standalone
    monkeypatch.setattr(base, "flask_app", lambda: app)
    officer, round_ = UserFactory(), RoundFactory(closed=True, version=VersionFactory())
    response = ResponseFactory(invitation=InvitationFactory(round=round_))
    CommentFactory.create_batch(3, response=response)
    session.flush()
    assessment.gather(response.id)
    made = service.request(round_, language="sv", actor=officer)
    commit()
    session.remove()
    return made


def decided_meanwhile():
    """A colleague decides on every point, on a connection of their own."""
    with db.engine.begin() as other:
        other.execute(DECIDED)


def read_of_points():
    return session.scalars(text("SELECT decision FROM point")).all()


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("sent_tasks")
def test_what_is_kept_between_two_reads_is_seen_by_the_next_transaction(edition):
    with snapshot():
        before = read_of_points()
        decided_meanwhile()
        assert read_of_points() == before
    assert set(read_of_points()) == {"accommodated"}
    rollback()


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("sent_tasks")
def test_nothing_can_be_written_in_it(edition):
    with pytest.raises(DBAPIError, match="read-only"), snapshot():
        session.execute(DECIDED)
    session.execute(DECIDED)
    rollback()


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.usefixtures("sent_tasks")
def test_no_format_says_what_came_while_it_was_read(edition):
    seen = []

    def decide_once(_connection, _cursor, statement, *_):
        if "FROM argument" in statement and not seen:
            seen.append(statement)
            decided_meanwhile()

    event.listen(db.engine, "after_cursor_execute", decide_once)
    try:
        Context().run(messenger.tasks[Task.COMPILE_REPORT], str(edition.id))
    finally:
        event.remove(db.engine, "after_cursor_execute", decide_once)
    session.remove()
    made = queries.edition(edition.id)
    assert seen
    assert made.status is JobStatus.DONE
    whole = storage.contents(queries.file(made, Format.JSON).file).decode()
    assert "Under tiden." not in whole
    assert {point["decision"] for point in _points(json.loads(whole))} == {"unassessed"}
    rollback()


def _points(report):
    in_sections = [each for section in report["sections"] for each in section["points"]]
    return report["general_views"] + in_sections
