"""Making one argument of two, and two of one: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.forms import ArgumentForm, MergeForm, TickForm
from webapp.assessment.models import Argument
from webapp.assessment.views.arguments import argument_page, new_page
from webapp.assessment.views.frame import blueprint
from webapp.assessment.views.workbench import sections_of
from webapp.core import access
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _


@blueprint.route("/arguments/<uuid:argument_id>/merge", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def merge_argument(argument_id: uuid.UUID) -> ResponseReturnValue:
    """Let an argument be a part of another."""
    found = queries.argument(argument_id)
    others = [each for each in queries.named(found.round_id) if each.id != found.id]
    form = MergeForm.among(others)
    if form.validate_on_submit():
        into = form.attempt(lambda: _merged(found, form))
        if into is not None:
            words = {"one": found.number, "other": into.number}
            flash(_("A%(one)s is now a part of argument A%(other)s.", **words), "success")
            return redirect(url_for("assessment.argument", argument_id=into.id))
    page = render_template(
        "assessment/merge_argument.html",
        argument=found,
        round=found.round,
        form=form,
        others=others,
        shared=queries.shared_by(found.id),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.post("/arguments/<uuid:argument_id>/split")
@access.staff(*policy.WEIGHERS)
def split_argument(argument_id: uuid.UUID) -> ResponseReturnValue:
    """The form for a new argument, of those of an argument's points that are ticked."""
    found = queries.argument(argument_id)
    points = queries.of_round(found.round_id, TickForm().ticked())
    if not points:
        flash(_("Choose the points in the list first."), "warning")
        return argument_page(found), HTTPStatus.UNPROCESSABLE_ENTITY
    sections = list(sections_of(found.round).values())
    likely = found.section_keys[0] if len(found.section_keys) == 1 else ""
    form = ArgumentForm.new(sections, likely, formdata=None)
    return new_page(found.round, form, points, out_of=found)


def _merged(argument: Argument, form: MergeForm) -> Argument:
    into = queries.argument_in(argument.round_id, identifier(form.argument.data))
    return service.merge(argument, into, actor=current_user)
