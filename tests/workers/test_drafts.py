"""Reading Word files in the background: claims, lost workers, faults and giving up."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from tests.factories.accounts import UserFactory
from tests.webapp.drafts.pages import new_document, rows
from tests.webapp.drafts.word_files import docx, p
from webapp.core import clock, storage, transactions
from webapp.core.background import MOST_ATTEMPTS, JobStatus, Task, release, take
from webapp.core.database import session
from webapp.drafts import queries, service
from webapp.drafts.models import WordImport
from workers import drafts

SOUND = docx(p("Rubrik", style="Rubrik1"), p("Ett stycke."))


@pytest.fixture
def work(database) -> WordImport:
    user = UserFactory()
    document = new_document(user)
    started = service.start_import(
        document, data=SOUND, filename="a.docx", language="sv", actor=user
    )
    transactions.commit()
    return started


def again() -> WordImport:
    session.flush()
    session.expire_all()
    return session.query(WordImport).one()


def test_the_file_is_read_after_the_commit(work, work_off):
    assert work_off() == [Task.READ_WORD]
    assert (again().status, again().percent) == (JobStatus.DONE, 100)
    assert [section.title["sv"] for section in rows(work.document)] == ["Rubrik"]


def test_a_message_that_comes_twice_does_nothing_the_second_time(work, work_off, sent_tasks):
    sent_tasks.append((Task.READ_WORD, str(work.id)))
    work_off()
    assert len(rows(work.document)) == 1
    assert again().attempts == 1


def test_progress_is_written_while_it_is_read(work):
    seen = []
    service.run_import(take(WordImport, work.id), seen.append)
    assert seen == sorted(seen)
    assert seen[-1] < 100
    assert again().percent == 100


def test_one_worker_at_a_time(work):
    assert take(WordImport, work.id) is not None
    assert take(WordImport, work.id) is None


def test_an_import_whose_worker_died_is_asked_for_again(work, work_off, sent_tasks):
    sent_tasks.clear()
    take(WordImport, work.id)
    assert service.sweep_imports() == 0
    work.heard_at = clock.now() - timedelta(minutes=11)
    session.flush()
    assert service.sweep_imports() == 1
    assert work_off() == [Task.READ_WORD]
    assert again().status is JobStatus.DONE


def test_a_file_that_every_worker_dies_of_is_given_up(work, work_off):
    work.status, work.attempts = JobStatus.RUNNING, MOST_ATTEMPTS
    work.heard_at = clock.now() - timedelta(minutes=11)
    work_off()
    assert again().status is JobStatus.FAILED
    assert rows(work.document) == []


def test_a_message_that_was_lost_is_found(work, sent_tasks, work_off):
    sent_tasks.clear()
    drafts.sweep_imports()
    assert work_off() == [Task.READ_WORD]


def test_a_fault_of_ours_is_a_state_that_staff_see(work, work_off, monkeypatch, client):
    def lost(_file):
        raise FileNotFoundError

    monkeypatch.setattr(storage, "contents", lost)
    with pytest.raises(FileNotFoundError):
        work_off()
    assert again().status is JobStatus.FAILED


@pytest.mark.parametrize("fault", [ConnectionError(), OperationalError("", {}, Exception())])
def test_a_fault_that_may_pass_leaves_the_import_to_be_claimed_again(work, monkeypatch, fault):
    def unreachable(_file):
        raise fault

    monkeypatch.setattr(storage, "contents", unreachable)
    turn = take(WordImport, work.id)
    with pytest.raises(type(fault)):
        service.run_import(turn, lambda _percent: None)
    release(turn)
    assert take(WordImport, work.id) is not None


def test_reading_does_nothing_to_a_version_that_is_frozen(work, work_off):
    work_off()
    document = queries.document(work.document_id)
    user = UserFactory()
    frozen = service.freeze(document, name="Ett", note="", actor=user)
    other = docx(p("Rubrik", style="Rubrik1"), p("Ett annat stycke."))
    service.start_import(document, data=other, filename="b.docx", language="sv", actor=user)
    work_off()
    assert [s.revision for s in queries.reading(frozen.id)] == [1]
    assert [s.revision for s in rows(document)] == [2]
