"""Opening a Word file safely: what is refused before a word is read, and the parts of what is not.

The container is a zip archive of XML parts (ECMA-376 part 2). Nothing outside the file is ever
fetched: relationships to other places are kept as facts, for the reader to count or to drop.
"""

import posixpath
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from urllib.parse import unquote

from lxml import etree

from webapp.drafts.word.names import STRICT, Element
from webapp.drafts.word.refusal import Refusal, WordRefused

MAX_FILE_BYTES: Final = 50 * 2**20
MAX_UNPACKED_BYTES: Final = 500 * 2**20
MAX_XML_BYTES: Final = 64 * 2**20
MAX_XML_TAGS: Final = 3_000_000
MAX_PARTS: Final = 5_000
MAX_RATIO: Final = 200
RATIO_MATTERS_FROM_BYTES: Final = 2**20

_OLE_MARK: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_DIRECTORY_END: Final = struct.Struct("<4s4H2LH")
_DIRECTORY_ENTRY_BYTES: Final = 46 + 512  # the fixed part, and longer names than any part has
_FETCHED: Final = {"oleObject", "package", "frame", "subDocument", "aFChunk", "control"}
"""The kinds of references by which Word puts a document together of what stands elsewhere."""
_XML_ENDINGS: Final = (".xml", ".rels")
_ENCRYPTED_FLAG: Final = 1
_ZIP_FAULTS: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, LookupError),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A reference from one part to another, or to somewhere outside the file."""

    kind: str
    """The last word of the relationship's type: image, hyperlink, footnotes."""
    target: str
    """A part's name, or an address when external."""
    external: bool


@dataclass(frozen=True, slots=True)
class Part:
    """An XML part with what it refers to."""

    root: Element
    relationships: Mapping[str, Relationship]

    def target(self, kind: str) -> str | None:
        """The part that a relationship of this kind refers to, or None."""
        found = (each for each in self.relationships.values() if each.kind == kind)
        return next((each.target for each in found if not each.external), None)


class Package:
    """An opened file whose parts are read when asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {_part_name(entry.filename): entry for entry in archive.infolist()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def data(self, name: str) -> bytes | None:
        """A part's bytes, or None when there is no such part.

        zipfile stops at the size that the directory states, which `open_package` has bounded,
        and checks the sum: an entry that lies about its size is damaged.
        """
        entry = self._entries.get(_part_name(name))
        if entry is None:
            return None
        try:
            return self._archive.read(entry)
        except _ZIP_FAULTS as fault:
            raise WordRefused(Refusal.DAMAGED) from fault

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, or None when there is no such part."""
        data = self.data(name)
        return None if data is None else _parsed(data)

    def part(self, name: str) -> Part | None:
        """An XML part and its relationships, or None when there is no such part."""
        root = self.xml(name)
        return None if root is None else Part(root, self.relationships(name))

    def sources(self) -> Iterator[str]:
        """The names of the parts that refer to others."""
        for part in list(self):
            folder, file = posixpath.split(part)
            if file.endswith(".rels") and posixpath.basename(folder) == "_rels":
                yield posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))

    def relationships(self, name: str) -> dict[str, Relationship]:
        """What a part refers to, by id; the package itself is the part named by an empty text."""
        folder, file = posixpath.split(_part_name(name))
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = [] if root is None else [each for each in root if each.get("Target") is not None]
        return {each.get("Id", ""): _relationship(each, folder) for each in found}


def open_package(data: bytes, *, max_bytes: int = MAX_FILE_BYTES) -> tuple[Package, str]:
    """The package and the name of its document part; raises WordRefused with the reason."""
    _check_file(data, max_bytes)
    archive = _archive(data)
    _check_entries(archive.infolist())
    package = Package(archive)
    types = _content_types(package)
    _check_types(package, types)
    main = _main_part(package, types)
    _check_xml(package)
    _check_references(package)
    return package, main


def _check_file(data: bytes, max_bytes: int) -> None:
    if len(data) > max_bytes:
        raise WordRefused(Refusal.TOO_LARGE)
    if data.startswith(_OLE_MARK):
        raise WordRefused(_ole_refusal(data))
    if not data.startswith(b"PK\x03\x04"):
        raise WordRefused(Refusal.NOT_WORD)


def _ole_refusal(data: bytes) -> Refusal:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refusal.ENCRYPTED
    is_word = "WordDocument".encode("utf-16-le") in data
    return Refusal.OLD_WORD if is_word else Refusal.NOT_WORD


def _archive(data: bytes) -> zipfile.ZipFile:
    if _directory_bytes(data) > MAX_PARTS * _DIRECTORY_ENTRY_BYTES:
        raise WordRefused(Refusal.BOMB)
    try:
        return zipfile.ZipFile(BytesIO(data))
    except _ZIP_FAULTS as fault:
        raise WordRefused(Refusal.DAMAGED) from fault


def _directory_bytes(data: bytes) -> int:
    """The size of the archive's directory, before zipfile makes an object of each entry."""
    size = _DIRECTORY_END.size
    at = len(data) - size
    if not (data[at : at + 4] == b"PK\x05\x06" and data.endswith(b"\0\0")):
        at = data.rfind(b"PK\x05\x06", max(0, len(data) - size - 0xFFFF))
    if at < 0 or at + size > len(data) or data[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        # No end of directory, or the 64-bit form, which no file of this size needs.
        raise WordRefused(Refusal.DAMAGED)
    return int(_DIRECTORY_END.unpack_from(data, at)[5])


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES or any(map(_swells, entries)):
        raise WordRefused(Refusal.BOMB)
    if any(".." in _steps(entry.filename) for entry in entries):
        raise WordRefused(Refusal.UNSAFE_XML)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise WordRefused(Refusal.ENCRYPTED)
    if any(e.file_size > MAX_XML_BYTES and e.filename.endswith(_XML_ENDINGS) for e in entries):
        raise WordRefused(Refusal.TOO_LARGE)
    twice = Counter(_part_name(entry.filename) for entry in entries).most_common(1)
    known = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if any(count > 1 for _, count in twice) or any(e.compress_type not in known for e in entries):
        raise WordRefused(Refusal.DAMAGED)


def _steps(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def _swells(entry: zipfile.ZipInfo) -> bool:
    is_large = entry.file_size > RATIO_MATTERS_FROM_BYTES
    return is_large and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def _content_types(package: Package) -> dict[str, str]:
    root = package.xml("[Content_Types].xml")
    if root is None:
        raise WordRefused(Refusal.NOT_WORD)
    return {
        _part_name(each.get("PartName") or f"*.{each.get('Extension')}"): each.get(
            "ContentType", ""
        ).lower()
        for each in root
    }


def _check_types(package: Package, types: Mapping[str, str]) -> None:
    has_project = any(name.endswith("vbaproject.bin") for name in package)
    if has_project or any("macroenabled" in t or "vbaproject" in t for t in types.values()):
        raise WordRefused(Refusal.MACROS)


def _main_part(package: Package, types: Mapping[str, str]) -> str:
    root = package.relationships("").values()
    targets = [each.target for each in root if each.kind == "officeDocument"]
    main = _part_name(targets[0]) if targets else "word/document.xml"
    kind = types.get(main, "wordprocessingml" if main.startswith("word/") else "")
    if "wordprocessingml" not in kind:
        raise WordRefused(Refusal.NOT_WORD)
    if main not in set(package):
        raise WordRefused(Refusal.NO_DOCUMENT)
    return main


def _check_xml(package: Package) -> None:
    for name in package:
        if name.endswith(_XML_ENDINGS):
            _check_no_document_type(package.data(name) or b"")


def _check_references(package: Package) -> None:
    """Nothing of the text may stand outside the file; a chart may name the sheet it was drawn of.

    A template or a picture that is elsewhere is no reason: it is left out and counted.
    """
    for name in package.sources():
        kinds = {each.kind for each in package.relationships(name).values() if each.external}
        if kinds & _FETCHED and not posixpath.dirname(name).endswith("charts"):
            raise WordRefused(Refusal.OUTSIDE)


def _check_no_document_type(data: bytes) -> None:
    # Without its noughts UTF-16 is searched like UTF-8; other encodings are seen after parsing.
    text = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise WordRefused(Refusal.UNSAFE_XML)


def _parsed(data: bytes) -> Element:
    _check_no_document_type(data)
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in STRICT.items():
            data = data.replace(strict, transitional)
    if data.count(b"<") > MAX_XML_TAGS:
        raise WordRefused(Refusal.TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise WordRefused(Refusal.DAMAGED) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise WordRefused(Refusal.UNSAFE_XML)
    return root


def _part_name(name: str) -> str:
    # Part names are compared without regard to case (ECMA-376 part 2, 6.2.2.3).
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    kind = element.get("Type", "").rpartition("/")[2]
    if not external:
        target = _part_name(posixpath.join("/" + folder, unquote(target)))
    return Relationship(kind, target, external)
