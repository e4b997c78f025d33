"""Filters under a name, and the themes of one point: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.forms import DecisionForm, ManyForm, SaveFilterForm, ThemeForm
from webapp.assessment.views.frame import blueprint
from webapp.assessment.views.points import point_page
from webapp.assessment.views.workbench import back_to, filter_of, workbench_page
from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.rounds import queries as rounds


@blueprint.post("/rounds/<uuid:round_id>/points/filters")
@access.staff()
def save_filter(round_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what the address asks for under a name."""
    round_ = rounds.get(round_id)
    asked = filter_of(round_).address()
    form = SaveFilterForm()
    if form.validate() and form.attempt(lambda: _saved(round_id, form, asked)):
        flash(_("The filter is saved."), "success")
        return redirect(back_to(round_))
    many = ManyForm.among(queries.weighers(), formdata=None)
    return workbench_page(round_, many, saving=form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/filters/<uuid:filter_id>/forget")
@access.staff()
def forget_filter(filter_id: uuid.UUID) -> ResponseReturnValue:
    """Keep one of one's own filters no longer."""
    saved = queries.own_filter(filter_id, current_user.id)
    service.forget_filter(saved)
    flash(_("The filter is gone. The points are still there."), "success")
    return redirect(url_for("assessment.workbench", round_id=saved.round_id))


@blueprint.post("/points/<uuid:point_id>/themes")
@access.staff(*policy.WEIGHERS)
def change_theme(point_id: uuid.UUID) -> ResponseReturnValue:
    """Put a point under a theme, or take it out of one."""
    point = queries.get(point_id)
    form = ThemeForm()
    do = service.remove_theme if request.form.get("do") == "remove" else service.add_theme
    if form.validate():
        changed = form.attempt(lambda: do([point], form.theme.data or "", actor=current_user))
        if changed is not None:
            flash(_("The themes of the point are saved."), "success")
            return redirect(url_for("assessment.decide", point_id=point.id))
    page = point_page(point, DecisionForm.of(point), theming=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _saved(round_id: uuid.UUID, form: SaveFilterForm, asked: dict[str, str]) -> bool:
    name, shared = form.name.data or "", bool(form.shared.data)
    service.save_filter(round_id, name, asked, shared=shared, actor=current_user)
    return True
