"""Arguments: views that are summed up once. HTTP only."""

import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import arguing, labels, policy, queries, service, voices
from webapp.assessment.arguing import Row, Shared
from webapp.assessment.forms import (
    AnswerForm,
    ArgumentForm,
    ArgumentsForm,
    ManyForm,
    PlaceForm,
)
from webapp.assessment.models import Argument, Point
from webapp.assessment.queries import LINES
from webapp.assessment.service import Beginning
from webapp.assessment.statuses import Choice
from webapp.assessment.views.frame import blueprint, settled, tell
from webapp.assessment.views.workbench import chosen, sections_of, workbench_page
from webapp.assessment.voices import Order
from webapp.core import access, clock
from webapp.core.forms import identifier, member
from webapp.core.rendering import gettext as _
from webapp.drafts.models import Section
from webapp.responses import queries as responses
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/rounds/<uuid:round_id>/arguments")
@access.staff()
def arguments(round_id: uuid.UUID) -> ResponseReturnValue:
    """The arguments of a round, by section or theme, what most say first."""
    round_ = rounds.get(round_id)
    sections, shared = sections_of(round_), queries.shared(round_id)
    shown = ArgumentsForm.of(
        request.args, sections.values(), queries.themes(round_.consultation_id)
    )
    found = queries.arguments(round_id, shown.asked())
    rows = [Row(each, shared.get(each.id, Shared())) for each in found]
    groups = arguing.grouped(rows, shown.grouping(), sections)
    page, more = arguing.page(groups, request.args.get("after", 0, int))
    return render_template(
        "assessment/arguments.html",
        filter=shown,
        groups=page,
        more=more,
        count=len(found),
        senders=queries.senders(round_id),
        **_around(round_, sections),
    )


@blueprint.route("/rounds/<uuid:round_id>/arguments/new", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def new_argument(round_id: uuid.UUID) -> ResponseReturnValue:
    """Sum up a view, of the points that the form or the address names."""
    round_ = rounds.get(round_id)
    form = ArgumentForm.new(list(sections_of(round_).values()), request.args.get("section", ""))
    ids = form.points.data or [identifier(request.args.get("point"))]
    points = queries.of_round(round_id, [each for each in ids if each])
    if form.validate_on_submit():
        made = form.attempt(lambda: _made(round_, form, points))
        if made is not None:
            flash(_("Argument A%(number)s is saved.", number=made.number), "success")
            return redirect(url_for("assessment.argument", argument_id=made.id))
    out_of = queries.argument_in(round_id, identifier(form.out_of.data))
    page = new_page(round_, form, points, out_of=out_of)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.post("/rounds/<uuid:round_id>/arguments/begin")
@access.staff(*policy.WEIGHERS)
def begin_argument(round_id: uuid.UUID) -> ResponseReturnValue:
    """The form for a new argument, of the points that are chosen in the list."""
    round_ = rounds.get(round_id)
    many = ManyForm.among(queries.weighers())
    points = many.attempt(lambda: chosen(round_, many))
    if points is None:
        return workbench_page(round_, many), HTTPStatus.UNPROCESSABLE_ENTITY
    keys = {point.section_key for point in points}
    section = keys.pop() if len(keys) == 1 else None
    sections = list(sections_of(round_).values())
    form = ArgumentForm.new(sections, section or "", formdata=None)
    return new_page(round_, form, points)


@blueprint.get("/arguments/<uuid:argument_id>")
@access.staff()
def argument(argument_id: uuid.UUID) -> ResponseReturnValue:
    """One argument: whose it is, the points behind it, and the answer to it."""
    found = queries.argument(argument_id)
    if found.merged_into_id is not None:
        return redirect(url_for("assessment.argument", argument_id=found.merged_into_id))
    return argument_page(found)


@blueprint.route("/arguments/<uuid:argument_id>/words", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def reword_argument(argument_id: uuid.UUID) -> ResponseReturnValue:
    """Change what an argument says."""
    found = queries.argument(argument_id)
    form = ArgumentForm.of(found)
    if form.validate_on_submit():
        said, began = form.summed(), form.memory()
        met = form.attempt(lambda: service.reword(found, said, began=began, actor=current_user))
        told = settled(found.id, form, met, "reword_argument")
        if told is not None:
            tell(_("Argument A%(number)s is saved.", number=found.number), told)
            return redirect(url_for("assessment.argument", argument_id=found.id))
    page = render_template(
        "assessment/argument_words.html",
        argument=found,
        form=form,
        all_themes=queries.themes(found.round.consultation_id),
        round=found.round,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.post("/arguments/<uuid:argument_id>/answer")
@access.staff(*policy.WEIGHERS)
def answer_argument(argument_id: uuid.UUID) -> ResponseReturnValue:
    """Decide on the view."""
    found = queries.argument(argument_id)
    form = AnswerForm()
    if form.validate():
        said, began = form.verdict(), form.memory()
        met = form.attempt(lambda: service.answer(found, said, began=began, actor=current_user))
        told = settled(found.id, form, met, "answer_argument")
        if told is not None:
            tell(_("The answer to argument A%(number)s is saved.", number=found.number), told)
            return redirect(url_for("assessment.argument", argument_id=found.id))
    return argument_page(found, answering=form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/arguments/<uuid:argument_id>/sections")
@access.staff(*policy.WEIGHERS)
def place_argument(argument_id: uuid.UUID) -> ResponseReturnValue:
    """Let an argument stand in another section, or in one no more."""
    found = queries.argument(argument_id)
    form = PlaceForm.among(list(sections_of(found.round).values()))
    key = identifier(form.section.data)
    if not form.validate() or key is None:
        form.section.errors = [_("Choose a section.")]
        return argument_page(found, placing=form), HTTPStatus.UNPROCESSABLE_ENTITY
    do = service.displace if request.form.get("do") == "remove" else service.place
    do(found, key, actor=current_user)
    flash(_("The sections of argument A%(number)s are saved.", number=found.number), "success")
    return redirect(url_for("assessment.argument", argument_id=found.id))


@blueprint.post("/arguments/<uuid:argument_id>/drop")
@access.staff(*policy.WEIGHERS)
def drop_argument(argument_id: uuid.UUID) -> ResponseReturnValue:
    """Let there be no such argument."""
    found = queries.argument(argument_id)
    service.drop(found, actor=current_user)
    flash(_("Argument A%(number)s is gone.", number=found.number), "success")
    return redirect(url_for("assessment.arguments", round_id=found.round_id))


def argument_page(argument: Argument, **wrong: object) -> str:
    """The page of one argument; `wrong`: a form of its that could not be taken, by name."""
    round_ = argument.round
    sections, behind = sections_of(round_), queries.said_behind(argument)
    choice = Choice(argument=argument.id)
    found = queries.lines(round_.id, choice, None, after=request.args.get("after", 0, int))
    beside = {
        "answering": AnswerForm.of(argument),
        "placing": PlaceForm.among(list(sections.values()), formdata=None),
        **wrong,
    }
    return render_template(
        "assessment/argument.html",
        argument=argument,
        voices=voices.of(behind, responses.beside(each.response_id for each in behind)),
        order=member(Order, request.args.get("order")) or Order.CATEGORY,
        points=len(behind),
        senders=queries.senders(round_.id),
        lines=found[:LINES],
        more=found[LINES - 1].point.number if len(found) > LINES else None,
        **_around(round_, sections),
        **beside,
    )


def new_page(
    round_: Round, form: ArgumentForm, points: Sequence[Point], *, out_of: Argument | None = None
) -> str:
    """The form for a new argument, with the points that it begins with."""
    return render_template(
        "assessment/argument_words.html",
        argument=None,
        form=form,
        points=points,
        out_of=out_of,
        all_themes=queries.themes(round_.consultation_id),
        round=round_,
    )


def _made(round_: Round, form: ArgumentForm, points: Sequence[Point]) -> Argument:
    key = identifier(form.section.data)
    begin = Beginning(form.made_key(), [key] if key else [], points)
    out_of = queries.argument_in(round_.id, identifier(form.out_of.data))
    if out_of is not None:
        return service.split(out_of, form.summed(), begin, actor=current_user)
    return service.sum_up(round_, form.summed(), begin, actor=current_user)


def _around(round_: Round, sections: Mapping[uuid.UUID, Section]) -> dict[str, Any]:
    return {
        "round": round_,
        "sections": sections,
        "decision_labels": labels.DECISIONS,
        "explanations": {d.value: text for d, text in labels.EXPLANATIONS.items()},
        "labels": labels,
        "today": clock.local(clock.now()).date(),
        "may_decide": policy.may_decide(current_user.roles, round_, clock.now()),
    }
