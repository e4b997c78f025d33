"""Taking points out of responses, and deciding on them."""

import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import selectinload

from webapp.accounts.models import User
from webapp.assessment import policy, queries
from webapp.assessment.excerpting import stands_in
from webapp.assessment.meeting import Fields, Met, meet
from webapp.assessment.models import Decision, Excerpt, GatheredResponse, Origin, Point
from webapp.assessment.service.allowing import check_may_decide
from webapp.assessment.service.assignments import note_opened
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import queries as responses
from webapp.responses.models import CommentKind, Position, Response
from webapp.rounds.models import Round

LONGEST_REPLY = 10_000
VERDICT = ("revision", "decision", "reply", "decided_by", "decided_at")
"""What is read anew of a point that is held. One that is left out would not be written either,
where it gets the value that it had when the point was first read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an officer decided, where made at once on the state of it with this `revision`."""

    decision: Decision
    reply: str
    revision: int = 0

    def fields(self) -> Fields:
        """The same as a form has it."""
        return {"decision": self.decision.value, "reply": self.reply}


class Decided(Protocol):
    """What can be decided on: a point, or an argument."""

    @property
    def decision(self) -> Decision | None:
        """What is decided; None where nothing is."""

    @property
    def reply(self) -> str:
        """The reasons."""


def standing(decided: Decided) -> Fields:
    """What is decided, as a form has it."""
    decision = decided.decision.value if decided.decision else ""
    return {"decision": decision, "reply": decided.reply}


def gather(response_id: uuid.UUID) -> int:
    """Take the points out of a submitted response, once; returns how many there were."""
    first = session.scalar(
        insert(GatheredResponse)
        .values(response_id=response_id, gathered_at=clock.now())
        .on_conflict_do_nothing()
        .returning(GatheredResponse.response_id)
    )
    if first is None:
        return 0
    response = session.get_one(
        Response,
        response_id,
        options=[selectinload(Response.comments), selectinload(Response.answers)],
    )
    round_, number = _numbering(response)
    found = list(_points_of(response))
    for ordinal, values in enumerate(found, start=number + 1):
        session.add(Point(round_id=round_.id, response_id=response.id, number=ordinal, **values))
    if found:
        round_.assessed_at = None
    return len(found)


def sweep() -> int:
    """Ask for the points of responses whose message was lost; returns how many."""
    found = queries.ungathered()
    for response_id in found:
        enqueue(Task.GATHER_POINTS, response_id)
    return len(found)


def decide(point: Point, verdict: Verdict, *, actor: User, began: Fields | None = None) -> Met:
    """Decide on a point, with the authority's reasons.

    `began`: what the form held when it was opened. Then the verdict is put together with what
    another officer has saved meanwhile; where they clash nothing is saved, and the outcome says so.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: without `began`, another officer decided on it meanwhile.
        DomainError: a point is not accommodated without a reason.
    """
    check_may_decide(point.round, actor)
    session.refresh(point, with_for_update=True, attribute_names=VERDICT)
    if began is None and point.revision != verdict.revision:
        raise ConflictError(_l("The decision was changed meanwhile. Read it again."))
    met = met_verdict(point, verdict, began)
    if met.clashes:
        return met
    if met.is_new:
        _decide(point, met.values, actor)
    note_opened(point.id, actor)
    return met


def met_verdict(decided: Decided, verdict: Verdict, began: Fields | None) -> Met:
    """What becomes of a verdict beside what is decided already."""
    now = standing(decided)
    from_ = now if began is None else began
    return meet(from_, now, verdict.fields(), texts=["reply"], lead="decision")


def _decide(point: Point, values: Fields, actor: User) -> None:
    verdict = Verdict(Decision(values["decision"]), values["reply"])
    check_verdict(verdict)
    audit.record(
        "assessment.decide",
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        decision=verdict.decision.value,
        before=point.decision.value if point.decision else None,
    )
    point.decision, point.reply = verdict.decision, verdict.reply
    point.decided_by, point.decided_at = actor.id, clock.now()
    point.revision += 1
    reopen(point)


def reopen(point: Point) -> None:
    """Let the assessment be complete no more, where a change leaves the point to be seen to."""
    if point.round.assessed_at is not None and queries.is_left(point.id):
        point.round.assessed_at = None


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
    if responses.replaced_by(response) is not None:
        raise ConflictError(_l("A later response from the same sender counts. Split that one."))
    _check_passage(response, passage)
    round_, number = _numbering(response)
    for earlier in queries.excerpts(response.id):
        same = earlier.excerpt and earlier.excerpt.text == passage.text
        if same and earlier.section_key == passage.section_key:
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
    _record_passage("assessment.take_out", point, actor)
    return point


def put_back(point: Point, *, actor: User) -> None:
    """Let a passage be no point of its own any more, as long as nobody has decided on it.

    Raises:
        ConflictError: it is decided on, or was not taken out of a running text.
    """
    session.refresh(point, with_for_update=True, attribute_names=["decision"])
    excerpt = point.excerpt
    may = policy.may_split(actor.roles, point.response, clock.now())
    if excerpt is None or point.decision is not None or not may:
        raise ConflictError(_l("This point has a decision, so it stays."))
    if queries.is_spoken_of(point.id):
        raise ConflictError(_l("Something is asked or written about this point, so it stays."))
    _record_passage("assessment.put_back", point, actor)
    session.delete(point)
    session.flush()
    session.delete(excerpt)


def _check_passage(response: Response, passage: Passage) -> None:
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


def _record_passage(action: str, point: Point, actor: User) -> None:
    audit.record(
        action,
        subject=point.response_id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        text=point.excerpt.text if point.excerpt else "",
    )


def finish(round_: Round, *, actor: User) -> None:
    """Call the assessment complete.

    Raises:
        DomainError: points are left, or the round is not closed.
    """
    total = queries.overall(queries.progress(round_.id))
    if not policy.may_finish(actor.roles, round_, clock.now(), left=total.open):
        raise DomainError(
            _l(
                "The assessment is complete when the round is closed, every point is opened and "
                "assessed, and no decision waits for a second person."
            )
        )
    round_.assessed_at = clock.now()
    audit.record("assessment.finish", subject=round_.id, actor=actor)


def _numbering(response: Response) -> tuple[Round, int]:
    """The response's round, held, and the number of its latest point."""
    # The lock makes the numbers follow one another without a gap. It lets through what refers to
    # the round: a later answer, for which the points are held up while it comes.
    round_ = session.get_one(Round, response.round_id, with_for_update={"key_share": True})
    latest = select(func.max(Point.number)).where(Point.round_id == round_.id)
    return round_, session.scalar(latest) or 0


def _points_of(response: Response) -> Iterator[dict[str, Any]]:
    if response.statement.strip():
        yield {"origin": Origin.STATEMENT}
    for comment in response.comments:
        yield {
            "origin": Origin.COMMENT,
            "comment_id": comment.id,
            "section_key": comment.section_key,
        }
    for answer in response.answers:
        if answer.text.strip():
            yield {"origin": Origin.ANSWER, "answer_id": answer.id}


def check_verdict(verdict: Verdict) -> None:
    """See that a decision has the reason that it needs.

    Raises:
        DomainError: it has none, or one that is too long.
    """
    if verdict.decision in {Decision.NOT_ACCOMMODATED, Decision.PARTLY} and not verdict.reply:
        raise DomainError(
            _l("Write why. A sender who is not accommodated in full has a right to the reason."),
            field="reply",
        )
    if len(verdict.reply) > LONGEST_REPLY:
        raise DomainError(_l("The reply is too long. Shorten it."), field="reply")
