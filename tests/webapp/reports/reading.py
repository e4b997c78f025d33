"""A report's data read by what describes them, with the libraries of the standards."""

import csv as csv_reader
import json
from dataclasses import replace
from io import StringIO

import jsonschema
from csvw import CSVW

from webapp.reports.compilers import csv
from webapp.reports.compilers import json as json_compiler
from webapp.reports.schemas import VERSION, Data, of_points, published

SCHEMA = published(Data.REPORT, VERSION)
ADDRESS = f"https://yttra.example/schemas/report/{VERSION}.json"
_VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def faults(data):
    """What in a report's JSON is not as its schema says."""
    return [f"{each.json_path}: {each.message[:200]}" for each in _VALIDATOR.iter_errors(data)]


def table(data, metadata, folder):
    """The rows of a CSV file as its metadata say, each cell of the type of its column.

    A value that is not of its column's type is a warning, and so an error here.
    """
    (folder / "report.csv").write_bytes(data.removeprefix(b"\xef\xbb\xbf"))  # No part of the text.
    path = folder / "report.csv-metadata.json"
    path.write_text(json.dumps({**metadata, "url": "report.csv"}), "utf-8")
    found = CSVW(str(path), validate=True)
    assert found.warnings == []
    rows = list(found.tables[0].iterdicts(strict=False))
    keys = [row[metadata["tableSchema"]["primaryKey"]] for row in rows]
    assert len(set(keys)) == len(keys)
    return rows


def written(report, wording):
    """The JSON of a report, which names its schema."""
    return json_compiler.compile_report(replace(report, schema=ADDRESS), wording=wording)


def check(report, wording, folder):
    """See that JSON and CSV of the report are as they are described, and hold the same points."""
    said = json.loads(written(report, wording))
    assert faults(said) == []
    data = csv.compile_report(report, wording=wording)
    metadata = of_points.metadata(
        "report.csv", report.language, VERSION, {}, internal=report.audience == "internal"
    )
    rows = table(data, metadata, folder)
    head = next(csv_reader.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
    columns = metadata["tableSchema"]["columns"]
    assert head == [each["titles"][report.language] for each in columns]
    assert all(list(row) == [each["name"] for each in columns] for row in rows)
    assert [row["number"] for row in rows] == [each.point.number for each in report.points()]
    return said, rows
