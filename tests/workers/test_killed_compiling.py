"""A worker killed in the middle of a report: another goes on with it, and each file is right."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.test_own_space import legible
from tests.workers.killing import kill, let_it_be_lost, on_disk, status
from tests.workers.test_killed_worker import standalone, wait_until, worker
from webapp.assessment import service as assessment
from webapp.core import storage
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.core.storage import StoredFile
from webapp.core.transactions import commit
from webapp.reports import queries, service
from webapp.reports.models import Edition, EditionFile, Format

__all__ = ["standalone"]

ANSWERS, COMMENTS = 40, 5


def asked_for():
    """An edition of a round with some hundred points, whose PDF takes a while."""
    officer = UserFactory()
    round_ = RoundFactory(closed=True, version=VersionFactory())
    for number, invitation in enumerate(InvitationFactory.create_batch(ANSWERS, round=round_)):
        response = ResponseFactory(invitation=invitation, statement="Vi tillstyrker. " * 100)
        text = f"Kanarie{number}slut. " + "Målet bör gå att mäta. " * 60
        CommentFactory.create_batch(COMMENTS, response=response, text=text)
        session.flush()
        assessment.gather(response.id)
    edition = service.request(round_, language="sv", actor=officer)
    commit()
    return edition


def kept(edition_id):
    session.rollback()
    return {each: file.id for each, file in queries.kept_formats(edition_id).items()}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("real_messages")
def test_what_was_written_is_not_written_again(standalone, tmp_path):
    _app, environ = standalone
    edition = asked_for()
    log = tmp_path / "worker.log"

    with worker(environ, log, queues="reports", processes=1) as first:
        wait_until(lambda: Format.XLSX in kept(edition.id), f"the workbook: {log.read_text()}")
        kill(first)
    before = kept(edition.id)
    assert Format.PDF not in before, "the worker was too quick to be killed in the middle"
    assert status(Edition, edition.id) is JobStatus.RUNNING

    let_it_be_lost(Edition, service.sweep_editions)
    with worker(environ, log, queues="reports", processes=1):
        wait_until(lambda: status(Edition, edition.id) is JobStatus.DONE, log.read_text())

    after = kept(edition.id)
    assert before.items() <= after.items()
    assert len(session.scalars(select(EditionFile)).all()) == len(Format) - 1
    whole = queries.edition(edition.id)
    assert whole.attempts == 2
    for format_ in set(Format) - {Format.FIGURES, Format.CHAPTERS}:
        said = legible(storage.contents(queries.file(whole, format_).file))
        lacking = [each for each in range(ANSWERS) if f"Kanarie{each}slut" not in said]
        assert lacking == [], format_
    known = {str(each) for each in session.scalars(select(StoredFile.id))}
    assert known <= on_disk(tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("real_messages")
def test_an_edition_that_is_cancelled_while_it_is_compiled_leaves_no_file(standalone, tmp_path):
    _app, environ = standalone
    edition = asked_for()
    log = tmp_path / "worker.log"

    with worker(environ, log, queues="reports", processes=1):
        wait_until(lambda: kept(edition.id), f"the first format: {log.read_text()}")
        fresh = queries.edition(edition.id)
        service.cancel_edition(fresh, actor=fresh.maker)
        other = service.request(fresh.round, language="en", actor=fresh.maker)
        commit()
        # There is one process: once it has compiled another edition, it has let go of this one.
        wait_until(lambda: status(Edition, other.id) is JobStatus.DONE, log.read_text())

    assert status(Edition, edition.id) is JobStatus.CANCELLED
    assert kept(edition.id) == {}
    assert on_disk(tmp_path) == {str(each) for each in session.scalars(select(StoredFile.id))}
