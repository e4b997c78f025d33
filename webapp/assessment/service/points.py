"""Gathering the points of responses, and deciding on them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import selectinload

from webapp.accounts.models import User
from webapp.assessment import policy, queries
from webapp.assessment.meeting import Fields, Met, meet
from webapp.assessment.models import Decision, GatheredResponse, Origin, Point
from webapp.assessment.service.allowing import check_may_decide
from webapp.assessment.service.assignments import note_opened
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Response
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
    round_, number = numbering(response)
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


def numbering(response: Response) -> tuple[Round, int]:
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
