"""What a section was, in the shape in which it can be compared, and how much was changed. Pure."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.core.database import Localised
from webapp.drafts import blocks, wording
from webapp.drafts.blocks import BlockKind
from webapp.drafts.comparing import ASection, SectionChange, compare
from webapp.drafts.models import SectionRevision
from webapp.drafts.wording import Fate, Piece


@dataclass(slots=True)
class PastBlock:
    """A block as it was."""

    key: uuid.UUID
    kind: BlockKind
    text: Localised


@dataclass(slots=True)
class Past:
    """A section as it was. Where it stood is not kept."""

    key: uuid.UUID
    title: Localised
    blocks: Sequence[PastBlock]
    parent_key: uuid.UUID | None = None
    number: str = ""


def of(revision: SectionRevision) -> Past:
    """The section as it was at a revision."""
    row = [
        PastBlock(uuid.UUID(each["key"]), BlockKind(each["kind"]), dict(each["text"]))
        for each in revision.blocks
    ]
    return Past(revision.section_key, dict(revision.title), row)


def html(revision: SectionRevision) -> Mapping[str, Sequence[str]]:
    """What the section said, by language, as readers saw it but for the pictures."""
    found: dict[str, list[str]] = {}
    for block in revision.blocks:
        for tag, text in block["text"].items():
            found.setdefault(tag, []).append(blocks.render(text))
    return found


def changes(former: ASection | None, later: ASection) -> Mapping[str, SectionChange]:
    """What differs between two states of a section, in each language where something does."""
    before = [_placeless(former)] if former else []
    after = [_placeless(later)]
    found = {tag: compare(before, after, tag).sections[0] for tag in _languages([*before, *after])}
    return {tag: change for tag, change in found.items() if not change.is_same}


def size(former: ASection | None, later: ASection) -> tuple[int, int]:
    """How many words were added and taken away, in all languages and titles."""
    before, after = (_texts(each) if each else {} for each in (former, later))
    pieces = [
        piece
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
        for piece in wording.words(
            blocks.plain(before.get(name, "")), blocks.plain(after.get(name, ""))
        )
    ]
    return _count(pieces, Fate.NEW), _count(pieces, Fate.GONE)


def _placeless(section: ASection) -> Past:
    row = [PastBlock(each.key, each.kind, each.text) for each in section.blocks]
    return Past(section.key, section.title, row)


def _texts(section: ASection) -> dict[tuple[uuid.UUID, str], str]:
    rows = [(section.key, section.title), *((each.key, each.text) for each in section.blocks)]
    return {(key, tag): text for key, texts in rows for tag, text in texts.items()}


def _languages(sections: Iterable[ASection]) -> Iterable[str]:
    rows = [
        texts for each in sections for texts in (each.title, *(block.text for block in each.blocks))
    ]
    return dict.fromkeys(tag for texts in rows for tag in texts)


def _count(pieces: Iterable[Piece], fate: Fate) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.fate is fate)
