"""What the people of one body say to each other about their answer, and to whom."""

import re
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.responses import emails, queries
from webapp.responses.models import InternalComment, Mention, OwnSpace
from webapp.responses.service.assignments import titles_of


@dataclass(frozen=True, slots=True)
class Note:
    """An internal comment as it was typed: what it is about, what it says, whom it is for."""

    text: str
    section_key: uuid.UUID | None = None
    comment_id: uuid.UUID | None = None
    people: frozenset[uuid.UUID] = frozenset()


def write(space: OwnSpace, note: Note, *, form_key: uuid.UUID) -> InternalComment:
    """Keep an internal comment, and tell those whom it names. The same form sent twice makes one.

    Raises:
        DomainError: it says nothing.
        NotFoundError: it is about a comment that is not there.
    """
    if not note.text:
        raise DomainError(_l("Write something to your colleagues."), field="text")
    if space.hand is None:
        raise LookupError(space.id)
    section_key = note.section_key
    if note.comment_id is not None:
        section_key = queries.comment_of(space, note.comment_id).section_key
    added = session.scalars(
        insert(InternalComment)
        .values(
            id=uuid7(),
            created_at=clock.now(),
            space_id=space.id,
            section_key=section_key,
            comment_id=note.comment_id,
            author_id=space.hand.person.id,
            text=note.text,
            form_key=form_key,
        )
        .on_conflict_do_nothing(index_elements=["form_key"])
        .returning(InternalComment)
    ).one_or_none()
    if added is None:
        known = select(InternalComment).where(InternalComment.form_key == form_key)
        return session.scalars(known).one()
    _tell(space, added, note.people)
    return added


def settle(space: OwnSpace, remark: InternalComment, *, done: bool) -> None:
    """Mark an internal comment as dealt with, or as open again."""
    who = space.hand.person if space.hand and done else None
    remark.resolved_at = clock.now() if done else None
    remark.resolved_by = who


def named_in(text: str, people: Sequence[Participant]) -> frozenset[uuid.UUID]:
    """Those whom a text names after an @: by name, first name, address or the part before its @.

    A first name that two people share names neither.
    """
    handles = {each.id: frozenset(_handles(each)) for each in people}
    often = Counter(handle for each in handles.values() for handle in each)
    said = text.casefold()
    return frozenset(
        person
        for person, theirs in handles.items()
        if any(
            often[handle] == 1 and re.search(rf"@{re.escape(handle)}(?!\w)", said)
            for handle in theirs
        )
    )


def _handles(person: Participant) -> Iterator[str]:
    yield person.email.casefold()
    yield person.email.partition("@")[0].casefold()
    if person.name:
        yield person.name.casefold()
        yield person.name.split()[0].casefold()


def _tell(space: OwnSpace, remark: InternalComment, chosen: frozenset[uuid.UUID]) -> None:
    people = {each.participant_id: each.participant for each in queries.people(space)}
    named = (chosen & people.keys()) | named_in(remark.text, list(people.values()))
    remark.mentions = [Mention(participant_id=each) for each in sorted(named)]
    session.flush()
    for each in sorted(named - {remark.author_id}):
        to = people[each]
        titles = titles_of(space, to.language)
        place = titles.get(remark.section_key, "") if remark.section_key else ""
        notifications.gather(emails.mentioned(space, remark, place, to=to), into="remarks")
