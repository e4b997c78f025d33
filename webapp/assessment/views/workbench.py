"""The list of a round's points, and what is done with several at once: HTTP only."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.models import User
from webapp.assessment import labels, policy, queries, service
from webapp.assessment.arguing import Named
from webapp.assessment.forms import ManyForm, SaveFilterForm, WorkbenchForm
from webapp.assessment.models import Argument, ManyKind, Point
from webapp.assessment.queries import LINES, MOST_AT_ONCE, MOST_COUNTED, Line
from webapp.assessment.statuses import PointStatus
from webapp.assessment.views.frame import QUESTIONS, STATEMENTS, WHOLE, blueprint, part_asked
from webapp.core import access, clock
from webapp.core.errors import DomainError
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised, ngettext
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.responses import labels as response_labels
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round

UNDOABLE = timedelta(days=1)
"""How long the list offers to undo what one did last."""


@blueprint.get("/rounds/<uuid:round_id>/points")
@access.staff()
def workbench(round_id: uuid.UUID) -> ResponseReturnValue:
    """The points of a round, narrowed to what the address asks for."""
    round_ = rounds.get(round_id)
    return workbench_page(round_, ManyForm.among(queries.weighers(), formdata=None))


@blueprint.post("/rounds/<uuid:round_id>/points")
@access.staff(*policy.WEIGHERS)
def change_many(round_id: uuid.UUID) -> ResponseReturnValue:
    """Do what the pressed button says with the chosen points of the list."""
    round_ = rounds.get(round_id)
    form = ManyForm.among(queries.weighers())
    form.offer(queries.standard_replies())
    if form.validate():
        told = form.attempt(lambda: _changed(round_, form))
        if told is not None:
            flash(*told)
            return redirect(back_to(round_))
    return workbench_page(round_, form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/changes/<uuid:change_id>/undo")
@access.staff(*policy.WEIGHERS)
def undo(change_id: uuid.UUID) -> ResponseReturnValue:
    """Let many points be as they were before one's own change."""
    change = queries.own_change(change_id, current_user.id)
    undone = service.undo(change, actor=current_user)
    message = ngettext("One point is as it was.", "%(num)s points are as they were.", undone)
    if undone < len(change.before):
        message += " " + _("The others were changed by somebody since, and were left alone.")
    flash(message, "success")
    if change.kind is ManyKind.CARRIED:
        point = queries.get(uuid.UUID(change.before[0]["point"]))
        return redirect(url_for("assessment.carry_over", response_id=point.response_id))
    return redirect(back_to(change.round))


def chosen(round_: Round, form: ManyForm) -> Sequence[Point]:
    """The points that are ticked, or all that the filter shows.

    Raises:
        DomainError: there are none, or too many for one press.
    """
    ids = [each for each in form.points.data or [] if each]
    if form.every.data:
        shown = filter_of(round_)
        asked = (round_.id, shown.choice(), part_asked(shown.part.data))
        # Those left of a group are decided on so many at a time, as its page says.
        is_group = bool(shown.alike.data) and shown.status.data == PointStatus.LEFT
        ids = list(queries.chosen_points(*asked, most=MOST_AT_ONCE + (0 if is_group else 1)))
    if len(ids) > MOST_AT_ONCE:
        raise DomainError(
            _l("At most %(most)s points at once. Narrow the list first.", most=MOST_AT_ONCE)
        )
    points = queries.of_round(round_.id, ids)
    if not points:
        raise DomainError(_l("Choose the points in the list first."))
    return points


def back_to(round_: Round) -> str:
    """The list with what the address asks for now."""
    shown = filter_of(round_)
    return url_for("assessment.workbench", round_id=round_.id, **shown.address())


def filter_of(
    round_: Round,
    sections: Mapping[uuid.UUID, Section] | None = None,
    people: Sequence[User] | None = None,
    arguments: Sequence[Named] | None = None,
) -> WorkbenchForm:
    """What the address asks for."""
    sections = sections_of(round_) if sections is None else sections
    return WorkbenchForm.of(
        request.args,
        parts=parts_of(sections),
        people=queries.weighers() if people is None else people,
        themes=queries.themes(round_.consultation_id),
        arguments=queries.named(round_.id) if arguments is None else arguments,
        alike=_group_asked(round_),
    )


def parts_of(sections: Mapping[uuid.UUID, Section]) -> Mapping[str, object]:
    """What parts of the material can be asked for, by their names in addresses."""
    return {
        STATEMENTS: _l("General statements"),
        **{str(k): f"{s.number} {localised(s.title)}".strip() for k, s in sections.items()},
        WHOLE: _l("On the document as a whole"),
        QUESTIONS: _l("Answers to the questions"),
    }


def workbench_page(round_: Round, form: ManyForm, *, saving: SaveFilterForm | None = None) -> str:
    """The list; `form` and `saving` are shown as they were sent."""
    sections = sections_of(round_)
    arguments = queries.named(round_.id)
    shown = filter_of(round_, sections, list(form.people.values()), arguments)
    form.seen.data = clock.now().isoformat()
    choice, part = shown.choice(), part_asked(shown.part.data)
    after = request.args.get("after", 0, int)
    found = queries.lines(round_.id, choice, part, after=after)
    is_all = not after and len(found) <= LINES
    since = clock.now() - UNDOABLE
    form.offer(queries.standard_replies())
    form.offer_arguments(arguments)
    return render_template(
        "assessment/workbench.html",
        round=round_,
        filter=shown,
        **_listed(round_, found[:LINES], more=len(found) > LINES),
        count=len(found) if is_all else queries.count_lines(round_.id, choice, part),
        most=MOST_COUNTED,
        most_at_once=MOST_AT_ONCE,
        sections=sections,
        form=form,
        ticked=set(form.points.data or []),
        saving=saving or SaveFilterForm(formdata=None),
        saved=queries.saved_filters(round_.id, current_user.id),
        change=queries.latest_change(round_.id, current_user.id, since),
        labels=labels,
        kinds=response_labels.KINDS,
        today=clock.local(clock.now()).date(),
        may_decide=policy.may_decide(current_user.roles, round_, clock.now()),
        demands_second=queries.demands_second(round_.id),
    )


def _group_asked(round_: Round) -> dict[str, object]:
    """The group of texts that the address asks for, under its name."""
    group = queries.find_alike_group(round_.id, identifier(request.args.get("alike", "")))
    if group is None:
        return {}
    return {str(group.id): _l("Alike with point %(number)s", number=group.lead.number)}


def _listed(round_: Round, page: Sequence[Line], *, more: bool) -> dict[str, Any]:
    groups = queries.groups_of([line.point.id for line in page])
    return {
        "alike": groups,
        "copies": queries.sizes(round_.id, {g.id for g in groups.values()}) if groups else {},
        "lines": page,
        "more": page[-1].point.number if more else None,
        "themes": queries.themes_of([line.point.id for line in page]),
        "arguments": queries.arguments_of([line.point.id for line in page]),
    }


def _changed(round_: Round, form: ManyForm) -> tuple[str, str]:
    """Change the chosen points; say how many were, and why the others were not."""
    points, do = chosen(round_, form), request.form.get("do", "")
    if do == "approve":
        return _approved(points, form)
    changed = _DONE.get(do, _given)(points, form)
    said = [ngettext("One point is changed.", "%(num)s points are changed.", changed)]
    if changed == 0:
        said = [_("No point is changed.")]
    if changed < len(points) and do == "decide":
        said.append(_("Those that are decided on already were left alone."))
    elif changed < len(points):
        said.append(_("What was like that already was left as it was."))
    if do == "decide" and queries.contradicted(points):
        said.append(_("Some of them change the text, against the decision: see that status."))
        return " ".join(said), "warning"
    return " ".join(said), "success" if changed else "info"


def _approved(points: Sequence[Point], form: ManyForm) -> tuple[str, str]:
    """Stand behind the decisions on the points; say how many were, and why the others were not."""
    found = service.approve_many(points, form.seen_at(), actor=current_user)
    said = [_("No decision is approved.")]
    if found.done:
        said = [
            ngettext("One decision is approved.", "%(num)s decisions are approved.", found.done)
        ]
    if found.own:
        said.append(
            ngettext(
                "One is your own decision, which another person must approve.",
                "%(num)s are your own decisions, which another person must approve.",
                found.own,
            )
        )
    if found.newer:
        said.append(
            ngettext(
                "One was decided on after you opened the list: read it first.",
                "%(num)s were decided on after you opened the list: read them first.",
                found.newer,
            )
        )
    if found.idle:
        said.append(
            ngettext(
                "One does not wait for a second person.",
                "%(num)s do not wait for a second person.",
                found.idle,
            )
        )
    return " ".join(said), "success" if found.done else "info"


def _given(points: Sequence[Point], form: ManyForm) -> int:
    return service.assign_many(points, form.errand(), actor=current_user)


def _argument(points: Sequence[Point], form: ManyForm) -> Argument | None:
    return queries.argument_in(points[0].round_id, identifier(form.argument.data))


_DONE: Mapping[str, Callable[[Sequence[Point], ManyForm], int]] = {
    "give": _given,
    "decide": lambda points, form: service.decide_many(points, form.verdict(), actor=current_user),
    "theme": lambda points, form: service.add_theme(
        points, form.theme.data or "", actor=current_user
    ),
    "untheme": lambda points, form: service.remove_theme(
        points, form.theme.data or "", actor=current_user
    ),
    "link": lambda points, form: service.link_points(
        points, _argument(points, form), actor=current_user
    ),
    "unlink": lambda points, form: service.unlink_points(
        points, _argument(points, form), actor=current_user
    ),
}
"""What each button of the list does."""


def sections_of(round_: Round) -> dict[uuid.UUID, Section]:
    """The sections of the text that the round is about, in order."""
    return {each.key: each for each in drafts.outline(round_.version_id)}
