"""The report as HTML: a page that stands on its own, or a fragment for a page of the product."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from webapp.reports.blocks import Heading
from webapp.reports.compilers import Progress, silent
from webapp.reports.manuscript import cover, manuscript
from webapp.reports.outline import Report
from webapp.reports.wording import Wording

TEMPLATES = Path(__file__).parents[3] / "templates"


def point_anchor(number: str) -> str:
    """The id that a point has on the page, such as `point-S-12`."""
    return "point-" + re.sub(r"[^\w.-]+", "-", number)


def compile_report(report: Report, *, wording: Wording, progress: Progress = silent) -> bytes:
    """One page in UTF-8 that needs no other file; its style stands in its head."""
    stylesheet = (TEMPLATES / "reports/compilers/report.css").read_text("utf-8")
    template = _environment().get_template("reports/compilers/report.html")
    context = _context(report, wording)
    page = template.render(context, whole=True, stylesheet=Markup(stylesheet))  # noqa: S704 - ours
    progress(1.0)
    return page.encode()


def compile_fragment(report: Report, *, wording: Wording) -> Markup:
    """The report to put into a page: no style or script of its own, headings from level 2."""
    template = _environment().get_template("reports/compilers/_report.html")
    fragment = template.render(_context(report, wording), whole=False)
    return Markup(fragment)  # noqa: S704 - the template has escaped it


def _context(report: Report, wording: Wording) -> Mapping[str, Any]:
    blocks = list(manuscript(report, wording))
    return {
        "_": wording.gettext,
        "language": report.language,
        "cover": cover(report, wording),
        "blocks": blocks,
        "headings": [block for block in blocks if isinstance(block, Heading)],
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
