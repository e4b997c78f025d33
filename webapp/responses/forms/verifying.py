"""What is asked of a receipt: a checksum, or the file that it was made of."""

import hashlib
import re

from flask_wtf.file import FileField, FileRequired
from wtforms.validators import InputRequired, Regexp

from webapp.core.forms import Form, LineField
from webapp.core.rendering import lazy_gettext as _l

SHA256 = re.compile(r"[0-9a-f]{64}\Z", re.IGNORECASE)


class ChecksumForm(Form):
    """The checksum that stands on a receipt, in hexadecimal (SHA-256, FIPS 180-4)."""

    class Meta:
        """A question is a GET and changes nothing."""

        csrf = False

    sha256 = LineField(
        _l("Checksum (SHA-256)"),
        filters=[lambda value: "".join((value or "").split()).lower()],
        validators=[
            InputRequired(_l("Fill in the checksum that stands on the receipt.")),
            Regexp(
                SHA256,
                message=_l("A checksum has 64 characters: the digits and the letters a to f."),
            ),
        ],
    )


class ContentFileForm(Form):
    """The file with the content, of which the checksum is worked out here."""

    file = FileField(_l("The file response.json"), [FileRequired(_l("Choose a file."))])

    def checksum(self) -> str:
        """The checksum of the file, in hexadecimal. The file is not kept."""
        return hashlib.file_digest(self.file.data.stream, "sha256").hexdigest()
