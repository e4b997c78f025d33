"""The authority's own Word templates: uploaded, looked at and laid aside. HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import LANGUAGES, language
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.notifications import filetypes
from webapp.reports import phrases, placeholders, policy, queries, service
from webapp.reports.forms import TemplateForm
from webapp.reports.views.frame import blueprint
from webapp.reports.wordtemplate import fields
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/rounds/<uuid:round_id>/report/templates")
@access.staff()
def templates(round_id: uuid.UUID) -> ResponseReturnValue:
    """The Word templates that the report can be made of, and what can stand in one."""
    return _page(rounds.get(round_id), TemplateForm())


@blueprint.post("/rounds/<uuid:round_id>/report/templates")
@access.staff(*policy.COMPILERS)
def upload_template(round_id: uuid.UUID) -> ResponseReturnValue:
    """Take a template in, or say one by one what is wrong in it."""
    round_ = rounds.get(round_id)
    form = TemplateForm()
    if form.validate():
        upload, for_all = form.upload(), form.for_all
        taken = form.attempt(
            lambda: service.take_template(round_, upload, for_all=for_all, actor=current_user)
        )
        if taken is not None:
            flash(_("The template is kept. Choose it when you compile the report."), "success")
            return redirect(url_for("reports.templates", round_id=round_id))
    return _page(round_, form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/rounds/<uuid:round_id>/report/templates/<uuid:template_id>/retire")
@access.staff(*policy.COMPILERS)
def retire_template(round_id: uuid.UUID, template_id: uuid.UUID) -> ResponseReturnValue:
    """Let a template not be chosen any more."""
    found = queries.template(round_id, template_id)
    service.retire_template(found, rounds.get(round_id), actor=current_user)
    flash(_("The template cannot be chosen any more. Editions made of it are as they were."))
    return redirect(url_for("reports.templates", round_id=round_id))


@blueprint.get("/rounds/<uuid:round_id>/report/templates/<uuid:template_id>")
@access.staff()
def template_file(round_id: uuid.UUID, template_id: uuid.UUID) -> ResponseReturnValue:
    """A template as it was uploaded."""
    file = queries.template(round_id, template_id).file
    return download(storage.contents(file), name=file.name, content_type=file.content_type)


@blueprint.get("/reports/templates/<language>/start.docx")
@access.staff()
def starter(language: str) -> ResponseReturnValue:
    """A template to begin from, in one of our languages."""
    if language not in LANGUAGES:
        raise NotFoundError(_("There is no such page."))
    name = f"{phrases.STARTER}.docx"
    return download(service.starter(language), name=name, content_type=filetypes.DOCX)


def _page(round_: Round, form: TemplateForm) -> str:
    tag = language()
    figures = {each: placeholders.written(each, tag) for each in placeholders.offered(here=False)}
    known = {each: fields.written(each, tag) for each in phrases.FIELDS}
    names = {each.value: name for each, name in [*known.items(), *figures.items()]}
    return render_template(
        "reports/templates.html",
        round=round_,
        form=form,
        kept=queries.templates(round_.id),
        fields=known,
        said={known[each]: words for each, words in phrases.FIELDS.items()}
        | {name: phrases.PLACEHOLDERS[each] for each, name in figures.items()},
        names_of=lambda used: [names[each] for each in used],
        without=phrases.WITHOUT,
        problems=phrases.PROBLEMS,
        may_write=policy.may_write(current_user.roles),
    )
