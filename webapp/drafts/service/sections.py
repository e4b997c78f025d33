"""Writing in the version at hand: adding sections and saving them, several writers at once."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries, saving, tree, writing
from webapp.drafts.blocks import BlockKind
from webapp.drafts.merging import Chosen, Conflict
from webapp.drafts.models import Document, RevisionCause, Section, SectionKind
from webapp.drafts.saving import Content, Entry, Outcome
from webapp.drafts.service import history
from webapp.drafts.service.documents import open_version
from webapp.drafts.tree import Place
from webapp.drafts.weaving import Woven

MOST_SECTIONS: Final = 3_000
"""More than any strategy has; a page with more would not be usable."""


class MergeConflictError(ConflictError):
    """Two writers changed the same text differently, and one of them must choose."""

    def __init__(self, conflicts: Sequence[Conflict], revision: int) -> None:
        super().__init__(_l("Someone else changed the same text while you were writing."))
        self.conflicts = conflicts
        self.revision = revision
        """The section's, to which the choices apply."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of conflicts that a writer chose, having seen the section's `revision`."""

    revision: int = 0
    chosen: Chosen = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """A section that was saved."""

    section: Section
    changed: bool
    """Whether it says something else than before."""
    merged_with: Sequence[str]
    """The names of those whose changes, made since the writer began, are in it too."""


def add_section(document: Document, entry: Entry, place: Place, *, actor: User) -> Section:
    """Write a new section at `place`.

    Raises:
        DomainError: it has no title, or a figure that cannot be shown.
        NotFoundError: the section that it was to follow is gone.
    """
    version = open_version(document.id)
    row = list(queries.outline(version.id))
    if len(row) >= MOST_SECTIONS:
        raise DomainError(_l("The document has as many sections as it can hold."))
    index, level = tree.target(row, place)
    section = writing.new_section(version.id)
    section.level = level
    empty = saving.content_of(section)
    outcome = saving.settle(entry, base=empty, theirs=empty, languages=document.languages)
    _say(document, section, outcome)
    session.add(section)
    tree.settle([*row[:index], section, *row[index:]])
    session.flush()
    history.record(document, section, cause=RevisionCause.WRITTEN, actor=actor)
    _record("drafts.add_section", document, section, actor)
    return section


def save_section(
    document: Document, key: uuid.UUID, entry: Entry, *, actor: User, ways: Ways | None = None
) -> Saved:
    """Write a section of the version at hand anew.

    What others have saved since the writer opened it is put together with it, block by block.

    Raises:
        MergeConflictError: the same text was changed by both, and `ways` do not say what to keep.
        DomainError: it has no title, or a figure that cannot be shown.
        NotFoundError: it is gone.
    """
    section = _held(document, key)
    theirs = saving.content_of(section)
    base = theirs if entry.revision == section.revision else _base(document, key, entry.revision)
    chosen = ways.chosen if ways and ways.revision == section.revision else {}
    outcome = saving.settle(
        entry, base=base, theirs=theirs, languages=document.languages, chosen=chosen
    )
    if outcome.conflicts:
        raise MergeConflictError(outcome.conflicts, section.revision)
    others = queries.authors_since(document.id, key, entry.revision, besides=actor.id)
    if outcome.says(theirs):
        return Saved(section, changed=False, merged_with=others)
    _write(document, section, outcome, cause=RevisionCause.WRITTEN, actor=actor)
    _record("drafts.save_section", document, section, actor, revision=section.revision)
    return Saved(section, changed=True, merged_with=others)


def autosave_section(document: Document, key: uuid.UUID, entry: Entry, *, actor: User) -> Saved:
    """Write a section anew for a page that saves by itself, and merge nothing.

    Such a page goes on showing what was typed, so that what others have written would be missing
    from its next saving, as if its writer had deleted it.

    Raises:
        ConflictError: someone has saved the section since the page learnt its revision.
        DomainError: it has no title, or a figure that cannot be shown.
        NotFoundError: it is gone.
    """
    if _held(document, key).revision != entry.revision:
        raise ConflictError(_l("Someone else has saved this section meanwhile."))
    return save_section(document, key, entry, actor=actor)


def restore_section(document: Document, key: uuid.UUID, number: int, *, actor: User) -> Saved:
    """Let a section say again what it said at its revision `number`, as a new revision.

    Blocks get back the keys that they had, but for those that now stand in another section.

    Raises:
        DomainError: a picture in it is gone.
        NotFoundError: the section is gone, or the revision is not kept.
    """
    section = _held(document, key)
    kept, _ = queries.told_revision(document.id, key, number)
    outcome = saving.again(kept)
    if outcome.says(saving.content_of(section)):
        return Saved(section, changed=False, merged_with=())
    _write(document, section, outcome, cause=RevisionCause.RESTORED, actor=actor)
    _record("drafts.restore_revision", document, section, actor, restored=number)
    return Saved(section, changed=True, merged_with=())


def write_blocks(
    document: Document,
    key: uuid.UUID,
    row: Callable[[Content], Sequence[Woven]],
    *,
    cause: RevisionCause,
    actor: User,
) -> Section:
    """Let a section consist of the blocks that `row` makes of what it says now.

    Nobody else saves the section until the transaction ends.

    Raises:
        DomainError: a picture in it is gone.
        NotFoundError: it is gone.
    """
    section = _held(document, key)
    now = saving.content_of(section)
    outcome = Outcome(now.titles, now.kind, row(now), ())
    _write(document, section, outcome, cause=cause, actor=actor)
    _record("drafts.save_section", document, section, actor, revision=section.revision)
    return section


def _write(
    document: Document, section: Section, outcome: Outcome, *, cause: RevisionCause, actor: User
) -> None:
    history.keep_base(document, section)
    _keep_keys_apart(section, outcome)
    _say(document, section, outcome)
    session.flush()
    history.record(document, section, cause=cause, actor=actor)


def _keep_keys_apart(section: Section, outcome: Outcome) -> None:
    """What comes back to a section, but stands in another by now, is a block of its own here."""
    standing = {block.key for block in section.blocks}
    coming = [woven for woven in outcome.row if woven.key and woven.key not in standing]
    if coming:
        elsewhere = queries.blocks_elsewhere(section.version_id, section.key)
        for woven in coming:
            woven.key = None if woven.key in elsewhere else woven.key


def _held(document: Document, key: uuid.UUID) -> Section:
    """The section as it is now. Nobody else saves it until the transaction ends."""
    version = open_version(document.id, alone=False)
    section = queries.section(version.id, key)
    session.refresh(section, with_for_update=True)
    return section


def _base(document: Document, key: uuid.UUID, number: int) -> Content:
    """What the writer began from. Where that is not known, nothing: then all is kept twice."""
    kept = queries.revision(document.id, key, number)
    return saving.kept_content(kept) if kept else Content({}, SectionKind.PLAIN, ())


def _say(document: Document, section: Section, outcome: Outcome) -> None:
    has_figures = any(woven.kind is BlockKind.FIGURE for woven in outcome.row)
    album = queries.pictures(document.id) if has_figures else {}
    writing.check(outcome.titles, outcome.row, album, first=document.languages[0])
    section.title, section.kind = dict(outcome.titles), outcome.kind
    section.revision += 1
    writing.put(section, outcome.row, album, source=document.source_language)


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
