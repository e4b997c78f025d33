"""The files of what was submitted, for whoever may have them."""

from flask.typing import ResponseReturnValue

from webapp.core import storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.responses.models import Response
from webapp.responses.service import scanning


def receipt_file(response: Response) -> ResponseReturnValue:
    """The receipt as PDF, once a worker has made it."""
    if response.receipt is None or response.receipt.file is None:
        raise NotFoundError(_("The copy is not ready yet. It takes a minute or so. Try again."))
    return _kept(response.receipt.file)


def sent_file(response: Response, ordinal: int) -> ResponseReturnValue:
    """A file that a response came with, never opened as a page.

    Raises:
        NotFoundError: it came with none such.
        ConflictError: it has not been looked through for malware, or some was found in it.
    """
    for each in response.attachments:
        if each.ordinal == ordinal:
            scanning.check_open(each.file)
            return _kept(each.file)
    raise NotFoundError(_("There is no such file."))


def _kept(file: storage.StoredFile) -> ResponseReturnValue:
    return download(storage.contents(file), name=file.name, content_type=file.content_type)
