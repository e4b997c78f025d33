"""A body that is asked to answer jointly: what it is asked, what it says, and what it may read.

All by the link in the e-mail to its official mailbox. Opening that changes nothing.
"""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, clock
from webapp.core.errors import DomainError
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.responses import policy, queries
from webapp.responses.forms import JointCommentForm, LeaveForm, SayForm
from webapp.responses.models import JointBody, Response, Said
from webapp.responses.service import joint as service
from webapp.responses.views.frame import blueprint, link_stopped, submission_limit, timing
from webapp.rounds.policy import asked_of

PURPOSE = "joint"
"""What the link of a body that is asked is signed for; it says which row."""


@blueprint.get("/together/<token>")
@access.public
def asked_jointly(token: str) -> ResponseReturnValue:
    """What the body is asked, and where it stands. Opening it changes nothing, whoever opens it."""
    try:
        row = _asked(token)
    except DomainError as error:
        return link_stopped(error)
    return _page(row, token, _form(row, queries.latest_of_body(row)))


@blueprint.post("/together/<token>")
@access.public
@limiter.limit(submission_limit)
def say_jointly(token: str) -> ResponseReturnValue:
    """The body says yes, or no; or leaves the joint answer that is submitted."""
    try:
        row = _asked(token)
    except DomainError as error:
        return link_stopped(error)
    is_sender = policy.is_with(queries.latest_of_body(row), row.space)
    form = LeaveForm() if is_sender else SayForm()
    if form.validate():
        form.attempt(lambda: service.say(row, form.word()))
        if not form.errors and not form.form_errors:
            flash(_told(row, is_sender=is_sender), "success")
            return redirect(url_for("responses.asked_jointly", token=token))
    return _page(row, token, form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.get("/together/<token>/answer")
@access.public
def joint_answer(token: str) -> ResponseReturnValue:
    """The answer, for a body that has said yes: as it is now, or as it was submitted."""
    try:
        row = _asked(token)
        latest = queries.latest_of_body(row)
        policy.check_may_read(row, latest)
    except DomainError as error:
        return link_stopped(error)
    return _answer_page(row, token)


@blueprint.post("/together/<token>/answer")
@access.public
@limiter.limit(submission_limit)
def comment_jointly(token: str) -> ResponseReturnValue:
    """The body that has said yes adds a comment to the answer, under its own name."""
    try:
        row = _asked(token)
        policy.check_may_read(row, queries.latest_of_body(row))
    except DomainError as error:
        return link_stopped(error)
    form = JointCommentForm.among(drafts.outline(row.space.round.version_id))
    if form.validate():
        added = form.attempt(
            lambda: service.comment(row, form.place(), form.remark(), form_key=form.key())
        )
        if added is not None:
            name = row.space.sender
            said = _("The comment is in the answer now. %(name)s may change it.", name=name)
            flash(said, "success")
            return redirect(url_for("responses.joint_answer", token=token))
    return _answer_page(row, token, form), HTTPStatus.UNPROCESSABLE_ENTITY


def _answer_page(row: JointBody, token: str, form: JointCommentForm | None = None) -> str:
    latest = queries.latest_of_body(row)
    space, part = row.space, latest if policy.is_with(latest, row.space) else None
    answer = queries.get(part.words_id) if part is not None else space
    sections = drafts.outline(space.round.version_id)
    around = timing(space.round, space.invitation)
    return render_template(
        "responses/joint_answer.html",
        row=row,
        token=token,
        part=part,
        answer=answer,
        comments=queries.comments_in(space) if part is None else answer.comments,
        answers={each.question_id: each for each in answer.answers},
        asked_questions=asked_of(space.round, space.invitation),
        sections={each.key: each for each in sections},
        form=form or JointCommentForm.among(sections, formdata=None),
        may_comment=part is None and around["is_open"] and policy.may_write(space),
        **around,
    )


def _asked(token: str) -> JointBody:
    identifier, _colon, number = access.unsign(PURPOSE, token).partition(":")
    found = queries.find_joint_body(uuid.UUID(identifier))
    return policy.check_asked(found, link_number=int(number), at=clock.now())


def _form(row: JointBody, latest: Response | None) -> SayForm | LeaveForm:
    if policy.is_with(latest, row.space):
        return LeaveForm(formdata=None)
    said = row.said.value if row.said else None
    # Staff are told why a body left, and not why it says no: the one is not put for the other.
    reason = "" if latest is not None and latest.has_left else row.reason
    return SayForm(formdata=None, said=said, by=row.said_by, reason=reason)


def _page(row: JointBody, token: str, form: SayForm | LeaveForm) -> str:
    space, latest = row.space, queries.latest_of_body(row)
    return render_template(
        "responses/asked_jointly.html",
        row=row,
        space=space,
        token=token,
        form=form,
        latest=latest,
        part=latest if policy.is_with(latest, space) else None,
        standing=policy.standing(row, latest),
        submitted=queries.latest_of(space),
        **timing(space.round, space.invitation),
    )


def _told(row: JointBody, *, is_sender: bool) -> str:
    if is_sender:
        return _("You are not behind the joint answer any more. Those whom it concerns are told.")
    if row.said is Said.YES:
        return _("You have said yes. You are told when the answer is submitted.")
    return _("You have said no. Those who asked are told, with your reason.")
