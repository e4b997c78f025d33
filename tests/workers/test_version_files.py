"""Making files of versions in the background: claims, lost workers, faults and giving up."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from tests.factories.accounts import UserFactory
from tests.factories.drafts import BlockFactory, SectionFactory
from tests.webapp.drafts.pages import new_document
from tests.webapp.drafts.word_files import png
from webapp.core import clock, storage, transactions
from webapp.core.background import LOST_AFTER, MOST_ATTEMPTS, JobStatus, Task, take
from webapp.core.database import session
from webapp.drafts import blocks, queries, service
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import FileForm, VersionFile
from workers import drafts
from workers.schedule import SCHEDULE


@pytest.fixture
def work(database) -> VersionFile:
    user = UserFactory()
    document = new_document(user)
    version = queries.working_version(document.id)
    section = SectionFactory(version_id=version.id, number="1", title={"sv": "Vision"}, blocks=0)
    BlockFactory(section_id=section.id, text={"sv": "En text."})
    made = service.ask_for_file(
        document, version, form=FileForm.DOCX, language="sv", former=None, actor=user
    )
    transactions.commit()
    return made


def again() -> VersionFile:
    session.flush()
    session.expire_all()
    return session.query(VersionFile).one()


def test_the_file_is_made_after_the_commit(work, work_off):
    assert work_off() == [Task.WRITE_FILE]
    made = again()
    assert (made.status, made.percent, made.attempts) == (JobStatus.DONE, 100, 1)
    assert storage.contents(made.file).startswith(b"PK")


def test_a_message_that_comes_twice_does_nothing_the_second_time(work, work_off, sent_tasks):
    sent_tasks.append((Task.WRITE_FILE, str(work.id)))
    work_off()
    assert again().attempts == 1


def test_progress_is_written_while_it_is_made(work):
    seen = []
    service.write_file(take(VersionFile, work.id), seen.append, authority="Region Exempel")
    assert seen
    assert seen == sorted(seen)
    assert seen[-1] < 100
    assert again().percent == 100


def test_one_worker_at_a_time(work):
    assert take(VersionFile, work.id) is not None
    assert take(VersionFile, work.id) is None


def test_a_file_whose_worker_died_is_asked_for_again(work, work_off, sent_tasks):
    sent_tasks.clear()
    take(VersionFile, work.id)
    assert service.sweep_files() == 0
    work.heard_at = clock.now() - LOST_AFTER - timedelta(seconds=1)
    session.flush()
    drafts.sweep_files()
    assert work_off() == [Task.WRITE_FILE]
    assert again().status is JobStatus.DONE


def test_a_file_that_every_worker_dies_of_is_given_up(work, work_off):
    work.status, work.attempts = JobStatus.RUNNING, MOST_ATTEMPTS
    work.heard_at = clock.now() - LOST_AFTER - timedelta(seconds=1)
    work_off()
    assert again().status is JobStatus.FAILED


def test_a_message_that_was_lost_is_found(work, sent_tasks, work_off):
    sent_tasks.clear()
    drafts.sweep_files()
    assert work_off() == [Task.WRITE_FILE]


def test_a_fault_of_ours_is_a_state_that_staff_see(work, work_off, monkeypatch):
    def full(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(storage, "keep", full)
    with pytest.raises(RuntimeError):
        work_off()
    assert again().status is JobStatus.FAILED


@pytest.mark.parametrize("fault", [ConnectionError(), OperationalError("", {}, Exception())])
def test_a_fault_that_may_pass_leaves_the_file_to_be_claimed_again(
    work, work_off, monkeypatch, fault
):
    def unreachable(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(storage, "keep", unreachable)
    with pytest.raises(type(fault)):
        work_off()
    assert again().status is JobStatus.QUEUED
    assert take(VersionFile, work.id) is not None


def test_the_clock_looks_for_lost_ones():
    assert Task.SWEEP_FILES.value in SCHEDULE


def test_making_a_file_takes_as_many_questions_however_long_the_text_is(work, count_queries):
    def make() -> None:
        work.ask_again()
        session.flush()
        turn = take(VersionFile, work.id)
        session.flush()
        session.expire_all()
        service.write_file(turn, lambda _percent: None, authority="Region Exempel")

    few = count_queries(make)
    version = queries.version(work.version_id)
    for number in range(5):
        section = SectionFactory(version_id=version.id, number=str(number + 2), ordinal=number + 2)
        key = f"k{number}"
        kept = storage.keep(png(), name="a.png", content_type="image/png")
        BlockFactory(
            section_id=section.id,
            kind=BlockKind.FIGURE,
            text={"sv": blocks.figure(key, "En karta")},
            images={"sv": str(kept.id)},
        )
    session.flush()
    many = count_queries(make)
    assert many == few + 1, "the pictures are asked for together"
