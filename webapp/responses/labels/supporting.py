"""What people read of what a file supports: the whole answer, a comment, a question's answer."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.responses import supporting
from webapp.responses.labels.answers import STANDS

EXCERPT: Final = 70
"""So many characters of a comment are enough to know it by."""


def supportable(
    content: Any, sections: Mapping[uuid.UUID, Any]
) -> dict[str, list[tuple[str, str]]]:
    """Everything in an answer that a file can support, by what it is about: mark and words."""
    found = {_("The answer"): [(supporting.WHOLE, _("The whole answer"))]}
    places: dict[uuid.UUID | None, int] = {key: place for place, key in enumerate(sections)}
    comments = sorted(content.comments, key=lambda each: places.get(each.section_key, -1))
    for comment in comments:
        about = _title(sections.get(comment.section_key))
        found.setdefault(about, []).append((comment.mark, _excerpt(comment)))
    answers = [each for each in content.answers if each.text or each.choices or each.position]
    for answer in sorted(answers, key=lambda each: each.question.ordinal):
        question = _short(localised(answer.question.text))
        found.setdefault(_("Answers to the questions"), []).append((answer.mark, question))
    return found


def supports(file: Any, content: Any, sections: Mapping[uuid.UUID, Any]) -> list[tuple[str, str]]:
    """What one file supports: the mark of each, and the words for it."""
    return list(_named(file, supportable(content, sections))) if file.supports else []


def _named(file: Any, found: Mapping[str, list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    for about, each in found.items():
        for mark, words in each:
            if mark in file.supports:
                yield mark, words if mark == supporting.WHOLE else f"{about} – {words}"


def _title(section: Any) -> str:
    if section is None:
        return _("The whole document")
    return f"{section.number} {localised(section.title)}".strip()


def _excerpt(comment: Any) -> str:
    if comment.text:
        return _short(comment.text)
    if comment.proposed_wording:
        return _("Proposed wording: %(words)s", words=_short(comment.proposed_wording))
    if comment.quote:
        return _("About: %(words)s", words=_short(comment.quote))
    return str(STANDS.get(comment.position, ""))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"
