"""Steps of a case beside rounds and meetings, and its consultation with Sámi representatives."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import Localised, session
from webapp.core.errors import DomainError
from webapp.core.rendering import first
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.rounds import queries
from webapp.rounds.models import (
    CaseStep,
    Consultation,
    SamiNeed,
    SamiStep,
    SamiStepKind,
    SamiTrack,
)


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What staff say of a step in the process."""

    day: date
    title: Localised
    until: date | None = None
    is_public: bool = True
    text: Localised = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SamiFacts:
    """What happened in the consultation with Sámi representatives, with whom, on which day."""

    kind: SamiStepKind
    day: date
    party: str
    text: str


def add_step(case: Consultation, facts: StepFacts, actor: User, *, key: uuid.UUID) -> CaseStep:
    """Put a step on the case's line of time, once for each `key`.

    Raises:
        DomainError: it ends before it begins.
    """
    session.refresh(case, with_for_update={"of": Consultation})
    step = session.get(CaseStep, key) or CaseStep(id=key, consultation=case)
    session.add(step)
    change_step(step, facts, actor)
    return step


def change_step(step: CaseStep, facts: StepFacts, actor: User) -> None:
    """Change a step on the case's line of time.

    Raises:
        DomainError: it ends before it begins.
    """
    if facts.until is not None and facts.until < facts.day:
        raise DomainError(_l("The last day must not come before the first."), field="until")
    step.day, step.until, step.is_public = facts.day, facts.until, facts.is_public
    step.title, step.text = facts.title, facts.text
    session.flush()
    title = first(facts.title)
    record("rounds.plan_step", subject=step.consultation.id, actor=actor, title=title)


def remove_step(step: CaseStep, actor: User) -> None:
    """Take a step off the case's line of time."""
    title = first(step.title)
    record("rounds.remove_step", subject=step.consultation_id, actor=actor, title=title)
    session.delete(step)
    session.flush()


def consider_sami(case: Consultation, need: SamiNeed, reason: str, actor: User) -> SamiTrack:
    """Decide whether the case needs a consultation with Sámi representatives, and say why.

    Raises:
        DomainError: it is said not to be needed without a reason.
    """
    if need is SamiNeed.NOT_NEEDED and not reason:
        raise DomainError(_l("Say why it is not needed."), field="reason")
    session.refresh(case, with_for_update={"of": Consultation})
    track = queries.sami_track(case.id) or SamiTrack(consultation_id=case.id)
    track.need, track.reason = need, reason
    track.decided_at, track.decided_by = clock.now(), actor.id
    session.add(track)
    session.flush()
    record("rounds.consider_sami", subject=case.id, actor=actor, need=need.value, reason=reason)
    return track


def add_sami_step(
    track: SamiTrack, facts: SamiFacts, file: StoredFile | None, actor: User, *, key: uuid.UUID
) -> SamiStep:
    """Write down what happened in the consultation with Sámi representatives, once for `key`."""
    session.refresh(track, with_for_update={"of": SamiTrack})
    there = session.get(SamiStep, key)
    if there is not None:
        return there
    step = SamiStep(
        id=key,
        track=track,
        kind=facts.kind,
        day=facts.day,
        party=facts.party,
        text=facts.text,
        file=file,
        made_by=actor.id,
    )
    session.add(step)
    session.flush()
    subject = track.consultation_id
    record("rounds.add_sami_step", subject=subject, actor=actor, kind=facts.kind, name=facts.party)
    return step
