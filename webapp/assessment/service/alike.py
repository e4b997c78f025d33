"""Finding texts that are alike, and saying of a group whether it is one."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from webapp.accounts.models import User
from webapp.assessment import alike, queries
from webapp.assessment.alike import Alike, Said
from webapp.assessment.models import (
    AlikeGroup,
    AlikeMember,
    AlikeSearch,
    GroupState,
    MemberState,
    SearchStatus,
)
from webapp.assessment.service.allowing import check_may_decide
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Round

MOST_ATTEMPTS = 3
LOST_AFTER = timedelta(minutes=40)
"""Longer than the longest a search may take (config.LONGEST_TASK_SECONDS)."""

_ROWS = 5_000
_READ = 0.1
"""How much of the work is done when the texts are read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: groups by numbers of points, and which point has which number."""

    groups: Sequence[Alike]
    ids: Mapping[int, uuid.UUID]
    leads: Mapping[int, uuid.UUID]
    """Those that led confirmed groups when it began."""


def request_search(round_: Round, *, actor: User) -> AlikeSearch:
    """Ask for a search through a round's texts. While one is under way, that one is the answer.

    Raises:
        ForbiddenError: the person may not, or the report is out.
    """
    check_may_decide(round_, actor)
    # The lock makes a double click one search.
    session.execute(select(Round.id).where(Round.id == round_.id).with_for_update())
    current = queries.latest_search(round_.id)
    if current is not None and not current.is_over:
        return current
    search = AlikeSearch(round_id=round_.id, asked_by=actor.id)
    session.add(search)
    session.flush()
    audit.record("assessment.find_alike", subject=round_.id, actor=actor)
    enqueue(Task.FIND_ALIKE, search.id)
    return search


def claim_search(search_id: uuid.UUID) -> AlikeSearch | None:
    """Take a search for doing; None where it is taken, done or has failed too often."""
    statement = select(AlikeSearch).where(
        AlikeSearch.id == search_id, AlikeSearch.status == SearchStatus.QUEUED
    )
    search = session.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
    if search is None:
        return None
    if search.attempts >= MOST_ATTEMPTS:
        fail_search(search_id)
        return None
    search.status, search.claimed_at = SearchStatus.RUNNING, clock.now()
    search.attempts += 1
    search.percent = 0
    return search


def find_alike(round_id: uuid.UUID, note_progress: Callable[[float], None]) -> Found:
    """Compare the texts of a round that nobody has confirmed in a group, and those that lead one.

    `note_progress` is given the share that is done, at moments when a transaction may end.
    """
    leading = queries.leading(round_id)
    confirmed = queries.confirmed_points(round_id)
    ids: dict[int, uuid.UUID] = {}
    groups = alike.groups(
        _texts(round_id, ids, confirmed),
        [Said(number, text, place) for number, _, text, place in leading],
        progress=lambda share: note_progress(_READ + (1 - _READ) * share),
    )
    return Found(groups, ids, {number: point_id for number, point_id, _, _ in leading})


def keep_found(search_id: uuid.UUID, found: Found) -> None:
    """Write the groups that a search found. What people have confirmed or rejected stays."""
    search = queries.alike_search(search_id)
    session.execute(select(Round.id).where(Round.id == search.round_id).with_for_update())
    _Keeping(search.round_id, found).keep()
    search.status, search.percent = SearchStatus.DONE, 100
    search.finished_at = clock.now()
    search.compared = len(found.ids)
    search.latest_number = max(found.ids, default=0)


def note_search(search_id: uuid.UUID, share: float) -> None:
    """Move the progress bar: `share` of the search is done, from 0 to 1."""
    search = queries.alike_search(search_id)
    search.percent = max(search.percent, int(share * 100))


def release_search(search_id: uuid.UUID) -> None:
    """Let the search be claimed again: what stopped it may pass."""
    queries.alike_search(search_id).status = SearchStatus.QUEUED


def fail_search(search_id: uuid.UUID) -> None:
    """The search could not be done. Staff see it, and can ask for another."""
    search = queries.alike_search(search_id)
    search.status, search.finished_at = SearchStatus.FAILED, clock.now()


def sweep_searches() -> int:
    """Ask again for searches that wait or whose worker is lost; returns how many."""
    found = queries.waiting_searches(lost_before=clock.now() - LOST_AFTER)
    for search in found:
        search.status = SearchStatus.QUEUED
        enqueue(Task.FIND_ALIKE, search.id)
    return len(found)


def confirm_group(group: AlikeGroup, left_out: Collection[uuid.UUID], *, actor: User) -> int:
    """Say that the points of a group are alike, except those left out; returns how many are.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: nobody is left, or one of them is in another group meanwhile.
    """
    check_may_decide(group.round, actor)
    group = queries.alike_group(group.id, hold=True)
    members = queries.members_of([group.id])
    elsewhere = {
        point_id
        for point_id, other in queries.groups_of([each.point_id for each in members]).items()
        if other.id != group.id
    }
    out = {*left_out, *elsewhere}
    if group.lead_id in out:
        raise ConflictError(_l("Some of these texts are in another group now. Search again."))
    for member in members:
        member.state = _state(member, out)
    size = sum(each.state is MemberState.CONFIRMED for each in members)
    if size < 2:  # noqa: PLR2004 - two is what alike means
        raise ConflictError(_l("A group is of two texts at least. Say that they are not alike."))
    _settle(group, GroupState.CONFIRMED, size, actor)
    return size


def reject_group(group: AlikeGroup, *, actor: User) -> None:
    """Say that the points of a group are not to be seen as one. The search remembers it."""
    check_may_decide(group.round, actor)
    group = queries.alike_group(group.id, hold=True)
    session.execute(_members(group).values(state=MemberState.PROPOSED))
    _settle(group, GroupState.REJECTED, group.size, actor)


def reopen_group(group: AlikeGroup, *, actor: User) -> None:
    """Let a group be a proposal again, as it was before anybody decided on it."""
    check_may_decide(group.round, actor)
    group = queries.alike_group(group.id, hold=True)
    session.execute(_members(group).values(state=MemberState.PROPOSED))
    _settle(group, GroupState.PROPOSED, len(queries.members_of([group.id])), actor)


def leave_out(group: AlikeGroup, point_id: uuid.UUID, *, actor: User) -> None:
    """Take one point out of a group, for good.

    Raises:
        ConflictError: it is the one that the others are compared to.
    """
    check_may_decide(group.round, actor)
    group = queries.alike_group(group.id, hold=True)
    if point_id == group.lead_id:
        raise ConflictError(_l("The others are compared to this text. Split the group instead."))
    session.execute(
        _members(group).where(AlikeMember.point_id == point_id).values(state=MemberState.LEFT_OUT)
    )
    _record("assessment.leave_out_alike", group, actor, point=str(point_id))


def _texts(
    round_id: uuid.UUID, ids: dict[int, uuid.UUID], confirmed: Collection[uuid.UUID]
) -> Iterator[Said]:
    for number, point_id, text, place in queries.sayings(round_id):
        ids[number] = point_id
        if point_id not in confirmed:
            yield Said(number, text, place)


class _Keeping:
    """Puts what a search found beside what people have said of groups before."""

    def __init__(self, round_id: uuid.UUID, found: Found) -> None:
        self.round_id = round_id
        self.found = found
        groups = queries.groups_held(round_id)
        self.by_state = {
            state: {each.lead_id: each for each in groups if each.state is state}
            for state in GroupState
        }
        self.taken = queries.confirmed_points(round_id)
        settled = [each.id for each in groups if each.state is not GroupState.PROPOSED]
        self.said: dict[uuid.UUID, dict[uuid.UUID, MemberState]] = {}
        for member in queries.members_of(settled):
            self.said.setdefault(member.group_id, {})[member.point_id] = member.state

    def keep(self) -> None:
        """Write the proposals anew."""
        self._forget_proposals()
        rows = [row for each in self.found.groups for row in self._rows(each)]
        for group in self.by_state[GroupState.PROPOSED].values():
            session.delete(group)
        session.flush()
        for start in range(0, len(rows), _ROWS):
            session.execute(insert(AlikeMember), rows[start : start + _ROWS])

    def _forget_proposals(self) -> None:
        open_ones = [
            each.id
            for state in (GroupState.PROPOSED, GroupState.CONFIRMED)
            for each in self.by_state[state].values()
        ]
        proposed = AlikeMember.state == MemberState.PROPOSED
        session.execute(delete(AlikeMember).where(AlikeMember.group_id.in_(open_ones), proposed))

    def _rows(self, found: Alike) -> list[dict[str, Any]]:
        members = {self.found.ids[each.number]: each for each in found.members}
        free = {key: each for key, each in members.items() if key not in self.taken}
        standing = self.found.leads.get(found.lead)
        if standing is not None:
            group = self.by_state[GroupState.CONFIRMED].get(standing)
            known = self._left_out(group)
            free = {key: each for key, each in free.items() if key not in known}
        else:
            lead_id = self.found.ids[found.lead]
            is_one = lead_id in free and len(free) > 1 and not self._is_rejected(free)
            group = self._proposal(lead_id, len(free)) if is_one else None
        if group is None:
            return []
        return [
            {
                "group_id": group.id,
                "point_id": point_id,
                "state": MemberState.PROPOSED,
                "is_same": each.is_same,
                "likeness": each.likeness,
            }
            for point_id, each in free.items()
        ]

    def _left_out(self, group: AlikeGroup | None) -> set[uuid.UUID]:
        """Those of whom somebody has said that they are not in the group."""
        said = self.said.get(group.id, {}) if group else {}
        return {key for key, state in said.items() if state is MemberState.LEFT_OUT}

    def _is_rejected(self, points: Collection[uuid.UUID]) -> bool:
        """Whether somebody has said of all these that they are not one."""
        rejected = self.by_state[GroupState.REJECTED].values()
        return any(self.said.get(each.id, {}).keys() >= set(points) for each in rejected)

    def _proposal(self, lead_id: uuid.UUID, size: int) -> AlikeGroup:
        group = self.by_state[GroupState.PROPOSED].pop(lead_id, None)
        if group is None:
            group = AlikeGroup(id=uuid7(), round_id=self.round_id, lead_id=lead_id)
            session.add(group)
        group.size = size
        return group


def _members(group: AlikeGroup) -> Any:
    return update(AlikeMember).where(AlikeMember.group_id == group.id)


def _state(member: AlikeMember, out: Collection[uuid.UUID]) -> MemberState:
    if member.point_id in out or member.state is MemberState.LEFT_OUT:
        return MemberState.LEFT_OUT
    return MemberState.CONFIRMED


def _settle(group: AlikeGroup, state: GroupState, size: int, actor: User) -> None:
    group.state, group.size = state, size
    group.decided_by, group.decided_at = actor.id, clock.now()
    _record(f"assessment.{state.value}_alike", group, actor, texts=size)


def _record(action: str, group: AlikeGroup, actor: User, **details: Any) -> None:
    audit.record(
        action,
        subject=group.lead_id,
        actor=actor,
        round=str(group.round_id),
        group=str(group.id),
        **details,
    )
