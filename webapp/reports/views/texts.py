"""Writing the authority's own texts of a report, with a look at them: HTTP only."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from webapp.assessment import queries as assessment
from webapp.core import access, clock, rendering
from webapp.core.errors import NotFoundError
from webapp.core.forms import member
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import gettext as _
from webapp.core.web import wants_fragment
from webapp.drafts import wording
from webapp.reports import phrases, places, policy, queries, service
from webapp.reports.audience import Audience
from webapp.reports.chapters import own
from webapp.reports.delicate import Delicate, delicate
from webapp.reports.forms import OwnTextForm
from webapp.reports.queries import Spot
from webapp.reports.views.frame import blueprint
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/rounds/<uuid:round_id>/report/texts")
@access.staff()
def texts(round_id: uuid.UUID) -> ResponseReturnValue:
    """Where texts can stand in the report, and what is written there so far."""
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else rendering.language()
    written = queries.texts(round_id, language)
    masked, persons = queries.masked_words(round_id), queries.persons(round_id)
    round_ = rounds.get(round_id)
    return render_template(
        "reports/texts.html",
        round=round_,
        language=language,
        spots=queries.spots(round_),
        texts=written,
        points={
            places.of_section(part.section_key): each.total
            for part, each in assessment.progress(round_id).items()
            if part.section_key
        },
        to_look_at={
            place for place, each in written.items() if delicate(each.text, masked, persons)
        },
        may_write=policy.may_write(current_user.roles),
    )


@blueprint.route("/rounds/<uuid:round_id>/report/texts/<place>/<language>", methods=["GET", "POST"])
@access.staff()
def text(round_id: uuid.UUID, place: str, language: str) -> ResponseReturnValue:
    """One text: written, looked at as it will read, and saved."""
    round_ = rounds.get(round_id)
    spot = _spot(round_, place, language)
    form = _form(round_, spot, language)
    wanted = request.form.get("do", "save")
    seen = None
    if form.is_submitted() and wanted == "insert":
        form.insert()
    elif form.validate_on_submit() and wanted == "preview":
        authority = current_app.config["AUTHORITY_NAME"]
        typed = form.typed(spot, language)
        seen = form.attempt(lambda: service.preview(round_, typed, authority=authority))
    elif form.is_submitted() and not form.errors and _save(round_, spot, language, form):
        return redirect(url_for("reports.texts", round_id=round_id, language=language))
    return _page(round_, spot, language, form=form, seen=seen)


@blueprint.get("/rounds/<uuid:round_id>/report/texts/<place>/<language>/history")
@access.staff()
def text_history(round_id: uuid.UUID, place: str, language: str) -> ResponseReturnValue:
    """Every saving of one text: who, when, and what it changed."""
    round_ = rounds.get(round_id)
    spot = _spot(round_, place, language)
    kept = queries.find_text(round_id, place, language)
    savings = queries.text_revisions(kept) if kept else []
    former = [*(each.text for each in savings[1:]), ""]
    return render_template(
        "reports/text_history.html",
        round=round_,
        spot=spot,
        language=language,
        savings=list(zip(savings, former, strict=True)) if savings else [],
        differences=wording.words,
        may_write=policy.may_write(current_user.roles),
    )


@blueprint.get("/rounds/<uuid:round_id>/report/preview/<language>")
@access.staff()
def preview(round_id: uuid.UUID, language: str) -> ResponseReturnValue:
    """The whole report as it would be if it were compiled now."""
    round_ = rounds.get(round_id)
    if language not in LANGUAGES:
        raise NotFoundError(_("There is no such page."))
    audience = member(Audience, request.args.get("audience")) or Audience.PUBLIC
    has_begun = policy.has_begun(round_, clock.now())
    made = _made(round_, language, audience) if has_begun else ""
    return render_template(
        "reports/preview.html",
        audience=audience,
        audiences=phrases.AUDIENCES,
        held=phrases.held(audience),
        never=phrases.never(),
        round=round_,
        language=language,
        has_begun=has_begun,
        report=Markup(made) if made else "",  # noqa: S704 - our own compiler has escaped it
    )


def _made(round_: Round, language: str, audience: Audience) -> str | None:
    authority = current_app.config["AUTHORITY_NAME"]
    return service.preview_report(round_, language, audience, authority=authority)


def _spot(round_: Round, place: str, language: str) -> Spot:
    if language not in LANGUAGES:
        raise NotFoundError(_("There is no such page."))
    return queries.spot(round_, place)


def _form(round_: Round, spot: Spot, language: str) -> OwnTextForm:
    """The form with what is written now, or with an earlier saving where the address asks so."""
    kept = queries.find_text(round_.id, spot.place, language)
    earlier = request.args.get("from", type=int)
    former = queries.find_revision(kept, earlier) if kept and earlier else None
    said = former.text if former else kept.text if kept else ""
    form = OwnTextForm(data={"text": said, "revision": kept.revision if kept else 0})
    form.offer(spot, language)
    return form


def _save(round_: Round, spot: Spot, language: str, form: OwnTextForm) -> bool:
    typed = form.typed(spot, language)
    saved = form.attempt(lambda: service.write_text(round_, typed, actor=current_user))
    if saved is not None:
        flash(_("The text is saved. It stands in the next edition that you compile."), "success")
    return saved is not None


def _page(
    round_: Round, spot: Spot, language: str, *, form: OwnTextForm, seen: service.Preview | None
) -> ResponseReturnValue:
    failed = bool(form.errors or form.form_errors)
    page = "reports/_text_preview.html" if _is_preview() else "reports/text.html"
    others = {tag: queries.find_text(round_.id, spot.place, tag) for tag in LANGUAGES}
    html = render_template(
        page,
        round=round_,
        spot=spot,
        language=language,
        form=form,
        seen=seen,
        said=list(own.text(seen.text)) if seen else [],
        kept=others.pop(language),
        others={tag: each for tag, each in others.items() if each and each.text},
        to_look_at=_to_look_at(round_, form.text.data or ""),
        **_fixed(),
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK


def _is_preview() -> bool:
    return wants_fragment() and request.form.get("do") == "preview"


def _fixed() -> dict[str, Any]:
    return {
        "may_write": policy.may_write(current_user.roles),
        "figures": phrases.PLACEHOLDERS,
        "whys": phrases.DELICATE,
    }


def _to_look_at(round_: Round, said: str) -> list[Delicate]:
    if not said:
        return []
    return delicate(said, queries.masked_words(round_.id), queries.persons(round_.id))
