"""Secrecy in what is published: words that stand nowhere else are looked for everywhere."""

import uuid

import pytest

from tests.everywhere import addresses
from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory, check_all
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.reports.steps import compiled, contents, decide_all
from tests.webapp.responses.steps import enter, sign_in
from tests.webapp.test_own_space import legible
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision
from webapp.assessment.queries import points
from webapp.core import access, storage
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.drafts import queries as drafts
from webapp.reports import queries, service
from webapp.reports.breakdown import Choice
from webapp.reports.models import Format
from webapp.reports.participation import Outcome as Did
from webapp.responses import shown
from webapp.responses.models import Answer, Attachment, Form, Position, Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome

LAW, WHY = "OSL 21 kap. 1 §", "Uppgifter om hälsa visas inte."
NUMBER = "850314-1239"
PARTS = ("text", "wording", "quote", "statement", "answer", "file")


def canary(part, whose):
    return f"kanarie{whose}{part}7731"


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example")


@pytest.fixture
def round_(officer):
    """A closed round with a question."""
    round_ = RoundFactory(closed=True, version=VersionFactory())
    QuestionFactory(round=round_)
    return round_


def answer(round_, name, whose):
    """A response with canaries in every field and a shared word beside each."""
    said = {part: f"Synligt{whose} {canary(part, whose)} {NUMBER}." for part in PARTS}
    response = ResponseFactory(
        invitation=InvitationFactory(round=round_, organisation=OrganisationFactory(name=name)),
        participant=ParticipantFactory(),
        statement=said["statement"],
        decided_rapporteur=f"{canary('rapporteur', whose)} {NUMBER}",
    )
    CommentFactory(
        response=response,
        section_key=drafts.outline(round_.version_id)[0].key,
        text=said["text"],
        proposed_wording=said["wording"],
        quote=said["quote"],
    )
    [question] = round_.questions
    session.add(Answer(response=response, question_id=question.id, text=said["answer"]))
    file = storage.keep(b"%PDF-1.7", name=f"{said['file']}.pdf", content_type="application/pdf")
    session.flush()
    session.add(Attachment(response=response, ordinal=0, file_id=file.id))
    session.flush()
    session.refresh(response)
    assessment.gather(response.id)
    return response


def argue(round_, officer):
    """What several say, in words that repeat what is hidden; and what the hidden one alone says."""
    found = points(round_.id)
    said = f"målen {canary('text', 'A')} bör mätas"
    summary = {"sv": f"Det säger {canary('statement', 'A')} och {NUMBER}."}
    alone = [each for each in found if each.response.check.state is Secrecy.WITHHELD]
    for view, summed, behind in (
        (said, summary, found),
        (canary("text", "B"), {"sv": canary("statement", "B")}, alone),
    ):
        text = assessment.Summed({"sv": view}, summed, theme="Uppföljning")
        begin = assessment.Beginning(uuid.uuid4(), points=behind)
        made = assessment.sum_up(round_, text, begin, actor=officer)
        reply = f"Vi håller med om {canary('text', 'A')}, {NUMBER}."
        if behind is found:
            assessment.answer(made, assessment.Verdict(Decision.NOTED, reply, 1), actor=officer)
        session.flush()


def published(round_, officer, work_off):
    session.flush()
    decide_all(round_, officer)
    argue(round_, officer)
    for point in points(round_.id):  # Our own replies say it again.
        reply = f"Ni skriver {canary('text', 'A')} och {NUMBER}."
        verdict = assessment.Verdict(Decision.PARTLY, reply, point.revision)
        if point.response.check.state is not Secrecy.OPEN:
            assessment.decide(point, verdict, actor=officer)
    edition = compiled(round_, officer, work_off)
    service.publish(edition, actor=officer)
    work_off()
    return edition


def seen(said):
    return {
        f"{whose}{part}"
        for whose in ("A", "B", "C")
        for part in PARTS
        if canary(part, whose) in said
    } | ({"number"} if "850314" in said else set())


@pytest.fixture
def case(round_, officer, work_off):
    """One answer masked, one withheld and one open, in a published report."""
    masked, hidden = answer(round_, "Umeå kommun", "A"), answer(round_, "Hemliga bolaget", "B")
    whole = answer(round_, "Malå kommun", "C")
    words = tuple(canary(part, "A") for part in (*PARTS, "rapporteur") if part != "file")
    outcome = Outcome(Secrecy.MASKED, LAW, WHY, words=words, files=("0",))
    secrecy.check(masked, outcome, actor=officer)
    secrecy.check(hidden, Outcome(Secrecy.WITHHELD, LAW, WHY), actor=officer)
    return {"A": masked, "B": hidden, "C": whole}, published(round_, officer, work_off)


OPEN = {f"C{part}" for part in PARTS}
"""The canaries of the answer that is open."""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_is_masked_or_withheld_is_in_no_file(case):
    figures = legible(contents(case[1], Format.FIGURES))
    assert not seen(figures)
    assert "Hemligabolaget" not in figures
    for format_ in set(Format) - {Format.FIGURES, Format.CHAPTERS}:
        said = legible(contents(case[1], format_))
        assert seen(said) | {"Cfile"} == OPEN, format_
        assert canary("rapporteur", "A") not in said
        assert canary("rapporteur", "B") not in said
        alone = {Format.CSV, Format.COMMENTED}  # The points alone.
        assert "Hemligabolaget" in said or format_ in alone
    said = legible(contents(case[1], Format.HTML))
    for words in (
        "[maskat]",
        "SynligtA",
        canary("rapporteur", "C"),
        "".join(WHY.split()),
        "".join(LAW.split()),
    ):
        assert words in said
    assert "SynligtB" not in said
    assert "Umeåkommun,MalåkommunochHemligabolaget" not in said
    assert "(2av2)" in said


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_is_masked_or_withheld_is_on_no_page_and_in_no_mail(inbox, app, case, new_client):
    readers = [new_client(), new_client()]
    enter(readers[1], InvitationFactory(round=RoundFactory()))
    open_to_all = [each for each in addresses(app) if each.access.kind != "staff"]
    open_to_all = [each for each in open_to_all if each.endpoint != "reports.dispositions"]
    found = set()
    for reader in readers:
        for address in open_to_all:
            found |= seen(legible(reader.get(address.path, follow_redirects=False).data))
    assert found == OPEN
    assert inbox
    for part in (part for mail in inbox for part in mail.walk()):
        assert not seen(legible(part.get_payload(decode=True) or b""))


@pytest.mark.parametrize("whose", "ABC")
def test_a_letter_leads_to_ones_own_points_unmasked_and_to_no_others(case, client, whose):
    own = access.sign("disposition", str(case[0][whose].id))
    page = seen(legible(client.get(f"/own-points/{own}").data))
    replied = set() if whose == "C" else {"Atext"}  # Staff's reply to the two repeats it.
    assert page == {f"{whose}{part}" for part in PARTS} - {f"{whose}file"} | replied | {"number"}


def test_staff_read_all_of_it(case, officer, client):
    sign_in(client, officer)
    for whose, response in case[0].items():
        page = legible(client.get(f"/responses/{response.id}").data)
        assert seen(page) == {f"{whose}{part}" for part in PARTS} | {"number"}


def test_each_sender_is_told_once_how_its_answer_is_shown(round_, officer, work_off, inbox):
    said = {
        Secrecy.OPEN: "publiceras i sin helhet",
        Secrecy.MASKED: "delar maskade (OSL 21 kap. 1 §)",
        Secrecy.WITHHELD: "lämnas inte ut (OSL 21 kap. 1 §)",
    }
    told = {}
    for state, words in said.items():
        response = answer(round_, f"Kommun {state}", "A")
        why = (LAW, WHY) if state is not Secrecy.OPEN else ("", "")
        files = ("0",) if state is Secrecy.MASKED else ()
        secrecy.check(response, Outcome(state, *why, files=files), actor=officer)
        told[response.participant.email] = words
    published(round_, officer, work_off)
    assert sorted(mail["To"] for mail in inbox) == sorted(told)
    for mail in inbox:
        plain = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
        letter = legible(plain.get_payload(decode=True))
        assert "".join(told[mail["To"]].split()) in letter


def test_nothing_is_published_while_a_response_is_unchecked(round_, officer, work_off, client):
    answer(round_, "Umeå kommun", "A")
    other = answer(round_, "Malå kommun", "B")
    decide_all(round_, officer)
    ResponseFactory(invitation=other.invitation, replaces_id=other.id, statement="")
    session.flush()
    session.refresh(round_)
    edition = compiled(round_, officer, work_off)
    with pytest.raises(DomainError, match="sekretessprövade"):
        service.publish(edition, actor=officer)
    sign_in(client, officer)
    for page in (f"/rounds/{round_.id}/assessment", f"/rounds/{round_.id}/report"):
        client.get(page)
        assert client.page.select_one(f"main a[href='/rounds/{round_.id}/secrecy']"), page
    check_all(round_)
    session.flush()
    service.publish(edition, actor=officer)


def test_an_edition_from_before_something_was_hidden_is_not_shown(
    round_, officer, work_off, client
):
    response = answer(round_, "Umeå kommun", "A")
    decide_all(round_, officer)
    early = compiled(round_, officer, work_off)
    service.publish(early, actor=officer)
    assert client.get(f"/reports/{round_.id}").status_code == 200
    late = compiled(round_, officer, work_off)
    session.refresh(response)
    secrecy.check(response, Outcome(Secrecy.WITHHELD, LAW, WHY), actor=officer)
    assert client.get(f"/reports/{round_.id}").status_code == 404
    assert client.text("h1") == "Den här utgåvan visas inte längre"
    assert "En ny kommer" in client.text("main")
    assert not client.page.select_one(f"main a[href='/reports/{round_.id}']")
    assert client.get(f"/reports/{round_.id}/csv").status_code == 404
    assert f"/reports/{round_.id}" not in client.get("/").text
    with pytest.raises(DomainError, match="ny utgåva"):
        service.publish(late, actor=officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    assert canary("text", "A") not in client.get(f"/reports/{round_.id}").text
    assert client.get(f"/reports/{round_.id}/editions/{early.number}").status_code == 404
    assert "En senare utgåva visas" in client.text("main")
    assert client.text(f"main a[href='/reports/{round_.id}']") == "Läs utgåva 3"
    for also in ("/statistics", "/json"):
        client.get(f"/reports/{round_.id}/editions/{early.number}{also}")
        assert client.text("h1") == "Den här utgåvan visas inte längre"


def test_a_withheld_position_is_in_no_count(round_, officer):
    response = answer(round_, "Umeå kommun", "A")
    secrecy.check(response, Outcome(Secrecy.WITHHELD, LAW, WHY), actor=officer)
    edition = service.request(round_, language="sv", actor=officer)
    report = service.outline(edition, authority="Region Exempel")
    assert (report.counts.answered, report.positions.total) == (1, 0)
    assert [body.position for body in report.invited] == [None]
    assert not list(report.points())


@pytest.mark.parametrize(
    ("form", "position"),
    [(Form.NO_COMMENTS, Position.NO_COMMENTS), (Form.ABSTAIN, Position.ABSTAIN)],
)
def test_that_a_withheld_answer_has_no_comments_or_abstains_is_told_nowhere(
    round_, officer, form, position
):
    response = answer(round_, "Umeå kommun", "A")
    short = ResponseFactory(
        invitation=InvitationFactory(round=round_), form=form, position=position, statement=""
    )
    secrecy.check(short, Outcome(Secrecy.WITHHELD, LAW, WHY), actor=officer)
    secrecy.check(response, Outcome(Secrecy.OPEN), actor=officer)
    edition = service.request(round_, language="sv", actor=officer)
    report = service.outline(edition, authority="Region Exempel")
    assert report.counts == queries.counted(round_, Choice()).figures.all.counts
    assert (report.counts.final, report.counts.no_comments, report.counts.abstained) == (2, 0, 0)
    assert {each.outcome for each in report.responses} == {Did.FINAL}


def test_a_part_is_masked_from_end_to_end(round_, officer):
    response = answer(round_, "Umeå kommun", "A")
    names = tuple(shown.parts(response))
    secrecy.check(response, Outcome(Secrecy.MASKED, LAW, WHY, parts=names), actor=officer)
    left = shown.of(response)
    assert [left.text("Allt.", name) for name in names] == ["[maskat]"] * 4
    assert left.text("Allt.") == "Allt."
