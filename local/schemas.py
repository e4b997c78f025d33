"""The published descriptions of a report's data, made out of the code that writes the data.

`python -m local.schemas` writes the JSON Schema, the schema of the CSV's table, and the lists in
`docs/data.md`. Tests see that all three are as it would write them.
"""

from collections.abc import Iterator, Mapping, Sequence
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from webapp.reports.compilers import columns
from webapp.reports.schemas import FOLDER, VERSION, Data, of_points, of_report, written
from webapp.reports.wording import Wording

_ROOT = Path(__file__).parents[1]
_GUIDE = _ROOT / "docs" / "data.md"
_WORDED = {name for name, each in columns.EVERY.items() if each.words}
_MARK = "<!-- made by python -m local.schemas: {} -->"


def files() -> Mapping[Path, str]:
    """What each of the files should hold."""
    report, points = of_report.schema(), of_points.schema([_swedish(), Wording("en")])
    return {
        FOLDER / f"{Data.REPORT}-{VERSION}.json": written(report),
        FOLDER / f"{Data.POINTS}-{VERSION}.json": written(points),
        _GUIDE: _guide(_GUIDE.read_text("utf-8"), report, points),
    }


def _swedish() -> Wording:
    compiled = BytesIO()
    with (_ROOT / "translations/sv/LC_MESSAGES/reports.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale="sv", domain="reports"))
    compiled.seek(0)
    return Wording("sv", GNUTranslations(compiled))


def _guide(text: str, report: Mapping[str, Any], points: Mapping[str, Any]) -> str:
    """The guide with its two lists made anew."""
    for name, lines in (("columns", _columns(points)), ("members", _members(report))):
        start, end = _MARK.format(name), _MARK.format(f"end of {name}")
        before, _start, rest = text.partition(start)
        _former, _end, after = rest.partition(end)
        text = "\n".join([before + start, *lines, end + after])
    return text


def _columns(points: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "| column | Swedish | English | type | what it says |"
    yield "|---|---|---|---|---|"
    for each in points["columns"]:
        kind = each["datatype"]
        told = "one of its words" if each["name"] in _WORDED else _base(kind)
        needed = "" if each.get("required") else ", may be empty"
        meaning = " ".join(filter(None, (each["dc:description"], each.get("dc:accessRights"))))
        titles = each["titles"]
        yield f"| `{each['name']}` | {titles['sv']} | {titles['en']} | {told}{needed} | {meaning} |"
    yield ""


def _base(kind: str | Mapping[str, str]) -> str:
    return kind if isinstance(kind, str) else kind["base"]


def _members(report: Mapping[str, Any]) -> Iterator[str]:
    yield from _object("The report", report)
    for name, each in report["$defs"].items():
        yield from _object(name, each)


def _object(name: str, thing: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n### {name}\n"
    yield thing["description"]
    if "properties" in thing:
        yield "\n| member | type | what it says |"
        yield "|---|---|---|"
        for member, said in thing["properties"].items():
            yield f"| `{member}` | {_kind(said)} | {said['description']} |"
    yield ""


def _kind(said: Mapping[str, Any]) -> str:
    """A type in a word or two."""
    if "$ref" in said:
        return str(said["$ref"].rpartition("/")[2])
    if "anyOf" in said:
        return " or ".join(map(_kind, said["anyOf"]))
    if "items" in said:
        return f"list of {_kind(said['items'])}"
    if "enum" in said and "type" not in said:
        return "code or null"
    return str(said.get("format", said.get("type", "code")))


def _changed(made: Mapping[Path, str]) -> Sequence[Path]:
    return [path for path, text in made.items() if not path.exists() or path.read_text() != text]


if __name__ == "__main__":
    made = files()
    for path in _changed(made):
        path.write_text(made[path], "utf-8")
        print(path.relative_to(_ROOT))
