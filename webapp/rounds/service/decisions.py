"""Entering what the board decided, publishing it once, and putting right what was published."""

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import Localised, session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.rounds import policy, queries
from webapp.rounds.life import Step
from webapp.rounds.models import BoardDecision, Decided, DecisionCorrection, Round
from webapp.rounds.plans import DecisionFacts
from webapp.rounds.service.locks import lock


def decide(
    round_: Round, facts: DecisionFacts, minutes: StoredFile | None, actor: User
) -> BoardDecision:
    """Enter what the board decided, or change it while it is not published.

    Raises:
        ConflictError: the round is not reported, or the decision is published.
        DomainError: the day has not come, or the version is none of the case's.
    """
    lock(round_)
    policy.require(Step.DECIDE, round_, clock.now())
    _check(round_, facts)
    found = queries.find_decision(round_.id)
    if found is not None and found.published_at is not None:
        raise ConflictError(_l("The decision is published. Say what you correct in it."))
    decision = found or BoardDecision(round=round_, made_by=actor.id)
    facts.write_on(decision)
    decision.minutes = minutes
    session.add(decision)
    session.flush()
    _note("rounds.decide", decision, actor)
    return decision


def publish_decision(decision: BoardDecision, actor: User) -> bool:
    """Let everyone read the decision, and tell those whom it concerns: once.

    Returns False where that was done before.

    Raises:
        ConflictError: the round is not reported.
    """
    lock(decision.round)
    session.refresh(decision, attribute_names=["published_at"])
    if decision.published_at is not None:
        return False
    policy.require(Step.DECIDE, decision.round, clock.now())
    decision.published_at = clock.now()
    session.flush()
    enqueue(Task.TELL_OF_DECISION, decision.id)
    _note("rounds.publish_decision", decision, actor)
    return True


def correct_decision(
    decision: BoardDecision,
    facts: DecisionFacts,
    minutes: StoredFile | None,
    why: Localised,
    actor: User,
) -> DecisionCorrection | None:
    """Put right what was published of the decision. What it said before stands in its log.

    Nobody is told anew. Returns None where nothing is changed by it.

    Raises:
        ConflictError: the decision is not published.
        DomainError: it is not said what was corrected, the day has not come, or the version is
            none of the case's.
    """
    lock(decision.round)
    session.refresh(decision)
    if decision.published_at is None:
        raise ConflictError(_l("The decision is not published, so it can be changed as it is."))
    _check(decision.round, facts)
    before = decision.said()
    facts.write_on(decision)
    decision.minutes = minutes
    session.flush()
    after = decision.said()
    changed = {name: said for name, said in before.items() if said != after[name]}
    if not changed:
        return None
    if not why:
        raise DomainError(_l("Say in Swedish what is corrected, and why."), field="why_sv")
    correction = DecisionCorrection(decision=decision, text=why, before=changed, made_by=actor.id)
    session.add(correction)
    session.flush()
    _note("rounds.correct_decision", decision, actor)
    return correction


def _check(round_: Round, facts: DecisionFacts) -> None:
    if facts.decided_on > clock.local(clock.now()).date():
        raise DomainError(
            _l("This day has not come yet. Enter the decision when it is made."),
            field="decided_on",
        )
    frozen = {each.id for each in queries.frozen_versions(round_.consultation_id)}
    if facts.version_id is not None and facts.version_id not in frozen:
        raise DomainError(_l("Choose a frozen version of the consultation's."), field="version_id")
    adopted = {Decided.ADOPTED, Decided.ADOPTED_CHANGED}
    if facts.version_id is not None and facts.decided not in adopted:
        raise DomainError(
            _l("No text was adopted, so there is none to link to."), field="version_id"
        )


def _note(action: str, decision: BoardDecision, actor: User) -> None:
    number = decision.round.number
    record(action, subject=decision.round_id, actor=actor, number=number)
