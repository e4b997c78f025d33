"""The board of a round's points: HTTP only."""

import uuid
from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.models import User
from webapp.assessment import labels, policy, queries, service
from webapp.assessment.boards import (
    MOVABLE,
    NO_THEME,
    UNDECIDED,
    By,
    Names,
    Sight,
    Spot,
    columns,
    ordered,
)
from webapp.assessment.models import Decision, Point
from webapp.assessment.queries import COLUMNS
from webapp.assessment.service import Move
from webapp.assessment.statuses import UNASSIGNED
from webapp.assessment.views.frame import blueprint, part_asked
from webapp.assessment.views.workbench import filter_of, parts_of, sections_of
from webapp.core import access, clock
from webapp.core.errors import DomainError
from webapp.core.forms import member
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.drafts.models import Section
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round

FARTHEST = 1_000_000
"""The column that a page begins with at most: what an address asks for may be any number."""


@blueprint.get("/rounds/<uuid:round_id>/board")
@access.staff()
def board(round_id: uuid.UUID) -> ResponseReturnValue:
    """The points that the address asks for, in columns."""
    round_ = rounds.get(round_id)
    by, sections, people = _by(), sections_of(round_), queries.weighers()
    shown = filter_of(round_, sections, people)
    sight = Sight(round_id, by, shown.choice(), part_asked(shown.part.data), _spot())
    asked = queries.asked(sight)
    names, found = _names(round_, by, sections, people), queries.column_counts(sight, asked)
    counts, keys = found.points, ordered(names, found.points)
    return render_template(
        "assessment/board.html",
        round=round_,
        filter=shown,
        by=by,
        spot=sight.spot,
        has_points=any(counts.values()),
        all_columns=len(keys) + found.beside,
        columns=queries.filled(sight, asked, columns(names, counts, _on_page(keys, sight.spot))),
        targets=columns(names, counts, _targets(by, keys)),
        most=COLUMNS,
        called={key: f"{each.number} {localised(each.title)}" for key, each in sections.items()},
        labels=labels,
        today=clock.local(clock.now()).date(),
        may_decide=policy.may_decide(current_user.roles, round_, clock.now()),
    )


@blueprint.post("/points/<uuid:point_id>/move")
@access.staff(*policy.WEIGHERS)
def move(point_id: uuid.UUID) -> ResponseReturnValue:
    """Let a point be in the column that was chosen."""
    point = queries.get(point_id)
    asked = Move(
        _by(),
        request.form.get("to", ""),
        request.form.get("since", ""),
        request.form.get("revision", 0, int),
    )
    if service.lacks_reason(point, asked):
        flash(_("Write the reason, then save the decision."), "info")
        return redirect(url_for("assessment.decide", point_id=point.id, decision=asked.to))
    _moved(point, asked)
    shown = filter_of(point.round)
    back = url_for("assessment.board", round_id=point.round_id, by=asked.by, **shown.address())
    return redirect(f"{back}#card-{point.number}")


def _moved(point: Point, asked: Move) -> None:
    try:
        service.move(point, asked, actor=current_user)
    except DomainError as error:
        flash(str(error.message), "warning")
    else:
        flash(_("Point %(number)s is moved.", number=point.number), "success")


def _by() -> By:
    return member(By, request.args.get("by")) or By.DECISION


def _spot() -> Spot:
    start = min(max(request.args.get("start", 0, int), 0), FARTHEST)
    return Spot(start, request.args.get("column", ""), request.args.get("after", 0, int))


def _on_page(every: Sequence[str], spot: Spot) -> Sequence[str]:
    if spot.alone:
        return [key for key in every if key == spot.alone]
    return every[spot.start : spot.start + COLUMNS]


def _targets(by: By, every: Sequence[str]) -> Sequence[str]:
    """The columns that a point can be moved to."""
    return [key for key in every if key != UNDECIDED] if by in MOVABLE else []


def _names(
    round_: Round, by: By, sections: Mapping[uuid.UUID, Section], people: Sequence[User]
) -> Names:
    """What the columns can be called, in order."""
    if by is By.DECISION:
        decisions = {each.value: labels.DECISIONS[each] for each in Decision}
        known = {UNDECIDED: _("Left to assess"), **decisions}
        return Names(known, frozenset(known))
    if by is By.ASSIGNEE:
        known = {UNASSIGNED: _("Nobody's"), **{str(each.id): each.name for each in people}}
        return Names(known, frozenset(known))
    if by is By.THEME:
        themes = queries.themes(round_.consultation_id)
        known = {NO_THEME: _("No theme"), **{str(each.id): each.name for each in themes}}
        return Names(known, frozenset(known))
    return Names(parts_of(sections) if by is By.PART else {})
