"""Changing the tree of the version at hand: moving, renaming, splitting, joining and deleting.

Each of these holds the version alone, so that no one writes in a section while it is taken apart.
"""

import uuid
from collections.abc import Sequence

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import Localised, session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, keeping, queries, translation, tree, writing
from webapp.drafts.models import (
    Block,
    Document,
    RemovedBranch,
    RevisionCause,
    Section,
    SectionKind,
)
from webapp.drafts.service import history
from webapp.drafts.service.documents import open_version
from webapp.drafts.tree import Spot, Step


def move_section(document: Document, key: uuid.UUID, step: Step, *, actor: User) -> Section:
    """Move a section with all that lies under it. A step that cannot be taken changes nothing."""
    version = open_version(document.id)
    row = queries.outline(version.id)
    index = tree.index(row, key)
    if step not in tree.steps(row, index):
        return row[index]
    section = row[index]
    tree.settle(tree.moved(row, index, step))
    _record("drafts.move_section", document, section, actor, step=step.value)
    return section


def place_section(document: Document, key: uuid.UUID, spot: Spot, *, actor: User) -> Section:
    """Move a section with all that lies under it to a place of the writer's choice.

    Raises:
        DomainError: it cannot stand there.
        NotFoundError: it is gone, or the section that it was to follow.
    """
    version = open_version(document.id)
    row = queries.outline(version.id)
    index = tree.index(row, key)
    section, former = row[index], row[index].number
    tree.settle(tree.placed(row, index, spot))
    _record("drafts.move_section", document, section, actor, former=former)
    return section


def rename_section(
    document: Document, key: uuid.UUID, titles: Localised, *, actor: User
) -> Section:
    """Give a section other titles, by language, and leave its text as it is.

    Raises:
        DomainError: none of the titles says anything.
        NotFoundError: it is gone.
    """
    version = open_version(document.id)
    section = queries.section(version.id, key)
    titles = _said(document, titles)
    if titles != section.title:
        history.keep_base(document, section)
        section.title = titles
        section.revision += 1
        history.record(document, section, cause=RevisionCause.WRITTEN, actor=actor)
        _record("drafts.rename_section", document, section, actor)
    return section


def split_section(
    document: Document, key: uuid.UUID, first: uuid.UUID, titles: Localised, *, actor: User
) -> Section:
    """Let a new section begin at the block `first`, which goes to it with all after it.

    Nothing that is read changes place: what lies under the section lies under the new one.
    Returns the new one.

    Raises:
        DomainError: no title is given, or nothing would be left in the section.
        NotFoundError: it is gone.
    """
    version = open_version(document.id)
    row = queries.reading(version.id)
    index = tree.index(row, key)
    section = row[index]
    going = _from(section, first)
    history.keep_base(document, section)
    new = writing.new_section(version.id, kind=SectionKind.PLAIN)
    new.title, new.level, new.revision = _said(document, titles), section.level, 1
    new.lock_reason = dict(section.lock_reason)
    session.add(new)
    _hand_over(going, new)
    section.revision += 1
    tree.settle([*row[: index + 1], new, *row[index + 1 :]])
    session.flush()
    for each in (section, new):
        history.record(document, each, cause=RevisionCause.SPLIT, actor=actor)
    _record("drafts.split_section", document, section, actor, new=str(new.key))
    return new


def join_section(document: Document, key: uuid.UUID, *, keep_title: bool, actor: User) -> Section:
    """Put a section's text last in the section before it, with its title as a line if asked.

    Blocks keep their keys. Returns the section that the text went to.

    Raises:
        DomainError: no section stands before it.
        NotFoundError: it is gone.
    """
    version = open_version(document.id)
    row = queries.reading(version.id)
    index = tree.index(row, key)
    if not index:
        raise DomainError(_l("No section stands before this one, so there is none to join it to."))
    target, section = row[index - 1], row[index]
    history.keep_base(document, target)
    history.keep_base(document, section)
    title = [_heading_line(section.title, document.source_language)] if keep_title else []
    _hand_over([*title, *section.blocks], target)
    target.revision += 1
    session.flush()
    _record("drafts.join_section", document, section, actor, target=str(target.key))
    session.refresh(section, ["blocks"])
    session.delete(section)
    session.flush()
    tree.settle([*row[:index], *row[index + 1 :]])
    history.record(document, target, cause=RevisionCause.JOINED, actor=actor)
    return target


def delete_section(document: Document, key: uuid.UUID, *, actor: User) -> RemovedBranch:
    """Delete a section of the version at hand with all that lies under it, so that it can return.

    Raises:
        NotFoundError: it is gone.
    """
    version = open_version(document.id)
    row = queries.reading(version.id)
    start = tree.index(row, key)
    gone = tree.branch(row, start)
    removed = put_aside(document, gone, after=row[start - 1] if start else None, actor=actor)
    session.flush()
    tree.settle([section for section in row if section not in gone])
    return removed


def put_aside(
    document: Document, gone: Sequence[Section], *, after: Section | None, actor: User
) -> RemovedBranch:
    """Delete sections that stand together, after the section `after`, so that they can return."""
    removed = RemovedBranch(
        document_id=document.id,
        version_id=gone[0].version_id,
        after_key=after.key if after else None,
        sections=[keeping.kept(section) for section in gone],
        removed_by=actor.id,
    )
    session.add(removed)
    history.keep_base(document, *gone)
    for section in gone:
        _record("drafts.delete_section", document, section, actor)
        session.delete(section)
    return removed


def restore_branch(document: Document, removed_id: uuid.UUID, *, actor: User) -> Section:
    """Put deleted sections back where they stood, or last where that place is gone.

    Returns the uppermost of them.

    Raises:
        ConflictError: one of them is in the document already.
        NotFoundError: nothing was deleted under this id in the document.
    """
    version = open_version(document.id)
    removed = queries.removed_branch(document.id, removed_id)
    row = list(queries.outline(version.id))
    sections = [keeping.again(each, version.id) for each in removed.sections]
    if {each.key for each in sections} & {each.key for each in row}:
        raise ConflictError(_l("These sections are in the document already."))
    place = _place_after(row, removed.after_key)
    session.add_all(sections)
    tree.settle([*row[:place], *sections, *row[place:]])
    removed.restored_at = clock.now()
    session.flush()
    for section in sections:
        _record("drafts.restore_section", document, section, actor)
    return sections[0]


def lock_section(
    document: Document, key: uuid.UUID, reason: Localised, *, with_branch: bool, actor: User
) -> Sequence[Section]:
    """Close a section to comments, with all under it if asked; without a reason, open it again.

    Returns the sections that were changed.

    Raises:
        NotFoundError: it is gone.
    """
    version = open_version(document.id)
    row = queries.outline(version.id)
    start = tree.index(row, key)
    chosen = tree.branch(row, start) if with_branch else row[start : start + 1]
    said = {tag: words for tag, words in reason.items() if words}
    changed = [section for section in chosen if section.lock_reason != said]
    for section in changed:
        section.lock_reason = said
        _record("drafts.lock_section", document, section, actor, locked=section.is_locked)
    return changed


def _said(document: Document, titles: Localised) -> Localised:
    said = {tag: title for tag, title in titles.items() if title}
    if not said:
        raise DomainError(
            _l("Write a title, in one language at least."), field=f"title_{document.languages[0]}"
        )
    return said


def _from(section: Section, first: uuid.UUID) -> list[Block]:
    place = next((n for n, block in enumerate(section.blocks) if block.key == first), 0)
    if not place:
        raise DomainError(
            _l("Choose where the new section begins: something must be left before it."),
            field="first",
        )
    return section.blocks[place:]


def _heading_line(title: Localised, source: str) -> Block:
    text = {tag: f"**{blocks.escape_inline(words)}**" for tag, words in title.items()}
    html = {tag: blocks.render(words) for tag, words in text.items()}
    memory = translation.based_on({}, {}, text, source=source)
    return Block(text=text, html=html, images={}, based_on=memory)


def _hand_over(going: Sequence[Block], target: Section) -> None:
    """Put blocks last in the section `target`."""
    for block in list(going):
        target.blocks.append(block)
    for ordinal, block in enumerate(target.blocks):
        block.ordinal = ordinal


def _place_after(row: Sequence[Section], key: uuid.UUID | None) -> int:
    if key is None:
        return 0
    return next((n for n, each in enumerate(row, start=1) if each.key == key), len(row))


def _record(
    action: str, document: Document, section: Section, actor: User, **details: object
) -> None:
    audit.record(
        action,
        subject=document.id,
        actor=actor,
        section=str(section.key),
        number=section.number,
        title=section.title,
        **details,
    )
