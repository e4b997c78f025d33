"""Taking points out of a response's running text: the passages that staff make points of."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from webapp.accounts.models import User
from webapp.assessment import policy, queries
from webapp.assessment.excerpting import stands_in
from webapp.assessment.models import Excerpt, Origin, Point
from webapp.assessment.service.points import numbering
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import queries as responses
from webapp.responses.models import CommentKind, Position, Response


@dataclass(frozen=True, slots=True)
class Passage:
    """What is taken out of a response's running text: the sender's words, and on what they are."""

    text: str
    section_key: uuid.UUID | None = None
    quote: str = ""
    kind: CommentKind = CommentKind.GENERAL
    position: Position | None = None
    proposed_wording: str = ""


def take_out(response: Response, passage: Passage, *, actor: User) -> Point:
    """Make a point of a passage of the response's running text. The same passage makes one.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: a later response from the sender counts.
        DomainError: the words do not stand in the response, or not in the section.
    """
    if not policy.may_split(actor.roles, response, clock.now()):
        raise ForbiddenError(_l("You can no longer assess the points of this round."))
    _check(response, passage)
    round_, number = numbering(response)
    earlier = _same(response, passage)
    if earlier is not None:
        return earlier
    excerpt = Excerpt(response_id=response.id, made_by=actor.id, **asdict(passage))
    point = Point(
        round_id=round_.id,
        response_id=response.id,
        number=number + 1,
        origin=Origin.COMMENT,
        section_key=passage.section_key,
        excerpt=excerpt,
    )
    session.add(point)
    round_.assessed_at = None
    session.flush()
    _record("assessment.take_out", point, actor)
    return point


def adjust(point: Point, passage: Passage, revision: int, *, actor: User) -> Point:
    """Let a point be another passage, or on something else, as long as nobody has decided on it.

    `revision`: the state of the point in which it was read. Its number, its person and its themes
    stay. So do its words, once somebody has spoken of them or counted texts that are alike.

    Raises:
        ConflictError: it is decided on or was changed meanwhile, or a later response counts.
        DomainError: the words do not stand in the response, or are a point already.
    """
    excerpt = _held(point, actor)
    if point.revision != revision:
        raise ConflictError(_l("Somebody else has changed this point meanwhile. Read it again."))
    _check(point.response, passage)
    session.refresh(excerpt)
    wanted = passage.text, passage.proposed_wording
    if wanted != (excerpt.text, excerpt.proposed_wording):
        _check_may_reword(point)
    if _same(point.response, passage) not in {None, point}:
        raise DomainError(_l("Another point has the same words on the same section."), field="text")
    before = {"text": excerpt.text, "section": str(point.section_key or "")}
    excerpt.text, excerpt.proposed_wording = wanted
    excerpt.kind, excerpt.position = passage.kind, passage.position
    excerpt.section_key = point.section_key = passage.section_key
    point.revision += 1
    session.flush()
    _record("assessment.adjust", point, actor, before=before, section=str(point.section_key or ""))
    return point


def put_back(point: Point, *, actor: User) -> None:
    """Let a passage be no point of its own any more, as long as nobody has decided on it.

    Raises:
        ConflictError: it is decided on, or was not taken out of a running text.
    """
    excerpt = _held(point, actor)
    if queries.is_spoken_of(point.id):
        raise ConflictError(_l("Something is asked or written about this point, so it stays."))
    _record("assessment.put_back", point, actor)
    session.delete(point)
    session.flush()
    session.delete(excerpt)


def _held(point: Point, actor: User) -> Excerpt:
    """What was taken out as the point, which is held for a change until the end."""
    session.refresh(point, with_for_update=True, attribute_names=["decision", "revision"])
    excerpt = point.excerpt
    may = policy.may_split(actor.roles, point.response, clock.now())
    if excerpt is None or point.decision is not None or not may:
        raise ConflictError(_l("This point has a decision, so it stays."))
    return excerpt


def _check(response: Response, passage: Passage) -> None:
    if responses.replaced_by(response) is not None:
        raise ConflictError(_l("A later response from the same sender counts. Split that one."))
    if not stands_in(passage.text, response.statement):
        raise DomainError(
            _l("These words do not stand in the response. Copy them as they are written there."),
            field="text",
        )
    if passage.proposed_wording and not stands_in(passage.proposed_wording, response.statement):
        raise DomainError(
            _l("This wording does not stand in the response. Copy it as it is written there."),
            field="proposed_wording",
        )


def _check_may_reword(point: Point) -> None:
    if queries.is_spoken_of(point.id):
        raise DomainError(
            _l("Something is asked or written about these words, so they stay as they are."),
            field="text",
        )
    group, _is_confirmed = queries.group_beside(point.id)
    if group is not None:
        raise DomainError(
            _l("These words are in a group of texts that are alike, so they stay as they are."),
            field="text",
        )


def _same(response: Response, passage: Passage) -> Point | None:
    """The point that is these words on this section already."""
    for earlier in queries.excerpts(response.id):
        same = earlier.excerpt and earlier.excerpt.text == passage.text
        if same and earlier.section_key == passage.section_key:
            return earlier
    return None


def _record(action: str, point: Point, actor: User, **details: str | Mapping[str, Any]) -> None:
    audit.record(
        action,
        subject=point.response_id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        text=point.excerpt.text if point.excerpt else "",
        **details,
    )
