"""The page that comes first in a package, which says what is in it, and the list of marks. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from webapp.reports.packed.zips import Written
from webapp.reports.wording import Wording

TEMPLATES = Path(__file__).parents[3] / "templates"


@dataclass(frozen=True, slots=True)
class Folder:
    """A part of the package: its name, a sentence on it, its files, and what is said for none."""

    name: str
    about: str
    files: Sequence[Written]
    empty: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the first page says."""

    title: str
    kind: str
    authority: str
    facts: Sequence[tuple[str, str]]
    warning: str
    """What whoever reads the package must know before anything else."""
    notes: Sequence[str]
    folders: Sequence[Folder]
    marks: str
    """The name of the file that holds the marks."""


def page(contents: Contents, wording: Wording) -> Iterator[bytes]:
    """The first page as HTML that needs no other file."""
    stylesheet = (TEMPLATES / "reports/compilers/report.css").read_text("utf-8")
    context: dict[str, Any] = {
        "_": wording.gettext,
        "language": wording.language,
        "number": wording.number,
        "contents": contents,
        "stylesheet": Markup(stylesheet),  # noqa: S704 - ours
    }
    stream = _environment().get_template("reports/compilers/package.html").stream(context)
    stream.enable_buffering(200)
    yield from (piece.encode() for piece in stream)


def marks(files: Iterable[Written]) -> Iterator[bytes]:
    """A line for each file, as the program sha256sum writes and checks them."""
    for each in files:
        yield f"{each.sha256}  {each.path}\n".encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
