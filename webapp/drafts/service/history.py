"""Keeping what a section was: a revision for each saving, which a later saving can merge with."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.drafts import queries
from webapp.drafts.models import Block, Document, RevisionCause, Section, SectionRevision
from webapp.drafts.service.presence import forget_absent

KEPT_WHOLE: Final = timedelta(days=1)
"""For so long every revision is kept: a form that is still open may have begun from any of them."""


def record(
    document: Document, section: Section, *, cause: RevisionCause, actor: User | None
) -> SectionRevision:
    """Keep what the section says now as its revision number `section.revision`."""
    [made] = record_all(document, [section], cause=cause, actor=actor)
    return made


def record_all(
    document: Document, sections: Sequence[Section], *, cause: RevisionCause, actor: User | None
) -> Sequence[SectionRevision]:
    """Keep what each of the sections says now, in one go and as of one moment."""
    moment = clock.now()
    made = [
        SectionRevision(
            id=uuid7(),
            created_at=moment,
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
        for section in sections
    ]
    session.add_all(made)
    session.flush()
    return made


def keep_base(document: Document, *sections: Section) -> None:
    """See to it that what the sections say now is kept, before they are written over.

    What a section said before histories were kept has no revision until it is first changed.
    """
    kept = queries.kept_revisions(document.id, {each.key: each.revision for each in sections})
    lacking = [each for each in sections if each.key not in kept]
    record_all(document, lacking, cause=RevisionCause.COPIED, actor=None)


def sweep_history() -> None:
    """Thin the revisions of before yesterday, and forget those who have left.

    A page that saves by itself makes many of them. Of a run, in which one person saved several
    times within ten minutes, the last is kept; the first of a section and what was not written in
    the browser always are.
    """
    passed = queries.passed_revisions(before=clock.now() - KEPT_WHOLE)
    session.execute(delete(SectionRevision).where(SectionRevision.id.in_(passed)))
    forget_absent()


def _kept(block: Block) -> dict[str, object]:
    return {"key": str(block.key), "kind": block.kind.value, "text": dict(block.text)}
