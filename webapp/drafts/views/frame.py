"""What the pages of drafts share: the blueprint, who may write, and the words around a page."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import current_user
from markupsafe import Markup

from webapp.core import access
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import designations, labels, policy, queries, translation, tree
from webapp.drafts.models import Document, Section, Version
from webapp.drafts.translation import State

blueprint = Blueprint("drafts", __name__)

writer = access.staff(*policy.WRITERS)
blueprint.add_app_template_filter(labels.language_name, "language_name")
blueprint.add_app_template_filter(labels.language_attributes, "in_language")


def working(document_id: uuid.UUID) -> Version:
    """The version of the document that is being written.

    Raises:
        NotFoundError: there is none.
    """
    found = queries.working_version(document_id)
    if found is None:
        raise NotFoundError(_("This document has no version to write in."))
    return found


def states(
    found: Document, version: Version | None, row: Sequence[Section]
) -> dict[uuid.UUID, dict[str, State]]:
    """How far each section is written in each language, by the section's key."""
    covered = (
        queries.coverage(version.id, found.languages, source=found.source_language)
        if version
        else {}
    )
    return {
        each.key: {
            tag: translation.state(each.title, covered.get(each.id, translation.NOTHING), tag)
            for tag in found.languages
        }
        for each in row
    }


def tree_parts(
    found: Document, version: Version | None, key: uuid.UUID | None = None
) -> dict[str, Any]:
    """What the tree of a document is drawn from, with the section `key` open to be changed."""
    row = queries.outline(version.id) if version else ()
    place = next((n for n, each in enumerate(row) if each.key == key), None)
    return {
        "document": found,
        "sections": row,
        "states": states(found, version, row),
        "designations": designations.of(row),
        "changed": key,
        "steps": tree.steps(row, place) if place is not None else frozenset(),
        "deepest": tree.DEEPEST,
        "may_write": policy.may_write(current_user.roles),
        **words(),
    }


def reading_parts(
    sections: Sequence[Section], language: str, *, permanent: uuid.UUID | None = None
) -> tuple[Markup, Markup]:
    """A version's text and table of contents; links lead to its permanent page, if it has one."""
    parts = {
        "sections": sections,
        "called": labels.designations(sections),
        "language": language,
        "permanent": permanent,
    }
    return (
        Markup(render_template("drafts/_frozen_text.html", **parts)),  # noqa: S704 - our own
        Markup(render_template("drafts/_version_contents.html", **parts)),  # noqa: S704 - our own
    )


def words() -> dict[str, object]:
    """The words that templates say of sections and languages."""
    return {
        "kinds": labels.KINDS,
        "designation": labels.designation,
        "state_words": labels.STATES,
        "language_name": labels.language_name,
        "State": State,
    }


def revalidated(page: str) -> Response:
    """A page that the browser keeps, and asks about each time: often it has not changed."""
    answer = make_response(page)
    answer.vary.update(["Cookie", "Accept-Language"])
    answer.cache_control.private = True
    answer.cache_control.max_age = 0
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def status(is_submitted: bool) -> HTTPStatus:  # noqa: FBT001 the one thing that it asks
    """The status of a page with a form: 422 where what was sent could not be taken."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_submitted else HTTPStatus.OK
