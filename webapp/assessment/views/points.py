"""Weighing the points of a round: HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import labels, policy, queries, service
from webapp.assessment.forms import (
    AskForm,
    AssignForm,
    DecisionForm,
    FinishForm,
    LinkPointForm,
    NoteForm,
    ThemeForm,
)
from webapp.assessment.meeting import Met
from webapp.assessment.models import Decision, Origin, Point
from webapp.assessment.queries import PAGE, Part, Progress
from webapp.assessment.views.frame import blueprint, name_of, part_named, settled, tell
from webapp.core import access, clock
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.web import safe_next, wants_fragment
from webapp.drafts import designations
from webapp.drafts import queries as drafts
from webapp.drafts.labels import designation
from webapp.drafts.models import Section
from webapp.responses import labels as response_labels
from webapp.responses import queries as responses
from webapp.responses.emails import recipients
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/rounds/<uuid:round_id>/assessment")
@access.staff()
def overview(round_id: uuid.UUID) -> ResponseReturnValue:
    """How far the weighing has come, part by part."""
    round_ = rounds.get(round_id)
    counted = queries.counted(round_id)
    progress, decisions = queries.progress_of(counted), queries.by_decision(counted)
    total = queries.overall(progress)
    return render_template(
        "assessment/overview.html",
        round=round_,
        rows=_rows(drafts.outline(round_.version_id), progress),
        total=total,
        decisions=[(labels.DECISIONS[each], decisions.get(each, 0)) for each in Decision],
        next_point=queries.first_undecided(round_id),
        may_decide=policy.may_decide(current_user.roles, round_, clock.now()),
        demands_second=queries.demands_second(round_id),
        may_finish=policy.may_finish(current_user.roles, round_, clock.now(), left=total.open),
        form=FinishForm(),
    )


@blueprint.get("/rounds/<uuid:round_id>/assessment/<part>")
@access.staff()
def section(round_id: uuid.UUID, part: str) -> ResponseReturnValue:
    """The points of one part, each with its form, a page at a time."""
    round_ = rounds.get(round_id)
    chosen = part_named(part)
    undecided = request.args.get("show") == "undecided"
    found = queries.in_part(
        round_id, chosen, after=request.args.get("after", 0, int), undecided=undecided
    )
    points = found[:PAGE]
    return render_template(
        "assessment/section.html",
        part=part,
        section=_section(round_, chosen),
        points=[(point, DecisionForm.of(point)) for point in points],
        more=points[-1].number if len(found) > PAGE else None,
        undecided=undecided,
        outline=_rows(drafts.outline(round_.version_id), queries.progress(round_id)),
        **_words(round_, points),
    )


@blueprint.route("/points/<uuid:point_id>", methods=["GET", "POST"])
@access.staff()
def decide(point_id: uuid.UUID) -> ResponseReturnValue:
    """One point with its form; saving goes back to the page that it was shown on."""
    point = queries.get(point_id)
    if request.method == "GET":
        service.note_opened(point.id, current_user)
    if request.method in {"GET", "HEAD"}:
        return _begun_page(point)
    form, complete = DecisionForm(), point.round.assessed_at is not None
    if request.form.get("do") == "standard":
        form.begin_with(queries.standard_text(request.form.get("standard", "")))
        form.renumber(point)
        return _fragment(point, form) if wants_fragment() else point_page(point, form)
    if form.validate():
        met = form.attempt(lambda: _decided(point, form))
        told = settled(point.id, form, met, "decide", "undo", "take_back")
        if told is not None:
            return _saved(point, form, _and_open(told, point.round) if complete else told)
    form.renumber(point)
    page = _fragment(point, form) if wants_fragment() else point_page(point, form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/rounds/<uuid:round_id>/assessment/finish")
@access.staff()
def finish(round_id: uuid.UUID) -> ResponseReturnValue:
    """Call the assessment complete."""
    service.finish(rounds.get(round_id), actor=current_user)
    flash(_("The assessment is complete. Now the report can be compiled."), "success")
    return redirect(url_for("reports.editions", round_id=round_id))


def _begun_page(point: Point) -> str:
    """The page with the decision that the address asks for, or the former point's that it names."""
    form = DecisionForm.of(point)
    form.prefer(request.args.get("decision"))
    former = queries.former_of(point, identifier(request.args.get("from")))
    if former is None or former.decision is None or point.decision is not None:
        return point_page(point, form)
    form.begin_from(former)
    return point_page(point, form, begun_with=former)


def _decided(point: Point, form: DecisionForm) -> Met:
    return service.decide(point, form.verdict(), began=form.memory(), actor=current_user)


def _and_open(told: str, round_: Round) -> str:
    """What to tell whoever saved, with what became of an assessment that was complete."""
    if round_.assessed_at is not None:
        return told
    opened = _(
        "The decision waits for a second person, so the assessment is not complete any more."
    )
    return f"{told} {opened}".strip()


def _saved(point: Point, form: DecisionForm, told: str) -> ResponseReturnValue:
    if wants_fragment():
        return _fragment(point, DecisionForm.of(point), saved=_("Saved."), told=told)
    tell(_("The decision on point %(number)s is saved.", number=point.number), told)
    back = safe_next(form.after.data) or url_for("assessment.decide", point_id=point.id)
    return redirect(f"{back}#point-{point.number}")


def point_page(point: Point, form: DecisionForm, **wrong: object) -> str:
    """The page of one point; `wrong`: a form beside its own that could not be taken, by name."""
    chosen = Part(point.origin, point.section_key)
    assignment = queries.assignment(point.id)
    beside = {
        "assigning": AssignForm.of(service.errand_of(assignment), queries.weighers()),
        "theming": ThemeForm(formdata=None),
        "linking": LinkPointForm.among(queries.named(point.round_id), formdata=None),
        "asking": AskForm.fresh(),
        "noting": NoteForm.every(),
        **wrong,
    }
    return render_template(
        "assessment/point.html",
        point=point,
        form=form,
        part=name_of(chosen),
        section=_section(point.round, chosen),
        assignment=assignment,
        **_around(point),
        **beside,
        **_words(point.round, [point]),
    )


def _around(point: Point) -> dict[str, Any]:
    """Who has opened the point, and what it is about. What cannot be is not asked for."""
    changes = queries.changes_of([point.id]).get(point.id, [])
    response = point.response
    return {
        "openings": queries.openings(point.id),
        "themes": queries.themes_of([point.id]).get(point.id, []),
        "arguments": queries.arguments_of([point.id]).get(point.id, []),
        "all_themes": queries.themes(point.round.consultation_id),
        "notes": queries.notes(point.id),
        "carried": queries.carried_from([point.id]).get(point.id) if response.replaces_id else None,
        "replaced_by": responses.replaced_by(response) if point.is_replaced else None,
        "alike": _alike(point),
        "related": queries.related_to(point.id),
        "neighbours": queries.neighbours(point),
        "plan": queries.plan(point),
        "changes": changes,
        "sharing": queries.sharing(point) if changes else {},
        "obstacles": labels.OBSTACLES,
        "ways": labels.WAYS,
        "told": list(recipients(response)),
        "may_note": policy.is_weighable(point.round, clock.now()),
        "today": clock.local(clock.now()).date(),
    }


def _alike(point: Point) -> dict[str, Any]:
    """The group of texts that the point is in, or that a search proposes it for."""
    group, is_confirmed = queries.group_beside(point.id)
    number = queries.copies([group.id]).get(group.id) if group else None
    return {"group": group, "number": number, "is_confirmed": is_confirmed}


def _fragment(point: Point, form: DecisionForm, **said: str) -> str:
    return render_template(
        "assessment/_point.html",
        point=point,
        form=form,
        **said,
        **_words(point.round, [point]),
    )


def _words(round_: Round, points: Sequence[Point]) -> dict[str, Any]:
    return {
        "approvals": queries.approvals_of([point.id for point in points if point.decision]),
        "demands_second": queries.demands_second(round_.id),
        "deciders": queries.deciders([point.id for point in points]),
        "standard_replies": queries.standard_replies(),
        "contradicted": queries.contradicted(points),
        "clarifications": queries.clarifications_of([point.id for point in points]),
        "round": round_,
        "decision_labels": labels.DECISIONS,
        "explanations": {d.value: text for d, text in labels.EXPLANATIONS.items()},
        "positions": response_labels.POSITIONS,
        "kinds": response_labels.KINDS,
        "may_decide": policy.may_decide(current_user.roles, round_, clock.now()),
        "here": request.form.get("after", "") or request.full_path.rstrip("?"),
    }


def _rows(outline: Any, progress: dict[Part, Progress]) -> list[dict[str, Any]]:
    """One row a part, in the order of the report: statements, sections, the whole, questions."""
    called = designations.of(outline)
    parts = [
        (Part(Origin.STATEMENT), "", _l("General statements"), 0),
        *((Part(Origin.COMMENT, row.key), row.number, row.title, row.level - 1) for row in outline),
        (Part(Origin.COMMENT), "", _l("On the document as a whole"), 0),
        (Part(Origin.ANSWER), "", _l("Answers to the questions"), 0),
    ]
    return [
        {
            "name": name_of(part),
            "number": number,
            "title": title,
            "depth": depth,
            "designation": designation(called.get(part.section_key)) if part.section_key else "",
            "progress": progress.get(part, Progress()),
        }
        for part, number, title, depth in parts
    ]


def _section(round_: Round, part: Part) -> Section | None:
    if part.section_key is None:
        return None
    return drafts.section(round_.version_id, part.section_key)
