"""What a comment says beside its words, as a report has it."""

from webapp.reports import participation
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
