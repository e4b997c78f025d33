"""Texts that are alike: asking for a search, and saying of a group whether it is one. HTTP only."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import labels, policy, queries, service
from webapp.assessment.forms import ManyForm
from webapp.assessment.models import AlikeGroup, GroupState
from webapp.assessment.queries import GROUPS, MOST_AT_ONCE, NAMES, NEAR
from webapp.assessment.views.frame import blueprint
from webapp.core import access, clock
from webapp.core.forms import identifier, member
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.core.web import wants_fragment
from webapp.rounds import queries as rounds


@blueprint.get("/rounds/<uuid:round_id>/alike")
@access.staff()
def alike(round_id: uuid.UUID) -> ResponseReturnValue:
    """The groups of texts that are alike, and how far a search for them has come."""
    search = queries.latest_search(round_id)
    if wants_fragment() and not request.args.get("after"):
        if search is None or search.is_over:
            return Response(headers={"HX-Refresh": "true"})
        return render_template("assessment/_alike_search.html", search=search)
    round_ = rounds.get(round_id)
    state = member(GroupState, request.args.get("show", "")) or GroupState.PROPOSED
    skipped = max(0, request.args.get("after", 0, int))
    found = queries.alike_groups(round_id, state, skipped=skipped)
    return render_template(
        "assessment/alike.html",
        round=round_,
        search=search,
        later=queries.count_later(search) if search and search.is_over else 0,
        state=state,
        counts=queries.count_groups(round_id),
        groups=found[:GROUPS],
        more=skipped + GROUPS if len(found) > GROUPS else None,
        copies=queries.copies([each[0].id for each in found[:GROUPS]]),
        states=labels.GROUP_STATES,
        may_decide=policy.may_decide(current_user.roles, round_, clock.now()),
    )


@blueprint.post("/rounds/<uuid:round_id>/alike")
@access.staff(*policy.WEIGHERS)
def find_alike(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a search through the texts of a round."""
    service.request_search(rounds.get(round_id), actor=current_user)
    return redirect(url_for("assessment.alike", round_id=round_id))


@blueprint.get("/alike/<uuid:group_id>")
@access.staff()
def alike_group(group_id: uuid.UUID) -> ResponseReturnValue:
    """One group: the text that leads it, who says the same, and what differs in the others."""
    group = queries.alike_group(group_id)
    skipped = max(0, request.args.get("after", 0, int))
    near = queries.near_members(group_id, skipped=skipped)
    lead = queries.text_of(group.lead_id)
    form = ManyForm.among([], formdata=None)
    form.offer(queries.standard_replies())
    return render_template(
        "assessment/alike_group.html",
        group=group,
        round=group.round,
        lead=lead,
        copies=queries.copies([group.id]).get(group.id, queries.Copies()),
        same=queries.same_members(group_id),
        near=[(each, labels.differing(lead, each.text)) for each in near[:NEAR]],
        more=skipped + NEAR if len(near) > NEAR else None,
        most_named=NAMES,
        most_at_once=MOST_AT_ONCE,
        **_shown(group, form),
    )


@blueprint.post("/alike/<uuid:group_id>")
@access.staff(*policy.WEIGHERS)
def settle_alike(group_id: uuid.UUID) -> ResponseReturnValue:
    """Do what the pressed button says with a group."""
    group = queries.alike_group(group_id)
    message = _DONE.get(request.form.get("do", ""), _confirmed)(group)
    flash(message, "success")
    return redirect(url_for("assessment.alike_group", group_id=group.id))


def _shown(group: AlikeGroup, form: ManyForm) -> dict[str, Any]:
    return {
        "form": form,
        "states": labels.GROUP_TAGS,
        "may_decide": policy.may_decide(current_user.roles, group.round, clock.now()),
    }


def _chosen() -> set[uuid.UUID]:
    found = (identifier(each) for each in request.form.getlist("out"))
    return {each for each in found if each is not None}


def _confirmed(group: AlikeGroup) -> str:
    size = service.confirm_group(group, _chosen(), actor=current_user)
    return ngettext("One text is in the group.", "%(num)s texts are in the group.", size)


def _rejected(group: AlikeGroup) -> str:
    service.reject_group(group, actor=current_user)
    return _("The texts are not seen as one. A new search does not propose them again.")


def _reopened(group: AlikeGroup) -> str:
    service.reopen_group(group, actor=current_user)
    return _("The group is a proposal again.")


def _left_out(group: AlikeGroup) -> str:
    for point_id in _chosen():
        service.leave_out(group, point_id, actor=current_user)
    return _("The text is taken out of the group.")


_DONE: Mapping[str, Callable[[AlikeGroup], str]] = {
    "confirm": _confirmed,
    "reject": _rejected,
    "reopen": _reopened,
    "leave_out": _left_out,
}
"""What each button of a group does."""
