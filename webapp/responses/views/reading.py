"""The public reading page. What is the same for all who read it is made once and kept.

Kept in this process are the document's HTML, which never changes once its version is frozen,
and for a short time the whole page of those who are nobody in particular. What belongs to one
reader is in neither.
"""

import re
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import (
    Response,
    current_app,
    get_template_attribute,
    make_response,
    render_template,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from webapp.core import access, rendering
from webapp.drafts import designations
from webapp.drafts import queries as drafts
from webapp.drafts.labels import language_name
from webapp.responses import labels
from webapp.responses.views import mine, since
from webapp.responses.views.frame import (
    blueprint,
    found_space,
    readable,
    shown_languages,
    text_language,
    timing,
)
from webapp.rounds import queries as rounds

MOST_PAGES = 200
"""Whole pages that are kept at a time."""


@blueprint.get("/rounds/<uuid:round_id>/read")
@access.public
def read(round_id: uuid.UUID) -> ResponseReturnValue:
    """The text that the round asks about."""
    if not is_nobody():
        return finished(make_response(_page(round_id)), shared=False)
    key = (round_id, rendering.language(), request.full_path)
    kept = _pages.get(key)
    if kept is None or kept.until < time.monotonic():
        kept = _keep(key, _page(round_id))
    response = Response(kept.html, mimetype="text/html")
    response.set_etag(kept.etag)
    return finished(response, shared=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A frozen version as HTML, the same for all who read it in the same languages."""

    text: Markup
    contents: Markup
    numbers: Mapping[uuid.UUID, str]
    """Each section's number, or its title where it has none, by key."""


@lru_cache(maxsize=64)
def _document(
    version_id: uuid.UUID,
    round_id: uuid.UUID,
    is_open: bool,  # noqa: FBT001 - part of the key, as all of them
    languages: tuple[str, str, str],
    former_id: uuid.UUID | None,
) -> Document:
    """The text and its table of contents. Kept, for a frozen version never changes.

    `languages`: the text's, that of a translation beside it or none, and the reader's, in which the
    links beside the text are written. `former_id`: the version that the round before asked about.
    """
    tag, beside, reader = languages
    changes = since.marks(former_id, version_id, tag)
    sections = drafts.shown(version_id)
    parts = {
        "sections": sections,
        "headings": _headings(sections, tag),
        "designations": designations.of(sections),
        "text_language": tag,
        "beside": beside,
        "round_id": round_id,
        "is_open": is_open,
        "changes": changes,
    }
    with rendering.spoken(reader):  # As to all: it is kept for everyone.
        return Document(
            Markup(render_template("responses/_document.html", **parts)),  # noqa: S704 - our own
            Markup(render_template("responses/_contents.html", **parts)),  # noqa: S704 - our own
            {each.key: each.number or rendering.localised(each.title, tag) for each in sections},
        )


def _headings(sections: Sequence[drafts.ShownSection], tag: str) -> Sequence[labels.Heading]:
    title = get_template_attribute("responses/_text.html", "title")
    return [labels.heading(each, title(each, tag).strip(), tag) for each in sections]


def _page(round_id: uuid.UUID) -> str:
    round_ = readable(round_id)
    space = own = None
    counts: Mapping[uuid.UUID | None, int] = {}
    if current_user.is_authenticated and not current_user.is_staff:
        space = found_space(round_id)
        own = mine.summary(space) if space else None
        counts = Counter(each.section_key for each in own.comments) if own else {}
    around = timing(round_, space.invitation if space else None)
    shown = shown_languages(round_)
    tag = text_language(round_, request.args.get("text"))
    asked = request.args.get("beside", "")
    beside = asked if asked in shown and asked != tag else ""
    languages = (tag, beside, rendering.language())
    former = rounds.former_round(round_)
    before = since.former_version(former, tag)
    return render_template(
        "responses/read.html",
        document=_document(round_.version_id, round_id, around["is_open"], languages, before),
        former=former,
        text_language=tag,
        beside=beside,
        shown_languages={each: language_name(each) for each in shown},
        space=space,
        mine=own,
        counts=counts,
        **around,
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    html: bytes
    etag: str
    until: float
    """When it is made anew, on the monotonic clock."""


_QUERY: Final = re.compile(r"(text=[a-zA-Z-]{2,12}(&beside=[a-zA-Z-]{2,12})?)?")
_Key = tuple[uuid.UUID, str, str]
_pages: dict[_Key, _Kept] = {}


def _keep(key: _Key, page: str) -> _Kept:
    response = Response(page)
    response.add_etag()
    seconds = current_app.config["PAGE_CACHE_SECONDS"]
    etag = str(response.get_etag()[0])
    kept = _Kept(page.encode(), etag, time.monotonic() + seconds)
    if len(_pages) >= MOST_PAGES:
        _pages.clear()
    # Only the addresses that readers use are kept, so that no query string fills the memory.
    if seconds and _QUERY.fullmatch(request.query_string.decode("latin-1")):
        _pages[key] = kept
    return kept


def forget() -> None:
    """Keep nothing that was made before."""
    _pages.clear()
    _document.cache_clear()


def is_nobody() -> bool:
    """Say whether nothing on the page would be this reader's own."""
    return not current_user.is_authenticated and "_flashes" not in session


def finished(response: Response, *, shared: bool) -> Response:
    """With what caches need to know: browsers ask each time, and often learn: not changed."""
    response.vary.update(["Cookie", "Accept-Language"])
    response.cache_control.max_age = 0
    if shared:
        response.cache_control.public = True
        response.cache_control.s_maxage = current_app.config["PAGE_CACHE_SECONDS"]
    else:
        response.cache_control.private = True
    response.add_etag()  # Of the content, where it has none yet.
    response.make_conditional(request)
    return response
