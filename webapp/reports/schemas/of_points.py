"""What the columns of the points' CSV are: metadata as *CSV on the Web* has them (W3C CSVW). Pure.

The schema of the table is published by version; the metadata of one file say besides where that
file is, how it is written, and what it is of.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from webapp.reports.compilers import columns
from webapp.reports.compilers.columns import Column
from webapp.reports.schemas import VERSION, Data, published
from webapp.reports.wording import Wording

CONTEXT: Final = ["http://www.w3.org/ns/csvw", {"@language": "en"}]

DIALECT: Final = {
    "delimiter": ";",
    "encoding": "utf-8",
    "header": True,
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminators": ["\r\n"],
}
"""How the file is written. It begins with a byte order mark, which is no part of its text."""

INTERNAL: Final = "Only in editions for internal use."


def schema(spoken: Sequence[Wording]) -> dict[str, Any]:
    """The schema of the table that is written now, with its headings and words in each language.

    Its address is filled in when it is served.
    """
    return {
        "@context": CONTEXT,
        "@id": f"/schemas/{Data.POINTS}/{VERSION}.json",
        "@type": "Schema",
        "columns": [
            *(_column(each, spoken) for each in columns.OPEN),
            *({**_column(each, spoken), "dc:accessRights": INTERNAL} for each in columns.INSIDE),
        ],
        "primaryKey": "number",
    }


def metadata(
    url: str, language: str, version: int, about: Mapping[str, str], *, internal: bool
) -> dict[str, Any]:
    """The metadata of a file at `url`, whose headings and words are in the language."""
    table = published(Data.POINTS, version) or {}
    found = [
        {**each, "titles": _own_first(each["titles"], language)}
        for each in table.get("columns", ())
        if internal or "dc:accessRights" not in each
    ]
    return {
        "@context": CONTEXT,
        "url": url,
        "lang": language,
        **about,
        "dialect": DIALECT,
        "tableSchema": {
            "@id": table.get("@id", ""),
            "columns": found,
            "primaryKey": table.get("primaryKey", ""),
        },
    }


def _own_first(titles: Mapping[str, str], language: str) -> dict[str, str]:
    """The titles, that of the file itself first: some programs look no further."""
    return {tag: titles[tag] for tag in sorted(titles, key=lambda tag: tag != language)}


def _column(column: Column, spoken: Sequence[Wording]) -> dict[str, Any]:
    titles = {each.language: each.gettext(column.heading) for each in spoken}
    return {
        "name": column.name,
        "titles": titles,
        "dc:description": column.meaning,
        "datatype": _datatype(column, spoken),
        **({"required": True} if column.required else {}),
        **({"lang": "und"} if column.foreign else {}),
    }


def _datatype(column: Column, spoken: Sequence[Wording]) -> str | dict[str, str]:
    if column.pattern:
        return {"base": column.datatype, "format": column.pattern}
    if not column.words:
        return column.datatype
    said = dict.fromkeys(each.gettext(word) for each in spoken for word in column.words)
    return {"base": "string", "format": f"^({'|'.join(map(_literal, said))})$"}


def _literal(word: str) -> str:
    """The word as an expression that only it matches, in the syntax of every standard."""
    return re.sub(r"([.*+?^${}()|\[\]\\])", r"\\\1", word)
