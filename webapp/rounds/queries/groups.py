"""Reading a round's recipient groups: who is in each, what it is asked, which letter it gets."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import policy, standing
from webapp.rounds.models import Invitation, Question, RecipientGroup, Round


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of a round, or all who are in none (`group` is None)."""

    group: RecipientGroup | None
    languages: Mapping[str, int]
    """How many bodies are written to in each language."""
    questions: Sequence[Question]
    without_letter: Sequence[str]
    """Languages that bodies of the group read, and that the letter they get is not written in."""

    @property
    def count(self) -> int:
        """How many bodies are in it."""
        return sum(self.languages.values())

    @property
    def lacks_bodies(self) -> bool:
        """Whether it is a group that nobody is in."""
        return self.group is not None and not self.count

    @property
    def lacks_something(self) -> bool:
        """Whether it deserves a thought before the round opens."""
        return self.lacks_bodies or bool(self.without_letter)


def group(group_id: uuid.UUID) -> RecipientGroup:
    """The recipient group, with its round and case.

    Raises:
        NotFoundError: there is none with this id.
    """
    statement = (
        select(RecipientGroup)
        .where(RecipientGroup.id == group_id)
        .options(joinedload(RecipientGroup.round).joinedload(Round.consultation))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("This group does not exist."))
    return found


def group_lines(round_: Round) -> list[GroupLine]:
    """Each group of the round in order, then those who are in none, where there are any."""
    counts = _counts(round_.id)
    lines = [_line(round_, each, counts[each.id]) for each in round_.groups]
    if counts[None] or not round_.groups:
        lines.append(_line(round_, None, counts[None]))
    return lines


def questions_alone_of(group_: RecipientGroup) -> list[Question]:
    """The questions that are asked of this group and of no other."""
    return [each for each in group_.round.questions if each.groups == [group_]]


def _line(round_: Round, group_: RecipientGroup | None, languages: Mapping[str, int]) -> GroupLine:
    group_id = group_.id if group_ else None
    letter = policy.letter_of(round_, group_id)
    return GroupLine(
        group=group_,
        languages=languages,
        questions=policy.asked_in(round_, group_id),
        without_letter=[tag for tag in languages if not letter.get(tag, "").strip()],
    )


def _counts(round_id: uuid.UUID) -> Mapping[uuid.UUID | None, Mapping[str, int]]:
    statement = (
        select(Invitation.group_id, Invitation.language, func.count())
        .where(Invitation.round_id == round_id, standing.counts())
        .group_by(Invitation.group_id, Invitation.language)
        .order_by(Invitation.language.desc())
    )
    found: dict[uuid.UUID | None, dict[str, int]] = defaultdict(dict)
    for group_id, language, count in session.execute(statement):
        found[group_id][language] = count
    return found


def group_samples(round_: Round) -> list[tuple[Invitation, int]]:
    """For each group and language, the first of the round's invitations and how many there are."""
    counts = _counts(round_.id)
    first = (
        select(Invitation)
        .where(Invitation.round_id == round_.id, standing.counts())
        .options(joinedload(Invitation.group))
        .ext(distinct_on(Invitation.group_id, Invitation.language))
        .order_by(Invitation.group_id, Invitation.language, Invitation.name)
    )
    return [(each, counts[each.group_id][each.language]) for each in session.scalars(first)]
