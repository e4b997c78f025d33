"""Who is asked to answer jointly, where they stand, and who stands behind a joint answer."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, case, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.responses.models import JointBody, OwnSpace, Response, Said
from webapp.responses.policy.joint import Standing, is_with, standing
from webapp.responses.queries.submitted import is_current, whole
from webapp.rounds import queries as rounds
from webapp.rounds.models import Invitation, Round

FOUND = 10
"""Bodies that a search for whom to ask shows."""


@dataclass(frozen=True, slots=True)
class JointlyAsked:
    """A body that is asked to answer jointly, and where it stands."""

    row: JointBody
    standing: Standing
    is_sender: bool = False
    """Whether the joint answer that counts is its answer too."""


def asked_jointly(space: OwnSpace) -> Sequence[JointlyAsked]:
    """The bodies that the space's body asks to answer jointly, by name. Two queries."""
    statement = (
        select(JointBody)
        .join(JointBody.invitation)
        .where(JointBody.space_id == space.id, JointBody.withdrawn_at.is_(None))
        .options(joinedload(JointBody.invitation), joinedload(JointBody.asked_by))
        .order_by(alphabetical(Invitation.name), Invitation.id)
    )
    rows = session.scalars(statement.execution_options(populate_existing=True)).all()
    latest = latest_of_bodies(space.round_id, [each.invitation.organisation_id for each in rows])
    return [_asked(each, latest.get(each.invitation.organisation_id)) for each in rows]


def _asked(row: JointBody, latest: Response | None) -> JointlyAsked:
    return JointlyAsked(row, standing(row, latest), is_with(latest, row.space))


def latest_of_bodies(
    round_id: uuid.UUID, bodies: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, Response]:
    """The latest response of each of the bodies that has one, on any channel. One query."""
    if not bodies:
        return {}
    statement = (
        select(Response)
        .ext(distinct_on(Response.organisation_id))
        .where(Response.round_id == round_id, Response.organisation_id.in_(bodies))
        .options(joinedload(Response.endorses), joinedload(Response.leaving))
        .order_by(Response.organisation_id, Response.number.desc())
    )
    return {
        each.organisation_id: each for each in session.scalars(statement) if each.organisation_id
    }


def latest_of_body(asked: JointBody) -> Response | None:
    """The latest response of the body that is asked, on any channel."""
    body = asked.invitation.organisation_id
    return latest_of_bodies(asked.space.round_id, [body]).get(body)


def hold_spaces(space: OwnSpace) -> None:
    """Hold the space, and those of the bodies that said yes, until the commit.

    In the order of their ids: two bodies that ask each other, and submit at the same moment, wait
    for each other and do not stand in each other's way.
    """
    yes = select(JointBody.invitation_id).where(
        JointBody.space_id == space.id, JointBody.said == Said.YES
    )
    session.execute(
        select(OwnSpace.id)
        .where(or_(OwnSpace.id == space.id, OwnSpace.invitation_id.in_(yes)))
        .order_by(OwnSpace.id)
        .with_for_update()
    )


def joint_body_of(space: OwnSpace, row_id: uuid.UUID) -> JointBody:
    """A body that the space's body asks to answer jointly.

    Raises:
        NotFoundError: it is not asked, or not any more.
    """
    found = session.get(JointBody, row_id)
    if found is None or found.space_id != space.id or found.withdrawn_at is not None:
        raise NotFoundError(_l("This body is not asked to answer jointly, or not any more."))
    return found


def joint_body_with(space: OwnSpace, invitation: Invitation) -> JointBody | None:
    """The row of a body that is asked, or once was."""
    statement = select(JointBody).where(
        JointBody.space_id == space.id, JointBody.invitation_id == invitation.id
    )
    return session.scalars(statement).one_or_none()


def joint_body_behind(part: Response) -> JointBody | None:
    """The row of the body whose part in a joint answer it is, while its link works."""
    statement = (
        select(JointBody)
        .join(JointBody.space)
        .where(JointBody.invitation_id == part.invitation_id, JointBody.withdrawn_at.is_(None))
        .where(OwnSpace.round_id == part.round_id)
        .where(OwnSpace.organisation_id == part.words.organisation_id)
    )
    return session.scalars(statement).one_or_none() if part.is_beside else None


def find_joint_body(row_id: uuid.UUID) -> JointBody | None:
    """The body behind a link, with the space of the one that asks, and its round."""
    statement = (
        select(JointBody)
        .where(JointBody.id == row_id)
        .options(
            joinedload(JointBody.invitation),
            joinedload(JointBody.asked_by),
            joinedload(JointBody.space).joinedload(OwnSpace.round).joinedload(Round.consultation),
            joinedload(JointBody.space).joinedload(OwnSpace.invitation),
            joinedload(JointBody.space).joinedload(OwnSpace.organisation),
        )
    )
    return session.scalars(statement).one_or_none()


def count_joint_bodies(space: OwnSpace) -> int:
    """How many bodies were ever asked to answer jointly from the space."""
    statement = select(func.count()).select_from(JointBody).where(JointBody.space_id == space.id)
    return session.scalar(statement) or 0


def mails_to_joint(asked: Sequence[JointlyAsked]) -> Mapping[uuid.UUID, EmailStatus]:
    """How far the e-mails to those that are asked have come, by row."""
    if not asked:
        return {}
    statement = select(Email.about, Email.status).where(
        Email.occasion == Occasion.JOINT_ASKED, Email.about.in_([each.row.id for each in asked])
    )
    return dict(iter(session.execute(statement)))


def askable(space: OwnSpace, words: str) -> Sequence[Invitation]:
    """The first of the round's invited bodies that can be asked, with the words in their names."""
    if not words.strip():
        return []
    asked = select(JointBody.invitation_id).where(
        JointBody.space_id == space.id, JointBody.withdrawn_at.is_(None)
    )
    statement = rounds.invited_named(space.round_id, words.strip()).where(
        Invitation.organisation_id != space.organisation_id, Invitation.id.not_in(asked)
    )
    return session.scalars(statement.limit(FOUND)).all()


def promised(space: OwnSpace) -> Sequence[JointBody]:
    """The joint answers that the space's own body has said yes to, and that still wait for it."""
    if space.invitation_id is None:
        return []
    statement = (
        select(JointBody)
        .where(JointBody.invitation_id == space.invitation_id, JointBody.said == Said.YES)
        .where(JointBody.withdrawn_at.is_(None))
        .options(joinedload(JointBody.space).joinedload(OwnSpace.invitation))
        .options(joinedload(JointBody.space).joinedload(OwnSpace.organisation))
        .order_by(JointBody.id)
    )
    return session.scalars(statement).all()


def speakers(round_id: uuid.UUID | ScalarSelect[uuid.UUID]) -> Subquery:
    """Whose view the words of each response of the round are, where these count: `said`, `sender`.

    Its own sender's, and of a joint answer those of the other bodies in it.
    """
    here = Response.round_id == round_id, is_current()
    own = select(Response.id.label("said"), Response.id.label("sender")).where(*here)
    parts = select(Response.endorses_id, Response.id).where(
        *here, Response.endorses_id.is_not(None), _is_joint()
    )
    return own.union_all(parts).subquery("speakers")


def bodies_beside(round_id: uuid.UUID | ScalarSelect[uuid.UUID]) -> Subquery:
    """How many other bodies each joint answer of the round is the answer of: `said`, `bodies`.

    Only what counts, as in `beside`.
    """
    return (
        select(Response.endorses_id.label("said"), func.count().label("bodies"))
        .where(Response.round_id == round_id, Response.endorses_id.is_not(None), _is_joint())
        .where(is_current())
        .group_by(Response.endorses_id)
        .subquery("bodies_beside")
    )


def words_id() -> ColumnElement[uuid.UUID]:
    """The id of the response that holds the words of each (`Response.words_id`)."""
    return case((_is_joint(), func.coalesce(Response.endorses_id, Response.id)), else_=Response.id)


def _is_joint() -> ColumnElement[bool]:
    return func.jsonb_array_length(Response.jointly_with) > 0


def beside(response_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Response]]:
    """For each of the responses, those of the bodies whose joint answer it is, too. One query.

    Only what counts, so none of a body that has left the joint answer, or answered anew.
    """
    wanted = list(response_ids)
    statement = whole(select(Response)).where(Response.endorses_id.in_(wanted), _is_joint())
    found: dict[uuid.UUID, list[Response]] = defaultdict(list)
    ordered = statement.where(is_current()).order_by(Response.sender, Response.id)
    for each in session.scalars(ordered) if wanted else ():
        found[each.words_id].append(each)
    return found
