"""Points that change the text, and the list of changes: HTTP only."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import labels, listing, placing, policy, queries, service
from webapp.assessment.forms import FinishForm, LinkForm, WordingForm
from webapp.assessment.models import Point, PointChange
from webapp.assessment.placing import Plan
from webapp.assessment.views.frame import blueprint
from webapp.core import access
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.drafts import blocks
from webapp.drafts import policy as drafts_policy
from webapp.drafts import queries as drafts
from webapp.drafts.comparing import Standing
from webapp.drafts.forms import compare_form
from webapp.drafts.models import Block, Document
from webapp.drafts.service import Spot, Written


@blueprint.post("/points/<uuid:point_id>/accept")
@access.staff(*policy.WEIGHERS)
def accept(point_id: uuid.UUID) -> ResponseReturnValue:
    """Take what the point proposes into the text that is being written."""
    point = queries.get(point_id)
    form = FinishForm()
    if form.attempt(lambda: service.accept(point, actor=current_user)) is None:
        flash(str(form.form_errors[0]), "warning")
        return redirect(url_for("assessment.write_text", point_id=point_id))
    flash(_("The proposal of point %(number)s is in the text.", number=point.number), "success")
    return redirect(url_for("assessment.decide", point_id=point_id) + "#text")


@blueprint.route("/points/<uuid:point_id>/text", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def write_text(point_id: uuid.UUID) -> ResponseReturnValue:
    """Write the paragraph that the point is on, beginning from what it proposes."""
    point = queries.get(point_id)
    form = WordingForm()
    sent = form.is_submitted()
    if form.validate_on_submit():
        made = form.attempt(lambda: service.write(point, form.wording(), actor=current_user))
        if made is not None:
            flash(_("The text is changed for point %(number)s.", number=point.number), "success")
            return redirect(url_for("assessment.decide", point_id=point_id) + "#text")
    plan = _plan(point, form.block.data if sent else request.args.get("block"))
    if sent:
        form.seen.data = plan.now if plan else ""
    else:
        form = _begun(plan)
    page = render_template(
        "assessment/write_text.html",
        point=point,
        round=point.round,
        plan=plan,
        form=form,
        why=labels.OBSTACLES[plan.obstacle] if plan and plan.obstacle else "",
        document=point.round.version.document,
        plain=blocks.plain,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK


def _plan(point: Point, block: str | None) -> Plan | None:
    """What the point proposes, in the paragraph that is chosen where it does not say which."""
    plan = queries.plan(point)
    return placing.at(plan, identifier(block)) if plan else None


def _begun(plan: Plan | None) -> WordingForm:
    if plan is None:
        return WordingForm.beginning("", "", None)
    text = "\n\n".join(plan.new) if plan.is_added else plan.text or plan.now
    return WordingForm.beginning(text, plan.now, plan.block_key)


@blueprint.route("/points/<uuid:point_id>/link", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def link(point_id: uuid.UUID) -> ResponseReturnValue:
    """Say which change, written in the document, came of the point."""
    point = queries.get(point_id)
    document = drafts.document(point.round.version.document_id)
    made = _Made(point, document)
    form = LinkForm.among(list(made.names()))
    if form.validate_on_submit():
        spot, written = made.chosen(str(form.change.data))
        service.link(point, spot, written, actor=current_user)
        flash(_("The change is linked to point %(number)s.", number=point.number), "success")
        return redirect(url_for("assessment.decide", point_id=point_id) + "#text")
    page = render_template(
        "assessment/link.html",
        leading=queries.LEADING,
        decision_labels=labels.DECISIONS,
        point=point,
        round=point.round,
        form=form,
        document=document,
        sections=made.sections,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.post("/text-changes/<uuid:change_id>/back")
@access.staff(*policy.WEIGHERS)
def take_back(change_id: uuid.UUID) -> ResponseReturnValue:
    """Let the text say again what it said before the point changed it."""
    change = queries.change(change_id)
    point_id = change.point_id
    form = FinishForm()
    if form.attempt(lambda: service.take_back(change, actor=current_user)):
        flash(_("It is undone."), "success")
    else:
        flash(str(form.form_errors[0]), "warning")
    return redirect(url_for("assessment.decide", point_id=point_id) + "#text")


@blueprint.get("/documents/<uuid:document_id>/changes")
@access.staff()
def changes(document_id: uuid.UUID) -> ResponseReturnValue:
    """What differs between two versions, each change with its points and why."""
    document = drafts.document(document_id)
    form = compare_form(document, request.args)
    versions = {each.id: each for each in document.versions}
    former, later = versions[form.former.data], versions[form.later.data]
    causes = queries.changes_between(document, former, later)
    rows = drafts.reading(former.id), drafts.reading(later.id)
    return render_template(
        "assessment/changes.html",
        document=document,
        form=form,
        former=former,
        later=later,
        listed=list(listing.listed(*rows, [str(form.language.data)], causes)),
        lacking=queries.lacking_change(former),
        most_lacking=queries.MOST_LACKING,
        decisions=labels.DECISIONS,
        Standing=Standing,
        may_write=drafts_policy.may_write(current_user.roles),
    )


class _Made:
    """The changes in the text since the version that a point is on, to choose among."""

    def __init__(self, point: Point, document: Document) -> None:
        former = drafts.reading(point.round.version_id)
        working = drafts.working_version(document.id)
        later = drafts.reading(working.id) if working else []
        tags = [document.source_language, *document.languages]
        languages = list(dict.fromkeys(tags))
        none: Mapping[uuid.UUID, Sequence[PointChange]] = {}
        self.sections = list(listing.listed(former, later, languages, none))
        self._former = {block.key: block for each in former for block in each.blocks}
        self._later = {block.key: block for each in later for block in each.blocks}
        self._order = [block.key for each in later for block in each.blocks]

    def names(self) -> Iterator[tuple[str, str]]:
        """What each is sent as, and called."""
        for section in self.sections:
            for each in section.blocks:
                said = each.block.later or each.block.former
                name = f"{section.section.key}:{each.block.key}:{section.language}"
                yield name, f"{section.names}: {' '.join(said.split())[:120]}"

    def chosen(self, name: str) -> tuple[Spot, Written]:
        """Where the chosen change is, and what it is."""
        section, block, language = name.split(":")
        key = uuid.UUID(block)
        place = self._order.index(key) if key in self._order else 0
        behind = self._order[place - 1] if place else None
        before, after = self._former.get(key), self._later.get(key)
        return Spot(uuid.UUID(section), key, language), Written(
            key, behind, _text(before), _text(after)
        )


def _text(block: Block | None) -> dict[str, Any]:
    return dict(block.text) if block else {}
