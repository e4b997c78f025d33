"""A section's rows as they are written: its blocks, their HTML, and the pictures they refer to."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from webapp.core.database import Localised, session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, translation
from webapp.drafts.blocks import BlockKind, BlockText
from webapp.drafts.models import Block, Section, SectionKind
from webapp.drafts.weaving import Woven

Album = Mapping[str, uuid.UUID]
"""The stored file of each picture that a document may refer to, by the picture's key."""


def picture_address(file_id: uuid.UUID | str) -> str:
    """Where a figure's picture is fetched; the address of the endpoint `drafts.figure`.

    It is in the HTML of frozen versions, so it never changes.
    """
    return f"/figures/{file_id}"


def new_section(version_id: uuid.UUID, *, kind: SectionKind = SectionKind.PLAIN) -> Section:
    """A section that says nothing yet."""
    return Section(
        version_id=version_id, key=uuid7(), kind=kind, level=1, title={}, revision=0, blocks=[]
    )


def texts(section: Section) -> dict[str, list[BlockText]]:
    """What a section says now, block by block, by language."""
    found: dict[str, list[BlockText]] = {}
    for block in section.blocks:
        for language, text in block.text.items():
            if text:
                found.setdefault(language, []).append(BlockText(block.kind, text))
    return found


def whole_text(section: Section, language: str) -> str:
    """What a section says in one language, to be edited as one text."""
    return blocks.join(texts(section).get(language, []))


def figures(section: Section) -> dict[str, str]:
    """The keys of the pictures in a section, each with what it shows, in words."""
    shown = [
        part.text
        for each in texts(section).values()
        for part in each
        if part.kind is BlockKind.FIGURE
    ]
    return {key: blocks.plain(text) for text in shown if (key := blocks.figure_key(text))}


def check(titles: Localised, row: Sequence[Woven], album: Album, *, first: str) -> None:
    """Let a section say `row` under `titles`.

    Raises:
        DomainError: it has no title, or a figure that cannot be shown. `first`: the language whose
            field for a title is named.
    """
    if not any(titles.values()):
        raise DomainError(_l("Write a title, in one language at least."), field=f"title_{first}")
    for woven in row:
        for tag, text in woven.texts.items():
            check_figures([BlockText(woven.kind, text)], album, field=f"text_{tag}")


def put(section: Section, row: Sequence[Woven], album: Album, *, source: str) -> None:
    """Make the section consist of the blocks `row`. Each figure in it must be in `album`.

    `source`: the document's own language, which the others are translated from.
    """
    existing = {block.key: block for block in section.blocks}
    before = {block.key: dict(block.text) for block in section.blocks}
    section.blocks = [
        _written(existing.get(woven.key) if woven.key else None, woven, ordinal, album)
        for ordinal, woven in enumerate(row)
    ]
    for block, woven in zip(section.blocks, row, strict=True):
        former = before.get(block.key, {})
        block.based_on = translation.based_on(former, block.based_on, woven.texts, source=source)


def translate(block: Block, texts: Localised, language: str, album: Album) -> None:
    """Make the block say `texts`, of which the one in `language` is new."""
    text = texts.get(language, "")
    html = {tag: html for tag, html in block.html.items() if tag in texts and tag != language}
    block.html = {**html, language: _rendered(text, album)} if text else html
    block.text = dict(texts)
    key = blocks.figure_key(text) if block.kind is BlockKind.FIGURE and text else None
    images = {tag: file for tag, file in block.images.items() if tag in texts and tag != language}
    block.images = {**images, language: str(album[key])} if key else images


def check_figures(parts: Sequence[BlockText], album: Album, *, field: str) -> None:
    """Let a text show its figures.

    Raises:
        DomainError: a figure's picture is not in `album`, or a figure stands amid other text.
    """
    for part in parts:
        is_figure = part.kind is BlockKind.FIGURE
        if is_figure and (key := blocks.figure_key(part.text) or "") not in album:
            raise DomainError(
                _l("There is no picture “%(key)s” in this document.", key=key), field=field
            )
        if not is_figure and "](image:" in part.text:
            raise DomainError(
                _l(
                    "A figure must stand alone, with an empty line before and after it: %(text)s",
                    text=part.text[:80],
                ),
                field=field,
            )


def copy(row: Sequence[Section], version_id: uuid.UUID) -> None:
    """Write the sections `row` and their blocks into another version, with the same keys."""
    sections: list[dict[str, Any]] = []
    copies: list[dict[str, Any]] = []
    for section in row:
        new_id = uuid7()
        sections.append(_values(section) | {"id": new_id, "version_id": version_id})
        copies += [
            _values(block) | {"id": uuid7(), "section_id": new_id} for block in section.blocks
        ]
    session.execute(insert(Section), sections)
    if copies:
        session.execute(insert(Block), copies)


def _values(row: Section | Block) -> dict[str, Any]:
    attributes = (column.key for column in row.__mapper__.column_attrs)
    return {name: getattr(row, name) for name in attributes if name != "created_at"}


def _written(block: Block | None, woven: Woven, ordinal: int, album: Album) -> Block:
    if block is None:
        block = Block(key=woven.key or uuid7(), text={}, html={}, images={}, based_on={})
    if block.text != woven.texts:
        block.html = {tag: _rendered(text, album) for tag, text in woven.texts.items()}
        block.text = dict(woven.texts)
    block.kind, block.ordinal = woven.kind, ordinal
    block.images = _images(woven, album) if woven.kind is BlockKind.FIGURE else {}
    return block


def _rendered(text: str, album: Album) -> str:
    return blocks.render(text, lambda key: picture_address(album[key]))


def _images(woven: Woven, album: Album) -> dict[str, str]:
    keys = {tag: blocks.figure_key(text) for tag, text in woven.texts.items()}
    return {tag: str(album[key]) for tag, key in keys.items() if key}
