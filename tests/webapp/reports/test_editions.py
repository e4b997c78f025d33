"""Editions: asked for once, compiled by a worker, right in what they say, published when whole."""

import csv
import io
import json

import pytest
from sqlalchemy import select

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.reports.conftest import PERSON
from tests.webapp.reports.steps import compiled, contents, decide_all
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision
from webapp.core.access import Role
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.reports import service
from webapp.reports.models import Format
from webapp.reports.participation import Position as Stand
from webapp.responses.models import Form, Position, Response


def outlined(round_, officer):
    edition = service.request(round_, language="sv", actor=officer)
    return service.outline(edition, authority="Region Exempel")


def test_a_worker_compiles_every_format(round_, officer, work_off):
    edition = compiled(round_, officer, work_off)
    assert (edition.status, edition.percent) == (JobStatus.DONE, 100)
    assert {file.format for file in edition.files} == set(Format) - {Format.CHAPTERS}
    assert contents(edition, Format.PDF).startswith(b"%PDF")
    assert contents(edition, Format.DOCX).startswith(b"PK")


def test_the_counts_add_up(round_, officer):
    counts = outlined(round_, officer).counts
    assert (counts.invited, counts.answered, counts.no_answer, counts.unasked) == (2, 1, 1, 1)


def test_it_says_what_was_said_and_what_was_decided(round_, officer):
    decide_all(round_, officer)
    report = outlined(round_, officer)
    [point] = report.sections[0].points
    assert point.text == "Målet bör gå att mäta."
    assert point.proposed_wording == "Minst 30 procent."
    assert (point.decision.value, point.reply) == ("partly", "Vi ändrar en del.")
    assert point.sender == "Umeå kommun"


def test_a_private_person_is_not_named_in_any_format(round_, officer, work_off):
    edition = compiled(round_, officer, work_off)
    report = outlined(round_, officer)
    assert report.positions.count(Stand.OPPOSE) == 1
    assert "Privatperson" in {point.sender for point in report.general_views}
    for format_ in (Format.HTML, Format.FRAGMENT, Format.CSV, Format.JSON):
        text = contents(edition, format_).decode("utf-8-sig")
        assert "Jag säger nej." in text
        assert PERSON not in text


def test_a_person_who_let_the_name_be_shown_is_not_named_in_a_report(round_, officer):
    named = ResponseFactory(
        invitation=None,
        round=round_,
        organisation=None,
        sender=PERSON,
        named=True,
        for_body=False,
    )
    assessment.gather(named.id)
    report = outlined(round_, officer)
    assert [body.label for body in report.unasked] == ["Privatperson"] * 2
    assert PERSON not in repr(report)


def test_what_is_out_of_scope_stands_apart(round_, officer):
    point = points.points(round_.id)[0]
    verdict = assessment.Verdict(Decision.OUT_OF_SCOPE, "Beslutas av staten.", 1)
    assessment.decide(point, verdict, actor=officer)
    report = outlined(round_, officer)
    assert [p.number for p in report.outside_scope] == [str(point.number)]
    assert str(point.number) not in {p.number for p in report.general_views}


def test_no_comments_and_abstaining_are_two_things(round_, officer):
    for form in (Form.NO_COMMENTS, Form.ABSTAIN):
        ResponseFactory(
            invitation=InvitationFactory(round=round_),
            form=form,
            position=Position(form.value),
            statement="",
        )
    counts = outlined(round_, officer).counts
    assert (counts.no_comments, counts.abstained, counts.no_answer) == (1, 1, 1)


def test_the_report_speaks_the_language_asked_for(round_, officer, work_off):
    edition = compiled(round_, officer, work_off, language="en")
    assert b"Private person" in contents(edition, Format.HTML)
    assert 'lang="en"' in contents(edition, Format.HTML).decode()


def test_data_formats_can_be_read_by_machines(round_, officer, work_off):
    edition = compiled(round_, officer, work_off)
    rows = list(
        csv.reader(io.StringIO(contents(edition, Format.CSV).decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == 1 + len(points.points(round_.id))
    assert json.loads(contents(edition, Format.JSON))["edition"] == 1


def test_asking_twice_is_one_edition_and_again_later_a_new_one(round_, officer, work_off):
    first = service.request(round_, language="sv", actor=officer)
    assert service.request(round_, language="sv", actor=officer) is first
    work_off()
    assert service.request(round_, language="sv", actor=officer).number == 2


def test_a_round_that_was_never_open_has_no_report(officer):
    with pytest.raises(ForbiddenError):
        service.request(RoundFactory(draft=True), language="sv", actor=officer)


def test_only_a_whole_assessment_is_published(round_, officer, work_off):
    early = compiled(round_, officer, work_off)
    with pytest.raises(DomainError):
        service.publish(early, actor=officer)
    decide_all(round_, officer)
    with pytest.raises(DomainError):
        service.publish(early, actor=officer)


def test_publishing_tells_everyone_who_answered(round_, officer, work_off, inbox, client):
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off)
    client.get(f"/reports/{round_.id}")
    assert "inte publicerad" in client.text()
    service.publish(edition, actor=officer)
    work_off()
    assert [m["To"] for m in inbox] == ["registrator@umea.example"]
    client.get(f"/reports/{round_.id}")
    assert "Målet bör gå att mäta." in client.text()
    assert PERSON not in client.text()
    assert client.get(f"/reports/{round_.id}/docx").mimetype.endswith("document")
    assert client.get(f"/reports/{round_.id}/fragment").status_code == 404


def test_who_replaced_a_response_gets_one_mail_about_the_one_that_counts(
    round_, officer, work_off, inbox
):
    first = session.scalars(select(Response).where(Response.invitation_id.is_not(None))).one()
    second = ResponseFactory(
        invitation=first.invitation, participant=first.participant, replaces_id=first.id
    )
    assessment.gather(second.id)
    session.flush()
    decide_all(round_, officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    work_off()
    [message] = inbox
    text = message.get_payload()[0].get_payload(decode=True).decode()
    assert f"{round_.consultation.registry_number}-{second.number}" in text


def test_the_officer_compiles_on_the_page(client, round_, officer, work_off):
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    client.get(f"/rounds/{round_.id}/report")
    client.submit("Ta fram", language="sv")
    assert client.page.select_one("progress") is not None
    work_off()
    client.get(client.path)
    assert "Word-dokument" in client.text()
    answer = client.get(f"{client.path}/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_approver_publishes_but_does_not_compile(client, round_, officer, work_off):
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off)
    approver = UserFactory(roles=[Role.APPROVER])
    client.post("/sign-in", {"email": approver.email, "password": PASSWORD})
    assert client.post(f"/rounds/{round_.id}/report", {"language": "sv"}).status_code == 403
    client.get(f"/editions/{edition.id}")
    client.submit("Publicera")
    assert edition.published_at is not None
