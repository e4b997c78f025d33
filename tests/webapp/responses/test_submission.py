"""Submitting: once, with a number, in time or late, and never to be changed."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from tests.factories.accounts import ParticipantFactory
from tests.factories.responses import OwnCommentFactory, OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.transactions import commit
from webapp.drafts import queries as drafts
from webapp.notifications.models import Email, Occasion
from webapp.responses import content, queries
from webapp.responses.models import (
    Answer,
    Comment,
    Form,
    OwnAnswer,
    OwnComment,
    OwnSpace,
    Position,
    Response,
    Stage,
)
from webapp.responses.service import Submission, submit


@pytest.fixture
def space(database) -> OwnSpace:
    return OwnSpaceFactory(position=Position.ENDORSE, statement="Bra.")


@pytest.fixture
def person(database):
    return ParticipantFactory()


@pytest.fixture
def press(space, person) -> Callable[..., Response]:
    """Press the button once, on a page of its own unless told otherwise."""

    def press(**kwargs) -> Response:
        return submit(space, person, Submission(**{"key": uuid.uuid4(), **kwargs}))

    return press


def rows(model) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_everything_in_the_space_is_copied_in_the_documents_order(space, press):
    first, second, *_ = drafts.outline(space.round.version_id)
    OwnCommentFactory(space=space, section_key=second.key, text="B", quote="citat")
    OwnCommentFactory(space=space, section_key=first.key, text="A", proposed_wording="ny")
    question = QuestionFactory(round=space.round)
    session.add(OwnAnswer(space=space, question=question, text="Ja."))
    response = press()
    assert [comment.text for comment in response.comments] == ["A", "B"]
    assert [comment.ordinal for comment in response.comments] == [1, 2]
    assert response.comments[0].proposed_wording == "ny"
    assert response.comments[1].quote == "citat"
    assert [(a.question_id, a.text) for a in response.answers] == [(question.id, "Ja.")]
    assert (response.statement, response.position) == ("Bra.", Position.ENDORSE)
    assert response.sender == space.invitation.name


def test_the_space_stays_and_what_is_changed_in_it_changes_nothing_submitted(space, press):
    OwnCommentFactory(space=space, text="Före.")
    response = press()
    space.comments[0].text = "Efter."
    session.flush()
    assert queries.get(response.id).comments[0].text == "Före."


def test_the_same_submission_twice_is_one_response(press):
    key = uuid.uuid4()
    assert press(key=key).id == press(key=key).id
    assert rows(Response) == 1


def test_numbers_run_behind_the_registry_number(space, press):
    case = space.round.consultation
    other = OwnSpaceFactory(
        invitation=InvitationFactory(round=space.round), position=Position.OPPOSE
    )
    submitted = [press(), submit(other, ParticipantFactory(), Submission(uuid.uuid4()))]
    assert [each.number for each in submitted] == [1, 2]
    assert submitted[1].reference == f"{case.registry_number}-2"


def test_a_new_version_replaces_the_former_and_both_stay(space, press):
    first = press()
    space.position = Position.OPPOSE
    second = press()
    assert second.replaces_id == first.id
    assert [each.id for each in queries.submitted(space.round_id)] == [second.id]
    assert [each.id for each in queries.all_submitted(space.round_id)] == [first.id, second.id]


def test_the_checksum_is_of_what_was_kept(press):
    response_id = press().id
    session.expunge_all()
    kept = queries.get(response_id)
    assert kept.sha256 == content.digest(kept.canonical())


def test_without_a_position_it_is_not_submitted(space, press):
    space.position = None
    with pytest.raises(DomainError, match="ställningstagande"):
        press()
    assert rows(Response) == 0


@pytest.mark.parametrize(
    ("form", "position"),
    [(Form.NO_COMMENTS, Position.NO_COMMENTS), (Form.ABSTAIN, Position.ABSTAIN)],
)
def test_a_short_answer_needs_no_position_and_takes_no_draft_with_it(space, press, form, position):
    space.position = None
    OwnCommentFactory(space=space)
    response = press(form=form)
    assert (response.form, response.position) == (form, position)
    assert (response.statement, response.comments) == ("", [])
    assert space.invitation.answered_as == form.value
    assert rows(OwnComment) == 1


def test_a_preliminary_answer_says_so(space, press):
    assert press(stage=Stage.PRELIMINARY).stage is Stage.PRELIMINARY
    assert space.invitation.answered_preliminarily is True
    assert press(stage=Stage.FINAL).stage is Stage.FINAL
    assert space.invitation.answered_preliminarily is False


def test_who_was_not_invited_is_counted_once(person):
    round_ = RoundFactory()
    space = OwnSpaceFactory(
        invitation=None,
        round=round_,
        organisation=None,
        participant=person,
        name="Siv Svar",
        named=False,
        for_body=False,
        position=Position.ENDORSE,
    )
    for _ in range(2):
        response = submit(space, person, Submission(uuid.uuid4(), stage=Stage.PRELIMINARY))
    assert (response.sender, response.named, response.for_body) == ("Siv Svar", False, False)
    assert response.stage is Stage.FINAL
    session.refresh(round_)
    assert round_.unasked_answers == 1


def test_what_was_changed_after_it_was_read_is_not_submitted(space, press):
    seen = space.fingerprint()
    OwnCommentFactory(space=space)
    session.expire(space)
    with pytest.raises(ConflictError):
        press(fingerprint=seen)
    assert press(fingerprint=space.fingerprint()).comments


@pytest.mark.parametrize("ended", ["reported_at", "archived_at", "cancelled_at"])
def test_a_finished_round_takes_nothing(space, press, ended):
    setattr(space.round, ended, clock.now())
    with pytest.raises(ConflictError):
        press()


def test_the_last_day_of_the_body_is_what_counts(space, press):
    space.round.deadline = clock.now().date() - timedelta(days=3)
    assert press().late is True
    assert space.invitation.answered_late is True
    space.invitation.deadline = clock.now().date() + timedelta(days=3)
    response = press()
    assert response.late is False
    assert response.last_date == space.invitation.deadline


# The days on which the clocks change are 23 or 25 hours long, and end at midnight all the same.
ENDS = [
    (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),
    (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    (date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),
    (date(2027, 6, 1), datetime(2027, 6, 1, 22, tzinfo=UTC)),
]
SECOND = timedelta(seconds=1)
GRACE = timedelta(minutes=5)


@pytest.mark.parametrize(("day", "end"), ENDS)
def test_the_servers_clock_decides_what_is_late(space, press, day, end):
    space.round.deadline = day
    space.round.opened_at = end - timedelta(days=60)
    for moment, opened, late in (
        (end - SECOND, None, False),
        (end, None, True),
        (end, end, True),
        (end, end - SECOND, False),
        (end + GRACE - SECOND, end - SECOND, False),
        (end + GRACE, end - SECOND, True),
    ):
        with clock.staged(moment):
            response = press(review_opened=opened)
        assert response.late is late, (moment, opened)
        assert response.submitted_at == moment


def test_it_is_on_the_trail_without_a_word_of_it(space, person, press):
    response = press()
    [entry] = session.scalars(select(Entry).where(Entry.action == "responses.submit"))
    assert (entry.subject, entry.actor) == (response.id, person.id)
    assert entry.actor_name == response.sender
    assert "Bra." not in str(entry.details)


def test_the_contact_person_is_told_from_whom_and_under_what_number(space, press):
    response = press()
    [email] = session.scalars(select(Email).where(Email.occasion == Occasion.NEW_RESPONSE))
    assert email.address == space.round.consultation.contact_email
    assert email.params["reference"] == response.reference
    assert email.params["sender"] == response.sender
    assert "Bra." not in str(email.params)


def test_the_workers_are_asked_after_the_commit(press, sent_tasks):
    response = press()
    assert sent_tasks == []
    commit()
    asked = {name for name, row_id in sent_tasks if row_id == str(response.id)}
    assert asked == {"responses.issue_receipt", "assessment.gather_points"}


@pytest.mark.parametrize("model", [Response, Comment, Answer])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_submitted(press, model, change):
    press()
    column = "statement" if model is Response else "text"
    statement = update(model).values({column: "x"}) if change == "update" else delete(model)
    with pytest.raises(IntegrityError, match="never changed"), session.begin_nested():
        session.execute(statement)


def test_a_submission_takes_as_many_queries_whatever_it_holds(space, press, count_queries):
    sections = drafts.outline(space.round.version_id)
    OwnCommentFactory(space=space, section_key=sections[0].key)
    press()
    few = count_queries(press)
    for section in sections * 10:
        OwnCommentFactory(space=space, section_key=section.key)
    assert count_queries(press) == few
