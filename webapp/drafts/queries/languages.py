"""How far a version is written in each language."""

import uuid
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, func, select, true, union

from webapp.core.database import session
from webapp.drafts.models import Block, Section, Version
from webapp.drafts.translation import NOTHING, Coverage, State, state


def coverage(
    version_id: uuid.UUID, languages: Sequence[str], *, source: str
) -> dict[uuid.UUID, Coverage]:
    """How far each section of a version is written in each of `languages`. One query.

    `source`: the language that the others are translated from.
    """
    written = [func.count().filter(_said(tag) != "") for tag in languages]
    outdated = [func.count().filter(_is_outdated(source, tag)) for tag in languages]
    statement = (
        select(Block.section_id, func.count(), *written, *outdated)
        .join(Section, Section.id == Block.section_id)
        .where(Section.version_id == version_id)
        .group_by(Block.section_id)
    )
    found: dict[uuid.UUID, Coverage] = {}
    for section_id, blocks, *counts in session.execute(statement):
        half = len(languages)
        found[section_id] = Coverage(
            blocks,
            dict(zip(languages, counts[:half], strict=True)),
            dict(zip(languages, counts[half:], strict=True)),
        )
    return found


def written_sections(version_id: uuid.UUID, languages: Sequence[str]) -> dict[str, int]:
    """In how many sections of a version there is text, by language. One query."""
    covered = coverage(version_id, languages, source=languages[0]).values()
    return {tag: sum(bool(each.written[tag]) for each in covered) for tag in languages}


def written_languages(version_id: uuid.UUID) -> frozenset[str]:
    """The languages in which there is anything in a version, a title or a text. One query."""
    titles = func.jsonb_each_text(Section.title).table_valued("key", "value")
    texts = func.jsonb_each_text(Block.text).table_valued("key", "value")
    of_sections = select(titles.c.key).select_from(Section).join(titles, true())
    of_blocks = select(texts.c.key).select_from(Section).join(Section.blocks).join(texts, true())
    statement = union(
        of_sections.where(Section.version_id == version_id, titles.c.value != ""),
        of_blocks.where(Section.version_id == version_id, texts.c.value != ""),
    )
    return frozenset(session.scalars(statement))


def lacking(version: Version, languages: Sequence[str]) -> dict[str, int]:
    """How many of a version's sections are not all written in each of `languages`, or outdated.

    Two queries. A language that lacks nothing is not among them.
    """
    source = version.document.source_language
    covered = coverage(version.id, languages, source=source)
    statement = select(Section.id, Section.title).where(Section.version_id == version.id)
    counts = Counter(
        tag
        for section_id, title in session.execute(statement)
        for tag in languages
        if state(title, covered.get(section_id, NOTHING), tag) is not State.WRITTEN
    )
    return {tag: counts[tag] for tag in languages if counts[tag]}


def _said(tag: str) -> ColumnElement[str]:
    return func.coalesce(Block.text[tag].astext, "")


def _is_outdated(source: str, tag: str) -> ColumnElement[bool]:
    """The same as `translation.block_state`, as the database counts it."""
    if tag == source:
        return false()
    mark = func.encode(func.sha256(func.convert_to(_said(source), "UTF8")), "hex")
    remembered = func.coalesce(Block.based_on[tag].astext, "")
    return and_(_said(tag) != "", _said(source) != "", remembered != mark)
