"""What a screen reader is told on the pages of answering: names, roles, and their order."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import respondent
from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]


@pytest.fixture
def body(stack: Stack, demo: Demo, visit: Visit) -> Reader:
    """A body that has come in and has the text before it."""
    body = Reader(visit("sv-SE"), "sv")
    body.open(demo.body())
    body.press("Read and answer")
    body.reads_heading("Your answer")
    body.open(f"{body.page.url.removesuffix('/answer')}/read")
    return body


def test_the_reading_page(body: Reader):
    tells(
        body.page.locator("body"),
        """
        link "Hoppa till innehållet"
        banner
        main
        heading "*Ett hållbart växande Västerbotten*" [level=1]
        progressbar "*av 44 avsnitt lästa*"
        search
        searchbox "Sök i texten"
        button "Sök"
        navigation "Innehåll"
        list
        listitem
        link "1 Förord"
        article
        region "1 Förord"
        heading "1 Förord" [level=2]
        link "*Kommentera avsnittet*: 1 Förord*"
        region "3.1 Varför en ny strategi?"
        heading "3.1 Varför en ny strategi?" [level=3]
        contentinfo
        """,
    )


def test_a_section_with_its_form(body: Reader):
    respondent.to_section(body.page, 2)
    tells(
        body.page.locator("main"),
        """
        main
        navigation "Du är här"
        heading "3 Bakgrund" [level=1]
        navigation "Stegen för att svara"
        region "Avsnittets text"
        paragraph: *Det här kapitlet förklarar*
        link "Lämna en synpunkt här på stycke 1, eller en del av det"
        link "Ändra texten för stycke 1"
        heading "Synpunkter på avsnittet" [level=2]
        region "Skriv en synpunkt"
        textbox "Synpunkt"
        group "Typ av synpunkt"
        radio "Allmän: om inriktningen eller helheten" [checked]
        textbox "*Förslag till ny lydelse*"
        combobox "*Hur viktigt är det?*"
        button "Spara synpunkten"
        navigation "Avsnitt"
        link "*Föregående avsnitt*"
        button "*Läst. Nästa: *"
        """,
    )


def test_a_passage(body: Reader):
    respondent.to_section(body.page, 2)
    body.page.locator(".y-doc__tools a").first.click()
    body.page.locator("details.y-passages[data-passages] > summary").click()
    form = body.page.locator("#new")
    tells(
        form,
        """
        region "Skriv en synpunkt"
        paragraph: Stycket som synpunkten gäller
        blockquote: *Det här kapitlet förklarar*
        button "Nästa mening"
        status
        group "*Bara vissa meningar i stycket*"
        checkbox "*Det här kapitlet förklarar varför*"
        checkbox "*Den som redan känner länet väl*"
        textbox "*Eller skriv orden*"
        textbox "Synpunkt"
        """,
    )
    body.page.locator("input[name=sentences]").last.check()
    expect(form.get_by_role("status").first).to_contain_text("Den som redan känner länet väl")
    body.press("Save the comment")
    errors = body.page.locator("[data-error-summary]")
    expect(errors).to_be_focused()
    described = body.field("Your comment").get_attribute("aria-describedby")
    assert described
    expect(body.page.locator(f"#{described.split()[-1]}")).not_to_be_empty()


def test_a_change_of_the_words_and_the_review(body: Reader):
    body.open(f"{body.page.url.removesuffix('/read')}/answer")
    respondent.propose(body, "Skriv rakare.", "Vi gör detta först.", section=5)
    own = body.page.locator("#section-comments .y-comment").last
    expect(own.get_by_role("deletion").first).to_contain_text("borttaget:")
    expect(own.get_by_role("insertion").first).to_contain_text("tillagt:")
    body.open(f"{body.page.url.rpartition('/sections/')[0]}/review")
    tells(
        body.page.locator("main"),
        """
        main
        heading "Granska och skicka in" [level=1]
        paragraph: *Ställningstagandet saknas*
        link "Välj ställningstagande"
        region "Så här tar ni ställning"
        region "*synpunkt*"
        listitem
        heading "*" [level=3]
        paragraph: Skriv rakare.
        link "Redigera synpunkten"
        region "Frågor"
        region "Bifogade filer"
        """,
    )


def tells(place: Locator, wanted: str) -> None:
    """See that a listener is told all this, in this order, whatever comes between.

    A line is a role, a name and what else is said of it; `*` stands for any words.
    """
    heard = [re.sub(r"^\s*- |'", "", line) for line in place.aria_snapshot().splitlines()]
    rest = iter(heard)
    for line in filter(None, map(str.strip, wanted.splitlines())):
        sought = re.compile(re.escape(line).replace(r"\*", ".*"))
        assert any(sought.match(each) for each in rest), "\n".join([f"in vain: {line}", *heard])
