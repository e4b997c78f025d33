"""The figures of a round: a report's own, however they are sorted, on the page and in files."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision
from webapp.core import clock
from webapp.core.database import session
from webapp.core.rendering import show_moment
from webapp.drafts import queries as drafts
from webapp.organisations.labels import CATEGORIES, SECTORS
from webapp.organisations.models import Category, Sector
from webapp.reports import assembly, breakdowntables, keptfigures, queries
from webapp.reports.breakdown import Choice
from webapp.reports.compilers import json as as_json
from webapp.reports.figures import Frozen
from webapp.reports.imprint import Imprint
from webapp.reports.service import statistics
from webapp.responses.models import (
    Answer,
    Channel,
    Form,
    Position,
    PositionReading,
    Secrecy,
    Stage,
)
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example")


@pytest.fixture
def round_(officer):
    return RoundFactory(closed=True, version=VersionFactory())


def answer(round_, body, *, comments=(), **said):
    """An invited body's answer, with a comment and its position on each of the sections."""
    invitation = InvitationFactory(round=round_, organisation=body)
    response = ResponseFactory(invitation=invitation, **said)
    keys = [section.key for section in drafts.outline(round_.version_id)]
    for ordinal, (place, position) in enumerate(comments):
        key = None if place is None else keys[place]
        CommentFactory(response=response, ordinal=ordinal, section_key=key, position=position)
    return response


def body(name, category=Category.MUNICIPALITY, sector=Sector.PUBLIC):
    return OrganisationFactory(name=name, category=category, sector=sector)


@pytest.fixture
def messy(round_, officer):
    """Answers of every kind that there is."""
    ends, late = clock.now() - timedelta(days=4), clock.now() - timedelta(hours=1)
    umea = answer(
        round_, body("Umeå kommun"), position=Position.ENDORSE, submitted_at=ends,
        comments=[(0, Position.OPPOSE), (0, Position.ENDORSE), (1, None), (None, None)],
    )  # fmt: skip
    later = ResponseFactory(
        invitation=umea.invitation, replaces_id=umea.id, stage=Stage.PRELIMINARY,
        position=Position.OPPOSE, submitted_at=late, late=True,
    )  # fmt: skip
    CommentFactory(response=later, section_key=None)
    agency = answer(
        round_, body("Verket", Category.AGENCY), position=Position.NOT_STATED,
        channel=Channel.PAPER, comments=[(0, Position.OPPOSE)], submitted_at=ends,
    )  # fmt: skip
    session.add(
        PositionReading(response=agency, position=Position.ENDORSE_IN_PART, read_by=officer.id)
    )
    agency.organisation.category = Category.COMPANY  # The register was corrected since.
    extended = answer(round_, body("Malå kommun"), submitted_at=late, late=True)
    extended.invitation.deadline = round_.deadline + timedelta(days=9)
    secret = answer(
        round_, body("Hemliga kommunen"), position=Position.OPPOSE, submitted_at=ends,
        comments=[(1, Position.OPPOSE)],
    )  # fmt: skip
    for form, position in ((Form.ABSTAIN, "abstain"), (Form.NO_COMMENTS, "no_comments")):
        answer(round_, body(f"Bolaget {form}", Category.COMPANY, Sector.BUSINESS), form=form,
               position=Position(position), statement="", channel=Channel.EMAIL)  # fmt: skip
    twins = [body("Vännäs kommun"), body("Vannas kommun")]
    first, second = (answer(round_, each, position=Position.NEITHER) for each in twins)
    first.invitation.category = Category.REGION  # It counts as the other, which is a municipality.
    first.invitation.counted_as = second.invitation
    InvitationFactory(round=round_, organisation=body("Tysta", Category.UNION, Sector.CIVIL))
    stranger = {"invitation": None, "round": round_, "organisation": None}
    ResponseFactory(**stranger, sender="Karin", named=False, for_body=False)
    ResponseFactory(**stranger, sender="Byalaget", named=True, for_body=True)
    kth = body("KTH", Category.UNIVERSITY, Sector.ACADEMIA)
    ResponseFactory(**stranger | {"organisation": kth}, sender="KTH", for_body=True)
    question = QuestionFactory(round=round_)
    for response, text in ((extended, "Ja."), (agency, "")):
        session.add(
            Answer(response=response, question=question, text=text, position=Position.ENDORSE)
        )
    session.flush()
    for one in queries.material(round_.id).responses:
        session.refresh(one)
        assessment.gather(one.id)
    secrecy.check(secret, Outcome(Secrecy.WITHHELD, "OSL 21:1", "Hälsa."), actor=officer)
    scoped = next(each for each in points.points(round_.id) if each.response_id == agency.id)
    assessment.decide(
        scoped, assessment.Verdict(Decision.OUT_OF_SCOPE, "Nej.", scoped.revision), actor=officer
    )
    session.commit()
    return round_


def reported(round_):
    """The report on the round as it would be compiled now."""
    imprint = Imprint(1, "sv", "Regionen", clock.now(), "", str)
    return assembly.report(queries.material(round_.id), imprint)


def counted(round_, **choice):
    """What the statistics count."""
    return queries.counted(round_, Choice(**choice))


def told(tally):
    return {each.position: each.count for each in tally.standings if each.count}


def test_the_figures_are_the_reports(messy):
    report, figures = reported(messy), counted(messy).figures
    assert figures.all.counts == report.counts
    assert figures.all.positions == told(report.positions)
    assert figures.all.withheld == sum(body.withheld for body in report.invited + report.unasked)
    assert report.counts.invited == 8
    assert (report.counts.late, report.counts.unasked) == (1, 3)


@pytest.mark.parametrize("facet", ["category", "sector"])
def test_each_group_of_bodies_is_as_in_the_report(messy, facet):
    report, figures = reported(messy), counted(messy).figures
    names = breakdowntables.groups() if facet == "category" else SECTORS
    groups = report.by_category if facet == "category" else report.by_sector
    rows = figures.by(facet, names)
    assert {str(names[row.key]): row.positions for row in rows if row.stated} == {
        group.label: told(group.tally) for group in groups
    }
    assert sum(row.counts.invited for row in rows) == report.counts.invited
    assert sum(row.answers for row in rows) == figures.all.answers
    municipalities = figures.within(Choice(category=Category.MUNICIPALITY)).all
    assert municipalities.counts.invited == sum(
        each.category == "Kommun" for each in report.invited
    )


def check_parts(round_):
    """What each part says in the statistics is what it says in the report."""
    report, found = reported(round_), counted(round_).parts
    sections = dict(zip(drafts.outline(round_.version_id), report.sections, strict=True))
    for section, said in sections.items():
        part = found.get(("comment", section.key))
        assert (part.points if part else 0) == len(said.points)
        assert (part.positions if part else {}) == (told(said.positions) if said.positions else {})
    [question], [asked] = round_.questions, report.questions
    assert found["answer", question.id].points == len(asked.points)
    assert found["answer", question.id].positions == told(asked.positions)
    whole = found["statement", None].points + found["comment", None].points
    assert whole == len(report.general_views)
    assert sum(part.outside for part in found.values()) == len(report.outside_scope) == 1
    assert sum(part.withheld for part in found.values()) == 2


def test_each_part_is_as_in_the_report(messy):
    check_parts(messy)


def check_frozen(round_):
    """What an edition bears of figures is what the statistics of staff say at the same moment."""
    report, now = reported(round_), counted(round_).figures
    frozen = Frozen.read(json.loads(as_json.compile_report(report, wording=None))["figures"])
    assert frozen == report.figures, "nothing is lost on the way through the file"
    assert frozen.all == now.all
    assert frozen.categories == tuple(now.by("category", breakdowntables.groups()))
    assert frozen.sectors == tuple(now.by("sector", SECTORS))
    assert {e.channel: e.count for e in frozen.channels} == {
        row.key: row.answers for row in now.by_channel()
    }
    assert {each.day: each.count for each in frozen.days} == now.came
    assert frozen.municipalities == tuple(counted(round_).municipalities)
    parts = {
        (origin, key): part
        for (origin, key), part in counted(round_).parts.items()
        if part.points or part.outside or part.positions
    }
    for (origin, key), part in parts.items():
        name = {"statement": "statements", "comment": f"section-{key}", "answer": f"question-{key}"}
        place = "document" if (origin, key) == ("comment", None) else name[origin]
        [said] = [each for each in frozen.parts if each.place == place]
        assert (said.points, said.senders, said.outside, said.positions) == (
            part.points, part.senders, part.outside, part.positions
        )  # fmt: skip
    assert len(frozen.parts) == len(parts)
    within = sum(each.points + each.outside for each in frozen.parts)
    assert within == len(list(report.points()))


def test_an_edition_bears_the_figures_of_its_moment(messy):
    check_frozen(messy)


def beside(lead, name, *others):
    """The part of another body in the joint answer."""
    invitation = InvitationFactory(round=lead.round, organisation=body(name))
    return ResponseFactory(
        invitation=invitation, endorses_id=lead.id, jointly_with=[lead.sender, *others],
        statement="", position=lead.position, submitted_at=lead.submitted_at, channel=lead.channel,
    )  # fmt: skip


def test_a_joint_answer_counts_for_each_of_its_bodies(messy, officer):
    before = reported(messy)
    by_name = {each.sender: each for each in queries.material(messy.id).responses}
    beside(by_name["Verket"], "Vindelns kommun", "Åsele kommun")
    hidden = beside(by_name["Verket"], "Åsele kommun", "Vindelns kommun")
    beside(by_name["Malå kommun"], "Sorsele kommun")
    session.flush()
    secrecy.check(hidden, Outcome(Secrecy.WITHHELD, "OSL 21:1", "Hälsa."), actor=officer)
    session.commit()
    session.expire_all()
    report = reported(messy)
    assert report.counts == counted(messy).figures.all.counts
    assert report.counts.answered == before.counts.answered + 3
    check_parts(messy)
    check_frozen(messy)
    assert len(report.responses) == len(before.responses), "one entry, several senders"
    assert "Malå kommun och Sorsele kommun" in {each.sender for each in report.responses}
    [asked], [was] = report.questions, before.questions
    assert sum(told(asked.positions).values()) == sum(told(was.positions).values()) + 2
    together = {each.label: each.together for each in report.invited if each.together}
    assert together == {
        "Malå kommun": ("Sorsele kommun",),
        "Sorsele kommun": ("Malå kommun",),
        "Verket": ("Vindelns kommun",),
        "Vindelns kommun": ("Verket",),
    }


def test_the_days_add_up_to_the_answers(messy, client, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{messy.id}/statistics")
    rows = client.page.select("#table-days tbody tr")
    counts = [int(row.select("td")[0].get_text()) for row in rows]
    assert sum(counts) == counted(messy).figures.all.answers
    assert int(rows[-1].select("td")[1].get_text()) == sum(counts)
    assert "Efter sista dagen" in client.text("#table-days")


def test_a_withheld_answer_is_counted_and_its_sender_named_in_no_figure(messy, client, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{messy.id}/statistics")
    assert "1 svar lämnas inte ut" in client.text()
    assert "ingen tabell här nämner avsändaren. I sammanställningen står" in client.text()
    assert "Malå kommun" in client.text("#table-municipalities")
    assert "Hemliga" not in client.page.get_text()
    for ending in ("csv", "xlsx"):
        assert client.file(f"/rounds/{messy.id}/statistics/{ending}").status_code == 200
    said = client.file(f"/rounds/{messy.id}/statistics/csv").data.decode("utf-8-sig")
    assert "Hemliga" not in said
    report = reported(messy)
    assert [each.label for each in report.invited if each.withheld] == ["Hemliga kommunen"]


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ({}, 11),
        ({"category": "municipality"}, 5),
        ({"category": "person"}, 1),
        ({"sector": "business"}, 2),
        ({"who": "unasked"}, 3),
        ({"channel": "email"}, 2),
        ({"position": "oppose"}, 1),
        ({"channel": "paper", "position": "endorse_in_part"}, 1),
        ({"category": "nonsense", "position": "'; --"}, 11),
    ],
)
def test_the_address_narrows_all_the_tables(messy, client, officer, asked, answers):
    sign_in(client, officer)
    client.get(f"/rounds/{messy.id}/statistics", data=asked)
    assert _sum(client, "table-channel") == answers
    assert _sum(client, "table-days") == answers
    assert _sum(client, "table-positions") == answers
    parts = counted(messy, category="person").parts
    assert [part.points for part in parts.values()] == [1]


def _sum(client, table):
    rows = client.page.select(f"#{table} tbody tr")
    return sum(int(row.select_one("td").get_text()) for row in rows)


def test_nobody_that_matches_says_how_to_see_more(messy, client, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{messy.id}/statistics", data={"channel": "file"})
    assert "Ingen passar in" in client.text()
    assert not client.page.select("svg.y-bars__bar")


def test_before_anybody_is_invited_the_page_says_so(client, officer):
    empty = RoundFactory(draft=True)
    sign_in(client, officer)
    client.get(f"/rounds/{empty.id}/statistics")
    assert "Inget att räkna än" in client.text()
    assert client.file(f"/rounds/{empty.id}/statistics/xlsx").status_code == 200


def test_the_files_hold_what_the_page_does_and_no_formula(round_, client, officer):
    answer(round_, body("=1+1 kommun"), position=Position.ENDORSE, comments=[(0, None)])
    assessment.gather(next(iter(queries.material(round_.id).responses)).id)
    sign_in(client, officer)
    data = client.file(f"/rounds/{round_.id}/statistics/xlsx?category=municipality").data
    book = load_workbook(io.BytesIO(data))
    sheet = book["Kommuner som svarat"]
    assert [cell.value for cell in sheet[2]][::3] == ["=1+1 kommun", 2]
    assert sheet["A2"].data_type == "s"
    assert "Kommuner" in [cell.value for row in book.worksheets[-1] for cell in row]
    text = client.file(f"/rounds/{round_.id}/statistics/csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert ["Kommuner som svarat", "'=1+1 kommun", "Synpunkter", "2"] in rows
    assert client.file(f"/rounds/{round_.id}/statistics/exe").status_code == 404


def test_the_page_takes_as_many_queries_however_many_answered(
    round_, client, officer, count_queries
):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/statistics"

    def count(many):
        for number in range(many):
            response = answer(round_, body(f"Nya {number} kommun"), comments=[(0, None), (1, None)])
            assessment.gather(response.id)
        session.commit()
        return count_queries(lambda: client.get(address))

    assert count(2) == count(20) <= 20


@pytest.fixture
def many(messy, monkeypatch):
    """The round as one whose figures are kept, for it has more points than any."""
    monkeypatch.setattr(statistics, "MANY", 0)
    with clock.staged(clock.now() - timedelta(minutes=3)):
        statistics.count_anew(messy.id)
        statistics.figures(messy, Choice(), reader=UserFactory())
    return messy


def late_answer(round_):
    answer(round_, body("Bjurholms kommun"), position=Position.ENDORSE)
    session.commit()


def test_figures_of_very_many_points_are_kept_and_say_when_they_were_counted(many, client):
    colleague = UserFactory()
    sign_in(client, colleague)
    late_answer(many)
    client.get(f"/rounds/{many.id}/statistics")
    when = show_moment(clock.now() - timedelta(minutes=3))
    assert f"Räknat {when}" in client.text("#counted")
    assert "Bjurholms" not in client.text("main")
    said = client.file(f"/rounds/{many.id}/statistics/csv").data.decode("utf-8-sig")
    assert "Bjurholms" in said, "files are counted when they are saved"
    client.get(f"/rounds/{many.id}/statistics")
    client.submit("Räkna om nu")
    assert "Bjurholms" in client.text("#table-municipalities")
    with clock.staged(clock.now() + keptfigures.LIFE + timedelta(seconds=1)):
        late = statistics.figures(many, Choice(), reader=colleague)
        assert late.at == clock.now()


def test_what_one_has_done_oneself_is_counted_at_once(many, officer):
    other = UserFactory()
    response, *_ = list(queries.material(many.id).responses)
    secrecy.check(response, Outcome(Secrecy.WITHHELD, "OSL 21:1", "Hälsa."), actor=officer)
    session.commit()
    was = statistics.figures(many, Choice(), reader=other)
    assert was.counted.figures.all.withheld == 1
    now = statistics.figures(many, Choice(), reader=officer)
    assert now.counted.figures.all.withheld == 2
    assert statistics.figures(many, Choice(), reader=other).at == now.at


def test_figures_are_counted_where_nothing_can_be_kept(many, app, monkeypatch):
    monkeypatch.setitem(app.config, "REDIS_URL", "redis://127.0.0.1:9")
    assert statistics.figures(many, Choice(), reader=UserFactory()).at > clock.now() - timedelta(
        minutes=1
    )


def test_every_category_and_position_has_a_name_and_a_colour(app):
    styles = (Path(app.static_folder) / "yttra.css").read_text(encoding="utf-8")
    assert all(f".y-share-{position} " in styles for position in Position)
    assert set(breakdowntables.groups()) == {*(each.value for each in CATEGORIES), "person"}
