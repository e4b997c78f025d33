"""The receipt, for whoever submitted: a page, the PDF, and the very bytes of the mark."""

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.web import download, wants_fragment
from webapp.drafts import queries as drafts
from webapp.responses import queries
from webapp.responses.service.receipts import file_name
from webapp.responses.views.frame import blueprint, person, spoken_to
from webapp.responses.views.sentfiles import receipt_file, sent_file
from webapp.rounds.policy import asked_of


@blueprint.get("/receipts/<uuid:response_id>")
@access.respondent
def receipt(response_id: uuid.UUID) -> ResponseReturnValue:
    """What was submitted, when, under which number and mark."""
    response = spoken_to(queries.response_of(person(), response_id))
    if wants_fragment():
        return render_template("responses/_copy.html", response=response)
    return render_template(
        "responses/receipt.html",
        response=response,
        words=response.words,
        answers={answer.question_id: answer for answer in response.words.answers},
        asked=asked_of(response.round, response.invitation),
        round=response.round,
        sections={each.key: each for each in drafts.outline(response.version_id)},
        replaced_by=queries.replaced_by(response),
    )


@blueprint.get("/receipts/<uuid:response_id>/copy.pdf")
@access.respondent
def receipt_pdf(response_id: uuid.UUID) -> ResponseReturnValue:
    """The copy as PDF, once a worker has made it."""
    return receipt_file(queries.response_of(person(), response_id))


@blueprint.get("/receipts/<uuid:response_id>/files/<int:ordinal>")
@access.respondent
def own_attachment(response_id: uuid.UUID, ordinal: int) -> ResponseReturnValue:
    """A file that one's own answer came with."""
    return sent_file(queries.response_of(person(), response_id).words, ordinal)


@blueprint.get("/receipts/<uuid:response_id>/response.json")
@access.respondent
def receipt_content(response_id: uuid.UUID) -> ResponseReturnValue:
    """The very bytes that the mark (SHA-256) is of, for checking it."""
    response = queries.response_of(person(), response_id)
    name = file_name(response, "json")
    return download(response.canonical(), name=name, content_type="application/json")
