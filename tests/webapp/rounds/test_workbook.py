"""The ledger as a spreadsheet: every body, every column, real dates, and text that stays text."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds import service

NOON = datetime(2027, 2, 10, 12, 30, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel(datetime(2027, 2, 20, 12, tzinfo=STOCKHOLM), tick=False):
        yield


@pytest.fixture
def round_():
    opened = datetime(2027, 2, 1, 8, tzinfo=STOCKHOLM)
    return RoundFactory(opened_at=opened, deadline=opened.date() + timedelta(days=50))


def sheets(client, round_, query=""):
    answer = client.get(f"/rounds/{round_.id}/ledger.xlsx{query}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return load_workbook(BytesIO(answer.get_data()))


def table(book):
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_no_heading_is_parted_within_a_word(officer, round_):
    sheet = sheets(officer, round_).worksheets[0]
    widths = {
        at: each.width
        for each in sheet.column_dimensions.values()
        for at in range(each.min, each.max + 1)
    }
    for cell in sheet[1]:
        assert max(map(len, cell.value.split())) < widths[cell.column], cell.value


def test_each_body_is_a_row_with_real_days_and_times_on_the_wall(officer, round_):
    body = InvitationFactory(
        round=round_,
        organisation=OrganisationFactory(name="Åre kommun", number="212000-1884"),
        opened_at=NOON,
        deadline=round_.deadline + timedelta(days=5),
        reason="Berörs av mål 2",
    )
    mail = {"status": EmailStatus.BOUNCED, "sent_at": NOON, "bounced_at": NOON, "answer": "550 Nej"}
    session.add(
        Email(
            occasion=Occasion.INVITATION,
            about=body.id,
            address=body.email,
            next_attempt_at=NOON,
            thread=round_.id,
            **mail,
        )
    )
    for hour, text in ((9, "Ringde först."), (10, "Ringde igen.")):
        facts = service.Contacted("phone", datetime(2027, 2, 11, hour), text)  # noqa: DTZ001 - a wall clock
        service.add_note(body, facts, UserFactory())
    (row,) = table(sheets(officer, round_))
    assert row["Body"] == "Åre kommun"
    assert row["Organisation number"] == "212000-1884"
    assert row["Status"] == "Opened"
    assert row["Opened"] == datetime(2027, 2, 10, 12, 30)  # noqa: DTZ001 - a cell has no zone
    assert row["Last day to answer"].date() == body.deadline
    assert row["Longer than the others"] == "Yes"
    assert row["An e-mail did not arrive"] == "Yes"
    assert row["What the mail server said"] == "550 Nej"
    assert (row["Notes"], row["Latest note"]) == (2, "Ringde igen.")
    assert row["Why it is on the list"] == "Berörs av mål 2"


def test_the_sheet_has_a_fixed_heading_and_a_filter_over_every_row(officer, round_):
    InvitationFactory.create_batch(3, round=round_)
    book = sheets(officer, round_)
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(4, sheet.max_column).coordinate}"
    about = dict(book.worksheets[1].iter_rows(values_only=True))
    assert about["Bodies"] == 3
    assert about["Registry number"] == round_.consultation.registry_number


def test_what_is_chosen_on_the_page_is_what_is_exported(officer, round_):
    InvitationFactory(round=round_, answered_as="answer")
    waiting = InvitationFactory(round=round_)
    officer.get(f"/rounds/{round_.id}?mark=unanswered")
    link = officer.page.find("a", string="These bodies as a spreadsheet (Excel)")["href"]
    assert link.endswith("?mark=unanswered")
    assert [row["Body"] for row in table(sheets(officer, round_, "?mark=unanswered"))] == [
        waiting.name
    ]


@pytest.mark.parametrize("name", ["=1+1", "+46", "@SUM(A1)", "https://example.se", "007"])
def test_text_stays_text(officer, round_, name):
    InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))
    cell = sheets(officer, round_).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_nothing_of_the_own_space_is_exported(officer, round_):
    body = InvitationFactory(round=round_, started_at=NOON)
    OwnSpaceFactory(invitation=body, round=round_, statement="kanariefågel")
    answer = officer.get(f"/rounds/{round_.id}/ledger.xlsx")
    book = load_workbook(BytesIO(answer.get_data()))
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert not [cell for cell in cells if "kanariefågel" in cell]


def test_the_export_takes_as_many_statements_however_many_bodies(officer, round_, count_queries):
    def look(more):
        for _ in range(more):
            body = InvitationFactory(round=round_, opened_at=clock.now())
            facts = service.Contacted("phone", datetime(2027, 2, 11, 9), "Ringde.")  # noqa: DTZ001 - a wall clock
            service.add_note(body, facts, UserFactory())
        session.commit()
        session.expire_all()
        return count_queries(lambda: officer.get(f"/rounds/{round_.id}/ledger.xlsx"))

    few = look(2)
    assert look(20) == few <= 6
