"""What a comment says, as a report has it."""

import uuid
from collections.abc import Iterable, Iterator, Mapping

from webapp.drafts.models import Section
from webapp.reports import outline, participation
from webapp.reports.excerpts import heading
from webapp.responses.labels import IMPORTANCES
from webapp.responses.models import Comment


def change(comment: Comment | None) -> str:
    """What it does with the quoted words; nothing where it does nothing."""
    return comment.change.value if comment and comment.change else ""


def importance(comment: Comment | None) -> str:
    """How much it matters to its sender, in words."""
    return str(IMPORTANCES[comment.importance]) if comment and comment.importance else ""


def position(comment: Comment) -> participation.Position | None:
    """Where its sender stands on what it is on."""
    return participation.Position(comment.position.value) if comment.position else None


def of(
    comments: Iterable[Comment],
    sections: Mapping[uuid.UUID, Section],
    numbers: Mapping[uuid.UUID, int],
    language: str,
) -> Iterator[outline.Remark]:
    """The comments of one response, each with the heading of what it is on, and its number."""
    for comment in comments:
        section = sections.get(comment.section_key) if comment.section_key else None
        yield outline.Remark(
            heading=heading(section, language),
            number=str(numbers.get(comment.id, "")),
            text=comment.text,
            quote=comment.quote,
            proposed_wording=comment.proposed_wording,
            change=change(comment),
            position=position(comment),
        )
