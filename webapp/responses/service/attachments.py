"""Files that go with an answer: attached and taken away again, until it is submitted."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.core import storage
from webapp.core.database import session
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.responses import attachable, supporting
from webapp.responses.attachable import Refused
from webapp.responses.models import OwnAttachment, OwnSpace
from webapp.responses.service import legibility, saving, scanning
from webapp.responses.service.spaces import touch
from webapp.responses.service.uploads import Given, Opens
from webapp.responses.twowriters import Merged

_WHY = {
    Refused.KIND: _l("Attach a PDF, a Word file (.docx), an .odt file, or a picture (PNG, JPEG)."),
    Refused.LARGE: _l("The file is larger than 30 megabytes."),
    Refused.LOCKED: _l("The file is locked by a password. Save it without one."),
    Refused.MACROS: _l("The file holds macros. Save it as a file without them (.docx)."),
    Refused.BROKEN: _l("The file cannot be read. It may be damaged."),
}


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a file, and the key of the form in which that is."""

    form_key: uuid.UUID
    note: str = ""
    is_minutes: bool = False
    supports: Collection[str] = ()
    """The marks of what in the answer it supports."""


def attach(space: OwnSpace, opens: Opens, about: About) -> OwnAttachment:
    """Attach the file that `opens` gives. The same form sent twice attaches it once.

    Raises:
        DomainError: the file is not one that can be attached, or there are too many.
        ConflictError: nothing may be changed in the space at this time.
    """
    touch(space)
    earlier = session.scalars(
        select(OwnAttachment).where(
            OwnAttachment.form_key == about.form_key, OwnAttachment.space_id == space.id
        )
    ).one_or_none()
    if earlier is not None:
        return earlier
    if len(space.attachments) >= attachable.MOST_FILES:
        raise DomainError(
            _l("An answer can have %(most)s files at most.", most=attachable.MOST_FILES),
            field="file",
        )
    made = OwnAttachment(
        file=_kept(opens()),
        note=about.note,
        is_minutes=about.is_minutes,
        supports=supporting.known(about.supports, space),
        form_key=about.form_key,
    )
    if any(each.file.sha256 == made.file.sha256 for each in space.attachments):
        raise DomainError(_l("This file is attached already."), field="file")
    space.attachments.append(made)
    session.flush()
    legibility.ask(made)
    scanning.ask(made.file.id)
    return made


def describe(
    space: OwnSpace,
    attachment_id: uuid.UUID,
    said: Mapping[str, Any],
    *,
    began: Mapping[str, Any] | None = None,
) -> Merged:
    """Keep what is said of a file, together with what others have said of it since `began`.

    `said` and `began` hold `note`, what it is, and `supports`, the marks of what in the answer it
    supports, of which each is taken or left by itself. Of two notes the last stands, and is told
    as a clash.

    Raises:
        NotFoundError: the space has none such.
        ConflictError: nothing may be changed in the space at this time.
    """
    saving.hold(space)
    file = attached(space, attachment_id)
    session.refresh(file, ["note", "supports"])
    stands = {"note": file.note, "supports": file.supports}
    merged = saving.meet(space, (began, stands, said), ())
    file.note = merged.values["note"]
    file.supports = supporting.known(merged.values["supports"], space)
    touch(space)
    return merged


def detach(space: OwnSpace, attachment_id: uuid.UUID) -> None:
    """Take a file away from the answer.

    Raises:
        NotFoundError: the space has none such.
        ConflictError: nothing may be changed in the space at this time.
    """
    touch(space)
    space.attachments.remove(attached(space, attachment_id))


def attached(space: OwnSpace, attachment_id: uuid.UUID) -> OwnAttachment:
    """One of the space's files.

    Raises:
        NotFoundError: the space has none such.
    """
    for each in space.attachments:
        if each.id == attachment_id:
            return each
    raise NotFoundError(_l("There is no such file."))


def _kept(given: Given) -> StoredFile:
    """The file, kept where it is one that can go with an answer."""
    with given.source as source:
        kind = attachable.kind_of(source)
        if isinstance(kind, Refused):
            raise DomainError(_WHY[kind], field="file")
        source.seek(0)
        name = attachable.named(given.name, kind)
        return storage.keep_stream(source, name=name, content_type=kind.content_type)
