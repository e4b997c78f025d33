"""What describes the data of editions, with the addresses at which it is published."""

from typing import Any, Final

from webapp.core import rendering
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.reports.audience import Matter, holds
from webapp.reports.models import Edition, Format
from webapp.reports.schemas import VERSION, Data, of_points, published, written

SCHEMA_TYPE: Final = "application/schema+json"
CSVW_TYPE: Final = "application/csvm+json"
METADATA: Final = "csv-metadata.json"
"""What the metadata of a CSV file are called behind a full stop, by the W3C's own rule."""


def schema(data: Data, version: int) -> bytes:
    """A published schema, which says at which address of this service it is.

    Raises:
        NotFoundError: there is no such version.
    """
    found = published(data, version)
    if found is None:
        raise NotFoundError(_("There is no such page."))
    return _encoded(_addressed(found, data, version))


def schema_address(data: Data, version: int = VERSION) -> str:
    """The full address of a published schema."""
    return rendering.address("reports.schema", data=data.value, version=version)


def csv_metadata(edition: Edition, url: str, *, authority: str) -> bytes:
    """What the edition's CSV is, which is at `url`, or beside it under that name.

    Raises:
        NotFoundError: the edition was compiled before its data were described.
    """
    if edition.data_version is None:
        raise NotFoundError(_("The report does not exist in this format."))
    found = of_points.metadata(
        url,
        edition.language,
        edition.data_version,
        _about(edition, authority),
        internal=holds(edition.audience, Matter.WORK),
    )
    found["tableSchema"]["@id"] = schema_address(Data.POINTS, edition.data_version)
    return _encoded(found)


def is_described(edition: Edition, format_: Format) -> bool:
    """Whether there is a description of the edition in that format."""
    return edition.data_version is not None and format_ in {Format.JSON, Format.CSV}


def _about(edition: Edition, authority: str) -> dict[str, Any]:
    case = edition.round.consultation
    title = rendering.localised(case.title, edition.language)
    said = {"dc:title": f"{case.registry_number} {title}", "dc:publisher": authority}
    return {name: {"@value": value, "@language": edition.language} for name, value in said.items()}


def _addressed(found: dict[str, Any], data: Data, version: int) -> dict[str, Any]:
    name = "$id" if data is Data.REPORT else "@id"
    return {**found, name: schema_address(data, version)}


def _encoded(schema_: dict[str, Any]) -> bytes:
    return written(schema_).encode()
