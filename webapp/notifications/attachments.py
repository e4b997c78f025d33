"""The files that go with an e-mail: kept ones, and one for calendars that is made as it leaves."""

import uuid
from collections.abc import Mapping
from typing import Any

from webapp.core import mailer, storage
from webapp.core.database import session
from webapp.notifications import calendars
from webapp.notifications.calendars import Entry, Method


def of(params: Mapping[str, Any], *, address: str) -> list[mailer.Attachment]:
    """The attachments that the params of an e-mail to `address` ask for."""
    kept = [_kept(uuid.UUID(key)) for key in params.get("attachments", ())]
    return kept + (_calendar(params, address) if params.get("calendar") else [])


def _kept(file_id: uuid.UUID) -> mailer.Attachment:
    file = session.get_one(storage.StoredFile, file_id)
    return mailer.Attachment(
        name=file.name, content_type=file.content_type, data=storage.contents(file)
    )


def _calendar(params: Mapping[str, Any], address: str) -> list[mailer.Attachment]:
    """An entry that is published, or a call to a meeting from the contact person.

    A call stands among the forms of the message's words, where mail programs look for it and show
    it with buttons (RFC 6047, 2.4). The file beside it is for those that do not; it has another
    type, so that no program takes the same call twice.
    """
    asked = params["calendar"]
    method = Method(asked["method"])
    calls = method is not Method.PUBLISH
    data = calendars.file(
        [Entry.of(asked["entry"])],
        method=method,
        organiser=params["contact"]["email"] if calls else "",
        attendee=address if calls else "",
    )
    name, media_type = calendars.FILE_NAME, f"{calendars.MEDIA_TYPE}; method={method.value}"
    if not calls:
        return [mailer.Attachment(name, media_type, data)]
    call = mailer.Attachment(name, media_type, data, is_words_too=True)
    return [call, mailer.Attachment(name, calendars.FILE_MEDIA_TYPE, data)]
