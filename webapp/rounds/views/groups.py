"""Pages of a round's recipient groups: HTTP only."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.rounds import distribution, forms, policy, queries, service
from webapp.rounds.models import RecipientGroup, Round
from webapp.rounds.views.frame import blueprint, form_page


@blueprint.get("/rounds/<uuid:round_id>/groups")
@access.staff()
def groups(round_id: uuid.UUID) -> ResponseReturnValue:
    """The groups of a round: who is in each, what it is asked, which letter it gets."""
    round_ = queries.get(round_id)
    invited = distribution.invited_by_category(round_id)
    return render_template(
        "rounds/groups.html",
        round=round_,
        lines=queries.group_lines(round_),
        invited=invited,
        put=forms.PlaceInGroupForm.on(round_, tuple(invited)),
    )


@blueprint.get("/rounds/<uuid:round_id>/groups/bodies")
@access.staff(*policy.EDITORS)
def group_bodies(round_id: uuid.UUID) -> ResponseReturnValue:
    """The distribution list, to put some of it in a group."""
    round_ = queries.get(round_id)
    policy.require_changeable(round_, clock.now())
    form = forms.ChoiceForm(request.args)
    found, cursor = queries.lines(round_, form.choice(), clock.now())
    return render_template(
        "rounds/group_bodies.html",
        round=round_,
        choices=form,
        lines=found,
        cursor=cursor,
        put=forms.PlaceInGroupForm.on(round_),
    )


@blueprint.post("/rounds/<uuid:round_id>/groups/bodies")
@access.staff(*policy.EDITORS)
def put_in_group(round_id: uuid.UUID) -> ResponseReturnValue:
    """Put bodies in a group: a whole category, or those chosen."""
    round_ = queries.get(round_id)
    form = forms.PlaceInGroupForm.on(round_)
    if not form.is_known:
        return _to_groups(round_id, _("Nothing was changed. Choose a group."))
    chosen = service.Chosen(form.chosen_category, form.chosen)
    count = service.put_in_group(round_, form.meant(round_), chosen, current_user)
    told = ngettext("One body is put in its group.", "%(num)s bodies are put in the group.", count)
    return _to_groups(round_id, told if count else _("No body was chosen."))


@blueprint.route("/rounds/<uuid:round_id>/groups/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_group(round_id: uuid.UUID) -> ResponseReturnValue:
    """Make a group."""
    round_ = queries.get(round_id)
    policy.require_changeable(round_, clock.now())
    form = forms.GroupForm.of()
    if not _previews() and form.validate_on_submit():
        made = form.attempt(lambda: service.add_group(round_, form.told(), current_user))
        if made is not None:
            return _to_groups(round_id, _("The group is made. Now put bodies in it."))
    return _page(form, round_, None)


@blueprint.route("/groups/<uuid:group_id>/edit", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def edit_group(group_id: uuid.UUID) -> ResponseReturnValue:
    """Change a group's name or letter."""
    group = queries.group(group_id)
    policy.require_changeable(group.round, clock.now())
    form = forms.GroupForm.of(group)
    if not _previews() and form.validate_on_submit():
        service.change_group(group, form.told(), current_user)
        return _to_groups(group.round_id, _("Saved."))
    return _page(form, group.round, group)


@blueprint.route("/groups/<uuid:group_id>/remove", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def remove_group(group_id: uuid.UUID) -> ResponseReturnValue:
    """Take a group away: a page that asks, and the button that does it."""
    group = queries.group(group_id)
    round_ = group.round
    policy.require_changeable(round_, clock.now())
    if request.method == "POST":
        service.remove_group(group, current_user)
        return _to_groups(round_.id, _("The group is removed."))
    alone = queries.questions_alone_of(group)
    return render_template("rounds/remove_group.html", round=round_, group=group, alone=alone)


def _previews() -> bool:
    return request.form.get("do") == "preview"


def _to_groups(round_id: uuid.UUID, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("rounds.groups", round_id=round_id))


def _page(
    form: forms.GroupForm, round_: Round, group: RecipientGroup | None
) -> ResponseReturnValue:
    return form_page("rounds/group_form.html", form, round=round_, group=group)
