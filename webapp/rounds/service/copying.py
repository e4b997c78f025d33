"""Beginning a round as another one was."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session
from webapp.rounds import advice, distribution, queries
from webapp.rounds.models import (
    Consultation,
    Invitation,
    Question,
    RecipientGroup,
    Round,
    RoundKind,
)

NEXT_KIND: Mapping[RoundKind, RoundKind] = {RoundKind.REMISS: RoundKind.SECOND_REMISS}
"""What kind of round a copy is, where it is not of the same kind."""

COPIED = ("cover_letter", "languages", "open_to_public", "reminders_off")
ASKED = ("ordinal", "kind", "text", "help", "options", "is_required", "asks_position")
GROUPED = ("ordinal", "name", "is_internal", "cover_letter")


def copy_round(former: Round, actor: User, *, key: uuid.UUID) -> Round:
    """Begin a round that asks the same of the same bodies; once for each `key`.

    It is about the newest version. Its last day is the usual one from today on, and nothing is
    sent until it is opened. Names and addresses are the register's as they are now.
    """
    case = former.consultation
    session.refresh(case, with_for_update={"of": Consultation})
    there = session.get(Round, key)
    if there is not None:
        return there
    latest = session.scalar(select(func.max(Round.number)).where(Round.consultation_id == case.id))
    today = clock.local(clock.now()).date()
    made = Round(
        id=key,
        consultation=case,
        number=(latest or 0) + 1,
        kind=NEXT_KIND.get(former.kind, former.kind),
        version_id=_newest_version(former),
        deadline=advice.proposals(today + timedelta(days=1))[-1].outlook.day,
        made_by=actor.id,
        **{name: getattr(former, name) for name in COPIED},
    )
    session.add(made)
    session.flush()
    _copy_questions(former, made, _copy_groups(former, made))
    record("rounds.copy", subject=made.id, actor=actor, number=made.number, former=former.number)
    return made


def _newest_version(former: Round) -> uuid.UUID:
    versions = queries.frozen_versions(former.consultation_id)
    same = [each for each in versions if each.document_id == former.version.document_id]
    return same[0].id if same else former.version_id


def _copy_groups(former: Round, made: Round) -> Mapping[uuid.UUID, RecipientGroup]:
    """The former round's groups in the new one, and the bodies in them."""
    groups = {
        each.id: RecipientGroup(round=made, **{name: getattr(each, name) for name in GROUPED})
        for each in former.groups
    }
    session.add_all(groups.values())
    session.flush()
    rows = []
    for invitation in queries.with_bodies(former.id):
        row = distribution.row(made, invitation.organisation)
        group = groups[invitation.group_id].id if invitation.group_id else None
        rows.append(row | {"reason": invitation.reason, "group_id": group})
    if rows:
        session.execute(insert(Invitation).on_conflict_do_nothing(), rows)
    return groups


def _copy_questions(former: Round, made: Round, groups: Mapping[uuid.UUID, RecipientGroup]) -> None:
    for asked in former.questions:
        same = Question(round=made, **{name: getattr(asked, name) for name in ASKED})
        session.add(same)
        same.groups = [groups[each.id] for each in asked.groups]
    session.flush()
