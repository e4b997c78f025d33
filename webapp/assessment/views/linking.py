"""Linking points to arguments, from an argument's page and from a point's: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import labels, policy, queries, service
from webapp.assessment.forms import DecisionForm, FindPointsForm, LinkPointForm, TickForm
from webapp.assessment.models import Argument
from webapp.assessment.queries import LINES
from webapp.assessment.views.arguments import argument_page
from webapp.assessment.views.frame import blueprint, part_named
from webapp.assessment.views.points import point_page
from webapp.assessment.views.workbench import parts_of, sections_of
from webapp.core import access, clock
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext


@blueprint.route("/arguments/<uuid:argument_id>/points", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def find_points(argument_id: uuid.UUID) -> ResponseReturnValue:
    """Look for points that say what the argument sums up, and link those that are ticked."""
    argument = queries.argument(argument_id)
    form = TickForm()
    if form.validate_on_submit():
        points = queries.of_round(argument.round_id, form.ticked())
        linked = form.attempt(lambda: service.link_points(points, argument, actor=current_user))
        if linked is not None:
            flash(ngettext("One point is linked.", "%(num)s points are linked.", linked), "success")
            return redirect(url_for("assessment.argument", argument_id=argument.id))
    page = _found(argument, form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.post("/arguments/<uuid:argument_id>/unlink")
@access.staff(*policy.WEIGHERS)
def unlink_points(argument_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the ticked points are not what the argument sums up."""
    argument = queries.argument(argument_id)
    form = TickForm()
    points = queries.of_round(argument.round_id, form.ticked())
    gone = form.attempt(lambda: service.unlink_points(points, argument, actor=current_user))
    if gone is None:
        flash(str(form.form_errors[0]), "warning")
        return argument_page(argument), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(ngettext("One point is taken out.", "%(num)s points are taken out.", gone), "success")
    return redirect(url_for("assessment.argument", argument_id=argument.id))


@blueprint.post("/points/<uuid:point_id>/arguments")
@access.staff(*policy.WEIGHERS)
def link_point(point_id: uuid.UUID) -> ResponseReturnValue:
    """Let an argument sum up one point, or do so no more."""
    point = queries.get(point_id)
    form = LinkPointForm.among(queries.named(point.round_id))
    removes = request.form.get("do") == "remove"
    do = service.unlink_points if removes else service.link_points
    chosen = queries.argument_in(point.round_id, identifier(form.argument.data))
    if form.validate():
        done = form.attempt(lambda: do([point], chosen, actor=current_user))
        if done is not None:
            flash(_("The arguments of the point are saved."), "success")
            return redirect(url_for("assessment.decide", point_id=point.id))
    page = point_page(point, DecisionForm.of(point), linking=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _found(argument: Argument, form: TickForm) -> str:
    round_ = argument.round
    sections = sections_of(round_)
    shown = FindPointsForm.of(request.args, parts_of(sections))
    part = part_named(str(shown.part.data)) if shown.part.data else None
    after = request.args.get("after", 0, int)
    found = queries.lines(round_.id, shown.choice(), part, after=after)
    ids = [line.point.id for line in found[:LINES]]
    return render_template(
        "assessment/argument_points.html",
        argument=argument,
        round=round_,
        filter=shown,
        form=form,
        lines=found[:LINES],
        more=found[LINES - 1].point.number if len(found) > LINES else None,
        arguments=queries.arguments_of(ids),
        ticked=set(form.ticked()),
        sections=sections,
        labels=labels,
        today=clock.local(clock.now()).date(),
        may_decide=policy.may_decide(current_user.roles, round_, clock.now()),
    )
