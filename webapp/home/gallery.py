"""Every e-mail that the product can send, in each language, as those who get it see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.core import rendering
from webapp.core.rendering import Rendered
from webapp.home import samples
from webapp.notifications import topics
from webapp.notifications.models import Occasion

DARK = "@media (prefers-color-scheme: dark)"
SCHEMES = {"light": "@media not all", "dark": "@media all"}
"""What stands in the e-mail's styles for a reader's dark screen, to show it light or dark."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One e-mail, in one language."""

    occasion: Occasion
    language: str
    words: Rendered
    can_be_left: bool
    """Whether one can unsubscribe from it; all others must be sent."""


def exhibits(occasion: Occasion) -> Iterator[Exhibit]:
    """An e-mail in each language of the product."""
    for language in rendering.LANGUAGES:
        can_be_left = occasion in topics.OCCASIONS
        context = {**samples.params(occasion, language), "intro": ""}
        context["unsubscribe"] = "https://yttra.example/unsubscribe" if can_be_left else ""
        with rendering.spoken(language):
            words = rendering.email(occasion.value, context=context)
        yield Exhibit(occasion, language, words, can_be_left)


def page(occasion: Occasion, language: str, scheme: str) -> str:
    """The HTML of one e-mail, as a light or a dark screen shows it."""
    found = next(each for each in exhibits(occasion) if each.language == language)
    return found.words.html.replace(DARK, SCHEMES[scheme])
