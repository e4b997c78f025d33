"""What a report quotes of the proposal itself: a section's heading and its first paragraphs."""

from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.drafts import blocks
from webapp.drafts.models import Section

EXCERPT_CHARACTERS = 600


def heading(section: Section | None, language: str) -> str:
    """What a section is called above a comment; the document as a whole where there is none."""
    if section is None:
        return str(_("On the document as a whole"))
    title = localised(section.title, language)
    return f"{section.number} {title}".strip()


def excerpt(section: Section, language: str) -> str:
    """The section's first paragraphs, as much as a reader needs to know what is talked about."""
    text = ""
    for block in section.blocks:
        paragraph = blocks.plain(localised(block.text, language))
        if text and len(text) + len(paragraph) > EXCERPT_CHARACTERS:
            return f"{text}\n\n…"
        text = f"{text}\n\n{paragraph}".strip()
    return text
