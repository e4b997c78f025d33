"""The editor of a section's text, in a real browser against the running product."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import ROOT
from tests.journeys.conftest import Visit, sign_in
from tests.journeys.people import DEMO_CASE, DEMO_OFFICER
from tests.journeys.windows import SCROLLS, violations
from webapp.drafts import blocks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("real_messages", "demo"),
]

PASTED = ROOT / "tests" / "journeys" / "pasted"
PICTURE = ROOT / "demo" / "figures" / "cycle.sv.png"
FRESH = """async () => {
    const { toMarkdown } = await import("/static/editor/markdown.js");
    return [...document.querySelectorAll(".y-editor__text")].map(
        (text) => toMarkdown(text.editor.state.doc));
}"""
"""What the editor writes of each text by itself, with no help of the source that it came from."""

EVERYTHING = (ROOT / "tests" / "journeys" / "everything.md").read_text()


@pytest.fixture
def officer(visit: Visit) -> Page:
    """The demo's case officer, in English."""
    page = visit("en", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto("/language/en")
    sign_in(page, DEMO_OFFICER)
    return page


@pytest.fixture
def page(officer: Page) -> Page:
    """A new section in the demo's document, with the editor ready and nothing in it."""
    officer.goto(f"{_document(officer)}/sections/new")
    expect(officer.locator("[data-editor=ready]")).to_have_count(2)
    officer.get_by_role("button", name="All languages").click()
    officer.get_by_label("Title (Swedish)", exact=True).fill("Nytt")
    return officer


def _document(page: Page) -> str:
    """The address of the demo's document."""
    page.goto("/consultations")
    page.locator("main tr", has_text=DEMO_CASE).locator("th a").click()
    link = page.locator("main a[href*='/documents/']").first
    return str(re.sub(r"(/documents/[0-9a-f-]{36}).*", r"\1", link.get_attribute("href") or ""))


def _text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text (Swedish)", exact=True)


def _tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar").first.get_by_role("button", name=name, exact=True)


def _markdown(page: Page) -> str:
    return page.locator("textarea[name=text_sv]").input_value()


def _type_as_text(page: Page, text: str) -> None:
    """Type CommonMark in the textarea, and see it as a page again."""
    page.get_by_role("button", name="Show as text with marks").first.click()
    page.locator("textarea[name=text_sv]").fill(text)
    page.get_by_role("button", name="Show as a page").first.click()
    expect(page.locator(".y-editor__text").first).to_be_visible()


def _shown(text: str) -> str:
    """What readers see of a text; space between words aside."""
    html = "".join(blocks.render(part.text) for part in blocks.split(text))
    return " ".join(html.replace(">", "> ").replace("<", " <").split())


def test_the_whole_strategy_goes_through_the_editor_unchanged(officer: Page):
    address = _document(officer)
    officer.goto(address)
    links = officer.locator(".y-tree__name a")
    sections = list(dict.fromkeys(each.get_attribute("href") for each in links.all()))
    assert len(sections) > 20
    for section in sections:
        officer.goto(str(section))
        expect(officer.locator("[data-editor=ready]")).to_have_count(2)
        areas = officer.locator("textarea[data-editor-source]")
        texts = [each.input_value() for each in areas.all()]
        assert texts == [each.evaluate("area => area.defaultValue") for each in areas.all()]
        fresh = officer.evaluate(FRESH)
        assert [_shown(text) for text in fresh] == [_shown(text) for text in texts], section


def test_every_construct_reads_back_as_it_was_and_stays_to_the_letter_untouched(page: Page):
    _type_as_text(page, EVERYTHING)
    fresh = blocks.split(page.evaluate(FRESH)[0])
    for former, new in zip(blocks.split(EVERYTHING), fresh, strict=True):
        assert (_shown(new.text), new.kind) == (_shown(former.text), former.kind)
    page.locator(".y-editor__text p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("Nytt: ")
    typed = [part.text for part in blocks.split(_markdown(page))]
    whole = [part.text for part in blocks.split(EVERYTHING)]
    assert typed[0].startswith("Nytt: Ett *kursivt*")
    assert typed[1:] == whole[1:]
    page.keyboard.press("Control+Z")
    assert _markdown(page) == "\n\n".join(whole)


def test_typing_and_buttons_make_the_text_that_is_saved(page: Page):
    text = _text(page)
    text.click()
    page.keyboard.type("Vi vill ")
    page.keyboard.press("Control+B")
    page.keyboard.type("växa")
    page.keyboard.press("Control+B")
    page.keyboard.type(" hållbart.")
    page.keyboard.press("Enter")
    _tool(page, "List with bullets").click()
    page.keyboard.type("ett")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("inåt")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("1. på ny rad")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("två")
    wanted = "Vi vill **växa** hållbart.\n\n- ett\n  - inåt\\\n    1\\. på ny rad\n- två"
    assert _markdown(page) == wanted
    expect(_tool(page, "List with bullets")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The section is saved.")).to_be_visible()
    assert _markdown(page) == wanted
    expect(_text(page).locator("li li")).to_contain_text("inåt")


def test_the_buttons_are_reached_and_left_with_keys_alone(page: Page):
    _text(page).click()
    page.keyboard.type("ord")
    page.keyboard.press("Alt+F10")
    expect(_tool(page, "Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(_tool(page, "Italic")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(_tool(page, "Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert _markdown(page) == "- ord"
    expect(_text(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(_text(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(_text(page)).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(_text(page)).to_be_focused()
    page.keyboard.press("Control+Z")
    assert _markdown(page) == "ord"
    page.keyboard.press("Control+Y")
    assert _markdown(page) == "- ord"


def test_a_link_is_asked_for_and_checked(page: Page):
    _text(page).click()
    page.keyboard.type("Läs planen")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+K")
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Address").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Write a web address or an e-mail address.")
    dialog.get_by_label("Address").fill("region.example/plan_(2)")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert _markdown(page) == r"Läs [planen](https://region.example/plan\_\(2\))"
    expect(_text(page)).to_be_focused()
    page.keyboard.press("Control+K")
    dialog.get_by_role("button", name="Remove").click()
    assert _markdown(page) == "Läs planen"


def test_a_footnote_is_written_and_changed(page: Page):
    _text(page).click()
    page.keyboard.type("Ett ord")
    _tool(page, "Footnote").click()
    dialog = page.get_by_role("dialog", name="Footnote")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Write what the footnote says")
    page.keyboard.type("Se [bilaga] ")
    page.keyboard.press("Control+I")
    page.keyboard.type("tre")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert _markdown(page) == r"Ett ord^[Se \[bilaga\] *tre*]"
    page.keyboard.type(" till.")
    note = page.get_by_role("img", name="Footnote: Se [bilaga] tre")
    note.click()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    page.keyboard.type("!")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert _markdown(page) == r"Ett ord^[Se \[bilaga\] *tre!*] till."


def test_a_table_is_made_and_its_cells_merged_with_keys(page: Page):
    _text(page).click()
    _tool(page, "Insert a table").click()
    dialog = page.get_by_role("dialog", name="Insert a table")
    dialog.get_by_label("Columns").fill("2")
    dialog.get_by_label("Rows").fill("2")
    page.keyboard.press("Enter")
    for word in ("Mål", "År", "Växa", "2030"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    page.keyboard.type("|")
    table = _text(page).locator("table")
    expect(table.locator("th")).to_have_count(2)
    page.keyboard.press("Shift+ArrowUp")
    expect(table.locator(".selectedCell")).to_have_count(2)
    page.keyboard.press("Shift+ArrowUp")
    expect(_tool(page, "Merge cells")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Shift+ArrowDown")
    _tool(page, "Merge cells").click()
    expect(table.locator("td[rowspan='2']")).to_have_count(1)
    assert _markdown(page).splitlines()[2:] == [r"| Växa / \| | 2030 |", "| ^^ |  |"]
    assert blocks.render(_markdown(page)).count('rowspan="2"') == 1
    _tool(page, "Row above").click()
    expect(table.locator("tr")).to_have_count(4)
    _tool(page, "Delete table").click()
    assert _markdown(page) == ""


def test_a_picture_must_say_what_it_shows(page: Page):
    _text(page).click()
    page.keyboard.type("Före")
    _tool(page, "Picture").click()
    dialog = page.get_by_role("dialog", name="Picture")
    dialog.get_by_label("Picture (PNG, JPEG or WebP)").set_input_files(PICTURE)
    dialog.get_by_role("button", name="OK").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Write what the picture shows")
    dialog.get_by_label("What the picture shows").fill("Ett hjul med [fyra] delar")
    dialog.get_by_label("Caption").fill('Så "hjulet" går')
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_be_hidden()
    picture = _text(page).get_by_role("img", name="Ett hjul med [fyra] delar")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert re.fullmatch(
        r'Före\n\n!\[Ett hjul med \\\[fyra\\\] delar\]\(image:\w+ "Så \\"hjulet\\" går"\)',
        _markdown(page),
    )
    page.keyboard.type("Efter")
    assert _markdown(page).endswith('"Så \\"hjulet\\" går")\n\nEfter')
    picture.click()
    page.keyboard.press("Enter")
    dialog.get_by_label("The picture is decorative").check()
    dialog.get_by_role("button", name="OK").click()
    assert "![](image:" in _markdown(page)
    assert "#decorative" in _markdown(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The section is saved.")).to_be_visible()
    expect(page.locator("main .y-card figure img")).to_have_count(1)


def test_typed_text_is_saved_by_itself_and_taken_back_after_a_fault(page: Page):
    _text(page).click()
    page.keyboard.type("Ett")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The section is saved.")).to_be_visible()
    state = page.locator("[data-autosave-state]")
    expect(page.locator("[data-editor=ready]")).to_have_count(2)
    _text(page).click()
    page.keyboard.press("End")
    page.keyboard.type(" två")
    expect(state).to_contain_text("Saved at")
    page.reload()
    expect(_text(page)).to_have_text("Ett två")
    _text(page).click()
    page.keyboard.press("End")
    page.route("**/sections/*", lambda route: route.fulfill(status=429))
    page.keyboard.type(" tre")
    expect(state).to_contain_text("kept here in the browser")
    page.unroute("**/sections/*")
    expect(state).to_contain_text("Saved at")


def test_the_editor_is_accessible_and_fits_a_small_screen(page: Page):
    _type_as_text(page, EVERYTHING)
    _text(page).locator("td").first.click()
    expect(_tool(page, "Merge cells")).to_be_visible()
    assert [(each["id"], each["nodes"][0]["target"]) for each in violations(page)] == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert not page.evaluate(SCROLLS)
    _tool(page, "Link").click()
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()
    assert [each["id"] for each in violations(page)] == []


def _paste(page: Page, html: str, plain: str = "") -> None:
    page.evaluate(
        """([html, plain]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", plain);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste",
                { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )


@pytest.mark.parametrize("name", ["word", "google", "libreoffice"])
def test_what_is_pasted_becomes_plain_text_with_its_structure(page: Page, name: str):
    _text(page).click()
    _paste(page, (PASTED / f"{name}.html").read_text())
    assert _markdown(page) == (PASTED / f"{name}.md").read_text().strip()
