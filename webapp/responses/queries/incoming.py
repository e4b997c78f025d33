"""Reading answers that came another way than the web, and who may have sent them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.organisations import numbers
from webapp.organisations.models import Organisation
from webapp.responses.models import (
    FilingStatus,
    IncomingFile,
    IncomingResponse,
    Response,
    TextStatus,
)
from webapp.responses.queries.submitted import is_current
from webapp.rounds.models import Invitation, Round

INCOMING_PAGE = 50
"""Answers on a page of the registrar's list."""

MOST_CANDIDATES = 12
"""Bodies to choose between when the words that were typed fit several."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that may have sent an answer: one that was invited, or one of the register."""

    key: str
    name: str
    email: str
    number: str
    invitation: Invitation | None = None
    organisation: Organisation | None = None


def incoming(incoming_id: uuid.UUID) -> IncomingResponse:
    """An answer on its way in, with its files.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = session.scalars(_incoming().where(IncomingResponse.id == incoming_id)).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such incoming answer."))
    return found


def incoming_page(
    status: FilingStatus, *, round_id: uuid.UUID | None = None, after: uuid.UUID | None = None
) -> tuple[Sequence[IncomingResponse], uuid.UUID | None]:
    """Answers on their way in, newest first, of all rounds or one; the next page's cursor."""
    statement = _incoming().where(IncomingResponse.status == status, *_of_round(round_id))
    if after is not None:
        statement = statement.where(IncomingResponse.id < after)
    statement = statement.order_by(IncomingResponse.id.desc()).limit(INCOMING_PAGE + 1)
    found = session.scalars(statement).all()
    more = len(found) > INCOMING_PAGE
    return found[:INCOMING_PAGE], found[INCOMING_PAGE - 1].id if more else None


def count_incoming(*, round_id: uuid.UUID | None = None) -> dict[FilingStatus, int]:
    """How many answers on their way in have each status."""
    statement = (
        select(IncomingResponse.status, func.count())
        .where(*_of_round(round_id))
        .group_by(IncomingResponse.status)
    )
    return dict(iter(session.execute(statement)))


def incoming_of(response_id: uuid.UUID) -> IncomingResponse | None:
    """What a response was filed from; None where it was submitted on the web."""
    statement = _incoming().where(IncomingResponse.response_id == response_id)
    return session.scalars(statement).one_or_none()


def came_before(found: IncomingResponse) -> Sequence[IncomingResponse]:
    """Those that came with one of the same files, and were not put aside: oldest first."""
    marks = [each.file.sha256 for each in found.files]
    if not marks:
        return []
    others = (
        select(IncomingFile.incoming_id)
        .join(IncomingFile.file)
        .where(StoredFile.sha256.in_(marks), IncomingFile.incoming_id != found.id)
    )
    statement = (
        _incoming()
        .where(IncomingResponse.id.in_(others))
        .where(IncomingResponse.status != FilingStatus.SET_ASIDE)
        .order_by(IncomingResponse.id)
    )
    return session.scalars(statement).all()


def unread_incoming(*, lost_before: datetime) -> Sequence[uuid.UUID]:
    """Those whose files wait to be read, or whose worker has said nothing since `lost_before`."""
    lost = (IncomingResponse.text_status == TextStatus.READING) & (
        IncomingResponse.claimed_at < lost_before
    )
    statement = (
        select(IncomingResponse.id)
        .where((IncomingResponse.text_status == TextStatus.WAITING) | lost)
        .order_by(IncomingResponse.id)
        .limit(200)
    )
    return session.scalars(statement).all()


def candidates(round_id: uuid.UUID, words: str) -> Sequence[Candidate]:
    """The bodies that a name, a number or an address may mean: the invited first, then others."""
    invited = _invited(round_id, words)
    known = {each.organisation_id for each in invited}
    others = _registered(words, round_id, limit=MOST_CANDIDATES - len(invited))
    return [
        *map(_candidate_invited, invited),
        *(_candidate_registered(each) for each in others if each.id not in known),
    ]


def latest_from(round_id: uuid.UUID, owner: ColumnElement[bool]) -> Response | None:
    """The response that counts from the sender that `owner` tells, with all in it."""
    statement = (
        select(Response)
        .where(Response.round_id == round_id, owner, is_current())
        .options(
            selectinload(Response.comments),
            selectinload(Response.answers),
            selectinload(Response.attachments),
        )
        .order_by(Response.number.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def _invited(round_id: uuid.UUID, words: str) -> Sequence[Invitation]:
    statement = (
        select(Invitation)
        .join(Invitation.organisation)
        .where(Invitation.round_id == round_id, _fits(Invitation.name, Invitation.email, words))
        .options(joinedload(Invitation.organisation))
        .order_by(*_exact_first(Invitation.name, words))
        .limit(MOST_CANDIDATES)
    )
    return session.scalars(statement).all()


def _registered(words: str, round_id: uuid.UUID, *, limit: int) -> Sequence[Organisation]:
    asked = select(Invitation.organisation_id).where(Invitation.round_id == round_id)
    statement = (
        select(Organisation)
        .where(Organisation.merged_into_id.is_(None), Organisation.id.not_in(asked))
        .where(_fits(Organisation.name, Organisation.email, words))
        .order_by(*_exact_first(Organisation.name, words))
        .limit(limit)
    )
    return session.scalars(statement).all() if limit > 0 else []


def _fits(name: Any, email: Any, words: str) -> ColumnElement[bool]:
    number = numbers.normalised(words)
    return or_(
        name.icontains(words, autoescape=True),
        func.lower(email) == words.lower(),
        Organisation.number == number,
    )


def _exact_first(name: Any, words: str) -> tuple[ColumnElement[Any], ...]:
    return ((func.lower(name) == words.lower()).desc(), alphabetical(name))


def _candidate_invited(invitation: Invitation) -> Candidate:
    return Candidate(
        f"invitation:{invitation.id}",
        invitation.name,
        invitation.email,
        invitation.organisation.number or "",
        invitation=invitation,
        organisation=invitation.organisation,
    )


def _candidate_registered(body: Organisation) -> Candidate:
    key = f"organisation:{body.id}"
    return Candidate(key, body.name, body.email, body.number or "", organisation=body)


def _of_round(round_id: uuid.UUID | None) -> list[ColumnElement[bool]]:
    return [IncomingResponse.round_id == round_id] if round_id else []


def _incoming() -> Select[IncomingResponse]:
    return select(IncomingResponse).options(
        joinedload(IncomingResponse.round).joinedload(Round.consultation),
        joinedload(IncomingResponse.invitation),
        joinedload(IncomingResponse.mail),
        joinedload(IncomingResponse.filer),
        joinedload(IncomingResponse.response),
        selectinload(IncomingResponse.files).joinedload(IncomingFile.file),
    )
