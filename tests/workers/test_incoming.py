"""The text of letters is read by a worker: once, whatever is lost or comes twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.responses import letters
from webapp.core import clock
from webapp.core.background import Queue, Task, enqueue
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.responses.models import Channel, IncomingResponse, TextStatus
from webapp.responses.service import incoming
from webapp.responses.service.incoming import Upload


@pytest.fixture
def letter(database) -> IncomingResponse:
    """A letter whose files wait to be read."""
    files = [
        Upload("brev.pdf", letters.as_pdf()),
        Upload("bilaga.docx", letters.as_docx("Bilaga.")),
    ]
    return incoming.begin(RoundFactory(), Channel.FILE, files, actor=UserFactory())


def told() -> int:
    letters_told = select(Email).where(Email.occasion == Occasion.FILE_UNREADABLE)
    return len(session.scalars(letters_told).all())


def test_the_texts_of_all_files_are_put_together(letter, work_off):
    assert "responses.read_incoming" in work_off()
    assert letter.text == f"{letters.TEXT}\n\nBilaga."
    assert letter.text_status is TextStatus.READ


def test_a_message_that_comes_twice_reads_once(letter, work_off):
    for _ in range(2):
        enqueue(Task.READ_INCOMING, letter.id)
    work_off()
    assert letter.text.count("Bilaga.") == 1
    assert incoming.sweep() == 0


def test_what_a_lost_worker_left_is_read_by_another(letter, sent_tasks):
    assert incoming.claim(letter.id)
    assert incoming.claim(letter.id) is None
    assert incoming.sweep() == 0
    letter.claimed_at = clock.now() - incoming.LOST_AFTER - timedelta(seconds=1)
    session.flush()
    assert incoming.sweep() == 1
    assert incoming.claim(letter.id)


def test_a_file_that_every_worker_dies_of_is_given_up_and_told_of_once(letter):
    incoming.claim(letter.id)
    letter.claimed_at = clock.now() - incoming.LOST_AFTER - timedelta(seconds=1)
    letter.created_at = clock.now() - incoming.GIVEN_UP_AFTER - timedelta(seconds=1)
    session.flush()
    assert incoming.claim(letter.id) is None
    assert letter.text_status is TextStatus.UNREADABLE
    assert told() == 1
    assert incoming.sweep() == 0


def test_a_late_second_worker_changes_nothing(letter):
    files = incoming.claim(letter.id)
    found = [incoming.read(file) for file in files]
    incoming.note_text(letter.id, found)
    incoming.note_text(letter.id, found)
    assert letter.text.count("Bilaga.") == 1


def test_one_unreadable_file_among_several_leaves_the_text_of_the_others(database, work_off):
    files = [Upload("a.pdf", letters.as_pdf()), Upload("b.pdf", b"%PDF-1.4 broken")]
    row = incoming.begin(RoundFactory(), Channel.FILE, files, actor=UserFactory())
    work_off()
    assert row.text == letters.TEXT
    assert row.text_status is TextStatus.UNREADABLE
    assert told() == 1


def test_reading_a_scan_does_not_keep_what_is_short_waiting():
    assert Task.READ_INCOMING.queue is Queue.REPORTS
