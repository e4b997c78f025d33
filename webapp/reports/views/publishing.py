"""Publishing editions and withdrawing them, and what the public reads: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from webapp.core import access, storage
from webapp.core.errors import NotFoundError
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.reports import policy, queries, service
from webapp.reports.forms import WithdrawForm
from webapp.reports.models import Edition, Format
from webapp.reports.queries import letters
from webapp.reports.views.frame import (
    as_file,
    blueprint,
    check_shown,
    formats,
    later_of,
    withdrawn,
)


@blueprint.post("/editions/<uuid:edition_id>/publish")
@access.staff()
def publish(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Publish an edition."""
    found = queries.edition(edition_id)
    mailed = service.publish(found, actor=current_user)
    said = _("The report is published.")
    leaves = ngettext("%(num)s e-mail leaves.", "%(num)s e-mails leave.", mailed)
    told = leaves if mailed else _("Nobody is told by e-mail.")
    flash(f"{said} {told}", "success")
    if letters.by_post(found.round_id):
        return redirect(url_for("reports.edition", edition_id=edition_id, _anchor="by-post"))
    return redirect(url_for("reports.published", round_id=found.round_id))


@blueprint.route("/editions/<uuid:edition_id>/withdraw", methods=["GET", "POST"])
@access.staff(*policy.PUBLISHERS)
def withdraw(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Ask why an edition is withdrawn, say who is told, and withdraw it."""
    found = queries.edition(edition_id)
    if found.published_at is None:
        raise NotFoundError(_("There is no such page."))
    form = WithdrawForm()
    if form.validate_on_submit():
        form.attempt(lambda: service.withdraw(found, form.reason.data, actor=current_user))
        if not form.errors and not form.form_errors:
            flash(_("The edition is withdrawn."), "success")
            return redirect(url_for("reports.edition", edition_id=edition_id))
    page = render_template(
        "reports/withdraw.html",
        form=form,
        edition=found,
        round=found.round,
        latest=queries.published(found.round_id),
        told=len(queries.told(found.round_id)),
        by_post=letters.by_post(found.round_id),
        most_by_post=letters.MOST_BY_POST,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.get("/reports/<uuid:round_id>")
@access.public
def published(round_id: uuid.UUID) -> ResponseReturnValue:
    """The report that was published last, for everyone."""
    return _page(queries.published(round_id))


@blueprint.get("/r/<code>")
@access.public
@limiter.limit("60 per minute")
def short(code: str) -> ResponseReturnValue:
    """The same, by the address that is typed from paper."""
    found = queries.published_by_code(code)
    return redirect(url_for("reports.published", round_id=found.round_id))


@blueprint.get("/reports/<uuid:round_id>/<format_>")
@access.public
def published_file(round_id: uuid.UUID, format_: str) -> ResponseReturnValue:
    """The report that was published last, in one format, as a file."""
    return _file(queries.published(round_id), format_)


@blueprint.get("/reports/<uuid:round_id>/editions/<int:number>")
@access.public
def published_edition(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One edition that is or was published, for everyone, also when a later one came."""
    return _page(queries.published_edition(round_id, number))


@blueprint.get("/reports/<uuid:round_id>/editions/<int:number>/<format_>")
@access.public
def edition_file(round_id: uuid.UUID, number: int, format_: str) -> ResponseReturnValue:
    """One edition that is or was published, in one format, as a file."""
    return _file(queries.published_edition(round_id, number), format_)


def _page(edition: Edition) -> ResponseReturnValue:
    if edition.withdrawn_at is not None:
        return withdrawn(edition)
    check_shown(edition)
    others = queries.other_published(edition)
    fragment = storage.contents(queries.file(edition, Format.FRAGMENT).file).decode()
    return render_template(
        "reports/published.html",
        edition=edition,
        round=edition.round,
        formats=formats(edition),
        others=others,
        later=later_of(edition, others),
        report=Markup(fragment),  # noqa: S704 - our own compiler wrote it, with every text escaped
    )


def _file(edition: Edition, name: str) -> ResponseReturnValue:
    if edition.withdrawn_at is not None:
        return withdrawn(edition)
    check_shown(edition)
    return as_file(edition, name)
