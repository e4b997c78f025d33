"""A draft read out of a Word file, taken into a version's sections.

Into an empty version the file brings its tree. In the language that carries the tree it replaces
the text, and what is recognised keeps its key. In another language it fills in the translation,
which asks that the headings correspond one to one: a guess would put words in the wrong place.
A file that was had from here carries keys, which go before any likeness; see `returning`.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from webapp.core import storage
from webapp.core.rendering import localised
from webapp.drafts import blocks, kinds, returning, tree, writing
from webapp.drafts.blocks import BlockText
from webapp.drafts.models import Section, SectionKind
from webapp.drafts.returning import Pair, Placed, Said
from webapp.drafts.weaving import Former, weave
from webapp.drafts.word.draft import WordDraft


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
    changed: list[Section] = field(default_factory=list)
    """Those that say something else than before, and those that are new."""
    placed: list[Placed] = field(default_factory=list)
    """What stood in the file's margin, each where it belongs."""


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
    if returning.sections(row, source.draft.sections) is not None:
        return True
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


def neighbours(sections: Sequence[Section], row: Sequence[Section]) -> list[list[Section]]:
    """The sections, those together that stand together in `row`."""
    places = {section.key: place for place, section in enumerate(row)}
    groups: list[list[Section]] = []
    for section in sections:
        if groups and places[groups[-1][-1].key] + 1 == places[section.key]:
            groups[-1].append(section)
        else:
            groups.append([section])
    return groups


def before(section: Section, row: Sequence[Section]) -> Section | None:
    """The section that stood before one in `row`."""
    place = list(row).index(section)
    return row[place - 1] if place else None


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
        "new": sum(section not in former for section in taken.changed),
        "changed": sum(section in former for section in taken.changed),
        "tongues": dict(source.draft.tongues),
    }


def _replaced(source: Source, row: Sequence[Section]) -> Taken:
    found = _recognised(source, row)
    taken = Taken(row=[], removed=[each for each in row if each not in found])
    path: list[str] = []
    for former, read, title in zip(found, source.draft.sections, source.titles(), strict=True):
        path = [*path[: read.level - 1], title]
        section = former or _new(source, kinds.guess(path))
        section.level = read.level
        taken.row.append(section)
    pairs = list(zip(taken.row, source.draft.sections, strict=True))
    _say_all(source, pairs, row, lead=source.language, taken=taken)
    tree.settle(taken.row)
    return taken


def _new(source: Source, kind: SectionKind) -> Section:
    return writing.new_section(source.version_id, kind=kind)


def _filled(source: Source, row: Sequence[Section], *, lead: str) -> Taken:
    taken = Taken(row=list(row))
    known = returning.sections(row, source.draft.sections)
    pairs = list(zip(known or row, source.draft.sections, strict=True))
    _say_all(source, pairs, row, lead=lead, taken=taken)
    return taken


def _say_all(
    source: Source, pairs: Sequence[Pair], row: Sequence[Section], *, lead: str, taken: Taken
) -> None:
    before = {section.key: _said(section) for section in row}
    leads = lead == source.language
    claims = returning.claims(pairs, row, source.language, may_move=leads)
    for number, pair in enumerate(pairs):
        keys = [claims.get((number, place)) for place in range(len(pair[1].blocks))]
        parts = returning.said(*pair, keys, source.language)
        if not _say(source, pair, list(filter(None, parts)), lead=lead):
            taken.uneven.append(pair[0])
        taken.placed += returning.placed(*pair, parts, source.language)
    taken.placed += [Placed(pairs[0][0], None, each) for each in source.draft.remarks]
    taken.changed = [each for each, _ in pairs if before.get(each.key) != _said(each)]
    for section in taken.changed:
        section.revision += 1


def _said(section: Section) -> tuple[object, ...]:
    return dict(section.title), [(each.key, dict(each.text)) for each in section.blocks]


def _say(source: Source, pair: Pair, parts: Sequence[Said], *, lead: str) -> bool:
    """Let a section say what the file says; say whether its languages go together."""
    section, read = pair
    language = source.language
    if not returning.is_fallback(read.bag, read.title or "", section.title.values()):
        section.title = {**section.title, language: read.title or source.untitled}
    new = {
        **writing.texts(section),
        language: [BlockText(part.kind, part.text) for part in parts],
    }
    former = [Former(block.key, block.kind, block.text) for block in section.blocks]
    row = weave(former, new, lead=lead, known={language: [part.key for part in parts]})
    writing.put(section, row, source.album, source=source.original)
    spoken = {tag for tag, said in new.items() if said}
    return all(woven.texts.keys() == spoken for woven in row)


def _recognised(source: Source, row: Sequence[Section]) -> list[Section | None]:
    """For each section of the file the one that it continues, by key, by titles, then by text."""
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
    found = returning.known_sections(row, drafted)
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
