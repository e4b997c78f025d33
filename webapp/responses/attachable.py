"""Which files can go with an answer, told by what is in them and not by their names. Pure."""

import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final

from PIL import Image, UnidentifiedImageError

from webapp.notifications import filetypes
from webapp.responses import filekinds

MOST_FILES: Final = filekinds.MOST_FILES
_PICTURES: Final = {filetypes.PNG: ("png", "PNG"), filetypes.JPEG: ("jpg", "JPEG")}
_MOST_PIXELS: Final = 120_000_000


class Refused(StrEnum):
    """Why a file cannot go with an answer."""

    KIND = "kind"
    LARGE = "large"
    LOCKED = "locked"
    MACROS = "macros"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its usual ending, and the media type by which it is kept and sent."""

    ending: str
    content_type: str


def kind_of(file: BinaryIO) -> Kind | Refused:
    """What a file is, or why it cannot go with an answer. It is left wherever it stands."""
    if filetypes.size_of(file) > filekinds.MOST_BYTES:
        return Refused.LARGE
    if filetypes.is_locked(file):
        return Refused.LOCKED
    content_type = filetypes.media_type(file) or ""
    if content_type in _PICTURES:
        return _why_no_picture(file, content_type) or Kind(_PICTURES[content_type][0], content_type)
    known = filekinds.of_type(content_type)
    if known is None:
        return Refused.KIND
    return Refused.MACROS if filetypes.has_macros(file) else Kind(known.value, content_type)


def named(name: str, kind: Kind) -> str:
    """The file's name with the ending that its content asks for."""
    is_long = kind.ending == "jpg" and name.lower().endswith(".jpeg")
    return filekinds.named(name, "jpeg" if is_long else kind.ending)


def _why_no_picture(file: BinaryIO, content_type: str) -> Refused | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            file.seek(0)
            picture = Image.open(file, formats=[_PICTURES[content_type][1]])
            wide, high = picture.size
            if wide * high > _MOST_PIXELS:
                return Refused.LARGE
            picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Refused.LARGE
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return Refused.BROKEN
    return None
