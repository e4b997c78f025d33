"""Sections as JSON and back: what a deleted branch is kept as, until someone wants it again."""

import uuid
from collections.abc import Mapping
from typing import Any

from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import Block, Section, SectionKind

Kept = dict[str, Any]
"""A section with its blocks, in values that JSON has."""


def kept(section: Section) -> Kept:
    """The section and its blocks; `again` makes the same of it."""
    return {
        "key": str(section.key),
        "level": section.level,
        "number": section.number,
        "kind": section.kind.value,
        "title": dict(section.title),
        "lock_reason": dict(section.lock_reason),
        "revision": section.revision,
        "blocks": [_kept_block(block) for block in section.blocks],
    }


def again(kept: Mapping[str, Any], version_id: uuid.UUID) -> Section:
    """A section of the version, as it was when it was kept. Its place is for the tree to say."""
    return Section(
        version_id=version_id,
        key=uuid.UUID(kept["key"]),
        level=kept["level"],
        kind=SectionKind(kept["kind"]),
        title=dict(kept["title"]),
        lock_reason=dict(kept["lock_reason"]),
        revision=kept["revision"],
        blocks=[_block_again(each, place) for place, each in enumerate(kept["blocks"])],
    )


def _kept_block(block: Block) -> Kept:
    return {
        "key": str(block.key),
        "kind": block.kind.value,
        "text": dict(block.text),
        "html": dict(block.html),
        "images": dict(block.images),
        "based_on": dict(block.based_on),
    }


def _block_again(kept: Mapping[str, Any], ordinal: int) -> Block:
    return Block(
        key=uuid.UUID(kept["key"]),
        kind=BlockKind(kept["kind"]),
        ordinal=ordinal,
        text=dict(kept["text"]),
        html=dict(kept["html"]),
        images=dict(kept["images"]),
        based_on=dict(kept["based_on"]),
    )
