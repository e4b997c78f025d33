"""Someone at a browser: reads, presses and fills in by the words that stand on the page."""

import io
import re
from dataclasses import dataclass
from functools import cache

from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from playwright.sync_api import Locator, Page, expect

from tests.conftest import ROOT
from webapp.factory import CATALOGUES


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with a page and a language. Words are given as message ids, in English."""

    page: Page
    language: str

    def word(self, message: str, **values: object) -> str:
        """`message` in the reader's language."""
        return (
            _catalogue(self.language).gettext(message) % values
            if values
            else (_catalogue(self.language).gettext(message))
        )

    def open(self, path: str) -> None:
        """Go to an address."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def press(self, message: str, *, within: str = "main") -> None:
        """Press the button."""
        self.button(message, within=within).click()

    def sends(self, button: Locator) -> None:
        """Press what sends a form, and wait until the server has it: the page may look the same."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()

    def button(self, message: str, *, within: str = "main") -> Locator:
        """The button that says `message`."""
        place = self.page.locator(within)
        return place.get_by_role("button", name=self.word(message), exact=True)

    def follow(self, message: str, *, within: str = "main") -> None:
        """Follow the first link that says `message`, and perhaps more to those who listen."""
        self.page.locator(within).get_by_role("link", name=self.word(message)).first.click()

    def fill(self, message: str, text: str) -> None:
        """Fill in the field whose label begins with `message`."""
        self.field(message).fill(text)

    def choose(self, message: str) -> None:
        """Choose the option or tick the box."""
        self.field(message).check()

    def field(self, message: str) -> Locator:
        """The field whose label begins with `message`."""
        label = re.compile(rf"^\s*{re.escape(self.word(message))}")
        return self.page.locator("main").get_by_label(label)

    def sees(self, text: str, *, within: str = "main") -> None:
        """Wait until `text` stands on the page."""
        expect(self.page.locator(within)).to_contain_text(text)

    def reads_heading(self, message: str, **values: object) -> None:
        """Wait until the page is called `message`."""
        expect(self.page.locator("h1")).to_have_text(self.word(message, **values))


def foreign_lines(text: str, language: str) -> list[str]:
    """The lines of a page that are messages of the other language."""
    lines = {line.strip() for line in text.splitlines()}
    return sorted(lines & _foreign(language))


@cache
def _foreign(language: str) -> set[str]:
    """Every message of the other language that differs in this one, but for single words."""
    pairs = [
        (str(message.id), str(message.string))
        for path in (ROOT / "translations").glob("sv/LC_MESSAGES/*.po")
        for message in read_po(io.BytesIO(path.read_bytes()))
        if isinstance(message.id, str) and message.id and message.string
    ]
    own = {pair[language == "sv"] for pair in pairs} | _written()
    return {pair[language == "en"] for pair in pairs if " " in pair[0]} - own


def _written() -> set[str]:
    """The cells and headings of the demo's texts, which are shown in their own language."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "demo").glob("strategy.*.md"))
    lines = (line for text in texts for line in text.splitlines())
    return {cell.strip() for line in lines for cell in line.strip("# |").split("|")}


@cache
def _catalogue(language: str) -> NullTranslations:
    found = NullTranslations()
    if language != "en":
        for name in CATALOGUES:
            read = Translations.load(str(ROOT / "translations"), [language], name)
            found = read if type(found) is NullTranslations else _merged(found, read)
    return found


def _merged(found: NullTranslations, more: NullTranslations) -> NullTranslations:
    if isinstance(found, Translations) and isinstance(more, Translations):
        found.merge(more)
    return found
