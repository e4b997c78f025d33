"""The words that a point is on, and what it would change in them, as tracked changes."""

from collections.abc import Iterator, Sequence

from webapp.drafts.wording import Piece
from webapp.reports.blocks import Prose, Style
from webapp.reports.outline import Point, Remark
from webapp.reports.wording import Wording
from webapp.responses import proposals
from webapp.responses.plaintext import clean, paragraphs


def quoted(said: Point | Remark) -> Iterator[Prose]:
    """The words that it is on, unless they are read in its change."""
    if said.quote and not said.change:
        yield Prose(Style.QUOTE, paragraphs(said.quote))


def proposed(said: Point | Remark, language: str, w: Wording) -> Iterator[Prose]:
    """What it proposes: word by word where it changes words of the text."""
    _ = w.gettext
    language = w.foreign(language)
    if not said.change:
        if said.proposed_wording:
            label = _("Proposed wording:")
            yield Prose(Style.PROPOSAL, paragraphs(said.proposed_wording), label, language)
        return
    labels = {
        "replace": _("Proposed change:"),
        "add": _("Proposed new paragraph:"),
        "remove": _("Proposed to be removed:"),
    }
    pieces = tuple((each.fate.value, clean(each.text)) for each in proposals.pieces(said))
    if pieces:
        yield Prose(Style.PROPOSAL, (), labels[said.change], language, pieces)


def marked(said: Point, w: Wording) -> str:
    """What it would change, in one text, for tables: brackets say what colours do elsewhere."""
    return bracketed(proposals.pieces(said), w) if said.change else ""


def bracketed(found: Sequence[Piece], w: Wording) -> str:
    """What differs in one text: brackets say what is gone and what is new."""
    _ = w.gettext
    gone, new = _("removed:"), _("added:")
    return clean(proposals.in_line(found, f"[{gone} %s]", f"[{new} %s]"))
