"""The pictures that figures show, and who may see them."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import JSONPATH

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import Block, Picture, Section, Version


def pictures(document_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The stored file of each picture of a document, in a version or put in by hand, by its key."""
    statement = (
        select(Block.text, Block.images)
        .join(Section, Section.id == Block.section_id)
        .join(Version, Version.id == Section.version_id)
        .where(Version.document_id == document_id, Block.kind == BlockKind.FIGURE)
    )
    put_in = select(Picture.key, Picture.file_id).where(Picture.document_id == document_id)
    by_hand = {row.key: row.file_id for row in session.execute(put_in)}
    return by_hand | {
        key: uuid.UUID(images[tag])
        for texts, images in session.execute(statement)
        for tag in texts
        if tag in images and (key := blocks.figure_key(texts[tag]))
    }


def undescribed(version_id: uuid.UUID) -> Sequence[Section]:
    """The sections with a figure that neither says what it shows nor is said to be decorative."""
    statement = (
        select(Section, Block.text)
        .join(Block, Block.section_id == Section.id)
        .where(Section.version_id == version_id, Block.kind == BlockKind.FIGURE)
        .order_by(Section.ordinal)
    )
    found = (
        section
        for section, texts in session.execute(statement)
        if any(map(blocks.lacks_alternative, texts.values()))
    )
    return list(dict.fromkeys(found))


def pictures_of(version_id: uuid.UUID) -> set[uuid.UUID]:
    """The stored files of the pictures that a version shows."""
    statement = (
        select(Block.images)
        .join(Section, Section.id == Block.section_id)
        .where(Section.version_id == version_id, Block.kind == BlockKind.FIGURE)
    )
    return {uuid.UUID(each) for images in session.scalars(statement) for each in images.values()}


def picture(file_id: uuid.UUID, *, for_staff: bool) -> tuple[StoredFile, bool]:
    """The file of a figure's picture, and whether it is public: whether a frozen version shows it.

    Raises:
        NotFoundError: no figure shows it, or none that the person may see.
    """
    shown = func.jsonb_path_exists(
        Block.images,
        cast("$.* ? (@ == $id)", JSONPATH),
        func.jsonb_build_object("id", str(file_id)),
    )
    statement = (
        select(func.bool_or(Version.frozen_at.is_not(None)))
        .join(Section, Section.version_id == Version.id)
        .join(Block, Block.section_id == Section.id)
        .where(Block.kind == BlockKind.FIGURE, shown)
    )
    is_public = session.scalar(statement)
    if is_public is None and for_staff and _is_put_in(file_id):
        is_public = False
    file = session.get(StoredFile, file_id)
    if file is None or is_public is None or not (is_public or for_staff):
        raise NotFoundError(_l("There is no such picture."))
    return file, is_public


def _is_put_in(file_id: uuid.UUID) -> bool:
    return session.scalar(select(Picture.id).where(Picture.file_id == file_id).limit(1)) is not None


def picture_files(file_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, StoredFile]:
    """The files by their ids, those of them that there are. One query."""
    statement = select(StoredFile).where(StoredFile.id.in_(set(file_ids)))
    return {file.id: file for file in session.scalars(statement)}
