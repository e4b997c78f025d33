"""Letting a point change the text that is being written, and taking that back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.accounts.models import User
from webapp.assessment import labels, placing, policy, queries
from webapp.assessment.models import Decision, Point, PointChange, Way
from webapp.assessment.placing import Plan
from webapp.assessment.service.points import VERDICT, Verdict, decide, reopen
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks
from webapp.drafts import policy as drafts_policy
from webapp.drafts import queries as drafts
from webapp.drafts import service as drafting
from webapp.drafts.models import Document
from webapp.drafts.service import Spot, Written


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wrote on the point's page, where the paragraph said `seen` before."""

    text: str
    seen: str
    block_key: uuid.UUID | None = None
    """The paragraph, where the point does not say which it is on."""


def accept(point: Point, *, actor: User) -> Sequence[PointChange]:
    """Take what the point proposes into the text; an undecided point is then accommodated.

    Accepting what is accepted already changes nothing.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: it cannot be put in without a person, and why.
        DomainError: the point proposes nothing.
    """
    document = _held(point, actor)
    standing = queries.changes_of([point.id]).get(point.id, [])
    accepted = [each for each in standing if each.way is not Way.LINKED]
    if accepted:
        return accepted
    plan = _plan(point)
    if plan.obstacle or plan.section is None:
        raise ConflictError(labels.OBSTACLES[plan.obstacle])
    spot = Spot(plan.section.key, plan.block_key, plan.language)
    if plan.is_added:
        written = drafting.put_after(document, spot, plan.new, actor=actor)
    else:
        written = drafting.put_wording(document, spot, plan.text, seen=plan.now, actor=actor)
    return _kept(point, spot, written, Way.ACCEPTED, actor)


def write(point: Point, wording: Wording, *, actor: User) -> Sequence[PointChange]:
    """Put into the text what somebody wrote, from what the point proposes.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: the paragraph has been changed meanwhile, or is not known.
        DomainError: the text is as it was.
    """
    document = _held(point, actor)
    plan = placing.at(_plan(point), wording.block_key)
    if plan.section is None or not plan.can_be_written:
        raise ConflictError(labels.OBSTACLES[plan.obstacle])
    if wording.text.strip() == ("" if plan.is_added else wording.seen.strip()):
        raise DomainError(_l("Nothing is changed. Write the new wording."), field="text")
    spot = Spot(plan.section.key, plan.block_key, plan.language)
    if plan.is_added:
        parts = [part.text for part in blocks.split(wording.text)]
        written = drafting.put_after(document, spot, parts, actor=actor)
    else:
        text, seen = wording.text, wording.seen
        written = drafting.put_wording(document, spot, text, seen=seen, actor=actor)
    return _kept(point, spot, written, Way.EDITED, actor)


def link(point: Point, spot: Spot, written: Written, *, actor: User) -> PointChange:
    """Say that a change which somebody made in the document came of the point.

    Raises:
        ForbiddenError: the person may not, or the report is out.
    """
    _held(point, actor)
    for each in queries.changes_of([point.id]).get(point.id, []):
        if each.block_key == written.key:
            return each
    return _kept(point, spot, [written], Way.LINKED, actor)[0]


def take_back(change: PointChange, *, actor: User) -> Point:
    """Let the text say again what it said before; of a link, only that the point was why.

    Returns the point.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: the paragraph has been changed since.
    """
    point = change.point
    document = _held(point, actor)
    if change.way is not Way.LINKED:
        if change.version.is_frozen:
            raise ConflictError(
                _l("The version with this change is frozen. Change the text of the new version.")
            )
        written = Written(
            change.block_key, change.after_key, dict(change.before), dict(change.after)
        )
        drafting.put_back(document, change.section_key, written, actor=actor)
        _undecide(point, change)
    change.undone_at, change.undone_by = clock.now(), actor.id
    _record("assessment.take_back", point, change, actor)
    return point


def _undecide(point: Point, change: PointChange) -> None:
    """Take back the decision that accepting made, unless somebody has decided anew since."""
    if change.decided_revision == point.revision:
        point.decision, point.decided_by, point.decided_at = None, None, None
        point.revision += 1
        reopen(point)


def _held(point: Point, actor: User) -> Document:
    """The document, where the person may change it for the point, which is held until the end."""
    may_write = drafts_policy.may_write(actor.roles)
    if not may_write or not policy.may_decide(actor.roles, point.round, clock.now()):
        raise ForbiddenError(_l("You can no longer assess the points of this round."))
    session.refresh(point, with_for_update=True, attribute_names=VERDICT)
    return drafts.document(point.round.version.document_id)


def _plan(point: Point) -> Plan:
    found = queries.plan(point)
    if found is None:
        raise DomainError(_l("The point proposes no other wording."))
    return found


def _kept(
    point: Point, spot: Spot, written: Sequence[Written], way: Way, actor: User
) -> Sequence[PointChange]:
    decided = _decided(point, actor) if way is not Way.LINKED else None
    version = drafts.working_version(point.round.version.document_id)
    if version is None:
        raise ConflictError(_l("This document has no version to write in."))
    made = [
        PointChange(
            point_id=point.id,
            version_id=version.id,
            section_key=spot.section_key,
            block_key=each.key,
            after_key=each.after_key,
            language=spot.language,
            before=each.before,
            after=each.after,
            way=way,
            decided_revision=decided,
            made_by=actor.id,
        )
        for each in written
    ]
    session.add_all(made)
    session.flush()
    for each in made:
        _record("assessment.change_text", point, each, actor)
    return made


def _decided(point: Point, actor: User) -> int | None:
    """Decide that the point is accommodated, where nothing is decided; its revision then."""
    if point.decision is not None:
        return None
    decide(point, Verdict(Decision.ACCOMMODATED, point.reply, point.revision), actor=actor)
    return point.revision


def _record(action: str, point: Point, change: PointChange, actor: User) -> None:
    audit.record(
        action,
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        section=str(change.section_key),
        way=change.way.value,
        before=change.before.get(change.language, ""),
        after=change.after.get(change.language, ""),
    )
