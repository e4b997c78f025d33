"""Everything there is to look at in a product with the demo loaded, and who looks at it.

Run in the product's environment: `python -m tests.journeys.sights` says it as JSON.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from tests.everywhere import Address, addresses
from tests.journeys.people import DEMO_OFFICER, PASSER_BY, PRIVATE
from tests.journeys.prepare import demo_round, invitation_link, writer
from webapp.accounts import service as people
from webapp.accounts.models import User
from webapp.core import access
from webapp.core.access import Kind, Role
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.factory import create_app
from webapp.organisations.models import Member
from webapp.responses import queries
from webapp.responses.models import OwnSpace, Response
from webapp.responses.service import submission
from webapp.rounds.models import Round, RoundState

_ROUND = re.compile(r"/(rounds|reports)/[0-9a-f-]{36}")
_DRAFT, _OPEN, _REPORTED = RoundState.DRAFT, RoundState.OPEN, RoundState.REPORTED
STATES = {
    "rounds.show": (_DRAFT, _OPEN, _REPORTED),
    "rounds.recipients": (_DRAFT, _OPEN),
    "rounds.reuse": (_DRAFT, _OPEN),
    "rounds.edit": (_DRAFT,),
    "rounds.questions": (_DRAFT, _OPEN),
    "rounds.new_question": (_DRAFT,),
    "rounds.groups": (_DRAFT, _OPEN),
    "rounds.group_bodies": (_DRAFT,),
    "rounds.new_group": (_DRAFT,),
    "rounds.open": (_DRAFT,),
    "rounds.close": (_OPEN,),
    "rounds.new_notice": (_OPEN,),
    "rounds.longer": (_OPEN,),
    "rounds.longer_for_some": (_OPEN,),
    "rounds.cancel": (_OPEN,),
    "responses.join": (_OPEN,),
    "responses.comment_on": (_OPEN,),
    "reports.published": (_REPORTED,),
    "reports.published_file": (_REPORTED,),
    "reports.published_statistics": (_REPORTED,),
    "reports.published_statistics_file": (_REPORTED,),
    "reports.published_csv_metadata": (_REPORTED,),
}
"""In which states of a round a page about it is looked at; the others while open and at the end."""

OFFICER = frozenset({Role.CASE_OFFICER, Role.REGISTRAR})
"""What the demo's officer is trusted with; the administrator looks at what is for others."""

FILES = {
    "api.health", "drafts.download_file", "drafts.figure", "drafts.preview_figure",
    "organisations.bad_rows", "organisations.export", "reports.download", "notifications.failed",
    "home.gallery_html", "rounds.meeting_file", "rounds.round_calendar", "rounds.body_calendar",
    "rounds.sami_file", "rounds.ledger_workbook", "reports.minutes",
    "reports.published_file", "responses.receipt_content", "responses.receipt_pdf",
    "responses.attachment", "responses.own_attachment", "responses.receipt_to_post",
    "responses.incoming_file", "responses.incoming_message", "responses.copy_to_answer_in",
    "responses.comment_table", "responses.attached_file", "reports.edition_file",
    "reports.schema", "reports.csv_metadata", "reports.published_csv_metadata",
    "reports.edition_csv_metadata", "assessment.changed", "reports.reactions_file",
    "reports.statistics_file",
    "reports.published_statistics_file", "reports.edition_statistics_file",
    "responses.draft_file", "reports.package_file", "reports.template_file", "reports.starter",
}  # fmt: skip
"""What is not a page."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page or a file, and who looks at it."""

    name: str
    path: str
    who: str
    is_file: bool
    sent: str = ""
    """The address of the form there whose answer it is, sent with all ticked that can be."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What of the demo is looked at."""

    rounds: dict[RoundState, Round]
    writing: OwnSpace
    answered: Response

    @classmethod
    def found(cls) -> "Demo":
        """The demo's own, as it is loaded."""
        states = (RoundState.DRAFT, RoundState.OPEN, RoundState.REPORTED)
        rounds = {state: demo_round(state) for state in states}
        open_ = rounds[RoundState.OPEN]
        answered = session.scalars(
            select(Response)
            .where(Response.round_id == open_.id, Response.invitation_id.isnot(None))
            .order_by(Response.number)
        ).first()
        assert answered is not None
        return cls(rounds, writer(open_), answered)


def main() -> None:
    """Say everything there is to look at, and the links by which participants come in."""
    demo = Demo.found()
    open_ = demo.rounds[RoundState.OPEN]
    private, looked_at = (_confirm(open_, person) for person in (PRIVATE, PASSER_BY))
    _let_be_read(open_)
    commit()
    seen = list(_sights(demo))
    seen.append(_asked_again(open_))
    seen.append(Sight("accounts.confirm", looked_at, "public", is_file=False))
    seen.append(Sight("errors.404", "/finns-inte", "public", is_file=False))
    assert demo.writing.invitation is not None
    assert demo.answered.invitation is not None
    enter = {
        "writing": invitation_link(demo.writing.invitation),
        "answered": invitation_link(demo.answered.invitation),
        "private": private,
    }
    sys.stdout.write(json.dumps({"sights": [asdict(each) for each in seen], "enter": enter}))


def _confirm(round_: Round, person: str) -> str:
    """The link that confirms the person's address, good once, and longer than a slow run takes."""
    asked = people.request_sign_in(person, next_path=f"/rounds/{round_.id}/answer", language="sv")
    asked.expires_at += timedelta(hours=6)
    return f"/confirm/{access.sign('sign-in', str(asked.id))}"


def _let_be_read(round_: Round) -> None:
    """Let the officer have opened what came in, so that several can be ticked at once."""
    officer = session.scalars(select(User).where(User.email == DEMO_OFFICER.email)).one()
    for response in queries.submitted(round_.id):
        submission.note_read(response, officer)


def _asked_again(round_: Round) -> Sight:
    """Whether what is less certain in the answers that are ticked may be shown."""
    path = f"/rounds/{round_.id}/secrecy"
    return Sight("responses.open_checked", path, "staff", is_file=False, sent=path)


def _sights(demo: Demo) -> Iterator[Sight]:
    """The first address of each kind, and of a round's own pages one for each of its states."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own door
    shown: set[str] = set()
    for address in addresses(app):
        who, state = _who(address, demo), _state(address, demo)
        name = f"{address.endpoint}.{state}" if state else address.endpoint
        if who is not None and state is not None and name not in shown:
            shown.add(name)
            yield Sight(name, address.path, who, address.endpoint in FILES)


def _who(address: Address, demo: Demo) -> str | None:
    """Who looks at it; None where it is not theirs to see."""
    if address.access.kind is Kind.STAFF and not (address.access.roles or OFFICER) & OFFICER:
        return "administrator"
    if address.access.kind is not Kind.RESPONDENT:
        return "public" if address.access.kind is Kind.PUBLIC else "staff"
    if address.endpoint.startswith("responses.receipt"):
        return "answered" if str(demo.answered.id) in address.path else None
    if str(demo.rounds[RoundState.OPEN].id) not in address.path:
        return None
    is_member = address.endpoint == "responses.member"
    if is_member or re.search("/(comments|attachments)/", address.path):
        own = [each.id for each in demo.writing.comments]
        own += [each.id for each in demo.writing.attachments]
        body = Member.organisation_id == demo.writing.organisation_id
        own += session.scalars(select(Member.id).where(body))
        return "writing" if any(str(each) in address.path for each in own) else None
    return "private" if address.endpoint == "responses.sender" else "writing"


def _state(address: Address, demo: Demo) -> str | None:
    """The state of the round that it is about, "" for none; None where it is not looked at."""
    if address.endpoint == "accounts.confirm":
        return None  # Only the newest link is good; it is added by itself.
    if address.endpoint == "responses.landing":
        return _links(demo).get(address.path)
    if not _ROUND.match(address.path):
        return ""
    if address.access.kind is Kind.RESPONDENT:
        return ""
    wanted = STATES.get(address.endpoint, (_OPEN, _REPORTED))
    return next((s.value for s in wanted if str(demo.rounds[s].id) in address.path), None)


def _links(demo: Demo) -> dict[str, str]:
    """One link of an invitation for each state, by its path."""
    return {invitation_link(each.invitations[0]): s.value for s, each in demo.rounds.items()}


if __name__ == "__main__":
    with create_app().app_context():
        main()
