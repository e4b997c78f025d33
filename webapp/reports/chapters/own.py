"""The texts that the authority has written itself: a foreword, and summaries."""

from collections.abc import Iterator

from webapp.reports.blocks import Block, Bullets, Prose, Style
from webapp.responses.plaintext import line, paragraphs

_BULLETS = ("- ", "* ", "• ")


def text(said: str, *, label: str = "") -> Iterator[Block]:
    """The paragraphs of a text; one whose lines all begin with a hyphen is a list."""
    for each in paragraphs(said):
        lines = [part.strip() for part in each.split("\n")]
        if all(part.startswith(_BULLETS) for part in lines):
            if label:
                yield Prose(Style.BODY, (), label=label)
            yield Bullets(tuple(line(part[2:]) for part in lines))
        else:
            yield Prose(Style.BODY, (each,), label=label)
        label = ""
