"""Files that go with an answer are looked into by a worker: once, whatever is lost."""

from datetime import timedelta

import pytest

from tests.factories.responses import OwnSpaceFactory
from tests.webapp.responses import letters
from webapp.core import clock, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.responses import filetext
from webapp.responses.models import Legibility, OwnAttachment
from webapp.responses.service import legibility


@pytest.fixture
def attachment(database) -> OwnAttachment:
    """A PDF that waits to be looked into."""
    file = storage.keep(letters.as_pdf(), name="a.pdf", content_type="application/pdf")
    made = OwnAttachment(space=OwnSpaceFactory(), file=file)
    session.add(made)
    session.flush()
    legibility.ask(made)
    return made


def test_it_is_looked_into_once_however_often_it_is_asked_for(attachment, work_off):
    enqueue(Task.LOOK_INTO_ATTACHMENT, attachment.id)
    work_off()
    assert attachment.legibility is Legibility.TEXT
    assert legibility.claim(attachment.id) is None
    assert legibility.sweep() == 0


def test_what_a_lost_worker_left_is_taken_up_by_another_and_given_up_in_the_end(attachment):
    assert legibility.sweep() == 1
    assert legibility.claim(attachment.id)
    assert legibility.sweep() == 0
    attachment.claimed_at = clock.now() - legibility.LOST_AFTER - timedelta(seconds=1)
    session.flush()
    assert legibility.sweep() == 1
    attachment.created_at = clock.now() - legibility.GIVEN_UP_AFTER - timedelta(seconds=1)
    session.flush()
    assert legibility.claim(attachment.id) is None
    assert attachment.legibility is Legibility.UNREADABLE


def test_a_file_that_was_taken_away_meanwhile_is_no_fault(attachment):
    assert legibility.claim(attachment.id)
    gone = attachment.id
    session.delete(attachment)
    session.flush()
    legibility.note(gone, Legibility.TEXT)
    assert legibility.claim(gone) is None


def test_scans_are_pictures_and_a_printed_letter_is_not():
    assert filetext.is_pictures(letters.as_scan())
    assert filetext.is_pictures(letters.as_blank_scan())
    assert not filetext.is_pictures(letters.as_pdf())
