"""What an archive package says of how its files came to be: PREMIS 3.0. Pure.

Types of events are those of the Library of Congress (id.loc.gov/vocabulary/preservation/eventType).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Final

from lxml import etree

from webapp.reports.packed.mets import XSI, Filed, moment

PREMIS: Final = "http://www.loc.gov/premis/v3"
NAMES: Final = {"premis": PREMIS, "xsi": XSI}
EVENT_TYPES: Final = "http://id.loc.gov/vocabulary/preservation/eventType"
KNOWN: Final = frozenset(
    {"capture", "creation", "dissemination", "packing", "quality review", "redaction"}
)
"""The types used here that stand in that list; others are our own words."""
LOCAL: Final = "local"
"""The type of identifiers that mean something within the package."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file, and the name that it had when it came."""

    filed: Filed
    name: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A person, an organisation or a program that did something."""

    identifier: str
    name: str
    kind: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, to what, and who did it."""

    identifier: str
    kind: str
    at: datetime
    detail: str
    agents: Mapping[str, str] = field(default_factory=dict)
    """By identifier, the part that each had in it."""
    objects: tuple[str, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """The package as one thing."""

    identifier: str
    title: str


def write(
    target: BinaryIO,
    whole: Whole,
    files: Iterable[Original],
    events: Iterable[Event],
    agents: Iterable[Agent],
) -> None:
    """The PREMIS file of a package. Files and events are written as they come."""
    with etree.xmlfile(target, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(_p("premis"), version="3.0", nsmap=NAMES):
            xml.write(_whole(whole))
            for each in files:
                xml.write(_file(each))
            for event in events:
                xml.write(_event(event))
            for agent in agents:
                xml.write(_agent(agent))


def _whole(whole: Whole) -> etree._Element:
    made = _object("intellectualEntity", whole.identifier)
    _text(made, "originalName", whole.title)
    return made


def _file(each: Original) -> etree._Element:
    filed = each.filed
    made = _object("file", filed.path)
    is_like = _part(made, "objectCharacteristics")
    fixity = _part(is_like, "fixity")
    _text(fixity, "messageDigestAlgorithm", "SHA-256")
    _text(fixity, "messageDigest", filed.sha256)
    _text(is_like, "size", str(filed.size))
    designation = _part(_part(is_like, "format"), "formatDesignation")
    _text(designation, "formatName", filed.content_type.partition(";")[0])
    if each.name:
        _text(made, "originalName", each.name)
    return made


def _event(event: Event) -> etree._Element:
    made = etree.Element(_p("event"), nsmap=NAMES)
    _identified(made, "eventIdentifier", event.identifier)
    kind = _text(made, "eventType", event.kind)
    if event.kind in KNOWN:
        kind.attrib.update({"authority": "eventType", "authorityURI": EVENT_TYPES})
    _text(made, "eventDateTime", moment(event.at))
    _text(_part(made, "eventDetailInformation"), "eventDetail", event.detail)
    if event.outcome:
        _text(_part(made, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    for identifier, role in event.agents.items():
        _text(_identified(made, "linkingAgentIdentifier", identifier), "linkingAgentRole", role)
    for identifier in event.objects:
        _identified(made, "linkingObjectIdentifier", identifier)
    return made


def _agent(agent: Agent) -> etree._Element:
    made = etree.Element(_p("agent"), nsmap=NAMES)
    _identified(made, "agentIdentifier", agent.identifier)
    _text(made, "agentName", agent.name)
    _text(made, "agentType", agent.kind)
    if agent.version:
        _text(made, "agentVersion", agent.version)
    return made


def _object(kind: str, identifier: str) -> etree._Element:
    made = etree.Element(_p("object"), {f"{{{XSI}}}type": f"premis:{kind}"}, nsmap=NAMES)
    _identified(made, "objectIdentifier", identifier)
    return made


def _identified(parent: etree._Element, name: str, value: str) -> etree._Element:
    made = _part(parent, name)
    _text(made, f"{name}Type", LOCAL)
    _text(made, f"{name}Value", value)
    return made


def _part(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, _p(name))


def _text(parent: etree._Element, name: str, said: Any) -> etree._Element:
    made = _part(parent, name)
    made.text = str(said)
    return made


def _p(name: str) -> str:
    return f"{{{PREMIS}}}{name}"
