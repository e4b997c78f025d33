"""Reading what staff know of the points of a round among themselves."""

import uuid
from collections import defaultdict
from datetime import date

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.assessment.models import (
    Assignment,
    DecisionApproval,
    NoteKind,
    Point,
    PointNote,
    PointTheme,
    Theme,
)
from webapp.core.database import alphabetical, session
from webapp.reports.inside import Inside, Note


def inside(round_id: uuid.UUID) -> dict[uuid.UUID, Inside]:
    """What is known of each point of which anything is. Five queries."""
    assigned, notes, themes = _assigned(round_id), _notes(round_id), _themes(round_id)
    deciders, confirmers = _deciders(round_id), _confirmers(round_id)
    found = {}
    for point_id in assigned.keys() | notes.keys() | themes.keys() | deciders.keys():
        assignee, due = assigned.get(point_id, ("", None))
        said = notes.get(point_id, [])
        found[point_id] = Inside(
            assignee=assignee,
            due=due,
            decided_by=deciders.get(point_id, ""),
            confirmed_by=confirmers.get(point_id, ""),
            themes=tuple(themes.get(point_id, ())),
            opinions=tuple(note for kind, note in said if kind is NoteKind.OPINION),
            discussion=tuple(note for kind, note in said if kind is NoteKind.DISCUSSION),
        )
    return found


def _assigned(round_id: uuid.UUID) -> dict[uuid.UUID, tuple[str, date | None]]:
    statement = (
        select(Assignment.point_id, User.name, Assignment.due)
        .join(Assignment.point)
        .join(User, User.id == Assignment.assignee_id)
        .where(Point.round_id == round_id)
    )
    return {point_id: (name, due) for point_id, name, due in session.execute(statement)}


def _notes(round_id: uuid.UUID) -> dict[uuid.UUID, list[tuple[NoteKind, Note]]]:
    statement = (
        select(PointNote.point_id, PointNote.kind, User.name, PointNote.text)
        .join(Point, Point.id == PointNote.point_id)
        .join(User, User.id == PointNote.author_id)
        .where(Point.round_id == round_id)
        .order_by(PointNote.id)
    )
    found = defaultdict(list)
    for point_id, kind, name, text in session.execute(statement):
        found[point_id].append((kind, Note(name, text)))
    return found


def _themes(round_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    statement = (
        select(PointTheme.point_id, Theme.name)
        .join(Theme, Theme.id == PointTheme.theme_id)
        .join(Point, Point.id == PointTheme.point_id)
        .where(Point.round_id == round_id)
        .order_by(alphabetical(Theme.name), Theme.id)
    )
    found = defaultdict(list)
    for point_id, name in session.execute(statement):
        found[point_id].append(name)
    return found


def _deciders(round_id: uuid.UUID) -> dict[uuid.UUID, str]:
    statement = (
        select(Point.id, User.name)
        .join(User, User.id == Point.decided_by)
        .where(Point.round_id == round_id)
    )
    return dict(iter(session.execute(statement)))


def _confirmers(round_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Who stands behind the decision as it is now."""
    statement = (
        select(Point.id, User.name)
        .join(DecisionApproval, DecisionApproval.point_id == Point.id)
        .join(User, User.id == DecisionApproval.approved_by)
        .where(Point.round_id == round_id, DecisionApproval.revision == Point.revision)
    )
    return dict(iter(session.execute(statement)))
