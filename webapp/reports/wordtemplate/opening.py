"""A Word template as its parts: opened with every caution, changed, and put together again."""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Final

from lxml import etree

from webapp.drafts.word.names import Element
from webapp.drafts.word.package import open_package
from webapp.drafts.word.refusal import Refusal, WordRefused
from webapp.reports.compilers.wordml import NAMESPACE

MOST_BYTES: Final = 10 * 1024 * 1024
TYPES: Final = "[Content_Types].xml"

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_HARMLESS: Final = {"hyperlink", "attachedTemplate"}


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{NAMESPACE}}}{name}"


@dataclass
class WordTemplate:
    """The parts of a template by name; `main` is the one that holds its text."""

    parts: dict[str, bytes]
    main: str
    body: Element
    running: dict[str, Element] = field(default_factory=dict)
    """Its headers and footers, by the name of the part."""

    def texts(self) -> Iterator[Element]:
        """What can hold placeholders: the text first, then headers and footers."""
        yield self.body
        yield from self.running.values()

    def related(self, kind: str) -> str | None:
        """The name of the part that the text refers to as its `kind`: styles, numbering."""
        return next((name for found, name in self._relations() if found == kind), None)

    def parsed(self, name: str) -> Element:
        """The root of a part."""
        return parse(self.parts[name])

    def put(self, name: str, root: Element) -> None:
        """Keep a part as it is now."""
        self.parts[name] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def add(self, kind: str, data: bytes) -> None:
        """Put in a part that the text refers to as its `kind`, and that the template lacked."""
        folder = posixpath.dirname(self.main)
        name = posixpath.join(folder, f"{kind}-report.xml")
        self.parts[name] = data
        relations = self.parsed(self._relations_name())
        relation = etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship")
        relation.set("Id", f"rIdReport{kind}")
        relation.set("Type", f"{_OFFICE}/{kind}")
        relation.set("Target", posixpath.basename(name))
        self.put(self._relations_name(), relations)
        self._say_type(f"/{name}", _MAIN_TYPE.replace("document.main", kind))

    def save(self, target: BinaryIO, text: Iterable[bytes]) -> None:
        """Write the file with the pieces of `text` for its text."""
        self._say_type(f"/{self.main}", _MAIN_TYPE)
        for name, root in self.running.items():
            self.put(name, root)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            for name, data in self.parts.items():
                if name != self.main:
                    package.writestr(_entry(name), data)
            with package.open(_entry(self.main), "w") as document:
                for each in text:
                    document.write(each)

    def _relations_name(self) -> str:
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def _relations(self) -> Iterator[tuple[str, str]]:
        folder = posixpath.dirname(self.main)
        for each in self.parsed(self._relations_name()):
            kind = each.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            if each.get("TargetMode", "") != "External" and target.lstrip("/") in self.parts:
                yield kind, target.lstrip("/")

    def _say_type(self, part: str, content_type: str) -> None:
        types = self.parsed(TYPES)
        for each in types:
            if each.get("PartName", "").lower() == part.lower():
                each.set("ContentType", content_type)
                break
        else:
            override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
            override.attrib.update({"PartName": part, "ContentType": content_type})
        self.put(TYPES, types)


def opened(data: bytes) -> WordTemplate:
    """The template, without what it would fetch from elsewhere.

    Raises:
        WordRefused: it is no Word document that can be used, with the reason.
    """
    package, main = open_package(data, max_bytes=MOST_BYTES)
    for source in package.sources():
        links = package.relationships(source).values()
        if any(each.external and each.kind not in _HARMLESS for each in links):
            raise WordRefused(Refusal.OUTSIDE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    name = next((each for each in parts if each.lower() == main), "")
    root = parse(parts.get(name, b"<none/>"))
    if root.nsmap.get("w") != NAMESPACE or root.find(w("body")) is None:
        raise WordRefused(Refusal.NO_DOCUMENT)
    template = WordTemplate(parts, name, root)
    template.running = {
        each: template.parsed(each)
        for kind, each in template._relations()  # noqa: SLF001 - made here
        if kind in {"header", "footer"}
    }
    _forget_attached(template)
    return template


def parse(data: bytes) -> Element:
    """The root of XML that nothing is fetched for.

    Raises:
        WordRefused: it is broken.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise WordRefused(Refusal.DAMAGED) from fault


def _forget_attached(template: WordTemplate) -> None:
    """Take out the reference to the file that the template itself was made with."""
    settings = template.related("settings")
    if settings is None:
        return
    root = template.parsed(settings)
    for each in root.findall(w("attachedTemplate")):
        root.remove(each)
    template.put(settings, root)
    folder, name = posixpath.split(settings)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in template.parts:
        found = template.parsed(relations)
        for each in list(found):
            if each.get("Type", "").endswith("/attachedTemplate"):
                found.remove(each)
        template.put(relations, found)


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry of a fixed moment, so that the same report gives the same file."""
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
