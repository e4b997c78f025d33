"""Keeping what a section was: a revision for each saving, which a later saving can merge with."""

from webapp.accounts.models import User
from webapp.core.database import session, uuid7
from webapp.drafts import queries
from webapp.drafts.models import Block, Document, RevisionCause, Section, SectionRevision


def record(
    document: Document, section: Section, *, cause: RevisionCause, actor: User | None
) -> SectionRevision:
    """Keep what the section says now as its revision number `section.revision`."""
    made = SectionRevision(
        id=uuid7(),
        document_id=document.id,
        version_id=section.version_id,
        section_key=section.key,
        number=section.revision,
        title=dict(section.title),
        kind=section.kind,
        blocks=[_kept(block) for block in section.blocks],
        cause=cause,
        made_by=actor.id if actor else None,
    )
    session.add(made)
    session.flush()
    return made


def keep_base(document: Document, section: Section) -> None:
    """See to it that what the section says now is kept, before it is written over.

    A section that came with a frozen version's copy has no revision of its own in the new version
    until it is first changed there.
    """
    if queries.revision(document.id, section.key, section.revision) is None:
        record(document, section, cause=RevisionCause.COPIED, actor=None)


def _kept(block: Block) -> dict[str, object]:
    return {"key": str(block.key), "kind": block.kind.value, "text": dict(block.text)}
