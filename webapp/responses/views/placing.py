"""Where in the text a comment belongs: the section, the block, and the words in it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import request

from webapp.core import rendering
from webapp.core.errors import DomainError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, highlighting, passages
from webapp.drafts import queries as drafts
from webapp.drafts.highlighting import Mark
from webapp.drafts.models import Block, Section
from webapp.drafts.passages import Passage
from webapp.responses.forms import LONGEST_COMMENT, PlacedCommentForm
from webapp.responses.models import Change, OwnComment, OwnSpace
from webapp.responses.service.spaces import Place
from webapp.responses.views.frame import text_language

LONGEST_QUOTE: Final = LONGEST_COMMENT
"""A block's words can all be quoted, so that a proposal never loses the last of them."""

DOINGS: Final = ("comment", "change", *(Change.ADD.value, Change.REMOVE.value))
"""What can be done with a block's words."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a form for a comment is about: a block of a section as its reader sees it."""

    block: Block | None = None
    words: str = ""
    """The block's own words."""
    language: str = ""
    passage: Passage | None = None
    """Those of them that are chosen; None for all."""
    do: str = ""

    @property
    def quote(self) -> str:
        """The words that the comment is about."""
        return self.passage.exact if self.passage else self.words

    @property
    def sentences(self) -> Sequence[Passage]:
        """What can be chosen of the block."""
        return passages.sentences(self.words)

    def place(self, section_key: uuid.UUID) -> Place:
        """Where the comment is kept."""
        if self.block is None:
            return Place(section_key)
        selector = self.passage.selector(self.language) if self.passage else None
        return Place(section_key, self.block.key, self.quote, selector)


def asked_for(shown: Section, own: OwnSpace) -> Spot:
    """What an address asks to comment on: `block`, `do`, and what is `marked` in the page.

    `marked` is two numbers of characters that are no spaces, as scripts count them on a page.
    """
    block = block_of(shown, request.args.get("block"))
    do = request.args.get("do", "")
    spot = spot_of(block, own, do if do in DOINGS else "change" if block else "")
    first, last = _numbers(request.args.get("marked", ""))
    if block is None or last <= first:
        return spot
    start = passages.spaceless(spot.words, first)
    end = passages.spaceless(spot.words, last - 1) + 1
    return _narrowed(spot, passages.of(spot.words, start, end))


def filled_in(shown: Section, own: OwnSpace, form: PlacedCommentForm) -> Spot:
    """What a form that was sent is about.

    Raises:
        DomainError: words are typed that do not stand in the block.
    """
    do = form.do.data if form.do.data in DOINGS else ""
    spot = spot_of(block_of(shown, form.block.data), own, do or "change")
    if spot.block is None:
        return spot
    if form.words.data:
        found = passages.typed(spot.words, form.words.data)
        if found is None:
            raise DomainError(
                _l("These words do not stand in the paragraph. Copy them as they stand there."),
                field="words",
            )
        return _narrowed(spot, found)
    chosen = [_numbers(each) for each in (form.sentences.data or [form.span.data or ""])]
    start, end = min(first for first, _last in chosen), max(last for _first, last in chosen)
    return _narrowed(spot, passages.of(spot.words, start, end))


def of_refused(shown: Section, own: OwnSpace, form: PlacedCommentForm) -> Spot:
    """What a form that could not be kept is about, as far as it can be told."""
    try:
        return filled_in(shown, own, form)
    except DomainError:
        return spot_of(block_of(shown, form.block.data), own, form.do.data or "change")


def spot_of(block: Block | None, own: OwnSpace, do: str) -> Spot:
    """All of a block, in the language that its reader sees it in."""
    if block is None:
        return Spot(do=do if do == Change.ADD else "")
    tag = text_language(own.round)
    language = rendering.language_of(block.text, tag, block.section.source_language)
    words = blocks.plain(block.text.get(language, ""))[:LONGEST_QUOTE]
    return Spot(block, words, language, None, do)


def block_of(shown: Section, key: object) -> Block | None:
    """The block of the section that has this key, as an address or a form gives it."""
    return next((block for block in shown.blocks if str(block.key) == str(key)), None)


@lru_cache(maxsize=32)
def section_keys(version_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The sections of a round's version. Kept, for a frozen version never changes."""
    return frozenset(each.key for each in drafts.outline(version_id))


def marked(
    shown: Section, comments: Sequence[OwnComment], language: str
) -> dict[uuid.UUID, tuple[str, str]]:
    """The blocks with one's own passages marked: their language and HTML, by key."""
    found: dict[uuid.UUID, tuple[str, str]] = {}
    for block in shown.blocks:
        tag = rendering.language_of(block.text, language, block.section.source_language)
        plain = blocks.plain(block.text.get(tag, ""))
        marks = [
            mark
            for number, each in enumerate(comments, 1)
            if each.block_key == block.key and (mark := _mark(each, number, plain, tag))
        ]
        if marks:
            found[block.key] = tag, highlighting.highlight(block.html.get(tag, ""), plain, marks)
    return found


def commented(
    shown: Section, comments: Sequence[OwnComment], language: str
) -> dict[uuid.UUID, list[tuple[int, OwnComment]]]:
    """By block, one's own comments that no words in it are marked for, with their numbers."""
    found: dict[uuid.UUID, list[tuple[int, OwnComment]]] = {}
    blocks_ = {each.key: each for each in shown.blocks}
    for number, each in enumerate(comments, 1):
        block = blocks_.get(each.block_key) if each.block_key else None
        if block is not None and not _stands(block, each, number, language):
            found.setdefault(block.key, []).append((number, each))
    return found


def _stands(block: Block, comment: OwnComment, number: int, language: str) -> bool:
    """Say whether the words that a comment is about are marked in the block."""
    tag = rendering.language_of(block.text, language, block.section.source_language)
    return _mark(comment, number, blocks.plain(block.text.get(tag, "")), tag) is not None


def shown_text(texts: dict[str, str], language: str, source: str) -> str:
    """A text as its reader sees it: in the language, or in that which there is."""
    return texts.get(rendering.language_of(texts, language, source), "")


def _mark(comment: OwnComment, number: int, plain: str, language: str) -> Mark | None:
    if not comment.selector or comment.selector.get("language") != language:
        return None
    place = passages.find(plain, passages.kept(comment.quote, comment.selector))
    if place is None:
        return None
    words = _("Your comment %(n)s on these words", n=number)
    link = (
        f'<a class="y-passage__link" href="#comment-{comment.id}" data-no-text>'
        f'<span class="ds-sr-only">{words}</span><span aria-hidden="true">{number}</span></a>'
    )
    return Mark(place.start, place.end, f"passage-{comment.id}", after=link)


def _narrowed(spot: Spot, passage: Passage | None) -> Spot:
    if passage is None or passage.exact == spot.words:
        return spot
    return Spot(spot.block, spot.words, spot.language, passage, spot.do)


def _numbers(text: str) -> tuple[int, int]:
    """The two numbers in `12-80`; two zeros where there are none."""
    first, _dash, last = text.partition("-")
    if first.isdecimal() and last.isdecimal() and len(text) <= len("100000-100000"):
        return int(first), int(last)
    return 0, 0
