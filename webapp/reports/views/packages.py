"""Packages: asking for one, watching it being made, stopping it, taking it home. HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.audit import service as audit
from webapp.core import access, clock, storage
from webapp.core.background import JobStatus
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import download, wants_fragment
from webapp.reports import labels, policy, queries, service
from webapp.reports.forms import ArchiveForm, PackageForm
from webapp.reports.forms.packages import INTERNAL
from webapp.reports.models import Edition, Package, PackageKind
from webapp.reports.service import Wanted
from webapp.reports.views.frame import blueprint, tell_of_same
from webapp.rounds import queries as rounds


@blueprint.get("/rounds/<uuid:round_id>/packages")
@access.staff()
def packages(round_id: uuid.UUID) -> ResponseReturnValue:
    """The packages of a round, and the forms for a new one."""
    editions = queries.packable(round_id)
    return _page(round_id, PackageForm.of(editions), ArchiveForm.of(editions))


@blueprint.post("/rounds/<uuid:round_id>/packages")
@access.staff(*policy.COMPILERS)
def make_package(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a package for those who decide; the same asked for twice is one."""
    editions = queries.packable(round_id)
    form = PackageForm.of(editions)
    made = _asked(form, editions, PackageKind.DECISION, internal=form.use.data == INTERNAL)
    if made is not None:
        return redirect(url_for("reports.package", package_id=made.id))
    page = _page(round_id, form, ArchiveForm.of(editions), wrong=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/rounds/<uuid:round_id>/packages/archive")
@access.staff(*policy.COMPILERS)
def make_archive(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a package for the archive; the same asked for twice is one."""
    editions = queries.packable(round_id)
    form = ArchiveForm.of(editions)
    made = _asked(form, editions, PackageKind.ARCHIVE, internal=True)
    if made is not None:
        return redirect(url_for("reports.package", package_id=made.id))
    page = _page(round_id, PackageForm.of(editions), form, wrong=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.get("/packages/<uuid:package_id>")
@access.staff()
def package(package_id: uuid.UUID) -> ResponseReturnValue:
    """One package: how far it has come, and then what is in it."""
    found = _found(package_id)
    template = "reports/_package.html" if wants_fragment() else "reports/package.html"
    return render_template(
        template,
        package=found,
        round=found.round,
        counts=queries.counted_entries(package_id),
        is_current=service.is_current(found),
        kept_back=service.why_kept_back(found),
        disowned=service.disowned(found),
        may_make=bool(current_user.roles & policy.COMPILERS),
        **_words(),
    )


@blueprint.post("/packages/<uuid:package_id>/cancel")
@access.staff(*policy.COMPILERS)
def cancel_package(package_id: uuid.UUID) -> ResponseReturnValue:
    """Stop the making of a package."""
    service.cancel_package(_found(package_id), actor=current_user)
    flash(_("The package is cancelled, and what was made of it is gone."), "success")
    return redirect(url_for("reports.package", package_id=package_id))


@blueprint.get("/packages/<uuid:package_id>/file")
@access.staff()
def package_file(package_id: uuid.UUID) -> ResponseReturnValue:
    """The package as a ZIP file. Who took one for internal use home stands on the trail."""
    found = _found(package_id)
    if found.file is None or found.status is not JobStatus.DONE:
        raise NotFoundError(_("The package is not there. It may be erased; make it again."))
    service.check_shown(found)
    answer = download(
        storage.pieces(found.file), name=found.file.name, content_type=found.file.content_type
    )
    answer.content_length = found.file.size
    if found.internal and request.method == "GET":
        audit.record("reports.take_package", subject=found.round_id, actor=current_user)
    return answer


def _found(package_id: uuid.UUID) -> Package:
    return queries.package(package_id, internal=policy.may_read_internal(current_user.roles))


def _asked(
    form: PackageForm | ArchiveForm,
    editions: Sequence[Edition],
    kind: PackageKind,
    *,
    internal: bool,
) -> Package | None:
    """The package that the form asks for; None where it is not right."""
    if not form.validate():
        return None
    [edition] = [each for each in editions if str(each.id) == form.edition.data]
    wanted, began = Wanted(kind, form.language.data, internal=internal), clock.now()
    made = form.attempt(lambda: service.ask_for_package(edition, wanted, actor=current_user))
    if made is not None:
        tell_of_same(made, began)
    return made


def _page(
    round_id: uuid.UUID,
    form: PackageForm,
    archive: ArchiveForm,
    *,
    wrong: PackageForm | ArchiveForm | None = None,
) -> str:
    may_read = policy.may_read_internal(current_user.roles)
    found = queries.packages(round_id, internal=may_read)
    return render_template(
        "reports/packages.html",
        round=rounds.get(round_id),
        packages=found,
        kept_back=service.kept_back(found),
        form=wrong or form,
        decision=form,
        archive=archive,
        may_make=bool(current_user.roles & policy.COMPILERS),
        kept_days=service.KEPT.days,
        **_words(),
    )


def _words() -> dict[str, object]:
    return {
        "kinds": labels.PACKAGE_KINDS,
        "statuses": labels.PACKAGE_STATUSES,
        "chapters": labels.CHAPTERS,
        "faults": labels.FAULTS,
        "reasons": labels.KEPT_BACK,
    }
