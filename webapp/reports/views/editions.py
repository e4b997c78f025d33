"""Compiling, downloading and publishing reports: HTTP only."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from webapp.assessment import queries as assessment
from webapp.core import access, clock, storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import download as as_download
from webapp.core.web import wants_fragment
from webapp.reports import labels, policy, queries, service
from webapp.reports.forms import CompileForm, PublishForm
from webapp.reports.models import Edition, EditionStatus, Format
from webapp.reports.views.frame import blueprint
from webapp.rounds import queries as rounds


@blueprint.get("/rounds/<uuid:round_id>/report")
@access.staff()
def editions(round_id: uuid.UUID) -> ResponseReturnValue:
    """The editions of a round's report, and the button for a new one."""
    round_ = rounds.get(round_id)
    left = assessment.overall(assessment.progress(round_id)).left
    return render_template(
        "reports/editions.html",
        round=round_,
        editions=queries.editions(round_id),
        left=left,
        form=CompileForm(),
        may_compile=policy.may_compile(current_user.roles, round_, clock.now()),
        statuses=labels.STATUSES,
    )


@blueprint.post("/rounds/<uuid:round_id>/report")
@access.staff()
def compile(round_id: uuid.UUID) -> ResponseReturnValue:  # noqa: A001 - the endpoint's name
    """Ask for a new edition."""
    form = CompileForm()
    if not form.validate():
        return redirect(url_for("reports.editions", round_id=round_id))
    edition = service.request(rounds.get(round_id), language=form.language.data, actor=current_user)
    return redirect(url_for("reports.edition", edition_id=edition.id))


@blueprint.get("/editions/<uuid:edition_id>")
@access.staff()
def edition(edition_id: uuid.UUID) -> ResponseReturnValue:
    """One edition: how far it has come, and then its files."""
    found = queries.edition(edition_id)
    template = "reports/_edition.html" if wants_fragment() else "reports/edition.html"
    return render_template(
        template,
        edition=found,
        round=found.round,
        formats=_formats(found),
        step=labels.FORMATS.get(Format(found.step)) if found.step else None,
        under_way=found.status in {EditionStatus.QUEUED, EditionStatus.RUNNING},
        may_publish=policy.may_publish(current_user.roles, found, clock.now()),
        form=PublishForm(),
        statuses=labels.STATUSES,
    )


@blueprint.get("/editions/<uuid:edition_id>/<format_>")
@access.staff()
def download(edition_id: uuid.UUID, format_: str) -> ResponseReturnValue:
    """One edition in one format, as a file."""
    return _file(queries.edition(edition_id), format_)


@blueprint.post("/editions/<uuid:edition_id>/publish")
@access.staff()
def publish(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Publish an edition."""
    found = queries.edition(edition_id)
    service.publish(found, actor=current_user)
    flash(_("The report is published, and everyone who answered gets an e-mail."), "success")
    return redirect(url_for("reports.published", round_id=found.round_id))


@blueprint.get("/reports/<uuid:round_id>")
@access.public
def published(round_id: uuid.UUID) -> ResponseReturnValue:
    """The published report, for everyone."""
    found = queries.published(round_id)
    fragment = storage.contents(queries.file(found, Format.FRAGMENT).file).decode()
    return render_template(
        "reports/published.html",
        edition=found,
        round=found.round,
        formats=_formats(found),
        report=Markup(fragment),  # noqa: S704 - our own compiler wrote it, with every text escaped
    )


@blueprint.get("/reports/<uuid:round_id>/<format_>")
@access.public
def published_file(round_id: uuid.UUID, format_: str) -> ResponseReturnValue:
    """The published report in one format, as a file."""
    return _file(queries.published(round_id), format_)


def _file(edition_: Edition, name: str) -> ResponseReturnValue:
    if name not in {format_.value for format_ in labels.FORMATS}:
        raise NotFoundError(_("The report does not exist in this format."))
    file = queries.file(edition_, Format(name)).file
    return as_download(storage.contents(file), name=file.name, content_type=file.content_type)


def _formats(edition_: Edition) -> list[tuple[str, object, int]]:
    """The formats that the edition has: name, words, size in bytes."""
    kept = {row.format: row.file.size for row in edition_.files}
    return [(f.value, words, kept[f]) for f, words in labels.FORMATS.items() if f in kept]
