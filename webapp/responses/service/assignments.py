"""Giving sections and questions to one of the people to take care of."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts import queries as drafts
from webapp.notifications import service as notifications
from webapp.organisations.models import Member
from webapp.responses import emails, policy, queries
from webapp.responses.models import Assignment, Deed, OwnSpace
from webapp.responses.service.past import tell
from webapp.rounds.policy import asked_of


@dataclass(frozen=True, slots=True)
class Places:
    """Sections and questions, by key and by id."""

    sections: frozenset[uuid.UUID] = frozenset()
    questions: frozenset[uuid.UUID] = frozenset()

    def __len__(self) -> int:
        """How many there are."""
        return len(self.sections) + len(self.questions)


def assign(space: OwnSpace, places: Places, *, to: Member | None, day: date | None = None) -> int:
    """Give the places to one of the people, or to nobody; who had them before has them no more.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        DomainError: no place is chosen.
    """
    policy.check_may_coordinate(space)
    titles = titles_of(space, to.participant.language if to else "sv")
    chosen = Places(places.sections & titles.keys(), places.questions & titles.keys())
    if not chosen:
        raise DomainError(_l("Choose at least one section or question."), field="places")
    _free(space, chosen)
    tell(
        space,
        Deed.ASSIGNED,
        name=to.participant.display_name if to else "",
        count=len(chosen),
    )
    if to is not None:
        _give(space, chosen, titles, to=to, day=day)
    return len(chosen)


def mark_ready(space: OwnSpace, place: uuid.UUID, *, ready: bool) -> Assignment:
    """Let whoever takes care of a section or a question, or a coordinator, say that it is ready.

    Raises:
        NotFoundError: nobody takes care of it any more.
        ForbiddenError: someone else does.
    """
    part = queries.assignment_of(space, place)
    policy.check_may_mark_ready(space, part)
    if ready != (part.ready_at is not None):
        part.ready_at = clock.now() if ready else None
    return part


def titles_of(space: OwnSpace, language: str) -> Mapping[uuid.UUID, str]:
    """What each section and question that can be given out is called, in order."""
    sections = {
        each.key: f"{each.number} {localised(each.title, language)}".strip()
        for each in drafts.outline(space.round.version_id)
    }
    questions = {
        each.id: localised(each.text, language) for each in asked_of(space.round, space.invitation)
    }
    return {**sections, **questions}


def _free(space: OwnSpace, places: Places) -> None:
    session.execute(
        delete(Assignment)
        .where(Assignment.space_id == space.id)
        .where(
            Assignment.section_key.in_(places.sections)
            | Assignment.question_id.in_(places.questions)
        )
        .execution_options(synchronize_session=False)
    )


def _give(
    space: OwnSpace,
    places: Places,
    titles: Mapping[uuid.UUID, str],
    *,
    to: Member,
    day: date | None,
) -> None:
    whose = {"space_id": space.id, "participant": to.participant, "day": day}
    rows = [
        Assignment(**whose, section_key=key)
        if key in places.sections
        else Assignment(**whose, question_id=key)
        for key in titles
        if key in places.sections or key in places.questions
    ]
    session.add_all(rows)
    session.flush()
    if space.hand is None or space.hand.person.id == to.participant_id:
        return
    named = {row.id: titles[row.section_key or row.question_id] for row in rows}  # type: ignore[index]  # one of the two is there
    letter = emails.sections_assigned(space, rows, named, by=space.hand.person)
    notifications.gather(letter, into="places")
