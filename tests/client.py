"""A test client that looks at each page as a strict reader would."""

from contextvars import Context
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from webapp.core.database import session

NOT_TYPED = {"hidden", "submit", "button", "image"}
HANDLERS = {"onclick", "onsubmit", "onchange"}


class PageClient:
    """Fetches pages, keeps cookies, and checks every HTML page that it gets."""

    def __init__(self, app: Flask) -> None:
        """A browser without a session yet."""
        self.path = "/"
        self._client = app.test_client()
        self.page = BeautifulSoup("", "lxml")
        """The latest page."""

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        """Fetch `path`, following redirects unless told not to."""
        return self._open("GET", path, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Send a form to `path`, following redirects unless told not to."""
        return self._open("POST", path, data=data, **kwargs)

    def head(self, path: str, **kwargs: Any) -> TestResponse:
        """Ask for `path` as a mail scanner might."""
        return self._open("HEAD", path, **kwargs)

    def file(self, path: str) -> TestResponse:
        """Fetch what is no page of ours, as it comes."""
        return self._client.get(path)

    def press(self, path: str, data: dict[str, Any]) -> TestResponse:
        """Send something to `path` as another program does, without a page before it."""
        return self._client.post(path, data=data)

    def ask(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        """Ask as a page's own script does: with the page's cookies, and for no page."""
        headers = {"X-Autosave": "1", **kwargs.pop("headers", {})}
        session.commit()
        answer: TestResponse = Context().run(
            self._client.open, path, method=method, headers=headers, **kwargs
        )
        session.expire_all()
        return answer

    def submit(
        self, button: str | None = None, *, selector: str = "main form", **fields: Any
    ) -> TestResponse:
        """Fill in a form of the latest page, found by selector or by its button, and send it."""
        form = self._form(button, selector)
        action = form.get("action") or urlsplit(self.path).path
        data = {**_filled(form, button), **fields}
        return self._open(str(form.get("method", "get")).upper(), str(action), data=data)

    def text(self, selector: str = "main") -> str:
        """The words of the first element that `selector` finds on the latest page."""
        found = self.page.select_one(selector)
        return " ".join(found.get_text(" ").split()) if found else ""

    def set_cookie(self, name: str, value: str) -> None:
        """Give the browser a cookie."""
        self._client.set_cookie(name, value)

    def forget(self) -> None:
        """Lose every cookie, as when a session runs out."""
        self._client._cookies.clear()  # werkzeug has no public way

    @property
    def session_transaction(self) -> Any:
        """Flask's own way to look into the session."""
        return self._client.session_transaction

    def _form(self, button: str | None, selector: str) -> Tag:
        for form in self.page.select(selector):
            buttons = form.select("button, input[type=submit]")
            if button is None or any(button in (b.get_text() or "") for b in buttons):
                return form
        raise AssertionError(f"no form with the button {button!r} on {self.path}: {self.text()}")

    def _open(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("follow_redirects", True)
        if method == "GET" and "data" in kwargs:
            kwargs["query_string"] = kwargs.pop("data")
        session.commit()
        # A context of its own, so that nothing kept for one request is there in the next.
        response: TestResponse = Context().run(self._client.open, path, method=method, **kwargs)
        session.expire_all()
        self.path = response.request.path
        if response.mimetype == "text/html" and method != "HEAD" and response.data:
            self.page = BeautifulSoup(response.data, "lxml")
            # A file to keep has a page's form but not its policy.
            is_file = "attachment" in response.headers.get("Content-Disposition", "")
            if not is_file and self.page.select_one("head title"):
                check(self.page, self.path)
        return response


AN_EMAIL = "/emails/gallery-html/"
"""Where an e-mail stands by itself, which carries its styles as mail programs want them."""


def check(page: BeautifulSoup, path: str) -> None:
    """Assert what holds on every page: language, title, one h1, labels, actions, unique ids."""
    assert page.html is not None, path
    assert page.html.get("lang") in {"sv", "en"}, f"{path}: no language"
    assert page.title is not None, path
    assert page.title.get_text(strip=True), f"{path}: no title"
    assert len(page.find_all("h1")) == 1, f"{path}: {len(page.find_all('h1'))} h1"
    tags = page.find_all(True)  # Once: looking by a selector costs as much as answering the page.
    ids = [tag["id"] for tag in tags if tag.has_attr("id")]
    assert len(ids) == len(set(ids)), f"{path}: ids twice: {[i for i in ids if ids.count(i) > 1]}"
    labelled = {tag["for"] for tag in tags if tag.name == "label" and tag.has_attr("for")}
    for tag in tags:
        _check_tag(tag, path, labelled)


def _check_tag(tag: Tag, path: str, labelled: set[str]) -> None:
    if tag.name in {"input", "select", "textarea"}:
        _check_label(tag, path, labelled)
    elif tag.name == "form" and tag.get("method") != "dialog":
        assert tag.get("action") is not None, f"{path}: a form without an action"
    elif tag.name == "script":
        assert tag.has_attr("src"), f"{path}: an inline script"
    if not path.startswith(AN_EMAIL):
        assert tag.name != "style", f"{path}: an inline style"
        assert not tag.has_attr("style"), f"{path}: an inline style"
    assert not tag.attrs.keys() & HANDLERS, f"{path}: an inline handler"


def _check_label(field: Tag, path: str, labelled: set[str]) -> None:
    if str(field.get("type", "text")) in NOT_TYPED:
        return
    named = field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
    assert named or field.get("id") in labelled, f"{path}: a field without a label: {field}"


def _filled(form: Tag, button: str | None) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name]"):
        kind = str(field.get("type", "text"))
        if kind in {"submit", "button", "file", "image"}:
            continue
        if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        value = (
            field.get_text().removeprefix("\n")
            if field.name == "textarea"
            else field.get("value", "")
        )
        data[str(field["name"])] = value
    for field in form.select("select[name]"):
        chosen = field.select_one("option[selected]") or field.select_one("option")
        if chosen is not None:
            data[str(field["name"])] = chosen.get("value", chosen.get_text())
    for candidate in form.select("button[name]"):
        if button and button in candidate.get_text():
            data[str(candidate["name"])] = candidate.get("value", "")
    return data
