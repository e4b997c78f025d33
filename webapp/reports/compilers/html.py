"""The report as HTML: a page that stands on its own, or a fragment for a page of the product."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateStream
from markupsafe import Markup, escape

from webapp.reports.compilers import Progress, in_memory, silent
from webapp.reports.manuscript import cover, shelved
from webapp.reports.outline import Report
from webapp.reports.wording import Wording

TEMPLATES = Path(__file__).parents[3] / "templates"
PIECES: Final = 200
"""Pieces of a page that are written together."""


def point_anchor(number: str) -> str:
    """The id that a point has on the page, such as `point-S-12`."""
    return "point-" + re.sub(r"[^\w.-]+", "-", number)


def write_report(
    report: Report, target: BinaryIO, *, wording: Wording, progress: Progress = silent
) -> None:
    """One page in UTF-8 that needs no other file; its style stands in its head."""
    stylesheet = (TEMPLATES / "reports/compilers/report.css").read_text("utf-8")
    template = _environment().get_template("reports/compilers/report.html")
    style = Markup(stylesheet)  # noqa: S704 - ours
    _written(template.stream(_context(report, wording), whole=True, stylesheet=style), target)
    progress(1.0)


def write_fragment(
    report: Report, target: BinaryIO, *, wording: Wording, progress: Progress = silent
) -> None:
    """The report to put into a page: no style or script of its own, headings from level 2."""
    template = _environment().get_template("reports/compilers/_report.html")
    _written(template.stream(_context(report, wording), whole=False), target)
    progress(1.0)


compile_report = in_memory(write_report)


def compile_fragment(report: Report, *, wording: Wording) -> Markup:
    """The same fragment as a piece of a page."""
    made = in_memory(write_fragment)(report, wording=wording)
    return Markup(made.decode())  # noqa: S704 - the template has escaped it


def _written(page: TemplateStream, target: BinaryIO) -> None:
    page.enable_buffering(PIECES)
    page.dump(target, "utf-8")


def _context(report: Report, wording: Wording) -> Mapping[str, Any]:
    made = shelved(report, wording)
    return {
        "_": wording.gettext,
        "language": report.language,
        "cover": cover(report, wording),
        "blocks": made.blocks,
        "headings": made.headings,
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lines"] = _lines
    environment.filters["anchor"] = point_anchor
    environment.filters["kind"] = _kind
    return environment


def _kind(block: object) -> str:
    return type(block).__name__


def _lines(text: str) -> Markup:
    """The text escaped, its newlines being line breaks."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
