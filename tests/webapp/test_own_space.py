"""Own space: nothing of an answer that is not submitted is anywhere within reach of staff.

A word that stands nowhere else is typed in every field of two answers. Then every address of the
product is fetched as staff, every report compiled, every e-mail and log line read. In the end
the answers are submitted, and the same search finds the words, so that it is known to look.
"""

import io
import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from tests.client import PageClient
from tests.everywhere import addresses
from tests.factories.accounts import UserFactory
from tests.factories.assessment import ArgumentFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from webapp.accounts.models import SignIn
from webapp.assessment import queries as assessment
from webapp.audit.models import Entry
from webapp.core import access
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.notifications.models import Email
from webapp.organisations.models import Member
from webapp.responses.models import Colleague, JointBody, OwnComment
from webapp.rounds.models import Invitation, Round

FIELDS = ("text", "wording", "quote", "statement", "answer", "name")
DECISION = ("board", "paragraph", "ownnumber", "rapporteur")
"""What a body says of the decision behind its answer. It is submitted with it."""

TOGETHER = (
    "message", "note", "releasing", "reason", "gone", "refusal", "spoke", "colleague", "address"
)  # fmt: skip
"""What a body's people type to each other and of each other. It is never submitted."""

IN_NO_MAIL = ("message", "note", "releasing", "reason", "gone", "refusal", "spoke")
"""What of it stands in no e-mail, not even in those among colleagues."""

PERSONAL = {
    "responses.asked_jointly", "responses.colleague", "responses.joint_answer", "responses.not_me"
}  # fmt: skip
"""What is reached by the link of whoever owns an address."""

SEARCHES = ("q", "find", "show", "after", "category", "status", "form", "position", "time")


def canary(field: str, whose: str) -> str:
    """A word that stands for what someone types in a field, and nowhere else."""
    word = f"kanarie{whose}{field}7731"
    return word.lower() if field == "address" else word


@dataclass(frozen=True, slots=True)
class Case:
    """A round that one body has answered and two others are about to."""

    app: Flask
    round: Round
    invitation: Invitation
    staff: PageClient
    work_off: Callable[[], list[str]]


@pytest.fixture
def case(
    app: Flask, new_client: Callable[[], PageClient], work_off: Callable[[], list[str]]
) -> Case:
    """The round, with a real answer in it and staff who may do everything."""
    round_ = RoundFactory()
    QuestionFactory(round=round_, asks_position=True)
    ArgumentFactory(round=round_)
    answered, writing = InvitationFactory.create_batch(2, round=round_)
    browser = enter(new_client(), answered)
    write(browser, round_, "synlig")
    browser.get(f"/rounds/{round_.id}/review")
    browser.submit("Submit the answer")
    person = UserFactory(roles=list(Role), language="en")
    session.commit()
    staff = new_client()
    with staff.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = person.get_id(), True
    work_off()
    return Case(app, round_, writing, staff, work_off)


def enter(browser: PageClient, invitation: Invitation) -> PageClient:
    """Come in by the invitation's link."""
    browser.get("/language/en")
    token = access.sign("invitation", f"{invitation.id}:{invitation.link_number}")
    browser.get(f"/answer/{token}")
    browser.submit("Read and answer")
    return browser


def enter_uninvited(browser: PageClient, round_: Round, name: str) -> PageClient:
    """Come in by an address of one's own, under `name`."""
    browser.get("/language/en")
    browser.get(f"/rounds/{round_.id}/join")
    browser.submit("Send me the link", email="kim@folket.example")
    asked = session.scalars(select(SignIn)).one()
    browser.get(f"/confirm/{access.sign('sign-in', str(asked.id))}")
    browser.submit("Confirm and continue")
    browser.submit("Continue", name=name)
    return browser


def write(browser: PageClient, round_: Round, whose: str) -> None:
    """Type a canary in every field there is."""
    browser.get(f"/rounds/{round_.id}/read")
    browser.get(str(browser.page.select(".y-doc__tools a")[0]["href"]))
    browser.get(str(browser.page.select(".y-doc__tools a")[1]["href"]))
    browser.submit(
        "Save the comment",
        text=canary("text", whose),
        proposed_wording=canary("wording", whose),
    )
    kept = session.scalars(select(OwnComment).where(OwnComment.text == canary("text", whose))).one()
    kept.quote = canary("quote", whose)
    beside = {"prefix": canary("beside", whose), "suffix": "", "language": "en"}
    kept.selector = {"start": 0, "end": len(kept.quote), **beside}
    browser.get(f"/rounds/{round_.id}/statement")
    browser.submit("Save and continue", position="oppose", statement=canary("statement", whose))
    question = str(browser.page.select("textarea")[0]["name"])
    browser.submit("Save and continue", **{question: canary("answer", whose)})


def say_who_decided(browser: PageClient, round_: Round, whose: str) -> None:
    """Type a canary in every field of the decision behind the answer."""
    browser.get(f"/rounds/{round_.id}/decision-behind")
    browser.submit(
        "Save and continue",
        body=canary("board", whose),
        paragraph=canary("paragraph", whose),
        number=canary("ownnumber", whose),
        rapporteur=canary("rapporteur", whose),
    )


def work_together(browser: PageClient, colleague: PageClient, round_: Round) -> None:
    """Ask a colleague in, leave notes, delete a comment, release, return: canaries everywhere."""
    at = f"/rounds/{round_.id}"
    browser.get(f"{at}/team")
    address = f"{canary('address', 'T')}@kommun.example"
    browser.submit("Send the", email=address, role="coordinator", message=canary("message", "T"))
    asked = session.scalars(select(Colleague)).one()
    link = access.sign("colleague", f"{asked.id}:{asked.link_number}")
    colleague.get("/language/en")
    colleague.get(f"/colleague/{link}")
    colleague.submit("Join", name=canary("colleague", "T"))
    section = drafts.outline(round_.version_id)[0]
    where = f"{at}/sections/{section.key}"
    colleague.post(where, {"text": canary("gone", "T"), "kind": "general"})
    gone = select(OwnComment).where(OwnComment.text == canary("gone", "T"))
    colleague.post(f"{at}/comments/{session.scalars(gone).one().id}/delete")
    me = select(Member).where(Member.organisation_id == asked.space.organisation_id)
    first, second = session.scalars(me.order_by(Member.id)).all()
    browser.post(f"{at}/team/sections", {"person": str(second.id), "places": [str(section.key)]})
    note = {
        "text": canary("note", "T"),
        "people": [str(each.participant_id) for each in (first, second)],
    }
    browser.post(f"{at}/notes", note)
    colleague.post(f"{at}/notes", note)
    browser.post(
        f"{at}/approval/release",
        {"person": str(second.id), "message": canary("releasing", "T")},
    )
    colleague.post(f"{at}/approval/decide", {"do": "return", "reason": canary("reason", "T")})
    colleague.get(f"{at}/past")
    for field in ("gone", "releasing", "reason"):
        assert canary(field, "T") in colleague.text()
    ask_jointly(browser, colleague, round_)


def ask_jointly(browser: PageClient, other: PageClient, round_: Round) -> None:
    """Ask another body to answer jointly, and let it say no, with canaries."""
    asked = InvitationFactory(round=round_)
    session.commit()
    browser.post(f"/rounds/{round_.id}/joint", {"body": str(asked.id)})
    row = session.scalars(select(JointBody)).one()
    other.get(f"/together/{access.sign('joint', row.link)}")
    other.submit("Send", said="no", reason=canary("refusal", "T"), by=canary("spoke", "T"))
    browser.get(f"/rounds/{round_.id}/joint")
    for field in ("refusal", "spoke"):
        assert canary(field, "T") in browser.text()


def legible(data: bytes) -> str:
    """Every word of a page or a file, without spaces."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            said = " ".join(
                package.read(name).decode("utf-8", "replace") for name in package.namelist()
            )
    elif data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        said = " ".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
    else:
        said = data.decode("utf-8", "replace")
    return "".join(said.split())


def visible(app: Flask, staff: PageClient, mark: str) -> dict[str, set[str]]:
    """Which canaries staff find, by endpoint: on pages, in fragments, by search and in files."""
    found: dict[str, set[str]] = {}
    for address in list(addresses(app)):
        if address.endpoint in PERSONAL:
            continue  # The link of whoever owns an address, which nobody else is sent.
        for query, headers in ways(address.path, mark):
            answer = staff.get(
                address.path, query_string=query, headers=headers, follow_redirects=False
            )
            said = legible(answer.data)
            seen = {
                f"{whose}{field}"
                for whose in ("A", "B")
                for field in (*FIELDS, *DECISION)
                if canary(field, whose) in said
            }
            seen |= {f"T{field}" for field in TOGETHER if canary(field, "T") in said}
            if seen:
                found.setdefault(address.endpoint, set()).update(seen)
    return found


def ways(path: str, mark: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The ways to ask for an address: as it is, as htmx does, with every search it may know."""
    yield {}, {}
    yield {}, {"HX-Request": "true"}
    if path.count("/") <= 3:
        yield dict.fromkeys(SEARCHES, mark), {}
        yield {"q": mark, "find": mark}, {}


def said_elsewhere(inbox: list[Any], caplog: pytest.LogCaptureFixture) -> str:
    """Every e-mail that left, every row of one, every log line, every line on the trail."""
    letters = [part.get_payload(decode=True) or b"" for mail in inbox for part in mail.walk()]
    rows = [json.dumps(email.params) for email in session.scalars(select(Email))]
    said = [*map(legible, letters), *(str(mail["Subject"]) for mail in inbox), *rows, trail()]
    return "\n".join([*said, caplog.text])


def trail() -> str:
    """Every line on the trail."""
    entries = session.scalars(select(Entry))
    return "\n".join(json.dumps(entry.details) + entry.actor_name for entry in entries)


def compile_report(case: Case) -> None:
    """Compile an edition in every format, as it comes along."""
    case.staff.post(f"/rounds/{case.round.id}/report", {"language": "sv"})
    assert "reports.compile_report" in case.work_off()


def search_for_alike(case: Case) -> int:
    """Search for texts that are alike; returns how many were compared."""
    case.staff.post(f"/rounds/{case.round.id}/alike")
    assert "assessment.find_alike" in case.work_off()
    search = assessment.latest_search(case.round.id)
    assert search is not None
    return search.compared


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_that_is_not_submitted_is_within_reach_of_staff(
    inbox: list[Any],
    case: Case,
    new_client: Callable[[], PageClient],
    caplog: pytest.LogCaptureFixture,
):
    caplog.set_level(logging.DEBUG)
    body = enter(new_client(), case.invitation)
    person = enter_uninvited(new_client(), case.round, canary("name", "B"))
    write(body, case.round, "A")
    say_who_decided(body, case.round, "A")
    write(person, case.round, "B")
    work_together(body, new_client(), case.round)
    case.work_off()
    compile_report(case)
    compared = search_for_alike(case)
    assert compared == len(assessment.points(case.round.id))
    assert visible(case.app, case.staff, "kanarie") == {}
    assert canary("colleague", "T") in said_elsewhere(inbox, caplog), "told to its colleagues"
    assert not any(canary(each, "T") in said_elsewhere(inbox, caplog) for each in IN_NO_MAIL)
    assert "kanarieT" not in trail()
    assert "kanarieA" not in said_elsewhere(inbox, caplog)
    assert "kanarieB" not in said_elsewhere(inbox, caplog)

    for browser in (body, person):
        browser.get(f"/rounds/{case.round.id}/review")
        browser.submit("Submit the answer")
    case.work_off()
    compile_report(case)
    assert search_for_alike(case) > compared
    found = visible(case.app, case.staff, "kanarie")
    typed = {f"A{field}" for field in FIELDS[:-1]} | {f"B{field}" for field in FIELDS}
    decided = {f"A{field}" for field in DECISION}
    assert found["responses.show"] == typed | decided
    assert found["reports.download"] >= decided
    assert found["responses.submitted"] == {"Bname"}
    for endpoint in ("assessment.section", "assessment.decide", "reports.download"):
        assert found[endpoint] >= typed - {"Bname"}, endpoint
    assert "kanarieA" in said_elsewhere(inbox, caplog), "the copy that the body gets of its own"
    assert not any(each.startswith("T") for seen in found.values() for each in seen)
    assert not any(canary(each, "T") in said_elsewhere(inbox, caplog) for each in IN_NO_MAIL)
    assert "kanarie" not in caplog.text
    assert "kanarieT" not in trail()
