"""Reading a draft out of a Word file (.docx): the one way in to this package.

Headings become the tree of sections; paragraphs, lists, tables, quotes and pictures the blocks in
it. What a page cannot show is made simpler or left out, and counted, so that the writer is told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from webapp.drafts import numbering
from webapp.drafts.word import prose, remarks
from webapp.drafts.word.body import BodyReader, Grid, Item, Para, is_short_line
from webapp.drafts.word.book import Book, Notes
from webapp.drafts.word.draft import (
    NOTHING,
    Bag,
    Finding,
    ImportReport,
    Remark,
    WordBlock,
    WordDraft,
    WordSection,
)
from webapp.drafts.word.lists import Numbering
from webapp.drafts.word.names import Element, child, name, value
from webapp.drafts.word.package import MAX_FILE_BYTES, Package, Part, Relationship, open_package
from webapp.drafts.word.refusal import Refusal, WordRefused
from webapp.drafts.word.remarks import Margin
from webapp.drafts.word.stacking import Stack
from webapp.drafts.word.styles import Role, Styles

MAX_PARAGRAPHS: Final = 100_000
_WHOLLY: Final = 0.9
_CONTENTS_TITLES: Final = {
    *("innehåll", "innehållsförteckning", "contents", "table of contents", "innehold"),
}


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str | None
    blocks: tuple[WordBlock, ...] = ()
    bag: Bag = NOTHING


def read(
    data: bytes, *, reject_changes: bool = False, max_bytes: int = MAX_FILE_BYTES
) -> WordDraft:
    """The draft in a Word file; raises WordRefused with the reason when there is none to read.

    `reject_changes`: whether tracked changes are undone, and not carried out.
    """
    package, main = open_package(data, max_bytes=max_bytes)
    try:
        return _read(package, main, reject_changes=reject_changes)
    except RecursionError as fault:
        raise WordRefused(Refusal.DAMAGED) from fault


def _read(package: Package, main: str, *, reject_changes: bool) -> WordDraft:
    part = package.part(main)
    body = None if part is None else child(part.root, "w:body")
    if part is None or body is None:
        raise WordRefused(Refusal.NO_DOCUMENT)
    if sum(1 for _ in body.iter(name("w:p"))) > MAX_PARAGRAPHS:
        raise WordRefused(Refusal.TOO_LARGE)
    tally: Counter[Finding] = Counter()
    styles = Styles(_other(package, part, "styles"))
    language = _language(body, styles.language)
    notes = _notes(package, part)
    for root in [part.root, *(each.part.root for each in notes.values())] * reject_changes:
        remarks.reject(root)
    margin = Margin(_comments(package, part, tally))
    book = Book(package, part, styles, notes, tally, margin)
    reader = BodyReader(book, Numbering(_other(package, part, "numbering")))
    title, items = _title(list(reader.items(body)))
    headings = _headings(
        _with_guessed_headings(items, tally), Stack(reader, language, tally), tally
    )
    kept, left = _apart(list(headings), tally)
    sections = _sections(kept, tally)
    _count_left_out(package, part, tally)
    if not sections:
        raise WordRefused(Refusal.EMPTY)
    return WordDraft(
        title or _stated_title(package),
        language,
        sections,
        _report(tally, rejected=reject_changes),
        _tongues(items),
        (*(remark for each in left for remark in each.bag.remarks), *margin.unplaced),
        tuple(book.front),
    )


def _report(tally: Counter[Finding], *, rejected: bool) -> ImportReport:
    renamed = {
        Finding.INSERTIONS_ACCEPTED: Finding.DELETIONS_UNDONE,
        Finding.DELETIONS: Finding.INSERTIONS_REJECTED,
    }
    counts = {
        renamed.get(finding, finding) if rejected else finding: count
        for finding, count in tally.items()
        if count
    }
    return ImportReport(counts)


def _comments(package: Package, part: Part, tally: Counter[Finding]) -> dict[str, Remark]:
    found = remarks.comments(
        _other(package, part, "comments"), _other(package, part, "commentsExtended")
    )
    tally[Finding.COMMENTS] = len(found)
    return found


def _tongues(items: Iterable[Item]) -> dict[str, int]:
    """How many paragraphs are almost wholly marked as being in each language."""
    counts = Counter(tongue for item in items for tongue in _tongues_of(item))
    return {tongue: count for tongue, count in counts.items() if tongue.isalpha()}


def _tongues_of(item: Item) -> Iterator[str]:
    if isinstance(item, Grid):
        inside = (each for row in item.rows for cell in row for each in cell.items)
        yield from (tongue for each in inside for tongue in _tongues_of(each))
    elif spoken := item.flow.tongues.most_common(1):
        [(tongue, count)] = spoken
        if count >= _WHOLLY * item.flow.tongues.total():
            yield tongue


def _other(package: Package, part: Part, kind: str) -> Element | None:
    target = part.target(kind)
    return None if target is None else package.xml(target)


def _notes(package: Package, part: Part) -> dict[str, Notes]:
    targets = {kind: part.target(f"{kind}s") for kind in ("footnote", "endnote")}
    parts = {kind: package.part(target) for kind, target in targets.items() if target}
    return {kind: Notes(found, _by_id(found, kind)) for kind, found in parts.items() if found}


def _by_id(notes: Part, kind: str) -> dict[str, Element]:
    return {each.get(name("w:id"), ""): each for each in notes.root.findall(name(f"w:{kind}"))}


def _language(body: Element, default: str | None) -> str | None:
    stated = Counter(value(run, "w:rPr/w:lang") or default for run in body.iter(name("w:r")))
    most = next((language for language, _ in stated.most_common(1)), default)
    primary = (most or "").partition("-")[0].lower()
    return primary if primary.isalpha() else None


def _stated_title(package: Package) -> str | None:
    targets = [each.target for each in package.relationships("").values() if _is_core(each.kind)]
    root = package.xml(targets[0]) if targets else None
    title = None if root is None else root.findtext(name("dc:title"))
    return " ".join((title or "").split()) or None


def _is_core(kind: str) -> bool:
    return kind in {"core-properties", "coreProperties"}


def _title(items: Sequence[Item]) -> tuple[str | None, list[Item]]:
    """The words of the first paragraph in the style Title, and everything without those words."""
    for index, item in enumerate(items):
        if isinstance(item, Para) and item.role is Role.TITLE and prose.words(item.flow.runs):
            beside = replace(item, flow=replace(item.flow, runs=[]))
            return prose.words(item.flow.runs), [*items[:index], beside, *items[index + 1 :]]
    return None, list(items)


def _is_heading(item: Item) -> bool:
    return (
        isinstance(item, Para) and item.role is Role.HEADING and bool(prose.words(item.flow.runs))
    )


def _with_guessed_headings(items: list[Item], tally: Counter[Finding]) -> list[Item]:
    if any(map(_is_heading, items)):
        return items
    guessed = [
        _as_heading(item) if _looks_like_heading(item, following) else item
        for item, following in zip(items, [*items, None][1:], strict=True)
    ]
    count = sum(map(_is_heading, guessed))
    tally[Finding.HEADINGS_GUESSED if count else Finding.NO_HEADINGS] = count or 1
    return guessed


def _looks_like_heading(item: Item, following: Item | None) -> bool:
    if not isinstance(item, Para) or item.role is not Role.TEXT or item.marker or not item.bold:
        return False
    has_text_below = isinstance(following, Grid) or (following is not None and not following.bold)
    return has_text_below and is_short_line(prose.words(item.flow.runs))


def _as_heading(item: Item) -> Item:
    return item if isinstance(item, Grid) else replace(item, role=Role.HEADING, level=1)


def _headings(items: Iterable[Item], stack: Stack, tally: Counter[Finding]) -> Iterator[_Heading]:
    heading = _Heading(1, None)
    for item in items:
        if isinstance(item, Grid) or item.role is not Role.HEADING:
            stack.add(item)
        elif title := prose.words(item.flow.runs):
            yield _with_blocks(heading, stack)
            heading = _Heading(item.level, title, bag=item.flow.bag("s"))
            stack.add_notes(item)
            stack.add_beside(item.flow, NOTHING)
        else:
            tally[Finding.EMPTY_HEADINGS] += 1
            stack.add(replace(item, role=Role.TEXT))
    yield _with_blocks(heading, stack)


def _with_blocks(heading: _Heading, stack: Stack) -> _Heading:
    taken, loose = stack.taken()
    return replace(heading, blocks=taken, bag=heading.bag + loose)


def _apart(
    found: Sequence[_Heading], tally: Counter[Finding]
) -> tuple[list[_Heading], list[_Heading]]:
    """The headings with something to them, and those left out, which may be remarked on."""
    headings = [each for each in found if each.title or each.blocks]
    kept = [
        each
        for each, following in zip(headings, [*headings, None][1:], strict=True)
        if not _is_left_of_contents(each, following, tally)
    ]
    known = {id(each) for each in kept}
    return kept, [each for each in found if id(each) not in known]


def _sections(headings: Sequence[_Heading], tally: Counter[Finding]) -> tuple[WordSection, ...]:
    levels = numbering.normalised(each.level for each in headings)
    lowered = min((each.level for each in headings if each.title), default=1) - 1
    tally[Finding.HEADING_LEVELS_ADJUSTED] += sum(
        level != each.level - lowered
        for level, each in zip(levels, headings, strict=True)
        if each.title
    )
    tally[Finding.HEADINGS] += sum(each.title is not None for each in headings)
    titles = _without_typed_numbers(headings, levels, tally)
    return tuple(
        WordSection(level, title, each.blocks, each.bag)
        for level, title, each in zip(levels, titles, headings, strict=True)
    )


def _is_left_of_contents(
    heading: _Heading, following: _Heading | None, tally: Counter[Finding]
) -> bool:
    """Whether a heading stood above a table of contents, and now above nothing."""
    if not tally[Finding.CONTENTS_LINES] or heading.blocks:
        return False
    has_children = following is not None and following.level > heading.level
    return (heading.title or "").lower().strip(" :") in _CONTENTS_TITLES and not has_children


def _without_typed_numbers(
    headings: Sequence[_Heading], levels: Sequence[int], tally: Counter[Finding]
) -> list[str | None]:
    """The titles, without numbers typed into them that say what the numbering says anyway."""
    titled = [level for level, each in zip(levels, headings, strict=True) if each.title]
    numbers = iter(numbering.numbers(titled))
    titles = []
    for each in headings:
        typed = each.title and re.fullmatch(rf"{re.escape(next(numbers))}[.)]?\s+(.+)", each.title)
        tally[Finding.TYPED_NUMBERS_REMOVED] += bool(typed)
        titles.append(typed[1] if typed else each.title)
    return titles


def _count_left_out(package: Package, part: Part, tally: Counter[Finding]) -> None:
    for relationship in part.relationships.values():
        if relationship.kind in {"header", "footer"} and not relationship.external:
            root = package.xml(relationship.target)
            texts = [] if root is None else root.iter(name("w:t"))
            tally[Finding.HEADERS_FOOTERS] += any((text.text or "").strip() for text in texts)
    tally[Finding.EXTERNAL_REFERENCES] += sum(map(_is_fetched_by_word, _references(package)))


def _references(package: Package) -> Iterator[Relationship]:
    for part in package.sources():
        yield from package.relationships(part).values()


def _is_fetched_by_word(relationship: Relationship) -> bool:
    """Whether Word would fetch it on opening: a template, frame, object or chunk elsewhere."""
    return relationship.external and relationship.kind not in {"hyperlink", "image"}
