"""Pages of a round's log of corrections, and of questions with their answers: HTTP only."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.rounds import emails, forms, policy, queries, service
from webapp.rounds.life import Step
from webapp.rounds.models import Notice, NoticeKind, Round
from webapp.rounds.views.frame import blueprint, form_page


@blueprint.get("/rounds/<uuid:round_id>/notices")
@access.staff()
def notices(round_id: uuid.UUID) -> ResponseReturnValue:
    """The questions that wait, and the public log."""
    round_ = queries.get(round_id)
    return render_template(
        "rounds/notices.html",
        round=round_,
        waiting=queries.open_questions(round_id),
        log=queries.public_log(round_id),
        may_tell=policy.may(Step.TELL, round_, clock.now()),
    )


@blueprint.route("/rounds/<uuid:round_id>/notices/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_notice(round_id: uuid.UUID) -> ResponseReturnValue:
    """Publish a correction."""
    round_ = queries.get(round_id)
    policy.require(Step.TELL, round_, clock.now())
    form = forms.NoticeForm.new()
    if _is_sent() and form.validate_on_submit():
        key = form.made_key()
        done = form.attempt(
            lambda: service.publish(
                round_, NoticeKind.CORRECTION, form.words(), actor=current_user, key=key
            )
        )
        if done is not None:
            return _to_log(round_.id, _("The correction is published."))
    return _notice_page(round_, None, form)


@blueprint.route("/rounds/<uuid:round_id>/notices/<uuid:notice_id>", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def notice(round_id: uuid.UUID, notice_id: uuid.UUID) -> ResponseReturnValue:
    """Answer a question, or put a line of the log right."""
    found = queries.notice(round_id, notice_id)
    form = forms.NoticeForm.about(found)
    if _is_sent() and form.validate_on_submit():
        form.attempt(lambda: service.answer(found, form.words(), actor=current_user))
        if not form.errors and not form.form_errors:
            return _to_log(round_id, _("Saved. The log shows it."))
    return _notice_page(found.round, found, form)


@blueprint.post("/rounds/<uuid:round_id>/notices/<uuid:notice_id>/aside")
@access.staff(*policy.EDITORS)
def set_aside(round_id: uuid.UUID, notice_id: uuid.UUID) -> ResponseReturnValue:
    """Leave a question out of the log."""
    service.set_aside(queries.notice(round_id, notice_id), actor=current_user)
    return _to_log(round_id, _("The question is left out of the log."))


def _is_sent() -> bool:
    return request.method == "POST" and request.form.get("do") != "preview"


def _to_log(round_id: uuid.UUID, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("rounds.notices", round_id=round_id))


def _notice_page(
    round_: Round, found: Notice | None, form: forms.NoticeForm
) -> ResponseReturnValue:
    previewing = request.method == "POST" and not _is_sent()
    words = form.words()
    kind = found.kind if found else NoticeKind.CORRECTION
    return form_page(
        "rounds/notice.html",
        form,
        round=round_,
        notice=found,
        told=queries.told_by_language(round_.id, unanswered=False),
        mails=emails.previews_of(round_, kind, words.title, words.text) if previewing else [],
    )
