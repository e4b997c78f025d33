"""A draft read out of a Word file, taken into a version's sections.

Into an empty version the file brings its tree. In the language that carries the tree it replaces
the text, and what is recognised keeps its key. In another language it fills in the translation,
which asks that the headings correspond one to one: a guess would put words in the wrong place.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from webapp.core import storage
from webapp.core.rendering import localised
from webapp.drafts import blocks, kinds, tree, writing
from webapp.drafts.blocks import BlockText
from webapp.drafts.models import Section, SectionKind
from webapp.drafts.word.draft import WordDraft, WordSection


@dataclass(frozen=True, slots=True)
class Source:
    """A draft with what must be known to take it in."""

    draft: WordDraft
    language: str
    version_id: uuid.UUID
    untitled: str
    """The title of the text that stands before the file's first heading."""
    original: str = "sv"
    """The document's own language, which the others are translated from."""
    album: dict[str, uuid.UUID] = field(default_factory=dict)
    """The stored file of each of the draft's pictures, by key."""

    def titles(self) -> list[str]:
        """The title of each section."""
        return [section.title or self.untitled for section in self.draft.sections]


@dataclass(slots=True)
class Taken:
    """The version's sections afterwards, and what a writer should look at."""

    row: list[Section]
    removed: list[Section] = field(default_factory=list)
    uneven: list[Section] = field(default_factory=list)
    """Where the languages have paragraphs that do not correspond."""


class DifferentTreeError(Exception):
    """The file's headings do not correspond to the document's sections."""

    def __init__(self, difference: Mapping[str, Any]) -> None:
        super().__init__(difference["kind"])
        self.difference = dict(difference)


def leading_language(row: Iterable[Section], languages: Sequence[str]) -> str:
    """The language that carries the tree: most sections have a title in it, the first if alike."""
    titles = [section.title for section in row]
    return max(languages, key=lambda tag: sum(bool(title.get(tag)) for title in titles))


def is_translation(source: Source, row: Sequence[Section], languages: Sequence[str]) -> bool:
    """Say whether the draft is in another language than the one that carries the tree.

    Raises:
        DifferentTreeError: it is, and its headings are not the document's.
    """
    lead = leading_language(row, languages)
    if not row or lead == source.language:
        return False
    if difference := _first_difference(source, row, lead):
        raise DifferentTreeError(difference)
    return True


def take_in(source: Source, row: Sequence[Section], languages: Sequence[str]) -> Taken:
    """Make the sections `row`, in reading order with their blocks, say what the file says.

    Raises:
        DifferentTreeError: the file is a translation, and its headings are not the document's.
    """
    if is_translation(source, row, languages):
        return _filled(source, row, lead=leading_language(row, languages))
    return _replaced(source, row)


def keep_pictures(draft: WordDraft, album: dict[str, uuid.UUID]) -> dict[str, uuid.UUID]:
    """The album with the draft's pictures in it; those that it lacked are kept as files."""
    found = (block.image for section in draft.sections for block in section.blocks)
    for image in found:
        if image is not None and image.key not in album:
            name = f"{image.key[:8]}.{image.content_type.partition('/')[2]}"
            file = storage.keep(image.data, name=name, content_type=image.content_type)
            album[image.key] = file.id
    return album


def account(
    source: Source, taken: Taken, former: Sequence[Section], *, translation: bool
) -> dict[str, Any]:
    """What the writer is told afterwards, as JSON."""
    way = "translated" if translation else "replaced" if former else "planted"
    return {
        "way": way,
        "counts": source.draft.report.as_json(),
        "sections": len(taken.row),
        "marked": source.draft.language,
        "removed": [_named(section) for section in taken.removed],
        "uneven": [_named(section) for section in taken.uneven],
    }


def _replaced(source: Source, row: Sequence[Section]) -> Taken:
    found = _recognised(source, row)
    taken = Taken(row=[], removed=[each for each in row if each not in found])
    path: list[str] = []
    for former, read, title in zip(found, source.draft.sections, source.titles(), strict=True):
        path = [*path[: read.level - 1], title]
        section = former or _new(source, kinds.guess(path))
        section.level = read.level
        _say(source, section, read, lead=source.language, taken=taken)
        taken.row.append(section)
    tree.settle(taken.row)
    return taken


def _new(source: Source, kind: SectionKind) -> Section:
    return writing.new_section(source.version_id, kind=kind)


def _filled(source: Source, row: Sequence[Section], *, lead: str) -> Taken:
    taken = Taken(row=list(row))
    for section, read in zip(row, source.draft.sections, strict=True):
        _say(source, section, read, lead=lead, taken=taken)
    return taken


def _say(source: Source, section: Section, read: WordSection, *, lead: str, taken: Taken) -> None:
    section.title = {**section.title, source.language: read.title or source.untitled}
    section.revision += 1
    parts = [BlockText(block.kind, block.text) for block in read.blocks]
    new = {**writing.texts(section), source.language: parts}
    if not writing.write(section, new, lead=lead, album=source.album, source=source.original):
        taken.uneven.append(section)


def _recognised(source: Source, row: Sequence[Section]) -> list[Section | None]:
    """For each section of the file the one that it continues, by titles first, then by text."""
    language, drafted = source.language, source.draft.sections
    titles = [section.title.get(language, "") for section in row]
    new_titles = source.titles()
    old_texts = [
        f"{t}\n{writing.whole_text(s, language)}" for t, s in zip(titles, row, strict=True)
    ]
    new_texts = [
        "\n".join([title, *(block.text for block in section.blocks)])
        for title, section in zip(new_titles, drafted, strict=True)
    ]
    found: dict[int, int] = {}
    old_paths = _paths(titles, [section.level for section in row])
    new_paths = _paths(new_titles, [section.level for section in drafted])
    for old, new in ((old_paths, new_paths), (titles, new_titles)):
        _pair_equal(old, new, found)
    left = [n for n in range(len(row)) if n not in found.values()]
    waiting = [n for n in range(len(drafted)) if n not in found]
    likely = blocks.match([(n, old_texts[n]) for n in left], [new_texts[n] for n in waiting])
    found |= {new: old for new, old in zip(waiting, likely, strict=True) if old is not None}
    return [row[found[n]] if n in found else None for n in range(len(drafted))]


def _pair_equal(old: Sequence[object], new: Sequence[object], found: dict[int, int]) -> None:
    free: dict[object, list[int]] = {}
    for place, each in enumerate(old):
        if each and place not in found.values():
            free.setdefault(each, []).append(place)
    for place, each in enumerate(new):
        if place not in found and free.get(each):
            found[place] = free[each].pop(0)


def _paths(titles: Sequence[str], levels: Sequence[int]) -> list[tuple[str, ...]]:
    path: list[str] = []
    paths = []
    for title, level in zip(titles, levels, strict=True):
        path = [*path[: level - 1], title.casefold()]
        paths.append(tuple(path))
    return paths


def _first_difference(source: Source, row: Sequence[Section], lead: str) -> dict[str, Any] | None:
    """Where the headings first differ, for a sentence; None where they correspond.

    What stands under the headings helps to find the place where one is missing among its likes.
    """
    drafted = source.draft.sections
    levels, new_levels = [s.level for s in row], [s.level for s in drafted]
    if levels == new_levels:
        return None
    old = [(s.level, *(block.kind for block in s.blocks)) for s in row]
    new = [(s.level, *(block.kind for block in s.blocks)) for s in drafted]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    _, start, end, new_start, new_end = next(
        step for step in steps if levels[step[1] : step[2]] != new_levels[step[3] : step[4]]
    )
    while start < end and new_start < new_end and levels[start] == new_levels[new_start]:
        start, new_start = start + 1, new_start + 1
    return {
        "kind": "missing" if new_start == new_end else "extra" if start == end else "level",
        "section": _label(row[start], lead) if start < len(row) else "",
        "heading": source.titles()[new_start] if new_start < len(drafted) else "",
        "sections": len(row),
        "headings": len(drafted),
    }


def _named(section: Section) -> dict[str, Any]:
    return {"key": str(section.key), "number": section.number, "title": dict(section.title)}


def _label(section: Section, tag: str) -> str:
    return f"{section.number} {localised(section.title, tag)}".strip()
