"""What whoever answers does about what was found in a file: places it, takes it in, leaves it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from webapp.core import clock
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, passages
from webapp.drafts import queries as drafts
from webapp.responses import policy, queries
from webapp.responses.models import (
    AnswerFile,
    AnswerFind,
    Certainty,
    Change,
    CommentKind,
    FindState,
    OwnSpace,
    Shape,
)
from webapp.responses.service import spaces
from webapp.responses.service.answer_files import shown
from webapp.responses.service.spaces import Place, Remark, Statement

LONGEST_QUOTE: Final = 5_000
"""Characters of a paragraph that a comment keeps."""


def place_find(
    space: OwnSpace,
    find: AnswerFind,
    section_key: uuid.UUID | None,
    block_key: uuid.UUID | None,
) -> None:
    """Say what a find is about: a section, a paragraph in it, or the whole document.

    Raises:
        DomainError: the text has no such place.
        ConflictError: it was taken in, or the round takes no answers any more.
    """
    policy.check_writable(space.round, clock.now())
    if find.state is FindState.TAKEN:
        raise ConflictError(_l("This is in your answer already. Change it there."))
    section = next(
        (each for each in shown(space.round, space.language) if each.key == section_key), None
    )
    if section_key is not None and section is None:
        raise DomainError(_l("Choose a place in the text."), field="place")
    known = {block.key for block in section.blocks} if section else set()
    if block_key is not None and block_key not in known:
        raise DomainError(_l("Choose a place in the text."), field="place")
    find.section_key, find.block_key = section_key, block_key
    find.certainty, find.state = Certainty.SURE, FindState.WAITING
    if section_key is None:
        find.shape = Shape.STATEMENT
    elif find.shape is Shape.STATEMENT:
        find.text, find.proposed_wording = _words(find), ""
        find.shape = Shape.COMMENT


def take_finds(space: OwnSpace, file: AnswerFile, wanted: Collection[uuid.UUID]) -> int:
    """Take those of a file's finds that are wanted into the answer; returns how many.

    Each becomes a comment at its place; what is on the whole document is put below the general
    statement. What was taken before is not taken twice, nor what was taken meanwhile from a file
    that says the same. What has no place stays, and so does what is about a section that takes no
    comments.

    Raises:
        ConflictError: the round takes no answers any more.
    """
    policy.check_writable(space.round, clock.now())
    locked = drafts.locked(space.round.version_id)
    taken = [
        find
        for find in queries.finds_in(file)
        if find.id in wanted
        and find.state is not FindState.TAKEN
        and _has_place(find)
        and find.section_key not in locked
    ]
    again = queries.taken_marks(space.id, [each.mark for each in taken])
    for find in taken:
        if find.mark in again:
            find.state = FindState.KNOWN
    taken = [find for find in taken if find.mark not in again]
    words = {
        block.key: blocks.plain(block.text)[:LONGEST_QUOTE]
        for section in shown(space.round, file.language)
        for block in section.blocks
    }
    for find in taken:
        if find.shape is not Shape.STATEMENT:
            _comment(space, find, _place(find, words, file.language))
        find.state = FindState.TAKEN
    _state(space, [find for find in taken if find.shape is Shape.STATEMENT])
    return len(taken)


def leave_finds(space: OwnSpace, file: AnswerFile, unwanted: Collection[uuid.UUID]) -> int:
    """Leave those of a file's finds out of the answer; returns how many. They stay to be seen."""
    policy.check_writable(space.round, clock.now())
    left = [
        find
        for find in queries.finds_in(file)
        if find.id in unwanted and find.state is FindState.WAITING
    ]
    for find in left:
        find.state = FindState.LEFT
    return len(left)


_CHANGES: Mapping[Shape, Change] = {
    Shape.WORDING: Change.REPLACE,
    Shape.ADDED: Change.ADD,
    Shape.REMOVED: Change.REMOVE,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """A find as the comment that it will be."""

    text: str
    kind: CommentKind
    quote: str
    proposed_wording: str
    change: Change | None
    selector: None = None
    importance: None = None
    position: None = None


def preview(find: AnswerFind) -> Preview:
    """The find as the comment that it will be, in the language spoken where the file is silent."""
    quote = find.after if find.shape is Shape.ADDED else find.quote
    change = _CHANGES.get(find.shape)
    wording = "" if find.shape is Shape.STATEMENT else find.proposed_wording
    return Preview(_words(find), find.kind, quote, wording, change)


def _words(find: AnswerFind) -> str:
    if find.shape is Shape.MOVED and not find.text:
        return _("Move this paragraph, to stand after: “%(words)s”", words=find.after)
    if find.shape is Shape.STATEMENT and find.proposed_wording:
        return _with_wording(find)
    return find.text


def _with_wording(find: AnswerFind) -> str:
    """What is on the whole document: the general statement has no place for other words."""
    if find.text or not find.quote:
        return "\n\n".join(filter(None, [find.text, find.proposed_wording]))
    return _(
        "The title should be “%(words)s” and not “%(former)s”.",
        words=find.proposed_wording,
        former=find.quote,
    )


def _has_place(find: AnswerFind) -> bool:
    return find.shape is Shape.STATEMENT or find.section_key is not None


def _comment(space: OwnSpace, find: AnswerFind, place: Place) -> None:
    remark = Remark(
        text=_words(find),
        kind=find.kind,
        proposed_wording=find.proposed_wording,
        change=_CHANGES.get(find.shape),
    )
    made = spaces.add_comment(space, place, remark, form_key=find.id)
    made.author_name = find.author_name
    find.comment_id = made.id


def _place(find: AnswerFind, words: Mapping[uuid.UUID, str], language: str) -> Place:
    """Where the find belongs: a new paragraph after the words it follows, a comment on its own."""
    if find.section_key is None:
        raise LookupError(find.id)
    said = words.get(find.block_key, "") if find.block_key else ""
    if find.shape is not Shape.COMMENT:
        return Place(find.section_key, find.block_key, said or find.quote)
    found = passages.typed(said, find.quote) if said and find.quote else None
    if found is None or found.exact == said:
        return Place(find.section_key, find.block_key, said or find.quote)
    return Place(find.section_key, find.block_key, found.exact, found.selector(language))


def _state(space: OwnSpace, finds: Sequence[AnswerFind]) -> None:
    if finds:
        said = "\n\n".join([space.statement, *map(_words, finds)]).strip()
        statement = Statement(space.position, said, space.language)
        spaces.save_statement(space, statement)
