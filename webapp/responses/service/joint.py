"""Asking other bodies to answer jointly, what they say to it, and their part in what is sent."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.accounts.models import Participant
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.responses import content, emails, policy, queries
from webapp.responses.models import (
    Deed,
    Form,
    JointBody,
    Leaving,
    OwnComment,
    OwnSpace,
    Response,
    Said,
)
from webapp.responses.policy.joint import Standing
from webapp.responses.queries.joint import JointlyAsked
from webapp.responses.service import shares, spaces
from webapp.responses.service.past import tell
from webapp.responses.service.spaces import Place, Remark
from webapp.responses.service.standing import stand, stand_together
from webapp.rounds.deadlines import is_late
from webapp.rounds.models import Invitation
from webapp.rounds.policy import last_day

MOST_BODIES = 50
"""Bodies that one space can ask, so that it does not write to everyone who is invited."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a body says by its link: yes or no, who says so, and why."""

    said: Said
    by: str = ""
    reason: str = ""


def ask(space: OwnSpace, invitation: Invitation) -> JointBody:
    """Ask a body to make the answer in the space its own too, by an e-mail to its mailbox.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: the round takes no answers, or the answer joins another's.
        DomainError: the body cannot be asked, is asked already, or too many are.
    """
    policy.check_may_coordinate(space)
    policy.check_writable(space.round, clock.now())
    latest = queries.latest_of_bodies(space.round_id, [invitation.organisation_id])
    policy.check_may_ask(space, invitation, latest.get(invitation.organisation_id))
    row = queries.joint_body_with(space, invitation)
    if row is not None and row.withdrawn_at is None:
        raise DomainError(_l("%(name)s is asked already.", name=invitation.name))
    if row is None and queries.count_joint_bodies(space) >= MOST_BODIES:
        raise DomainError(_l("You have asked too many. Turn to us."))
    row = row or JointBody(space=space, invitation=invitation, link_number=0)
    session.add(row)
    row.asked_by, row.asked_at = _hand(space), clock.now()
    row.link_number += 1
    row.said = row.said_at = row.withdrawn_at = None
    row.said_by = row.reason = ""
    session.flush()
    tell(space, Deed.JOINT_ASKED, name=invitation.name)
    notifications.renew(emails.joint_asked(row))
    return row


def ask_again(space: OwnSpace, row: JointBody) -> None:
    """Send the body the e-mail again, with the same link.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: the round takes no answers any more.
    """
    policy.check_may_coordinate(space)
    policy.check_writable(space.round, clock.now())
    notifications.renew(emails.joint_asked(row))


def withdraw(space: OwnSpace, row: JointBody) -> None:
    """Take the question back. A body that had said yes is told.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: the body is a sender of what is submitted. It leaves that by itself.
    """
    policy.check_may_coordinate(space)
    if policy.is_with(queries.latest_of_body(row), space):
        raise ConflictError(
            _l("%(name)s is a sender of the answer, and leaves it only by itself.",
               name=row.invitation.name)
        )  # fmt: skip
    row.withdrawn_at = clock.now()
    tell(space, Deed.JOINT_WITHDREW, name=row.invitation.name)
    if row.said is Said.YES:
        notifications.queue(emails.joint_without(row, sent=False))


def say(row: JointBody, word: Word) -> None:
    """Keep what the body says, and tell who asked. No, of what is submitted, is leaving it.

    Raises:
        ConflictError: the round takes no answers any more.
        DomainError: no reason is given for a no.
    """
    policy.check_writable(row.space.round, clock.now())
    # Whoever submits at this moment is waited for: what is said then is of what is submitted.
    queries.hold_spaces(row.space)
    if word.said is Said.NO and not word.reason:
        raise DomainError(_l("Give a reason, so that those who ask know why."), field="reason")
    latest = queries.latest_of_body(row)
    row.said, row.said_at = word.said, clock.now()
    row.said_by, row.reason = word.by, word.reason
    if latest is not None and word.said is Said.NO and policy.is_with(latest, row.space):
        _leave(row, latest)
        return
    deed = Deed.JOINT_YES if word.said is Said.YES else Deed.JOINT_NO
    tell(row.space, deed, name=row.invitation.name)
    session.flush()
    notifications.renew(emails.joint_said(row))


def comment(row: JointBody, place: Place, remark: Remark, *, form_key: uuid.UUID) -> OwnComment:
    """Put a comment of a body that has said yes into the answer, under that body's name.

    Whoever writes the answer may change it or take it away, as every other.

    Raises:
        GoneError: the body has not said yes, or has answered by itself.
        DomainError: it says nothing.
        ConflictError: the answer cannot be written in now, or the section takes no comments.
    """
    policy.check_may_read(row, queries.latest_of_body(row))
    return spaces.add_comment(row.space, place, remark, form_key=form_key, by=row)


def as_read(space: OwnSpace, asked: Iterable[JointlyAsked]) -> str:
    """Changes whenever the answer does, or who sends it: so that what was read is what is sent."""
    senders = [str(each.row.id) for each in asked if each.standing is Standing.YES]
    if not senders:
        return space.fingerprint()
    return content.digest(content.canonical({"of": space.fingerprint(), "with": senders}))


def add_senders(response: Response, asked: Sequence[JointlyAsked]) -> list[Response]:
    """Make the answer a joint one of those that said yes; returns their parts in it.

    Each part is a response of its own, so that each body is counted, gets a receipt, and is told
    what becomes of the answer. It holds no words: they are the answer's.
    """
    yes = [each.row for each in asked if each.standing is Standing.YES]
    bodies = [each.invitation for each in yes]
    response.jointly_with = [each.name for each in bodies]
    return _parts(response, bodies)


def _parts(response: Response, bodies: Sequence[Invitation]) -> list[Response]:
    latest = queries.latest_of_bodies(response.round_id, [each.organisation_id for each in bodies])
    return [_part(response, each, latest.get(each.organisation_id)) for each in bodies]


def _part(response: Response, body: Invitation, former: Response | None) -> Response:
    day = last_day(response.round, body)
    names = [response.sender, *response.jointly_with]
    return Response(
        id=uuid7(),
        round=response.round,
        round_id=response.round_id,
        consultation_id=response.consultation_id,
        invitation=body,
        invitation_id=body.id,
        organisation_id=body.organisation_id,
        replaces_id=former.id if former else None,
        endorses=response,
        endorses_id=response.id,
        jointly_with=[name for name in names if name != body.name],
        version_id=response.version_id,
        sender=body.name,
        named=True,
        for_body=True,
        for_child=False,
        form=response.form,
        stage=response.stage,
        channel=response.channel,
        position=response.position,
        statement="",
        language=response.language,
        submitted_at=response.submitted_at,
        last_day=day.isoformat(),
        late=is_late(submitted=response.submitted_at, last_day=day),
        submission_key=uuid.uuid5(response.submission_key, str(body.id)),
    )


def carry_senders(response: Response, former: Response) -> list[Response]:
    """Let what complements a joint answer be a joint answer of the same bodies.

    Returns their parts in it.
    """
    bodies = [each.invitation for each in queries.beside([former.id]).get(former.id, ())]
    found = [each for each in bodies if each is not None]
    response.jointly_with = [each.name for each in found]
    return _parts(response, found)


def tell_left_out(asked: Sequence[JointlyAsked], response: Response, person: Participant) -> None:
    """Tell those who were asked and are not senders, and let them join what is submitted now."""
    waiting = [each.row for each in asked if each.standing is Standing.WAITING]
    if response.form is not Form.ANSWER:
        waiting += [each.row for each in asked if each.standing is Standing.YES]
    elif waiting:
        shares.share(response, person)
    notifications.queue(*(emails.joint_without(each, sent=True) for each in waiting))


def _leave(row: JointBody, part: Response) -> None:
    session.add(Leaving(response=part, left_at=clock.now(), left_by=row.said_by, reason=row.reason))
    session.flush()
    stand(row.invitation)
    if row.invitation.counting is not row.invitation:
        stand(row.invitation.counting)
    stand_together(part.words_id)
    tell(row.space, Deed.JOINT_LEFT, name=row.invitation.name)
    audit.record("responses.leave", subject=part.id, number=part.number, reason=row.reason)
    notifications.queue(*emails.joint_left(part))


def _hand(space: OwnSpace) -> Participant:
    if space.hand is None:
        raise LookupError(space.id)
    return space.hand.person
