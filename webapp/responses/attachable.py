"""Which files can go with an answer, told by what is in them and not by their names. Pure."""

import warnings
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from webapp.responses import filekinds

MOST_FILES: Final = filekinds.MOST_FILES
_PICTURES: Final = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg")}
_PICTURE_STARTS: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff")
_MOST_PIXELS: Final = 120_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_TRAILER: Final = 4096
"""Bytes at the end of a PDF, and around each trailer, in which it says that it is locked."""


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


def kind_of(data: bytes) -> Kind | Refused:
    """What a file is, or why it cannot go with an answer."""
    if len(data) > filekinds.MOST_BYTES:
        return Refused.LARGE
    if data.startswith(_OLE):
        return Refused.LOCKED if _ENCRYPTED in data else Refused.KIND
    known = filekinds.kind_of(data)
    if known is None:
        return _picture(data)
    if known is filekinds.FileKind.PDF:
        if _is_locked(data):
            return Refused.LOCKED
    elif _holds_macros(data):
        return Refused.MACROS
    return Kind(known.value, known.content_type)


def named(name: str, kind: Kind) -> str:
    """The file's name with the ending that its content asks for."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].strip(" .") or "fil"
    has_it = bare.lower().endswith((f".{kind.ending}", ".jpeg" if kind.ending == "jpg" else "."))
    return bare if has_it else f"{bare[:190]}.{kind.ending}"


def _is_locked(data: bytes) -> bool:
    """Whether a PDF's trailer names a way of encryption (ISO 32000-2, 7.5.5)."""
    end = len(data)
    while (place := data.rfind(b"trailer", 0, end)) >= 0:
        if b"/Encrypt" in data[place : place + _TRAILER]:
            return True
        end = place
    return b"/Encrypt" in data[-_TRAILER:]


def _holds_macros(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return any(
            name.lower().endswith("vbaproject.bin") or name.startswith("Basic/")
            for name in archive.namelist()
        )


def _picture(data: bytes) -> Kind | Refused:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=list(_PICTURES)) as picture:
                wide, high = picture.size
                if wide * high > _MOST_PIXELS:
                    return Refused.LARGE
                picture.verify()
                return Kind(*_PICTURES[str(picture.format)])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Refused.LARGE
    except UnidentifiedImageError:
        return Refused.BROKEN if data.startswith(_PICTURE_STARTS) else Refused.KIND
    except (OSError, SyntaxError, ValueError):
        return Refused.BROKEN
