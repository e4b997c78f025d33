"""Compiling and downloading reports: HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import queries as assessment
from webapp.core import access, clock
from webapp.core.forms import member
from webapp.core.rendering import gettext as _
from webapp.core.web import wants_fragment
from webapp.reports import labels, phrases, policy, queries, service
from webapp.reports.audience import LONG, Audience
from webapp.reports.forms import CompileForm, NeedsApprovalForm
from webapp.reports.models import Edition, ReportTemplate
from webapp.reports.queries import letters
from webapp.reports.service import Shape
from webapp.reports.views.frame import (
    as_file,
    blueprint,
    formats,
    tell_of_same,
    told_of_audiences,
)
from webapp.responses import queries as responses
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/rounds/<uuid:round_id>/report")
@access.staff()
def editions(round_id: uuid.UUID) -> ResponseReturnValue:
    """The editions of a round's report, and the button for a new one."""
    return _page(rounds.get(round_id))


@blueprint.post("/rounds/<uuid:round_id>/report")
@access.staff()
def compile(round_id: uuid.UUID) -> ResponseReturnValue:  # noqa: A001 - the endpoint's name
    """Ask for a new edition."""
    began, offered = clock.now(), queries.templates(round_id)
    form = CompileForm().offer(offered, _points(round_id))
    if not form.validate():
        return _page(rounds.get(round_id), form), HTTPStatus.UNPROCESSABLE_ENTITY
    edition = service.request(
        rounds.get(round_id),
        language=form.language.data,
        shape=Shape(form.readers, form.parts(), form.chosen(offered)),
        actor=current_user,
    )
    tell_of_same(edition, began)
    return redirect(url_for("reports.edition", edition_id=edition.id))


@blueprint.post("/editions/<uuid:edition_id>/cancel")
@access.staff(*policy.COMPILERS)
def cancel_edition(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Stop the compiling of an edition."""
    service.cancel_edition(queries.edition(edition_id), actor=current_user)
    flash(_("The compiling is stopped, and what was made of it is gone."), "success")
    return redirect(url_for("reports.edition", edition_id=edition_id))


@blueprint.post("/editions/<uuid:edition_id>/again")
@access.staff(*policy.COMPILERS)
def try_again(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Compile what is left of an edition that failed or was cancelled."""
    service.try_again(queries.edition(edition_id), actor=current_user)
    return redirect(url_for("reports.edition", edition_id=edition_id))


def _page(round_: Round, form: CompileForm | None = None) -> str:
    """The page of editions. Unless a form was sent, it offers what was chosen the last time.

    Where the address says who will read it, the parts are those that are usual for them.
    """
    found = queries.editions(round_.id)
    overall = assessment.overall(assessment.progress(round_.id))
    return render_template(
        "reports/editions.html",
        round=round_,
        editions=found,
        total=overall,
        form=form
        or _like(found[0] if found else None, queries.templates(round_.id), overall.total),
        may_compile=policy.may_compile(current_user.roles, round_, clock.now()),
        statuses=labels.STATUSES,
        **told_of_audiences(),
        rule=NeedsApprovalForm(
            formdata=None, data={"needs_approval": round_.report_needs_approval}
        ),
        written=queries.count_texts(round_.id),
        long=LONG,
    )


def _points(round_id: uuid.UUID) -> int:
    return assessment.overall(assessment.progress(round_id)).total


def _like(latest: Edition | None, offered: Sequence[ReportTemplate], points: int) -> CompileForm:
    """The form with what the latest edition had; before there is one, with the newest template."""
    audience = member(Audience, request.args.get("audience"))
    if latest is None:
        first = offered[0].id if offered else None
        form = CompileForm.like("sv", (), first, audience or Audience.PUBLIC, points)
    else:
        parts, readers = (() if audience else latest.parts), audience or latest.audience
        form = CompileForm.like(latest.language, parts, latest.template_id, readers, points)
    return form.offer(offered, points)


@blueprint.get("/editions/<uuid:edition_id>")
@access.staff()
def edition(edition_id: uuid.UUID) -> ResponseReturnValue:
    """One edition: how far it has come, and then its files."""
    found = queries.edition(edition_id)
    template = "reports/_edition.html" if wants_fragment() else "reports/edition.html"
    reach = letters.reach(found) if policy.will_be_told(found) else None
    return render_template(
        template,
        edition=found,
        round=found.round,
        formats=formats(found),
        order=[each.value for each in service.formats_of(found)],
        kept={each.format.value for each in found.files},
        steps=labels.STEPS,
        faults=labels.EDITION_FAULTS,
        may_compile=policy.may_compile(current_user.roles, found.round, clock.now()),
        may_publish=policy.may_publish(current_user.roles, found, clock.now()),
        may_ask=policy.may_ask(current_user.roles, found, clock.now()),
        may_withdraw=policy.may_withdraw(current_user.roles, found),
        approvals=queries.approvals(edition_id),
        holding=service.holding_approval(found),
        others=queries.other_published(found),
        secrecy=responses.checked_counts(found.round_id),
        hidden_since=responses.hidden_since(found.round_id, found.created_at),
        disowned=responses.disowned_since(found.round_id, found.created_at),
        by_post=letters.by_post(found.round_id) if found.is_sent_out else [],
        reach=reach,
        ways_told=phrases.ways_told(reach) if reach else {},
        most_by_post=letters.MOST_BY_POST,
        statuses=labels.STATUSES,
        audiences=phrases.AUDIENCES,
    )


@blueprint.get("/editions/<uuid:edition_id>/<format_>")
@access.staff()
def download(edition_id: uuid.UUID, format_: str) -> ResponseReturnValue:
    """One edition in one format, as a file."""
    return as_file(queries.edition(edition_id), format_)
