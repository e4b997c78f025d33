"""Submitting: what a body wrote becomes a response, once, with a number and a mark."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from webapp.accounts.models import Participant, User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.notifications import service as notifications
from webapp.notifications.models import Occasion
from webapp.notifications.topics import Topic
from webapp.responses import content, emails, policy, queries, supporting
from webapp.responses.models import (
    Answer,
    Attachment,
    Behind,
    Channel,
    Comment,
    Deed,
    Form,
    OwnComment,
    OwnSpace,
    Position,
    Receipt,
    Response,
    Stage,
)
from webapp.responses.service import joint, past, scanning, shares
from webapp.responses.service.standing import note_apart
from webapp.rounds import service as rounds
from webapp.rounds.deadlines import is_late
from webapp.rounds.models import Consultation, Round
from webapp.rounds.policy import last_day

POSITIONS = {Form.NO_COMMENTS: Position.NO_COMMENTS, Form.ABSTAIN: Position.ABSTAIN}
"""What the answers that say nothing more say."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent when the button was pressed.

    `key` is from the page with the button: the same key is the same response, however often it
    comes. `review_opened` is when that page was served.
    """

    key: uuid.UUID
    form: Form = Form.ANSWER
    stage: Stage = Stage.FINAL
    decides_on: date | None = None
    """Of a preliminary answer: the day on which the body decides."""
    review_opened: datetime | None = None
    fingerprint: str | None = None
    """What `joint.as_read` said then."""


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who submitted, as the trail shows it: the trail is for ever, so it holds no address."""

    id: uuid.UUID
    display_name: str


def submit(space: OwnSpace, person: Participant, submission: Submission) -> Response:
    """Make a response of what is in the space; it replaces the former one, which stays.

    An answer after the body's last day is taken and marked late. The space is kept, so that a
    new version can be made of it.

    Raises:
        DomainError: no position is chosen.
        ConflictError: the space has changed since it was read through, or the round is reported.
    """
    at = clock.now()
    # The lock makes the second of two presses wait, and then find what the first one made.
    _lock(space)
    earlier = queries.by_submission(submission.key)
    if earlier is not None:
        return earlier
    policy.check_writable(space.round, at)
    release = queries.latest_release(space) if space.four_eyes else None
    policy.check_may_submit(space, release, submission.form)
    policy.check_complete(space, submission.form)
    if submission.stage is Stage.PRELIMINARY:
        policy.check_decides(submission.decides_on, at)
    if submission.form is Form.ANSWER:
        scanning.check_clean(space)
    asked = queries.asked_jointly(space)
    if submission.fingerprint not in (None, joint.as_read(space, asked)):
        raise ConflictError(
            _l("The answer has been changed since you opened this page. Read it through again.")
        )
    if submission.form is Form.ANSWER and space.endorses is not None:
        replaced = queries.replaced_by(space.endorses) is not None
        policy.check_joins(space, is_replaced=replaced)
    former = queries.latest_of(space)
    response = _response(space, person, submission, at=at)
    response.replaces_id = former.id if former else None
    parts: Sequence[Response] = ()
    if submission.form is Form.ANSWER:
        ordered = _in_order(space)
        response.comments = _comments(ordered)
        response.answers = _answers(space)
        response.attachments = _attachments(space, ordered)
        decide(response, space.behind, submission.decides_on)
        response.endorses_id = space.endorses_id
        parts = joint.add_senders(response, asked)
    enter(response, first=former is None, beside=parts)
    joint.tell_left_out(asked, response, person)
    past.tell(space, Deed.SUBMITTED, number=response.number)
    for each in (response, *parts):
        _record(each, person)
    session.flush()
    return response


def enter(response: Response, *, first: bool, beside: Sequence[Response] = ()) -> None:
    """Give a whole response its number and its mark, and tell those whom it concerns.

    Args:
        response: what came in.
        first: whether the sender had not answered before.
        beside: of a joint answer, the parts of the other bodies in it.
    """
    _register(response, first=first)
    for each in beside:
        _register(each, first=each.replaces_id is None)
    shares.tell_joined(response)


def _register(response: Response, *, first: bool) -> None:
    # From here on until the commit, every other submission to the same case waits for this one.
    response.number = _next_number(response.consultation_id)
    response.sha256 = content.digest(response.canonical())
    session.add_all([response, Receipt(response_id=response.id)])
    session.flush()
    _tell(response, first=first)
    note_apart(response)


def _record(response: Response, person: Participant) -> None:
    audit.record(
        "responses.submit",
        subject=response.id,
        actor=_Sender(person.id, response.sender if response.named else ""),
        round=str(response.round_id),
        number=response.number,
        form=response.form.value,
        late=response.late,
    )


def _lock(space: OwnSpace) -> None:
    session.flush()
    queries.hold_spaces(space)
    session.scalars(
        select(OwnSpace)
        .where(OwnSpace.id == space.id)
        .options(
            joinedload(OwnSpace.round).joinedload(Round.consultation),
            joinedload(OwnSpace.invitation),
            joinedload(OwnSpace.organisation),
            selectinload(OwnSpace.comments),
            selectinload(OwnSpace.answers),
            selectinload(OwnSpace.attachments),
        )
        .with_for_update(of=OwnSpace)
        .execution_options(populate_existing=True)
    ).one()


def _response(
    space: OwnSpace, person: Participant, submission: Submission, *, at: datetime
) -> Response:
    day = last_day(space.round, space.invitation)
    is_answer = submission.form is Form.ANSWER
    return Response(
        id=uuid7(),
        round=space.round,
        round_id=space.round_id,
        consultation_id=space.round.consultation_id,
        invitation=space.invitation,
        invitation_id=space.invitation_id,
        organisation_id=space.organisation_id,
        participant_id=person.id,
        version_id=space.round.version_id,
        sender=space.sender,
        named=space.named or space.for_body,
        for_body=space.for_body,
        for_child=space.for_child,
        form=submission.form,
        stage=submission.stage if space.for_body else Stage.FINAL,
        channel=Channel.WEB,
        position=space.position if is_answer else POSITIONS[submission.form],
        statement=space.statement if is_answer else "",
        language=space.language,
        submitted_at=at,
        last_day=day.isoformat(),
        late=is_late(submitted=at, last_day=day, review_opened=submission.review_opened),
        submission_key=submission.key,
        jointly_with=[],
    )


def decide(response: Response, behind: Behind, decides_on: date | None) -> None:
    """Say which decision stands behind the response of a body, or is still to come."""
    if response.for_body:
        response.behind = behind
    if response.stage is Stage.PRELIMINARY:
        response.decides_on = decides_on


def _in_order(space: OwnSpace) -> list[OwnComment]:
    """The space's comments in the order of the document."""
    sections = drafts.outline(space.round.version_id) if space.comments else ()
    place: dict[uuid.UUID | None, int] = {each.key: each.ordinal for each in sections}
    return sorted(space.comments, key=lambda own: (place.get(own.section_key, -1), own.created_at))


def _comments(ordered: Sequence[OwnComment]) -> list[Comment]:
    return [
        Comment(
            ordinal=ordinal,
            section_key=own.section_key,
            block_key=own.block_key,
            quote=own.quote,
            kind=own.kind,
            position=own.position,
            text=own.text,
            proposed_wording=own.proposed_wording,
            selector=own.selector,
            change=own.change,
            importance=own.importance,
        )
        for ordinal, own in enumerate(ordered, start=1)
    ]


def _answers(space: OwnSpace) -> list[Answer]:
    return [
        Answer(
            question_id=own.question_id, text=own.text, choices=own.choices, position=own.position
        )
        for own in space.answers
        if own.is_given
    ]


def _attachments(space: OwnSpace, comments: Sequence[OwnComment]) -> list[Attachment]:
    return [
        Attachment(
            ordinal=ordinal,
            file=own.file,
            note=own.note,
            is_minutes=own.is_minutes,
            supports=supporting.submitted(own.supports, space, comments),
        )
        for ordinal, own in enumerate(space.attachments, start=1)
    ]


def _next_number(consultation_id: uuid.UUID) -> int:
    statement = (
        update(Consultation)
        .where(Consultation.id == consultation_id)
        .values(next_response_number=Consultation.next_response_number + 1)
        .returning(Consultation.next_response_number - 1)
        .execution_options(synchronize_session=False)
    )
    return session.execute(statement).scalar_one()


def _tell(response: Response, *, first: bool) -> None:
    """Say on the round, by e-mail and to the workers that a response came in."""
    rounds.note_answer(
        response.round,
        response.invitation,
        answered_as=response.form.value,
        late=response.late,
        preliminary=response.stage is Stage.PRELIMINARY,
        at=response.submitted_at,
        first=first,
        jointly_with=response.jointly_with,
    )
    if not response.is_beside:
        letter = emails.new_response(response)
        notifications.inform(
            letter,
            topic=Topic.NEW_RESPONSES,
            digest=Occasion.NEW_RESPONSES,
            line={**letter.params, "id": str(response.id)},
        )
    enqueue(Task.ISSUE_RECEIPT, response.id)
    enqueue(Task.GATHER_POINTS, response.id)


def note_read(response: Response, user: User) -> None:
    """Write on the trail that the member of staff has opened the response: once, for good."""
    if not queries.is_read_by(user, response.id):
        audit.record("responses.read", subject=response.id, actor=user, number=response.number)
