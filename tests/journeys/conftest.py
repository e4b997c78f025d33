"""A running product, once a session, and a browser in which nothing may go wrong unseen."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser import PATIENCE_MS
from tests.journeys.people import OFFICER, Staff
from tests.journeys.stack import Stack, running

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def stack(
    server_url: str, migrated: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """The product, running, with one case officer and nothing else."""
    with running(server_url, migrated, redis_url, tmp_path_factory.mktemp("product")) as started:
        started.run("tests.journeys.prepare", "staff")
        yield started


class Demo:
    """The demo's content in the product, and bodies of its open round that have not been there."""

    def __init__(self, links: list[str]) -> None:
        self._links = iter(links)

    def body(self) -> str:
        """The link of a body that no other journey has been, so that their order means nothing."""
        link = next(self._links, None)
        assert link, "every body that could answer has been used: invite more in the demo"
        return link


@pytest.fixture(scope="session")
def demo(stack: Stack) -> Demo:
    """The demo's content in the product; gives each journey a body of its own."""
    return Demo(json.loads(stack.run("tests.journeys.prepare", "demo")))


@pytest.fixture
def visit(stack: Stack, browser: Browser) -> Iterator[Visit]:
    """A function that gives a page of someone's own browser, where no error goes unseen."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(language: str = "en-GB", *, loses_network: bool = False, **options: Any) -> Page:
        context = browser.new_context(base_url=stack.url, locale=language, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults, loses_network=loses_network)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def watch(page: Page, faults: list[str], *, loses_network: bool = False) -> None:
    """Note what goes wrong on `page`: errors of scripts, of the policy, and of the server.

    `loses_network`: whether it is meant to, so that an answer that does not come is no error.
    """
    no_fault = r"a status of 4\d\d" + (r"|net::ERR_|a status of 5\d\d" if loses_network else "")

    def hear(message: ConsoleMessage) -> None:
        # A form sent back with its faults marked, or an answer that is not there, is no error.
        if message.type == "error" and not re.search(no_fault, message.text):
            faults.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))


def sign_in(page: Page, person: Staff = OFFICER) -> None:
    """Sign in as a member of staff, with the language of the page's browser."""
    page.goto("/sign-in")
    form = page.locator("form", has=page.locator("input[name=password]"))
    form.locator("input[name=email]").fill(person.email)
    form.locator("input[name=password]").fill(person.password)
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/consultations")
