"""What was never submitted is erased on its day, after its people were told; so are addresses."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.responses import OwnCommentFactory, OwnSpaceFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.accounts.models import Participant, SignIn
from webapp.core import storage
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.core.storage import StoredFile
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations import service as organisations
from webapp.responses.erasure import Terms
from webapp.responses.models import (
    AnswerFile,
    Erasure,
    ErasureStatus,
    OwnComment,
    OwnSpace,
    Position,
    Response,
)
from webapp.responses.service import erasing

TERMS = Terms(drafts=180, contacts=180)
LAST_DAY = date(2027, 3, 31)
OPENED = datetime(2027, 1, 11, 9, tzinfo=STOCKHOLM)
TELLING = date(2027, 8, 28)  # 150 days after the last day
ERASING = date(2027, 9, 27)  # 180 days after the last day


def moment(day, hour=9):
    return datetime.combine(day, time(hour), STOCKHOLM)


def at(day, hour=9):
    return time_machine.travel(moment(day, hour), tick=False)


def sweep(day, work_off=None):
    with at(day):
        erasing.sweep_erasing(TERMS)
        session.commit()
        if work_off:
            work_off()
    session.expire_all()


def days(number):
    return timedelta(days=number)


@pytest.fixture
def round_(database):
    return RoundFactory(deadline=LAST_DAY, opened_at=OPENED)


def written(round_, *, when=date(2027, 3, 20), **more):
    """A body's space with a comment in it, and one person who writes for the body."""
    invitation = InvitationFactory(round=round_, **more)
    space = OwnSpaceFactory(invitation=invitation, updated_at=moment(when), statement="Utkast")
    OwnCommentFactory(space=space)
    organisations.join(invitation.organisation, ParticipantFactory())
    session.flush()
    return space


def private(round_, *, when=date(2027, 3, 20), **more):
    person = ParticipantFactory(created_at=moment(when), name="Kim Person")
    space = OwnSpaceFactory(
        invitation=None,
        round=round_,
        organisation=None,
        participant=person,
        updated_at=moment(when),
        **{"for_body": False, "name": "Kim Person", "statement": "Utkast", **more},
    )
    session.flush()
    return space


def submitted(space, **more):
    """The person's answer, as it was submitted."""
    made = ResponseFactory(
        invitation=None,
        round=space.round,
        organisation=None,
        participant_id=space.participant_id,
        sender=space.name,
        for_body=False,
        named=False,
        **more,
    )
    session.flush()
    return made


def letters():
    wanted = Email.occasion == Occasion.DRAFT_ERASED_SOON
    return session.scalars(select(Email).where(wanted).order_by(Email.id)).all()


def plans():
    return session.scalars(select(Erasure).order_by(Erasure.id)).all()


def is_there(space_id):
    return session.scalar(select(OwnSpace.id).where(OwnSpace.id == space_id)) is not None


def test_a_draft_is_erased_on_its_day_after_its_people_were_told(round_, inbox, work_off):
    space_id = written(round_).id
    sweep(TELLING - days(1), work_off)
    assert letters() == []
    sweep(TELLING, work_off)
    [letter] = inbox
    text = letter.get_payload()[0].get_payload(decode=True).decode()
    assert "måndag 27 september 2027" in text
    assert "31 mars 2027" in text
    assert f"/rounds/{round_.id}/answer/keep" in text
    assert "Utkast" not in text
    sweep(ERASING - days(1), work_off)
    assert is_there(space_id)
    sweep(ERASING, work_off)
    assert not is_there(space_id)
    assert session.scalars(select(OwnComment)).all() == []
    assert [plan.status for plan in plans()] == [ErasureStatus.ERASED]
    assert len(inbox) == 1


def test_each_writer_is_told_once_however_often_the_clock_comes(round_, work_off):
    space = written(round_)
    organisations.join(space.organisation, ParticipantFactory())
    for _time in range(3):
        sweep(TELLING, work_off)
    sweep(TELLING + days(3), work_off)
    assert len(letters()) == 2
    assert len({each.address for each in letters()}) == 2
    assert len(plans()) == 1


def test_a_clock_that_stood_still_still_tells_30_days_before(round_, work_off):
    space_id = written(round_).id
    late = ERASING + days(100)
    sweep(late, work_off)
    assert plans()[0].erase_on == late + days(30)
    sweep(late + days(29), work_off)
    assert is_there(space_id)
    sweep(late + days(30), work_off)
    assert not is_there(space_id)


def test_nothing_is_erased_while_the_e_mail_has_not_left(round_, work_off):
    space_id = written(round_).id
    sweep(TELLING)
    sweep(ERASING)
    assert is_there(space_id)
    with at(ERASING + days(2)):
        [letter] = letters()
        letter.status, letter.sent_at = EmailStatus.SENT, moment(ERASING + days(2))
        session.commit()
    sweep(ERASING + days(3))
    assert is_there(space_id)
    assert plans()[0].erase_on == ERASING + days(32)
    sweep(ERASING + days(32))
    assert not is_there(space_id)


def test_an_address_that_takes_no_mail_stops_nothing(round_, work_off):
    space_id = written(round_).id
    sweep(TELLING)
    [letter] = letters()
    letter.status = EmailStatus.FAILED
    session.commit()
    sweep(ERASING)
    assert not is_there(space_id)


def test_what_was_submitted_is_kept(round_, work_off):
    space = written(round_)
    ResponseFactory(invitation=space.invitation)
    sweep(ERASING, work_off)
    assert letters() == []
    assert is_there(space.id)


def test_what_is_submitted_after_the_warning_is_kept(round_, work_off):
    space = written(round_)
    sweep(TELLING, work_off)
    ResponseFactory(invitation=space.invitation)
    session.commit()
    sweep(ERASING, work_off)
    assert is_there(space.id)
    assert [plan.status for plan in plans()] == [ErasureStatus.KEPT]


def test_what_is_written_in_after_the_warning_waits_and_is_told_anew(round_, work_off):
    space = written(round_)
    sweep(TELLING, work_off)
    space.updated_at = moment(TELLING + days(5))
    session.commit()
    sweep(ERASING, work_off)
    assert is_there(space.id)
    again = TELLING + days(5 + 60)
    sweep(again, work_off)
    sweep(again + days(1), work_off)
    assert [plan.status for plan in plans()] == [ErasureStatus.KEPT, ErasureStatus.WAITING]
    assert plans()[-1].erase_on >= TELLING + days(5 + 90)
    assert len(letters()) == 2
    sweep(plans()[-1].erase_on + days(1), work_off)
    assert not is_there(space.id)


def test_a_round_that_asks_again_keeps_its_drafts(round_, work_off):
    space = written(round_)
    sweep(TELLING, work_off)
    round_.deadline = date(2027, 12, 31)
    session.commit()
    sweep(ERASING, work_off)
    assert is_there(space.id)
    assert [plan.status for plan in plans()] == [ErasureStatus.KEPT]


def test_a_body_with_a_later_last_day_is_counted_from_that(round_, work_off):
    space = written(round_, deadline=date(2027, 6, 30))
    sweep(ERASING, work_off)
    assert letters() == []
    sweep(date(2027, 11, 27), work_off)
    assert plans()[0].erase_on == date(2027, 6, 30) + days(180)
    assert is_there(space.id)


def test_a_cancelled_round_is_counted_from_the_day_of_that(round_, work_off):
    space = written(round_, when=date(2027, 1, 15))
    round_.cancelled_at = moment(date(2027, 2, 1))
    session.commit()
    sweep(date(2027, 2, 1) + days(150), work_off)
    assert plans()[0].erase_on == date(2027, 2, 1) + days(180)
    sweep(date(2027, 2, 1) + days(180), work_off)
    assert not is_there(space.id)


def test_a_round_closed_early_is_counted_from_that(round_, work_off):
    written(round_, when=date(2027, 1, 20))
    round_.closed_at = moment(date(2027, 2, 10))
    session.commit()
    sweep(date(2027, 2, 10) + days(150), work_off)
    assert plans()[0].erase_on == date(2027, 2, 10) + days(180)


def test_an_open_round_loses_nothing(work_off, database):
    round_ = RoundFactory(deadline=date(2029, 1, 1), opened_at=OPENED)
    space = written(round_)
    sweep(date(2028, 12, 1), work_off)
    assert plans() == []
    assert is_there(space.id)


def test_a_space_with_nothing_in_it_goes_without_an_e_mail(round_, work_off):
    empty = OwnSpaceFactory(
        invitation=InvitationFactory(round=round_), updated_at=moment(date(2027, 3, 1))
    )
    organisations.join(empty.organisation, ParticipantFactory())
    session.commit()
    sweep(TELLING, work_off)
    assert letters() == []
    assert is_there(empty.id)
    sweep(ERASING, work_off)
    assert not is_there(empty.id)


def test_a_position_alone_is_something_to_tell_of(round_, work_off):
    space = written(round_)
    session.delete(space.comments[0])
    space.statement, space.position = "", Position.OPPOSE
    session.commit()
    sweep(TELLING, work_off)
    assert len(letters()) == 1


def test_files_in_a_draft_go_with_it(round_, work_off):
    space = written(round_)
    file = storage.keep(b"ett utkast", name="utkast.docx", content_type="text/plain")
    session.flush()
    person = session.scalars(select(Participant)).first()
    session.add(AnswerFile(space_id=space.id, file_id=file.id, made_by=person.id, language="sv"))
    session.commit()
    assert storage.contents(file) == b"ett utkast"
    sweep(TELLING, work_off)
    sweep(ERASING, work_off)
    assert session.scalars(select(StoredFile).where(StoredFile.id == file.id)).all() == []
    with pytest.raises(FileNotFoundError):
        storage.contents(file)


def test_a_private_person_is_told_and_their_draft_erased(round_, inbox, work_off):
    space_id = private(round_).id
    sweep(TELLING, work_off)
    assert len(inbox) == 1
    sweep(ERASING, work_off)
    assert not is_there(space_id)


def archived(round_, day=date(2027, 10, 1)):
    round_.reported_at = round_.archived_at = moment(day)
    session.commit()
    return day


def test_the_address_goes_and_what_was_submitted_stays(round_, work_off):
    space = private(round_)
    response = submitted(space)
    space_id, person_id, address = space.id, space.participant_id, space.participant.email
    before, sent_as = response.canonical(), response.sender
    session.add(SignIn(participant_id=person_id, expires_at=moment(date(2027, 3, 1))))
    session.scalars(select(SignIn)).one().created_at = moment(date(2027, 3, 1))
    when = {"next_attempt_at": moment(LAST_DAY), "sent_at": moment(LAST_DAY)}
    session.add(
        Email(
            occasion=Occasion.RECEIPT,
            about=response.id,
            address=address.upper(),
            params={"sender": "Kim Person"},
            status=EmailStatus.SENT,
            **when,
        )
    )
    day = archived(round_)
    sweep(day + days(179), work_off)
    assert session.get(Participant, person_id).email == address
    sweep(day + days(181), work_off)
    person = session.get(Participant, person_id)
    assert person.erased_at is not None
    assert "@" not in person.email
    assert person.name == ""
    assert session.scalars(select(SignIn)).all() == []
    assert not is_there(space_id)
    [email] = session.scalars(select(Email).where(Email.occasion == Occasion.RECEIPT))
    assert "@" not in email.address
    assert email.params == {}
    kept = session.scalars(select(Response)).one()
    assert kept.canonical() == before
    assert kept.sender == sent_as
    sweep(day + days(300), work_off)
    assert session.get(Participant, person_id).erased_at == person.erased_at


def test_who_answers_elsewhere_still_is_kept(round_, work_off):
    space = private(round_)
    submitted(space)
    elsewhere = RoundFactory(deadline=date(2029, 1, 1), opened_at=OPENED)
    OwnSpaceFactory(
        invitation=None,
        round=elsewhere,
        organisation=None,
        participant=space.participant,
        for_body=False,
        name="Kim",
    )
    day = archived(round_)
    sweep(day + days(400), work_off)
    assert session.get(Participant, space.participant_id).erased_at is None


def test_people_of_bodies_are_in_the_register_and_stay(round_, work_off):
    space = written(round_)
    ResponseFactory(invitation=space.invitation)
    day = archived(round_)
    sweep(day + days(400), work_off)
    assert session.scalars(select(Participant.erased_at)).all() == [None]


def test_a_round_not_archived_keeps_its_people(round_, work_off):
    space = private(round_)
    submitted(space)
    sweep(date(2029, 1, 1), work_off)
    assert session.get(Participant, space.participant_id).erased_at is None


def test_the_page_says_why_and_gives_the_draft_as_a_file(client, round_, work_off):
    space = private(round_, statement="Ord som bara finns här")
    sweep(TELLING, work_off)
    with at(TELLING + days(1)):
        sign_in(client, session.get(OwnSpace, space.id).participant)
        client.get(f"/rounds/{round_.id}/answer")
        assert "raderas 27 september 2027" in client.text()
        client.get(f"/rounds/{round_.id}/answer/keep")
        assert "27 september 2027" in client.text()
        assert "Granska och skicka" in client.text()
        answer = client.file(f"/rounds/{round_.id}/answer/draft.html")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Ord som bara finns här" in answer.text


def test_another_person_gets_no_draft(client, round_):
    private(round_)
    sign_in(client, ParticipantFactory())
    assert client.get(f"/rounds/{round_.id}/answer/draft.html").status_code == 404
    assert client.get(f"/rounds/{round_.id}/answer/keep").status_code == 404


def test_staff_see_days_and_counts_and_nothing_else(client, round_, work_off):
    private(round_, statement="Ord som bara finns här")
    written(round_)
    sweep(TELLING, work_off)
    with at(TELLING + days(1)):
        sign_in(client, UserFactory())
        client.get(f"/rounds/{round_.id}")
        said = client.text("section[aria-labelledby=erased]")
        assert client.get(f"/rounds/{round_.id}/answer/draft.html").status_code == 403
    assert "2 (de första 27 september 2027)" in said
    assert "Ord som bara" not in client.text("body")
    sweep(ERASING, work_off)
    with at(ERASING):
        sign_in(client, UserFactory())
        client.get(f"/rounds/{round_.id}")
    assert "Utkast som har raderats 2" in client.text("section[aria-labelledby=erased]")


def test_a_space_made_twice_in_a_plan_is_refused_by_the_database(round_):
    key = uuid.uuid4()
    for _time in range(2):
        session.add(Erasure(space_id=key, round_id=round_.id, erase_on=ERASING))
    with pytest.raises(Exception, match="uq_erasure_waiting"):
        session.flush()
    session.rollback()
