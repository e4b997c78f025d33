"""Whom an edition is for: words that stand nowhere else are looked for in every file of each."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.reports.steps import compiled, decide_all, sign_in
from tests.webapp.reports.test_own_texts import write
from tests.webapp.test_own_space import legible
from webapp.assessment import queries as assessment
from webapp.assessment import service as assessing
from webapp.assessment.models import (
    Assignment,
    Decision,
    NoteKind,
    Point,
    PointNote,
    PointTheme,
    Theme,
)
from webapp.core import clock, rendering
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.drafts import queries as drafts
from webapp.reports import phrases, queries, service
from webapp.reports.audience import HELD, NEVER, USUAL, Audience, Matter, holds
from webapp.reports.models import Format, PackageKind
from webapp.reports.parts import EVERY, Part
from webapp.reports.service import Shape, Wanted
from webapp.responses.models import Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome

LAW, WHY = "OSL 21 kap. 1 §", "Uppgifter om hälsa visas inte."
CANARIES = {
    "kanariebirgitta": Matter.PERSONS,
    "kanarieborta": Matter.MASKED,
    "kanariehemlig": Matter.WITHHELD,
    "kanarieegen": Matter.OWN_TEXTS,
    "kanariehelt": Matter.RESPONSES,
    "kanarieklart": Matter.REASONS,
    "kanarieväntar": Matter.UNCONFIRMED,
    "kanarieansvarig": Matter.WORK,
    "kanarietema": Matter.WORK,
    "kanariebeslutare": Matter.WORK,
    "kanariesakkunnig": Matter.OPINIONS,
    "kanarieprat": Matter.DISCUSSION,
}
"""A word for each matter; those of one matter stand in different fields."""


def has_place(format_, matter):
    """Whether the format has a place for the matter, whoever reads it."""
    if format_ is Format.COMMENTED:  # What came in, and nothing of ours.
        return matter is Matter.RESPONSES
    if format_ is Format.FIGURES:
        return False  # Nobody's words are in it.
    return matter is not Matter.OWN_TEXTS or format_ not in {Format.CSV, Format.XLSX}


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example", name="Hanna kanariebeslutare")


@pytest.fixture
def round_(officer):
    """A round with a masked answer, a withheld one and a named person's, and all that is said."""
    round_ = RoundFactory(closed=True, version=VersionFactory())
    section = drafts.outline(round_.version_id)[0]
    assessing.demand_second(round_, demanded=True, actor=officer)
    open_ = _answer(round_, "Umeå kommun", "Helt öppet: kanariehelt.", section)
    masked = _answer(round_, "Malå kommun", "Synligt, och så kanarieborta.", section)
    hidden = _answer(round_, "Hemliga bolaget", "kanariehemlig", section)
    person = ResponseFactory(
        invitation=None,
        round=round_,
        organisation=None,
        participant=ParticipantFactory(),
        sender="kanariebirgitta Privatsson",
        named=True,
        for_body=False,
        statement="En persons ord.",
    )
    secrecy.check(open_, Outcome(Secrecy.OPEN), actor=officer)
    secrecy.check(masked, Outcome(Secrecy.MASKED, LAW, WHY, words=("kanarieborta",)), actor=officer)
    secrecy.check(hidden, Outcome(Secrecy.WITHHELD, LAW, WHY), actor=officer)
    secrecy.check(person, Outcome(Secrecy.OPEN), actor=officer)
    assessing.gather(person.id)
    session.flush()
    write(round_, "Förord med kanarieegen.", officer)
    _weigh(round_, officer)
    return round_


def _answer(round_, name, text, section):
    response = ResponseFactory(
        invitation=InvitationFactory(round=round_, organisation=OrganisationFactory(name=name)),
        participant=ParticipantFactory(),
        statement="",
    )
    CommentFactory(response=response, section_key=section.key, text=text)
    assessing.gather(response.id)
    return response


def _weigh(round_, officer):
    """Two decisions, of which one waits; and what staff say, hidden words and all."""
    second = UserFactory(name="Siv")
    for point in assessment.points(round_.id):
        has_come = point.response.sender != "Umeå kommun"
        reply = "Skälet är kanarieväntar." if has_come else "Skälet är kanarieklart."
        verdict = assessing.Verdict(Decision.PARTLY, reply, point.revision)
        assessing.decide(point, verdict, actor=officer)
        if not has_come:
            assessing.approve(point, point.revision, actor=second)
        _say(point, officer)
    session.flush()


def _say(point, officer):
    secret = "Ordet kanarieborta och kanariebirgitta Privatsson."
    for kind, word in (
        (NoteKind.OPINION, "kanariesakkunnig"),
        (NoteKind.DISCUSSION, "kanarieprat"),
    ):
        note = {"point_id": point.id, "author_id": officer.id, "kind": kind}
        session.add(PointNote(text=f"Här står {word}. {secret}", **note))
    assignee = UserFactory(name="Olle kanarieansvarig")
    session.flush()
    work = {"point_id": point.id, "assignee_id": assignee.id, "assigned_by": officer.id}
    session.add(Assignment(due=None, assigned_at=clock.now(), **work))
    theme = Theme(consultation_id=point.round.consultation_id, name=f"kanarietema {point.number}")
    session.add(theme)
    session.flush()
    session.add(PointTheme(point_id=point.id, theme_id=theme.id))


def written(round_, officer, audience, parts=EVERY):
    """Every format of an edition for them."""
    edition = service.request(round_, language="sv", actor=officer, shape=Shape(audience, parts))
    said = service.read(edition, authority="Region Exempel")
    for format_ in service.COMPILERS:
        yield format_, service.write(said.report, format_)
    yield Format.COMMENTED, service.write_commented(round_, said)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("audience", Audience)
def test_every_file_holds_what_its_readers_may_see_and_nothing_else(round_, officer, audience):
    formats = dict(written(round_, officer, audience))
    assert formats.keys() == set(Format) - {Format.CHAPTERS}
    for format_, data in formats.items():
        said = legible(data)
        for word, matter in CANARIES.items():
            expected = holds(audience, matter) and has_place(format_, matter)
            assert (word in said) is expected, (format_, word)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("audience", Audience)
def test_every_file_to_be_read_says_whom_it_is_for(round_, officer, audience):
    called = {"public": "Allmänheten", "board": "Nämnden", "internal": "Internt bruk"}
    for format_, data in written(round_, officer, audience, (Part.SUMMARY,)):
        said = legible(data)
        if format_ is Format.JSON:
            assert f'"audience":"{audience}"' in said
        elif format_ not in {Format.CSV, Format.FIGURES}:
            assert "".join(called[audience].split()) in said, format_


def test_each_may_read_what_the_former_may_and_nobody_what_is_never_told():
    public, board, internal = (HELD[each] for each in Audience)
    assert public < board < internal
    assert {Matter.MASKED, Matter.WITHHELD, Matter.PERSONS} == NEVER
    assert HELD.keys() == USUAL.keys() == set(Audience)
    assert set(Matter) == set(CANARIES.values()) | {Matter.STATISTICS}


@pytest.mark.parametrize("matter", [Matter.OPINIONS, Matter.DISCUSSION])
def test_whoever_writes_a_note_is_told_which_editions_hold_it(round_, officer, client, matter):
    assert [each for each in Audience if holds(each, matter)] == [Audience.INTERNAL]
    sign_in(client, officer)
    client.get(f"/points/{session.scalars(select(Point.id)).first()}")
    where = {Matter.OPINIONS: "opinion", Matter.DISCUSSION: "discussion"}[matter]
    said = client.text(f"section[aria-labelledby={where}]")
    assert "bara med i utgåvor för internt bruk" in said


def test_only_an_edition_for_the_public_is_published(officer, work_off, client):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off)
    made = service.request(
        round_, language="sv", actor=officer, shape=Shape(Audience.BOARD, USUAL[Audience.BOARD])
    )
    assert made is not edition
    work_off()
    names = [{each.file.name for each in row.files} for row in queries.editions(round_.id)]
    assert all("-nämnd" in name for name in names[0])
    assert all("-offentlig" in name for name in names[1])
    assert any(name.endswith("-offentlig-med-synpunkter.docx") for name in names[1])
    sign_in(client, officer)
    client.get(f"/editions/{made.id}")
    assert "Bara en utgåva för allmänheten kan publiceras" in client.text()
    assert "Publicera den här utgåvan" not in client.text()
    with pytest.raises(DomainError, match="allmänheten"):
        service.publish(queries.edition(made.id), actor=officer)
    service.publish(queries.edition(edition.id), actor=officer)
    made.published_at = clock.now()
    with pytest.raises(IntegrityError, match="published_to_all"):
        session.flush()
    session.rollback()


def test_an_internal_edition_is_in_no_package_that_leaves_the_house(officer, work_off):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    decide_all(round_, officer)
    shape = Shape(Audience.INTERNAL)
    edition = service.request(round_, language="sv", actor=officer, shape=shape)
    work_off()
    found = queries.edition(edition.id)
    with pytest.raises(DomainError, match="internt bruk"):
        service.ask_for_package(found, Wanted(PackageKind.DECISION, "sv"), actor=officer)
    inside = Wanted(PackageKind.DECISION, "sv", internal=True)
    assert service.ask_for_package(found, inside, actor=officer).internal


def test_parts_follow_the_readers_until_somebody_chooses_others(officer, client):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    client.submit("Ta fram en ny utgåva", audience="board")
    (edition,) = queries.editions(round_.id)
    assert (edition.audience, edition.parts) == ("board", list(USUAL[Audience.BOARD]))
    client.get(f"/rounds/{round_.id}/report")
    assert "Nämnden" in client.text("#editions")
    chosen = {f"place_{each}": "" for each in EVERY} | {"place_changes": "1"}
    client.submit("Ta fram en ny utgåva", audience="internal", **chosen)
    edition = queries.editions(round_.id)[0]
    assert (edition.audience, edition.parts) == ("internal", ["changes"])
    client.get(f"/rounds/{round_.id}/report?audience=public")
    selected = client.page.select("select[name^=place_] option[selected]")
    assert [each["value"] for each in selected] == [*map(str, range(1, len(EVERY) + 1)), ""]


@pytest.mark.parametrize("audience", Audience)
def test_the_preview_shows_what_those_readers_would_see(round_, client, audience):
    sign_in(client, UserFactory())
    said = client.get(f"/rounds/{round_.id}/report/preview/sv?audience={audience}").text
    for word, matter in CANARIES.items():
        usual = matter is not Matter.OWN_TEXTS or Part.FOREWORD in USUAL[audience]
        assert (word in said) is (holds(audience, matter) and usual), word


def test_editions_for_others_are_told_of_where_they_are_compared(round_, officer, work_off, client):
    for audience in (Audience.PUBLIC, Audience.INTERNAL):
        service.request(round_, language="sv", actor=officer, shape=Shape(audience))
        work_off()
    sign_in(client, officer)
    client.get(f"/editions/{queries.editions(round_.id)[0].id}/changes")
    assert "(allmänheten och internt bruk)" in client.text("main")


def test_the_form_says_what_each_of_the_readers_may_see_more_than_those_before(
    round_, officer, client
):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    seen = frozenset()
    for audience in Audience:
        button = client.page.select_one(f"input[name=audience][value={audience}]")
        hint = client.page.select_one(f"#{button['aria-describedby']}").get_text()
        with rendering.spoken("sv"):
            said = {matter for matter, words in phrases.MATTERS.items() if str(words) in hint}
        assert said == HELD[audience] - seen
        seen = HELD[audience]
