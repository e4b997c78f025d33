"""What an archive package says of its structure: METS 1.12 as E-ARK CSIP 2.1 asks for it. Pure.

The numbers are those of the requirements in the *Common Specification for Information Packages*
(DILCIS Board). Each representation has a METS file of its own (CSIPSTR12), so that the one of the
package stays short however many files there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from lxml import etree

METS: Final = "http://www.loc.gov/METS/"
XLINK: Final = "http://www.w3.org/1999/xlink"
CSIP: Final = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
NAMES: Final = {"mets": METS, "xlink": XLINK, "csip": CSIP, "xsi": XSI}

CONTENT: Final = "Public consultation"
"""What kind of content it is, in our own words: no specification of content types is for it."""

PROFILE: Final = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the package: its path, from the METS file that lists it, and what it is."""

    path: str
    size: int
    sha256: str
    content_type: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Header:
    """What a METS file says of itself and of the package."""

    identifier: str
    """Unique in the world (CSIP1), and the name of the folder (CSIPSTR2)."""
    title: str
    created: datetime
    authority: str
    software: str
    version: str


@dataclass(frozen=True, slots=True)
class Package:
    """What stands in the METS file of the package."""

    descriptive: Filed
    preservation: Filed
    documentation: Sequence[Filed]
    schemas: Sequence[Filed]
    representations: Mapping[str, Filed]
    """The METS file of each representation, by its name."""


def write_package(target: BinaryIO, header: Header, package: Package) -> None:
    """The METS file of the package."""
    groups = {
        "Documentation": package.documentation,
        "Schemas": package.schemas,
        **{f"Representations/{name}": [mets] for name, mets in package.representations.items()},
    }
    with etree.xmlfile(target, encoding="UTF-8") as xml:
        xml.write_declaration()
        with _root(xml, header):
            _metadata(xml, package)
            with xml.element(_m("fileSec"), ID="files"):  # CSIP59
                for number, (use, files) in enumerate(groups.items(), start=1):
                    _group(xml, f"group-{number}", use, files)
            _package_map(xml, header, list(groups))


def write_representation(
    target: BinaryIO, header: Header, name: str, files: Iterable[Filed]
) -> None:
    """The METS file of one representation, whose files are written as they come."""
    with etree.xmlfile(target, encoding="UTF-8") as xml:
        xml.write_declaration()
        with _root(xml, header):
            with xml.element(_m("fileSec"), ID="files"):
                _group(xml, "group-1", "Data", files)
            with _map(xml, name):
                xml.write(_div("Metadata", "map-metadata"))
                data = _div("Data", "map-data")
                etree.SubElement(data, _m("fptr"), FILEID="group-1")
                xml.write(data)


@contextmanager
def _root(xml: Any, header: Header) -> Iterator[None]:
    """The root element with its header (CSIP1 to 16 and 117)."""
    said = {
        "OBJID": header.identifier,  # CSIP1
        "LABEL": header.title,
        "TYPE": "Mixed",  # CSIP2
        f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "MIXED",  # CSIP4
        "PROFILE": PROFILE,  # CSIP6
    }
    with xml.element(_m("mets"), said, nsmap=NAMES):
        xml.write(_header(header))
        yield


def _header(header: Header) -> etree._Element:
    made = etree.Element(
        _m("metsHdr"),
        {
            "CREATEDATE": moment(header.created),  # CSIP7
            "LASTMODDATE": moment(header.created),  # CSIP8
            "RECORDSTATUS": "NEW",
            f"{{{CSIP}}}OAISPACKAGETYPE": "SIP",  # CSIP9
        },
        nsmap=NAMES,
    )
    software = _agent(made, header.software, ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _note(software, header.version, "SOFTWARE VERSION")  # CSIP10 to 16
    _agent(made, header.authority, ROLE="ARCHIVIST", TYPE="ORGANIZATION")
    return made


def _agent(header: etree._Element, name: str, **said: str) -> etree._Element:
    agent = etree.SubElement(header, _m("agent"), said)
    etree.SubElement(agent, _m("name")).text = name
    return agent


def _note(agent: etree._Element, said: str, kind: str) -> None:
    note = etree.SubElement(agent, _m("note"), {f"{{{CSIP}}}NOTETYPE": kind})
    note.text = said


def _metadata(xml: Any, package: Package) -> None:
    """The sections that point at metadata (CSIP17 to 44)."""
    described = package.descriptive
    section = etree.Element(
        _m("dmdSec"), ID="descriptive", CREATED=moment(described.created), STATUS="CURRENT"
    )
    _reference(section, described, MDTYPE="DC")
    xml.write(section)
    kept = etree.Element(_m("amdSec"))
    section = etree.SubElement(
        kept,
        _m("digiprovMD"),
        ID="preservation",
        CREATED=moment(package.preservation.created),
        STATUS="CURRENT",
    )
    _reference(section, package.preservation, MDTYPE="PREMIS", MDTYPEVERSION="3.0")
    xml.write(kept)


def _reference(section: etree._Element, file: Filed, **kind: str) -> None:
    etree.SubElement(section, _m("mdRef"), {**_where(file.path), **kind, **_about(file)})


def _group(xml: Any, group: str, use: str, files: Iterable[Filed]) -> None:
    """A group of files (CSIP58 to 79)."""
    said = {
        "ID": group,
        "USE": use,
        f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "OTHER",  # CSIP62
        f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE": CONTENT,  # CSIP63
    }
    with xml.element(_m("fileGrp"), said):
        for number, each in enumerate(files, start=1):
            made = etree.Element(_m("file"), {"ID": f"{group}-{number}", **_about(each)})
            etree.SubElement(made, _m("FLocat"), _where(each.path))
            xml.write(made)


def _where(path: str) -> dict[str, str]:
    return {
        "LOCTYPE": "URL",
        f"{{{XLINK}}}type": "simple",
        f"{{{XLINK}}}href": quote(path),
    }


def _about(file: Filed) -> dict[str, str]:
    return {
        "MIMETYPE": file.content_type.partition(";")[0],
        "SIZE": str(file.size),
        "CREATED": moment(file.created),
        "CHECKSUM": file.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _package_map(xml: Any, header: Header, uses: Sequence[str]) -> None:
    """The structure of the package (CSIP80 to 119)."""
    with _map(xml, header.identifier):
        metadata = _div("Metadata", "map-metadata")
        metadata.attrib.update({"ADMID": "preservation", "DMDID": "descriptive"})
        xml.write(metadata)
        for number, use in enumerate(uses, start=1):
            part = _div(use, f"map-{number}")
            if use.startswith("Representations/"):
                where = _where(f"representations/{use.partition('/')[2]}/METS.xml")
                title = {f"{{{XLINK}}}title": f"group-{number}"}  # CSIP108
                etree.SubElement(part, _m("mptr"), {**where, **title})
            else:
                etree.SubElement(part, _m("fptr"), FILEID=f"group-{number}")
            xml.write(part)


@contextmanager
def _map(xml: Any, label: str) -> Iterator[None]:
    """The structural map with its one division (CSIP80 to 86)."""
    with (
        xml.element(_m("structMap"), ID="map", TYPE="PHYSICAL", LABEL="CSIP"),
        xml.element(_m("div"), ID="map-package", LABEL=label),
    ):
        yield


def _div(label: str, identifier: str) -> etree._Element:
    return etree.Element(_m("div"), ID=identifier, LABEL=label)


def moment(value: datetime) -> str:
    """A moment as XML Schema has it, with its zone."""
    return value.isoformat(timespec="seconds")


def _m(name: str) -> str:
    return f"{{{METS}}}{name}"
