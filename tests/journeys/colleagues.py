"""What the people of one body do together, step by step, in the browser."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.journeys.reader import Reader, foreign_lines
from tests.journeys.stack import Stack, wait_for
from tests.journeys.windows import NARROW, SCROLLS, WIDE, picture, violations

SIZES = (WIDE, NARROW)
PAGES = ("answer", "team", "team/sections", "notes", "approval", "past", "review")
_LINK = re.compile(r"https?://\S+/colleague/\S+")


@dataclass
class Looked:
    """Looks at every page of a body's space as it stands, wide and narrow, and keeps the faults."""

    faults: list[str] = field(default_factory=list)

    def at(self, body: Reader, when: str) -> None:
        """Look at them all, and leave the window wide."""
        for name in PAGES:
            body.open(f"{round_of(body)}/{name}")
            where = f"team.{when}.{name.replace('/', '.')}.{body.language}"
            for size in SIZES:
                body.page.set_viewport_size(size)
                picture(body.page, f"{where}.{size['width']}")
                if body.page.evaluate(SCROLLS):
                    self.faults.append(f"{where}.{size['width']}: scrolls sideways")
            body.page.set_viewport_size(SIZES[0])
            self._sound(body, where)

    def _sound(self, body: Reader, where: str) -> None:
        for found in violations(body.page):
            targets = [node["target"] for node in found["nodes"][:3]]
            self.faults.append(f"{where}: axe {found['id']} {targets}")
        said = body.page.locator("body").inner_text()
        self.faults += [f"{where}: foreign: {line}" for line in foreign_lines(said, body.language)]


def round_of(body: Reader) -> str:
    """The beginning of the addresses of the round whose pages the body has open."""
    found = re.search(r"/rounds/[0-9a-f-]{36}", body.page.url)
    assert found, body.page.url
    return found.group()


def coordinator(page: Page, link: str) -> Reader:
    """The official mailbox, come in by the invitation's link."""
    body = Reader(page, "sv")
    body.open(link)
    body.press("Read and answer")
    page.wait_for_url("**/answer")
    return body


def ask(body: Reader, email: str, role: str) -> None:
    """Ask a colleague to take part."""
    body.open(f"{round_of(body)}/team")
    body.fill("The colleague's e-mail address", email)
    body.page.locator(f"main input[name=role][value={role}]").check()
    body.fill("A few words to the colleague", "Ta gärna en titt.")
    body.press("Send the invitation")
    body.sees(email)


def joined(stack: Stack, reader: Reader, email: str, name: str, *, says: str = "") -> Reader:
    """The colleague, come in by the personal link in the newest e-mail that `says` something."""
    reader.open(link_in(stack, email, says=says))
    reader.fill("Your name", name)
    reader.press("Join and go to the answer")
    reader.reads_heading("Your answer")
    return reader


def link_in(stack: Stack, email: str, *, subject: str = "", says: str = "") -> str:
    """The personal link in the newest such e-mail to the colleague."""

    def look() -> str | None:
        found = (_LINK.search(each.text) for each in stack.letters(email, subject=subject))
        return next((each.group() for each in found if each and says in each.string), None)

    return wait_for(look, f"a personal link for {email}")


def give_out(body: Reader, name: str, *, section: int) -> None:
    """Give the section of that place to a colleague."""
    body.open(f"{round_of(body)}/team/sections")
    body.field("Who takes care of them?").select_option(label=name)
    body.page.locator("main input[name=places]").nth(section).check()
    body.sends(body.button("Give out"))
    expect(body.page.locator("main")).to_contain_text(name)


def note(body: Reader, text: str, *, alone: bool = False) -> None:
    """Write to one's colleagues, or, while there are none, for those who come."""
    body.open(f"{round_of(body)}/notes")
    body.fill("To your colleagues", text)
    body.press("Save the note" if alone else "Send to colleagues")
    expect(body.page.locator("article.y-comment").last).to_contain_text(text)


def demand_four_eyes(body: Reader) -> None:
    """Let nothing be submitted that someone else has not approved."""
    body.open(f"{round_of(body)}/approval")
    body.page.locator("main input[name=four_eyes]").check()
    body.sends(body.button("Save"))
    expect(body.page.locator("main input[name=four_eyes]")).to_be_checked()


def release(body: Reader, approver: str) -> None:
    """Ask an approver to approve the answer as it is."""
    body.open(f"{round_of(body)}/approval")
    body.field("Who approves?").select_option(label=approver)
    body.press("Release for approval")
    body.sees(body.word("Waits for approval"))


def come_back(stack: Stack, body: Reader, email: str, *, subject: str) -> None:
    """Follow the personal link in a later e-mail, in a browser that has been signed out of all."""
    body.page.context.clear_cookies()
    body.open(link_in(stack, email, subject=subject))
    body.press("Go to the answer")
    body.reads_heading("Approval")


def decide(body: Reader, *, reason: str = "") -> None:
    """Approve what waits, or return it with a reason."""
    body.open(f"{round_of(body)}/approval")
    if reason:
        body.page.locator("main textarea[name=reason]").fill(reason)
        body.press("Return it")
        body.sees(reason)
    else:
        body.press("Approve the answer")
        body.sees(body.word("Approved as it is"))


def body_and_address(body: Reader) -> tuple[str, str]:
    """What the body is called, and the address of who has its answer open and has no name."""
    body.open(f"{round_of(body)}/team")
    line = body.page.locator(".y-context span").first.inner_text()
    mine = body.page.locator("#people th", has_text="@").first.inner_text()
    return line.rpartition(" · ")[2].strip(), mine.split()[0]
