"""Beside the reading page: searching the text, and all of it with one's own comments, to print."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.forms import clean_line
from webapp.drafts import blocks, designations
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.responses import searching
from webapp.responses.models import OwnComment
from webapp.responses.searching import Stretch
from webapp.responses.views import placing
from webapp.responses.views.frame import (
    blueprint,
    own_page,
    own_space,
    readable,
    text_language,
    timing,
)

MOST = 100
"""Places that are shown of a search; who finds more needs other words."""
LONGEST = 200


@blueprint.get("/rounds/<uuid:round_id>/search")
@access.public
def search(round_id: uuid.UUID) -> ResponseReturnValue:
    """Where in the text some words stand."""
    round_ = readable(round_id)
    tag = text_language(round_, request.args.get("text"))
    asked = clean_line(request.args.get("q", ""))[:LONGEST]
    sections, stretches = _searched(round_.version_id, tag)
    found = list(islice(searching.search(stretches, asked), MOST + 1))
    return render_template(
        "responses/search.html",
        asked=asked,
        hits=found[:MOST],
        has_more=len(found) > MOST,
        titles=sections,
        text_language=tag,
        **timing(round_, None),
    )


@lru_cache(maxsize=32)
def _searched(version_id: uuid.UUID, language: str) -> tuple[list[str], list[Stretch]]:
    """The sections' names, and all that is searched. Kept: a frozen version never changes."""
    names: list[str] = []
    stretches: list[Stretch] = []
    for number, section in enumerate(drafts.reading(version_id)):
        title = placing.shown_text(section.title, language, section.source_language)
        names.append(f"{section.number} {title}".strip())
        stretches.append(Stretch(f"s-{section.key}", number, title))
        for block in section.blocks:
            text = placing.shown_text(block.text, language, section.source_language)
            words = " ".join(blocks.plain(text).split())
            stretches.append(Stretch(f"b-{block.key}", number, words))
    return names, stretches


@blueprint.get("/rounds/<uuid:round_id>/with-comments")
@access.respondent
def with_comments(round_id: uuid.UUID) -> ResponseReturnValue:
    """The whole text with one's own comments where they belong, to print or to read through."""
    own = own_space(round_id)
    sections = drafts.reading(own.round.version_id)
    tag = text_language(own.round)
    comments = _by_section(own.comments)
    return own_page(
        "responses/with_comments.html",
        own,
        step="read",
        sections=sections,
        comments=comments,
        marked={key: html for each in sections for key, html in _marked(each, comments, tag)},
        designations=designations.of(sections),
        text_language=tag,
    )


def _marked(
    section: Section, comments: dict[uuid.UUID | None, list[OwnComment]], language: str
) -> Sequence[tuple[uuid.UUID, tuple[str, str]]]:
    own = comments.get(section.key)
    return list(placing.marked(section, own, language).items()) if own else []


def _by_section(comments: Sequence[OwnComment]) -> dict[uuid.UUID | None, list[OwnComment]]:
    found: dict[uuid.UUID | None, list[OwnComment]] = defaultdict(list)
    for comment in comments:
        found[comment.section_key].append(comment)
    return dict(found)
