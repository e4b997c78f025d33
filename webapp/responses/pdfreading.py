"""Reading the text of a PDF, in a process of its own.

A file from anyone may make its reader crash or eat all memory; then it is this process that ends,
and the worker that started it says that the file could not be read. The file comes on standard
input, and what was read leaves as JSON on standard output. Pages that are pictures are read by
tesseract where it is installed, unless the first argument is `--as-it-is`.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from enum import StrEnum
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_PAGES = 1_000

_MEMORY = 3 * 1024**3
_SECONDS_OF_WORK = 600
_SECONDS_A_PAGE = 60
_SECONDS_OF_PICTURES = 600
"""Reading a picture takes some seconds. The pages that are left then are told to lack text."""

AS_IT_IS = "--as-it-is"
"""Asks for the text that the file has, and none that is read in its pictures."""

_DOTS_AN_INCH = 200
_WIDE = 1.25
"""Times the usual space between lines: then a paragraph ends."""

_MOST_SPACED = 1.5
"""Lines of a paragraph are as a rule not further apart than so many times their height."""

_FEWEST_WORDS = 3
"""A page with a picture and fewer words than this has no text of its own but a page number."""


class Way(StrEnum):
    """How the text of a page was had."""

    TEXT = "text"
    PICTURE = "picture"
    NONE = "none"


def main() -> int:
    """Read the file on standard input; 0 where it could be opened."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS_OF_WORK, _SECONDS_OF_WORK))
    try:
        document = PdfDocument(sys.stdin.buffer.read())
        pages = _pages(document, 0 if AS_IT_IS in sys.argv[1:] else _SECONDS_OF_PICTURES)
    except pypdfium2.PdfiumError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(pages))
    return 0


def _pages(document: PdfDocument, seconds: float) -> list[dict[str, str]]:
    if len(document) > MOST_PAGES:
        raise pypdfium2.PdfiumError("too many pages")
    found, until = [], time.monotonic() + seconds
    for page in document:
        text = _spaced(page.get_textpage())
        way = Way.TEXT
        if len(text.split()) < _FEWEST_WORDS and _has_picture(page):
            seen = _recognised(page) if time.monotonic() < until else None
            way, text = (Way.NONE, text) if seen is None else (Way.PICTURE, seen)
        found.append({"way": way.value, "text": text})
    return found


def _spaced(page: PdfTextPage) -> str:
    """The text of a page, with a blank line where more space than usual is between two lines."""
    lines = page.get_text_range().split("\n")
    boxes, start = [], 0
    for line in lines:
        is_there = line.strip() and start < page.count_chars()
        boxes.append(page.get_charbox(start, loose=True) if is_there else None)
        start += len(line) + 1
    steps = [above[1] - below[1] if above and below else 0.0 for above, below in pairwise(boxes)]
    heights = [box[3] - box[1] for box in boxes if box]
    usual = _usual([step for step in steps if step > 0], heights)
    spaced = lines[:1]
    for step, line in zip(steps, lines[1:], strict=True):
        spaced += ["", line] if step > usual * _WIDE else [line]
    return "\n".join(spaced)


def _usual(steps: list[float], heights: list[float]) -> float:
    """The space between two lines of a paragraph; a letter may have as many wider ones, or more."""
    if not steps:
        return float("inf")
    tall = sorted(heights)[len(heights) // 2]
    return min(sorted(steps)[(len(steps) - 1) // 4], tall * _MOST_SPACED)


def _has_picture(page: PdfPage) -> bool:
    wanted = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    return any(True for _ in page.get_objects(filter=wanted, max_depth=3))


def _recognised(page: PdfPage) -> str | None:
    """The text in the picture of a page; None where nothing here can read it."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    picture = BytesIO()
    page.render(scale=_DOTS_AN_INCH / 72, grayscale=True).to_pil().save(picture, "PNG")
    done = _run([program, "-", "-", "-l", _languages(program)], picture.getvalue())
    text = done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else ""
    return text if text.strip() else None


def _languages(program: str) -> str:
    done = _run([program, "--list-langs"], b"")
    known = done.stdout.decode("utf-8", "replace").split() if done else []
    return "+".join(tag for tag in ("swe", "eng") if tag in known) or "eng"


def _run(command: list[str], data: bytes) -> "subprocess.CompletedProcess[Any] | None":
    try:
        return subprocess.run(  # noqa: S603 - a program that is found by name, with words of ours
            command,
            input=data,
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            check=False,
            # Several threads on one page wait for each other more than they help.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return None


if __name__ == "__main__":
    sys.exit(main())
