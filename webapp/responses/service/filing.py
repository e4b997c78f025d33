"""Filing an answer that came by e-mail, as a file or on paper: it becomes a response like others.

A registrar says who sent it and when it arrived; whether it was late follows from that. What the
sender had answered before is replaced, or complemented: then the new response holds both.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, inspect, select

from webapp.accounts import service as accounts
from webapp.accounts.models import Participant, User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import Organisation
from webapp.responses import policy, queries
from webapp.responses.models import (
    NO_DECISION,
    Answer,
    Attachment,
    Behind,
    Comment,
    FilingStatus,
    Form,
    IncomingResponse,
    OwnSpace,
    Position,
    Response,
    Stage,
)
from webapp.responses.service import incoming as taking
from webapp.responses.service.answering import Reply
from webapp.responses.service.joint import carry_senders
from webapp.responses.service.submission import POSITIONS, decide, enter
from webapp.rounds.deadlines import is_late
from webapp.rounds.models import Invitation, Question, Round
from webapp.rounds.policy import last_day


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who sent an answer: an invited body, another of the register, or someone by name."""

    invitation: Invitation | None = None
    organisation: Organisation | None = None
    name: str = ""
    for_body: bool = True
    named: bool = True
    email: str = ""
    """Of someone who is in no register: where the receipt goes."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What the registrar read in an answer, and said about it."""

    answerer: Answerer
    arrived_at: datetime
    form: Form = Form.ANSWER
    stage: Stage = Stage.FINAL
    position: Position | None = None
    """As the sender states it; `NOT_STATED` where the letter names none."""
    statement: str = ""
    language: str = "sv"
    replies: Mapping[Question, Reply] = field(default_factory=dict)
    """What the letter answers to the round's questions."""
    complements: bool = False
    """Whether it adds to what the sender had answered, and does not take its place."""
    behind: Behind = NO_DECISION
    """What the letter says of the decision behind it."""
    minutes: frozenset[str] = frozenset()
    """The identifiers of those of its files that are the minutes of that decision."""
    decides_on: date | None = None
    """Of a preliminary answer: the day on which the sender decides."""
    former_number: int | None = None
    """The running number of what the sender answered before, where only a person can tell."""
    same_file: bool = False
    """Whether the registrar knows that the same file has come before."""


def file(found: IncomingResponse, filing: Filing, *, actor: User) -> Response:
    """Make a response of an incoming answer. Filed twice, it is one response.

    Raises:
        ConflictError: it was put aside meanwhile, or the round takes no more answers.
        DomainError: something does not hold; the sentence says what.
    """
    taking.lock(found)
    if found.response_id is not None:
        return queries.get(found.response_id)
    if found.status is FilingStatus.SET_ASIDE or found.round is None:
        raise ConflictError(_l("This has been put aside. Take it back before you register it."))
    _check(found, found.round, filing)
    person = _person(filing)
    former = _former(found.round, filing, person)
    if filing.complements and former is None:
        raise DomainError(
            _l("The sender has no earlier answer to add to. Choose that it stands alone."),
            field="complements",
        )
    response = _response(found, found.round, filing, person)
    response.replaces_id = former.id if former else None
    _fill(response, found, filing, former)
    parts = carry_senders(response, former) if former and filing.complements else ()
    enter(response, first=former is None, beside=parts)
    found.status, found.response_id = FilingStatus.REGISTERED, response.id
    found.arrived_at, found.invitation = filing.arrived_at, filing.answerer.invitation
    found.filed_at, found.filed_by = clock.now(), actor.id
    _record(response, actor)
    return response


def _check(found: IncomingResponse, round_: Round, filing: Filing) -> None:
    now = clock.now()
    policy.check_writable(round_, now)
    policy.check_arrival(filing.arrived_at, round_, now)
    policy.check_decided(filing.behind.on, now)
    if filing.form is Form.ANSWER and filing.position is None:
        raise DomainError(
            _l("Choose the position that the letter states, or that it states none."),
            field="position",
        )
    says = filing.statement or found.files or any(filing.replies.values())
    if filing.form is Form.ANSWER and not says:
        raise DomainError(
            _l("Type in what the letter says, or attach it as a file."), field="statement"
        )
    if not filing.same_file and queries.came_before(found):
        raise DomainError(
            _l("The same file has come before. Tick the box if it is to be registered again."),
            field="same_file",
        )


def _person(filing: Filing) -> Participant | None:
    if filing.answerer.organisation is not None or not filing.answerer.email:
        return None
    return accounts.participant(filing.answerer.email, language=filing.language)


def _owner(answerer: Answerer, person: Participant | None) -> ColumnElement[bool] | None:
    if answerer.organisation is not None:
        return Response.organisation_id == answerer.organisation.id
    if person is not None:
        return (Response.participant_id == person.id) & Response.organisation_id.is_(None)
    return None


def _former(round_: Round, filing: Filing, person: Participant | None) -> Response | None:
    owner = _owner(filing.answerer, person)
    if owner is not None:
        _wait_for_others(round_, filing.answerer.organisation, person)
        known = queries.latest_from(round_.id, owner)
        if known is not None:
            return known
    return _numbered(round_, filing) if filing.former_number is not None else None


def _numbered(round_: Round, filing: Filing) -> Response:
    """The earlier answer that the registrar named, from a sender that is in no register."""
    fits = Response.organisation_id.is_(None) & (Response.number == filing.former_number)
    found = queries.latest_from(round_.id, fits)
    if found is None or filing.answerer.organisation is not None:
        raise DomainError(
            _l(
                "No answer that counts has this number in the round and is from a sender outside "
                "the register."
            ),
            field="former_number",
        )
    session.execute(select(Response.id).where(Response.id == found.id).with_for_update())
    if queries.replaced_by(found) is not None:
        raise ConflictError(_l("Another answer has taken the place of that one meanwhile."))
    return found


def _wait_for_others(round_: Round, body: Organisation | None, person: Participant | None) -> None:
    """Let whoever files or submits for the same sender at this moment end first.

    Two registrars meet at the sender's row. A body that submits on the web holds its own space,
    of which nothing is read here.
    """
    if body is not None:
        who = select(Organisation.id).where(Organisation.id == body.id)
        theirs = OwnSpace.organisation_id == body.id
    else:
        who = select(Participant.id).where(Participant.id == (person.id if person else None))
        theirs = OwnSpace.participant_id == (person.id if person else None)
    session.execute(who.with_for_update(key_share=True))
    own = select(OwnSpace.id).where(OwnSpace.round_id == round_.id, theirs)
    session.execute(own.with_for_update())


def _response(
    found: IncomingResponse, round_: Round, filing: Filing, person: Participant | None
) -> Response:
    who = filing.answerer
    day = last_day(round_, who.invitation)
    return Response(
        id=uuid7(),
        round=round_,
        round_id=round_.id,
        consultation_id=round_.consultation_id,
        invitation=who.invitation,
        invitation_id=who.invitation.id if who.invitation else None,
        organisation=who.organisation,
        organisation_id=who.organisation.id if who.organisation else None,
        participant=person,
        participant_id=person.id if person else None,
        version_id=round_.version_id,
        sender=who.invitation.name if who.invitation else who.name,
        named=who.named or who.for_body,
        for_body=who.for_body,
        form=filing.form,
        stage=filing.stage if who.for_body else Stage.FINAL,
        channel=found.channel,
        position=POSITIONS.get(filing.form) or filing.position,
        language=filing.language,
        submitted_at=filing.arrived_at,
        last_day=day.isoformat(),
        late=is_late(submitted=filing.arrived_at, last_day=day),
        # The same incoming answer filed twice is one response.
        submission_key=found.id,
        jointly_with=[],
    )


def _fill(
    response: Response, found: IncomingResponse, filing: Filing, former: Response | None
) -> None:
    """What the response says: the letter alone, or what was answered before and then the letter."""
    kept = former if former is not None and filing.complements else None
    response.endorses_id = kept.endorses_id if kept else None
    is_answer = filing.form is Form.ANSWER
    parts = (kept.statement if kept else "", filing.statement if is_answer else "")
    response.statement = "\n\n".join(filter(None, parts))
    response.comments = _copies_of_comments(kept.comments) if kept else []
    response.answers = _answers(filing if is_answer else None, kept)
    files = _copies_of_files(kept.attachments) if kept else []
    files += [
        Attachment(file=each.file, is_minutes=str(each.id) in filing.minutes, supports=[])
        for each in found.files
    ]
    for number, each in enumerate(files, start=1):
        each.ordinal = number
    response.attachments = files
    if is_answer:
        decide(response, filing.behind or (kept.behind if kept else NO_DECISION), filing.decides_on)


def _copies_of_comments(comments: Sequence[Comment]) -> list[Comment]:
    own = {"id", "created_at", "response_id"}
    columns = [each.key for each in inspect(Comment).column_attrs if each.key not in own]
    return [Comment(**{name: getattr(each, name) for name in columns}) for each in comments]


def _answers(filing: Filing | None, kept: Response | None) -> list[Answer]:
    """The answers to the questions: a new one goes before what was answered earlier."""
    said = {key.id: reply for key, reply in (filing.replies if filing else {}).items() if reply}
    former = [each for each in (kept.answers if kept else []) if each.question_id not in said]
    columns = ("question_id", "text", "choices", "position")
    copies = [Answer(**{name: getattr(each, name) for name in columns}) for each in former]
    return copies + [
        Answer(
            question_id=key, text=reply.text, choices=list(reply.choices), position=reply.position
        )
        for key, reply in said.items()
    ]


def _copies_of_files(attachments: Sequence[Attachment]) -> list[Attachment]:
    """Copies of attached files; the comments that they support keep their numbers."""
    return [
        Attachment(
            file=each.file,
            note=each.note,
            is_minutes=each.is_minutes,
            supports=list(each.supports),
        )
        for each in attachments
    ]


def _record(response: Response, actor: User) -> None:
    former: uuid.UUID | None = response.replaces_id
    audit.record(
        "responses.register",
        subject=response.id,
        actor=actor,
        round=str(response.round_id),
        number=response.number,
        channel=response.channel.value,
        form=response.form.value,
        late=response.late,
        arrived=response.submitted_at.isoformat(),
        replaces=str(former) if former else None,
        files=[each.file.sha256 for each in response.attachments],
    )
