"""What a saving makes of a section, given what its writer began from and what it says now. Pure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.core.database import Localised
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.merging import Chosen, Conflict, merge, merge_texts
from webapp.drafts.models import Section, SectionKind, SectionRevision
from webapp.drafts.weaving import Former, Woven, weave


@dataclass(frozen=True, slots=True)
class Entry:
    """What a writer typed: titles and whole texts by language, on a section's `revision`."""

    titles: Localised
    texts: Localised
    kind: SectionKind = SectionKind.PLAIN
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What a section says: its titles by language, its kind, and its blocks in order."""

    titles: Localised
    kind: SectionKind
    blocks: tuple[Former, ...]

    def text(self, language: str) -> str:
        """The whole text in one language, as it is edited."""
        said = (each.texts.get(language, "") for each in self.blocks)
        return "\n\n".join(text for text in said if text)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the section is to say, and where a person must choose first."""

    titles: Localised
    kind: SectionKind
    row: Sequence[Woven]
    conflicts: Sequence[Conflict]

    def says(self, content: Content) -> bool:
        """Say whether this is what `content` says."""
        row = [(each.key, each.kind, dict(each.texts)) for each in self.row]
        former = [(each.key, each.kind, dict(each.texts)) for each in content.blocks]
        return (self.titles, self.kind, row) == (content.titles, content.kind, former)


def content_of(section: Section) -> Content:
    """What a section says now."""
    row = (Former(block.key, block.kind, block.text) for block in section.blocks)
    return Content(dict(section.title), section.kind, tuple(row))


def kept_content(revision: SectionRevision) -> Content:
    """What a section said at a revision."""
    return Content(dict(revision.title), revision.kind, tuple(map(_former, revision.blocks)))


def again(revision: SectionRevision) -> Outcome:
    """What makes a section say again what it said at a revision."""
    content = kept_content(revision)
    row = [Woven(each.key, each.kind, dict(each.texts)) for each in content.blocks]
    return Outcome(content.titles, content.kind, row, ())


def settle(
    entry: Entry,
    *,
    base: Content,
    theirs: Content,
    languages: Sequence[str],
    chosen: Chosen | None = None,
) -> Outcome:
    """What was typed on `base`, put together with what others have made of it since.

    A language that was not typed in stays as it is.
    """
    typed = {tag: title for tag, title in entry.titles.items() if title}
    titles, conflicts = merge_texts(
        base.titles, theirs.titles, {**_others(base.titles, entry.titles), **typed}, chosen=chosen
    )
    mine = _woven(entry, base, languages)
    merged = merge(base.blocks, theirs.blocks, mine, chosen=chosen)
    kind = entry.kind if entry.kind is not base.kind else theirs.kind
    return Outcome(titles, kind, merged.row, [*conflicts, *merged.conflicts])


def _woven(entry: Entry, base: Content, languages: Sequence[str]) -> list[Woven]:
    said = {tag: base.text(tag) for tag in dict.fromkeys([*languages, *_spoken(base)])}
    texts = {tag: entry.texts.get(tag, text) for tag, text in said.items()}
    if texts == said:
        return [Woven(each.key, each.kind, dict(each.texts)) for each in base.blocks]
    parts = {tag: blocks.split(text) for tag, text in texts.items()}
    # The order that counts is that of the first language in which the text was changed.
    changed = [tag for tag in texts if texts[tag] and texts[tag] != said[tag]]
    return weave(base.blocks, parts, lead=next(iter(changed), languages[0]))


def _spoken(content: Content) -> list[str]:
    return [tag for block in content.blocks for tag, text in block.texts.items() if text]


def _others(titles: Mapping[str, str], typed: Mapping[str, str]) -> Localised:
    return {tag: title for tag, title in titles.items() if tag not in typed}


def _former(kept: Mapping[str, Any]) -> Former:
    return Former(uuid.UUID(kept["key"]), BlockKind(kept["kind"]), dict(kept["text"]))
