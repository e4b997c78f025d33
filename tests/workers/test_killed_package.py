"""A worker killed in the middle of a package: another goes on with it, and the file is whole."""

import io
import zipfile

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory, check_all
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.workers.killing import kill, let_it_be_lost, on_disk, status
from tests.workers.test_killed_worker import standalone, wait_until, worker
from webapp.core import storage
from webapp.core.background import JobStatus, take
from webapp.core.database import session
from webapp.core.storage import StoredFile
from webapp.core.transactions import commit
from webapp.reports import queries, service
from webapp.reports.models import (
    Chapter,
    Edition,
    Format,
    Package,
    PackageEntry,
    PackageKind,
)
from webapp.reports.service import Wanted

__all__ = ["standalone"]

ANSWERS = 90


def asked_for():
    """A package with many answers, none of which has its PDF yet."""
    officer = UserFactory()
    round_ = RoundFactory(closed=True, version=VersionFactory())
    for invitation in InvitationFactory.create_batch(ANSWERS, round=round_):
        response = ResponseFactory(invitation=invitation, statement="Vi tillstyrker. " * 200)
        CommentFactory.create_batch(3, response=response, text="Målet bör gå att mäta. " * 30)
    session.flush()
    session.expire_all()
    check_all(round_)
    session.flush()
    edition = service.request(round_, language="sv", actor=officer)
    turn = take(Edition, edition.id)
    for format_ in (Format.PDF, Format.DOCX, Format.XLSX):
        service.keep(turn, format_, io.BytesIO(b"A report"))
    service.finish(turn)
    session.flush()
    session.expire_all()
    wanted = Wanted(PackageKind.DECISION, "sv")
    package = service.ask_for_package(queries.edition(edition.id), wanted, actor=officer)
    commit()
    return package


def held(package_id):
    """The answers that the package holds, by path."""
    session.rollback()
    statement = select(PackageEntry.path, PackageEntry.file_id).where(
        PackageEntry.package_id == package_id, PackageEntry.chapter == Chapter.ANSWERS
    )
    return dict(iter(session.execute(statement)))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("real_messages")
def test_what_was_done_is_not_done_again(standalone, tmp_path):
    _app, environ = standalone
    package = asked_for()
    log = tmp_path / "worker.log"

    with worker(environ, log, queues="reports") as first:
        wait_until(lambda: held(package.id), f"the first answers: {log.read_text()}")
        kill(first)
    before = held(package.id)
    assert 0 < len(before) < ANSWERS, "the worker was too quick to be killed in the middle"
    assert status(Package, package.id) is JobStatus.RUNNING

    let_it_be_lost(Package, service.sweep_packages)
    with worker(environ, log, queues="reports"):
        wait_until(lambda: status(Package, package.id) is JobStatus.DONE, log.read_text())

    after = held(package.id)
    assert len(after) == ANSWERS
    assert before.items() <= after.items()
    whole = queries.package(package.id)
    assert whole.attempts == 2
    file = zipfile.ZipFile(io.BytesIO(storage.contents(whole.file)))
    assert file.testzip() is None
    assert set(after) <= set(file.namelist())


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("real_messages")
def test_a_package_that_is_cancelled_while_it_is_made_leaves_no_file(standalone, tmp_path):
    _app, environ = standalone
    package = asked_for()
    log = tmp_path / "worker.log"

    with worker(environ, log, queues="reports", processes=1):
        wait_until(lambda: held(package.id), f"the first answers: {log.read_text()}")
        own = {file.id for file in queries.own_files(package.id)}
        fresh = queries.package(package.id)
        service.cancel_package(fresh, actor=fresh.maker)
        again = Wanted(PackageKind.DECISION, "en", internal=True)
        other = service.ask_for_package(fresh.edition, again, actor=fresh.maker)
        commit()
        # There is one process: once it has made another package, it has let go of this one.
        wait_until(lambda: status(Package, other.id) is JobStatus.DONE, log.read_text())

    assert own
    assert status(Package, package.id) is JobStatus.CANCELLED
    assert held(package.id) == {}
    known = set(session.scalars(select(StoredFile.id)))
    assert on_disk(tmp_path) == {str(each) for each in known}
    assert not own & known
