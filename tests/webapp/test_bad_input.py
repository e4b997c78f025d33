"""What people and programs send that nobody asked for, on every form there is.

What one feature alone can be sent is tried beside that feature; here is what all have in common.
"""

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from tests.client import PageClient
from tests.everywhere import addresses
from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from webapp.accounts.models import User, UserRole
from webapp.core import access, clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.rounds.models import Invitation

SCRIPT = "<script>alert(1)</script>"
REVERSED = "\u202e"
PAYLOAD = f"""{SCRIPT}{REVERSED}'">"""
CHECKED = {"email", "date", "datetime-local", "number", "password", "file"}
"""The kinds of fields that take only what is of their kind."""

_IDENTIFIER = re.compile(r"[0-9a-f-]{36}")

Browser = PageClient


@pytest.fixture
def invitation() -> Invitation:
    """A body's, to an open round with questions; beside it a round that is being prepared."""
    round_ = RoundFactory()
    QuestionFactory(round=round_, asks_position=True)
    found: Invitation = InvitationFactory(round=round_)
    prepared = RoundFactory(draft=True, consultation=round_.consultation, number=2)
    InvitationFactory(round=prepared)
    VersionFactory(document=round_.version.document, frozen=False)
    return found


@pytest.fixture
def browsers(new_client: Callable[[], Browser], invitation: Invitation) -> list[Browser]:
    """Staff who may do everything, a body that answers, a private person, and someone unknown."""
    staff, body, nobody = new_client(), new_client(), new_client()
    person = UserFactory(roles=list(Role), language="en")
    session.commit()
    with staff.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = person.get_id(), True
    token = access.sign("invitation", f"{invitation.id}:{invitation.link_number}")
    body.get(f"/answer/{token}")
    body.post(f"/answer/{token}", {"way": "answer"})
    return [staff, body, nobody]


def forms(app: Flask, browser: Browser) -> Iterator[tuple[str, Tag]]:
    """One form of each kind that takes text, with where it is sent, on the pages one can get."""
    seen: set[str] = set()
    for path in [address.path for address in addresses(app, most=4)]:
        answer = browser.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for form in browser.page.select("main form[method=post]"):
                action = str(form.get("action") or path)
                kind = _IDENTIFIER.sub("…", action.partition("?")[0])
                if any(map(takes_text, form.select("input, textarea"))) and kind not in seen:
                    seen.add(kind)
                    yield action, form


def takes_text(field: Tag) -> bool:
    """Whether a person writes in the field."""
    kind = str(field.get("type", "text"))
    return field.name == "textarea" or kind in {"text", "search", "tel", "url", *CHECKED}


def filled(form: Tag, *, reasonably: bool) -> dict[str, Any]:
    """What the form sends with the payload in every text field, or in those that will take it."""
    sent: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), str(field.get("type", "text"))
        if kind in {"checkbox", "radio"}:
            if field.has_attr("checked") or (kind == "radio" and name not in sent):
                sent[name] = field.get("value", "y")
        elif field.name == "select":
            options = field.select("option[selected]") or field.select("option[value]")
            sent[name] = str(options[-1].get("value", "")) if options else ""
        elif takes_text(field):
            sent[name] = sensible(field) if reasonably else PAYLOAD
        else:
            sent[name] = field.get("value", "")
    for button in form.select("button[name]")[-1:]:
        sent[str(button["name"])] = button.get("value", "")
    return sent


def sensible(field: Tag) -> str:
    """The payload, or what the field's kind asks for."""
    name, kind = str(field["name"]), str(field.get("type", "text"))
    if kind == "email" or "email" in name or "address" in name:
        return str(field.get("value") or "kim@folket.example")
    ahead = clock.local(clock.now()) + timedelta(days=90)
    return {
        "date": ahead.date().isoformat(),
        "datetime-local": ahead.strftime("%Y-%m-%dT%H:%M"),
        "number": "1",
        "file": "",
    }.get(kind, PAYLOAD)


def assert_inert(answer: Any, path: str) -> None:
    """Nothing of the payload is more than words in the answer."""
    assert answer.status_code < 500, f"{path}: {answer.status_code}"
    if answer.mimetype == "text/html":
        said = answer.get_data(as_text=True)
        assert SCRIPT not in said, f"{path}: a script"
        if REVERSED not in unescape(said):
            return  # On most pages, and there is nothing to look for once more.
        page = BeautifulSoup(said, "lxml")
        for field in page.select(", ".join(f"input[type={kind}]" for kind in sorted(CHECKED))):
            # What the browser would refuse is shown as it came, within its field.
            field.decompose()
        assert REVERSED not in str(page), f"{path}: a character that turns the text round"


def come_back(staff: Browser) -> None:
    """Among the forms is that of one's own account, which may have been closed by it."""
    with staff.session_transaction() as kept:
        person = session.get_one(User, kept["_user_id"].split(":")[1], populate_existing=True)
        person.active = True
        person.role_rows = [UserRole(role=role) for role in Role]
        session.commit()
        kept["_user_id"] = person.get_id()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_script_and_reversed_text_are_only_words_in_every_field_of_every_form(
    app: Flask, browsers: list[Browser]
):
    sent = 0
    for browser in browsers:
        for action, form in list(forms(app, browser)):
            for reasonably in (False, True):
                answer = browser.post(action, filled(form, reasonably=reasonably))
                assert_inert(answer, action)
            sent += 1
    come_back(browsers[0])
    shown = 0
    for browser in browsers:
        for address in list(addresses(app, most=8)):
            assert_inert(browser.get(address.path, query_string={"q": PAYLOAD}), address.path)
            shown += SCRIPT in browser.text()
    assert sent >= 15, "there are fewer forms than there were"
    assert shown >= 15, "the words are kept, and shown as words"


@pytest.mark.parametrize(
    "path", ["/organisations/imports/new", "/sign-in"], ids=["a file", "a form"]
)
def test_what_is_too_large_is_said_in_a_sentence(browsers: list[Browser], path: str):
    size = 200 * 1024 * 1024
    answer = browsers[0].post(
        path,
        headers={"Content-Type": "multipart/form-data; boundary=x"},
        input_stream=io.BytesIO(b"--x\r\n"),
        environ_overrides={"CONTENT_LENGTH": str(size)},
    )
    assert answer.status_code == 413
    assert len(browsers[0].text().split()) > 8


@pytest.mark.slow
def test_a_list_of_five_thousand_lines_is_read_shown_and_applied(browsers: list[Browser]):
    staff = browsers[0]
    lines = [f"Byalag nummer {n};by{n}@byalag{n}.example" for n in range(5000)]
    data = "\n".join(["Namn;E-post", *lines]).encode()
    staff.get("/language/en")
    staff.get("/organisations/imports/new")
    staff.post(staff.path, {"file": (io.BytesIO(data), "byar.csv")})
    assert "5,000" in staff.text() or "5000" in staff.text()
    assert len(staff.page.select("#lines-rows tr")) <= 200, "the page shows a part at a time"
    form = staff.page.select("main form[action$='/apply']")[0]
    staff.post(str(form["action"]))
    assert "5000 new in the register" in staff.text().replace(",", "")
