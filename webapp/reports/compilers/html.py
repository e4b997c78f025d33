"""The report as HTML: a page that stands on its own, or a fragment for a page of the product."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateStream
from markupsafe import Markup

from webapp.reports.blocks import Block, Bullets, Entry, Heading, Prose, References, Table
from webapp.reports.compilers import Progress, in_memory, silent
from webapp.reports.compilers.hypertext import Pieces, references
from webapp.reports.manuscript import cover, put_down
from webapp.reports.outline import Report
from webapp.reports.wording import Wording

TEMPLATES = Path(__file__).parents[3] / "templates"
PIECES: Final = 200
"""Pieces of a page that are written together."""


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
    pieces, headings = put_down(report, wording, _writing(wording))
    return {
        "_": wording.gettext,
        "language": report.language,
        "cover": cover(report, wording),
        "headings": headings,
        "pieces": pieces,
    }


def _writing(wording: Wording) -> Callable[[Block], tuple[Markup]]:
    """What writes each block of the report."""
    plain = Pieces(wording.gettext)
    templates: Any = _environment().get_template("reports/compilers/_blocks.html").module
    ways: Mapping[type, Callable[[Any], str]] = {
        Prose: plain.prose,
        Entry: plain.entry,
        References: references,
        Heading: templates.heading,
        Bullets: templates.bullets,
        Table: templates.table,
    }
    return lambda block: (Markup(ways[type(block)](block)),)  # noqa: S704 - each of them escapes


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
