"""Writing in the version at hand: adding, saving, moving and deleting sections."""

import uuid
from functools import partial
from typing import Final

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries, tree, writing
from webapp.drafts.models import Document, Section
from webapp.drafts.service.documents import open_version
from webapp.drafts.tree import Place
from webapp.drafts.writing import Entry

MOST_SECTIONS: Final = 3_000
"""More than any strategy has; a page with more would not be usable."""


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
    _say(document, section, entry)
    session.add(section)
    tree.settle([*row[:index], section, *row[index:]])
    session.flush()
    _record("drafts.add_section", document, section, actor)
    return section


def save_section(document: Document, key: uuid.UUID, entry: Entry, *, actor: User) -> Section:
    """Write a section of the version at hand anew.

    Raises:
        ConflictError: someone else saved it after the writer had opened it.
        DomainError: it has no title, or a figure that cannot be shown.
        NotFoundError: it is gone.
    """
    version = open_version(document.id, alone=False)
    section = queries.section(version.id, key)
    session.refresh(section, with_for_update=True)
    if section.revision != entry.revision:
        raise ConflictError(
            _l(
                "Someone else saved this section while you were writing. Their text is shown "
                "below; yours is still in the form. Put the two together and save again."
            )
        )
    _say(document, section, entry)
    session.flush()
    _record("drafts.save_section", document, section, actor, revision=section.revision)
    return section


def _say(document: Document, section: Section, entry: Entry) -> None:
    find = partial(queries.pictures, document.id)
    writing.say(section, entry, languages=document.languages, pictures=find)


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
