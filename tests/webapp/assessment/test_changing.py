"""From a point to the text: accepted, written, linked, undone; and the list of changes."""

import pytest
from sqlalchemy import select

from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_editing import PICTURE, upload
from tests.webapp.drafts.test_writing import write
from webapp.assessment import queries, service
from webapp.assessment.models import Decision, Point, PointChange, Way
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, ForbiddenError
from webapp.drafts import blocks
from webapp.drafts import queries as drafts
from webapp.drafts import service as drafting
from webapp.drafts.models import RevisionCause
from webapp.responses.models import Change

FIRST = "Senast *2030* ska länet ha tio nya testmiljöer."
SECOND = "Rådgivarna besöker företagen."
THIRD = "Kommunerna utser var sin kontaktperson."


class Scene:
    """A document that was sent out and answered, and is being written on."""

    def __init__(self, client):
        self.client, self.officer = client, sign_in(client)
        self.document = new_document(self.officer)
        write(client, self.document, "Mål", text=f"{FIRST}\n\n{SECOND}")
        write(client, self.document, "Ansvar", text=THIRD)
        self.version = drafting.freeze(self.document, name="R", note="", actor=self.officer)
        session.commit()
        self.round = RoundFactory(closed=True, version=self.version)
        self.goals, self.duties = drafts.reading(self.version.id)

    def point(self, change, quote, words="", *, block=0, **columns):
        """A point that proposes something, gathered."""
        keys = {"section_key": self.goals.key, "block_key": self.goals.blocks[block].key}
        response = ResponseFactory(
            invitation=InvitationFactory(round=self.round), sender="Lycksele kommun", statement=" "
        )
        comment = CommentFactory(
            response=response, quote=quote, proposed_wording=words, change=change,
            **keys | columns,
        )  # fmt: skip
        service.gather(response.id)
        session.commit()
        return session.scalars(select(Point).where(Point.comment_id == comment.id)).one()

    def text(self, section=0):
        """What a section of the version at hand says, block by block."""
        session.expire_all()
        return [block.text["sv"] for block in rows(self.document)[section].blocks]

    def edit(self, text, section=0):
        """Write a section anew, as a colleague does in the browser."""
        key = rows(self.document)[section].key
        self.client.get(f"/documents/{self.document.id}/sections/{key}")
        self.client.submit("Spara", text_sv=text)


@pytest.fixture
def scene(client):
    return Scene(client)


@pytest.fixture
def point(scene):
    return scene.point(Change.REPLACE, "2030", "2035")


def test_a_proposal_is_accepted_with_one_press_and_undone(client, scene, point):
    client.get(f"/points/{point.id}")
    assert "2035" in client.text("section[aria-labelledby=text] ins")
    client.submit("Ta in i nästa version")
    assert scene.text() == [FIRST.replace("2030", "2035"), SECOND]
    assert point.decision is Decision.ACCOMMODATED
    assert "2030" in client.text("section[aria-labelledby=text] del")
    client.submit("Ångra ändringen")
    assert scene.text() == [FIRST, SECOND]
    assert point.decision is None
    assert "Ta in i nästa version" in client.text()


def test_the_key_and_the_history_tell_where_it_came_from(scene, point):
    keys = [block.key for block in rows(scene.document)[0].blocks]
    [made] = service.accept(point, actor=scene.officer)
    session.commit()
    assert [block.key for block in rows(scene.document)[0].blocks] == keys
    assert (made.block_key, made.way) == (keys[0], Way.ACCEPTED)
    kept = drafts.section_history(scene.document.id, scene.goals.key, most=5)
    assert RevisionCause.ANSWERED in {revision.cause for revision, _name in kept}
    actions = session.scalars(select(Entry.action).where(Entry.subject == point.id)).all()
    assert {"assessment.change_text", "assessment.decide"} <= set(actions)


def test_accepting_twice_changes_once(scene, point):
    service.accept(point, actor=scene.officer)
    service.accept(point, actor=scene.officer)
    assert scene.text()[0] == FIRST.replace("2030", "2035")
    assert len(session.scalars(select(PointChange)).all()) == 1


def test_a_decision_that_is_made_stays_as_it_is(scene, point):
    verdict = service.Verdict(Decision.PARTLY, "Inte allt.", point.revision)
    service.decide(point, verdict, actor=scene.officer)
    [made] = service.accept(point, actor=scene.officer)
    service.take_back(made, actor=scene.officer)
    assert (point.decision, point.reply) == (Decision.PARTLY, "Inte allt.")


def test_taking_a_change_and_its_decision_back_opens_a_finished_assessment(scene, point):
    [made] = service.accept(point, actor=scene.officer)
    scene.round.assessed_at = clock.now()
    service.take_back(made, actor=scene.officer)
    assert point.decision is None
    assert scene.round.assessed_at is None


def test_what_a_colleague_changed_meanwhile_is_kept(scene, point):
    scene.edit(f"{FIRST.replace('tio', 'elva')}\n\n{SECOND}")
    service.accept(point, actor=scene.officer)
    assert scene.text()[0] == "Senast *2035* ska länet ha elva nya testmiljöer."


def test_where_both_changed_the_same_words_a_person_chooses(client, scene, point):
    scene.edit(f"{FIRST.replace('2030', '2040')}\n\n{SECOND}")
    with pytest.raises(ConflictError):
        service.accept(point, actor=scene.officer)
    client.get(f"/points/{point.id}")
    assert "Samma ord har ändrats" in client.text("section[aria-labelledby=text]")
    client.get(f"/points/{point.id}/text")
    assert "2040" in client.text("section[aria-labelledby=since] ins")
    assert "2035" in client.text(".y-comment__proposal ins")
    client.submit("Lägg in i texten", text=FIRST.replace("2030", "2037"))
    assert scene.text()[0] == FIRST.replace("2030", "2037")
    assert session.scalars(select(PointChange.way)).one() is Way.EDITED


def test_pressing_accept_where_it_cannot_be_done_opens_the_editor(client, scene, point):
    client.get(f"/points/{point.id}")
    scene.edit(f"{FIRST.replace('2030', '2040')}\n\n{SECOND}")
    token = client.page.select_one("input[name=csrf_token]")
    client.post(f"/points/{point.id}/accept", {"csrf_token": token["value"] if token else ""})
    assert client.path == f"/points/{point.id}/text"
    assert "Samma ord har ändrats" in client.text()


def test_what_is_typed_stays_when_the_paragraph_changes_under_it(client, scene, point):
    client.get(f"/points/{point.id}/text")
    page = client.page
    section = rows(scene.document)[0]
    spot = drafting.Spot(section.key, section.blocks[0].key, "sv")
    drafting.put_wording(scene.document, spot, FIRST + " Nu.", seen=FIRST, actor=scene.officer)
    session.commit()
    client.page = page
    answer = client.submit("Lägg in i texten", text="Mitt eget.")
    assert answer.status_code == 422
    assert "Mitt eget." in client.text("textarea[name=text]")
    assert scene.text()[0] == FIRST + " Nu."
    client.submit("Lägg in i texten", text="Mitt eget.")
    assert scene.text()[0] == "Mitt eget."


def test_a_paragraph_is_added_and_taken_away_again(scene):
    added = scene.point(Change.ADD, FIRST, "Ett nytt stycke.\n\n- och ett till")
    made = service.accept(added, actor=scene.officer)
    assert scene.text() == [FIRST, "Ett nytt stycke.", "\\- och ett till", SECOND]
    for each in made:
        service.take_back(each, actor=scene.officer)
    assert scene.text() == [FIRST, SECOND]


def test_a_paragraph_is_removed_and_comes_back_where_it_stood(scene):
    plain = "Senast 2030 ska länet ha tio nya testmiljöer."
    [made] = service.accept(scene.point(Change.REMOVE, plain), actor=scene.officer)
    assert scene.text() == [SECOND]
    service.take_back(made, actor=scene.officer)
    assert scene.text() == [FIRST, SECOND]
    assert rows(scene.document)[0].blocks[0].key == made.block_key


def test_a_paragraph_that_has_moved_is_found(scene, point):
    scene.edit(SECOND)
    scene.edit(f"{THIRD}\n\n{FIRST}", section=1)
    service.accept(point, actor=scene.officer)
    assert scene.text(1) == [THIRD, FIRST.replace("2030", "2035")]


def test_a_paragraph_that_is_gone_is_said_to_be(client, scene, point):
    scene.edit(SECOND)
    client.get(f"/points/{point.id}")
    assert "Stycket finns inte längre" in client.text("section[aria-labelledby=text]")
    client.get(f"/points/{point.id}/text")
    assert client.page.select_one("textarea[name=text]") is None
    assert "Skriv i avsnittet" in client.text()


def test_what_somebody_changed_since_is_not_undone(client, scene, point):
    [made] = service.accept(point, actor=scene.officer)
    session.commit()
    scene.edit(f"{FIRST.replace('2030', '2036')}\n\n{SECOND}")
    with pytest.raises(ConflictError):
        service.take_back(session.get_one(PointChange, made.id), actor=scene.officer)
    assert scene.text()[0] == FIRST.replace("2030", "2036")


def test_a_change_made_by_hand_is_linked(client, scene):
    point = scene.point(None, "", block=1)
    client.get(f"/points/{point.id}/link")
    assert "Inget är ändrat än" in client.text()
    scene.edit(f"{FIRST}\n\n{SECOND.replace('besöker', 'ringer')}")
    client.get(f"/points/{point.id}/link")
    assert client.submit("Koppla ändringen").status_code == 422
    value = client.page.select_one("input[name=change]")["value"]
    client.submit("Koppla ändringen", change=value)
    assert "ringer" in client.text("section[aria-labelledby=text] ins")
    assert point.decision is None
    client.submit("Ta bort kopplingen")
    assert scene.text()[1] == SECOND.replace("besöker", "ringer")
    assert queries.changes_of([point.id]) == {}


def test_each_change_of_the_new_version_shows_its_points_and_why(client, scene, point):
    service.accept(point, actor=scene.officer)
    verdict = service.Verdict(Decision.ACCOMMODATED, "Vi ger länet mer tid.", point.revision)
    service.decide(point, verdict, actor=scene.officer)
    other = scene.point(Change.REPLACE, SECOND, "Annat.", block=1)
    service.decide(
        other, service.Verdict(Decision.ACCOMMODATED, "", other.revision), actor=scene.officer
    )
    session.commit()
    client.get(f"/documents/{scene.document.id}/changes")
    [card] = client.page.select("section .y-card")
    said = card.get_text(" ", strip=True)
    assert "Lycksele kommun" in said
    assert "Vi ger länet mer tid." in said
    assert "2035" in said
    assert f"Synpunkt {other.number}" in client.text("details.y-card")


def test_the_link_lives_on_when_the_version_is_frozen(client, scene, point):
    [made] = service.accept(point, actor=scene.officer)
    frozen = drafting.freeze(scene.document, name="Beslut", note="", actor=scene.officer)
    session.commit()
    with pytest.raises(ConflictError):
        service.take_back(made, actor=scene.officer)
    address = f"/documents/{scene.document.id}/changes"
    client.get(f"{address}?from={scene.version.id}&to={frozen.id}")
    assert "Lycksele kommun" in client.text("section .y-card")
    client.get(f"/points/{point.id}")
    assert "Ångra ändringen" not in client.text()


def test_after_the_report_nothing_is_accepted(scene, point):
    scene.round.reported_at = clock.now()
    with pytest.raises(ForbiddenError):
        service.accept(point, actor=scene.officer)


def test_only_those_who_weigh_points_change_the_text(client, scene, point):
    sign_in(client, Role.REGISTRAR)
    client.get(f"/points/{point.id}")
    assert "Ta in i nästa version" not in client.text()
    assert client.post(f"/points/{point.id}/accept").status_code == 403
    assert client.get(f"/points/{point.id}/text").status_code == 403


def test_the_point_s_page_takes_as_many_queries_however_long_the_text(scene, point, count_queries):
    address = f"/points/{point.id}"
    scene.client.get(address)
    few = count_queries(lambda: scene.client.get(address))
    for number in range(12):
        write(scene.client, scene.document, f"Avsnitt {number}")
    session.commit()
    assert count_queries(lambda: scene.client.get(address)) == few


def test_where_no_paragraph_is_said_a_person_chooses_one(client, scene):
    point = scene.point(None, "", "Rådgivarna ringer företagen.", block_key=None)
    client.get(f"/points/{point.id}")
    assert "Ta in i nästa version" not in client.text()
    client.get(f"/points/{point.id}/text")
    links = client.page.select("section[aria-labelledby=which] a")
    client.get(links[1]["href"])
    assert client.text("textarea[name=text]") == SECOND
    client.submit("Lägg in i texten", text="Rådgivarna ringer företagen.")
    assert scene.text() == [FIRST, "Rådgivarna ringer företagen."]
    assert "ringer" in client.text("section[aria-labelledby=text] ins")


def test_a_figure_is_changed_in_its_section_and_named_by_what_it_shows(client, scene):
    key = upload(client, scene.document, PICTURE).json["key"]
    map_, nothing = blocks.figure(key, "Karta över länet"), blocks.figure(key, "", decorative=True)
    scene.edit(f"{FIRST}\n\n{map_}\n\n{nothing}")
    point = scene.point(None, "", "Rita om kartan.", block_key=None)
    client.get(f"/points/{point.id}/text")
    _, *figures = client.page.select("section[aria-labelledby=which] a")
    for link in figures:
        assert link["href"] == f"/documents/{scene.document.id}/sections/{scene.goals.key}"
    assert [link.select_one(".ds-sr-only").text for link in figures] == [
        ": Karta över länet",
        ": den säger inget i ord",
    ]
    figure = rows(scene.document)[0].blocks[1]
    client.get(f"/points/{point.id}/text?block={figure.key}")
    assert not client.page.select("textarea[name=text]")


def test_the_page_names_the_other_points_that_changed_the_same_paragraph(client, scene, point):
    other = scene.point(Change.REPLACE, "tio", "femton")
    elsewhere = scene.point(Change.REPLACE, "företagen", "byarna", block=1)
    for each in (point, other, elsewhere):
        service.accept(each, actor=scene.officer)
    session.commit()
    client.get(f"/points/{point.id}")
    part = "section[aria-labelledby=text] li"
    assert client.text(part).count("Synpunkt") == 1
    assert client.page.select_one(f"{part} a[href='/points/{other.id}#text']")
    [made] = queries.changes_of([other.id])[other.id]
    service.take_back(made, actor=scene.officer)
    session.commit()
    client.get(f"/points/{point.id}")
    assert "samma stycke" not in client.text(part)


def test_a_decision_that_a_change_in_the_text_contradicts_is_warned_of_and_kept(
    client, scene, point
):
    warning = "Texten är ändrad mot beslutet"
    client.get(f"/points/{point.id}")
    client.submit("Ta in i nästa version")
    assert warning not in client.text()
    client.submit("Spara beslutet", decision="not_accommodated", reply="Målet står fast.")
    assert warning in client.text(".y-point")
    assert "ta bort kopplingen" in client.text(".y-point"), "as the button says"
    session.expire_all()
    assert point.decision is Decision.NOT_ACCOMMODATED
    client.get(f"/rounds/{scene.round.id}/points?status=contradicted")
    assert len(client.page.select("#lines tbody tr")) == 1
    client.get(f"/points/{point.id}/link")
    assert "ska synpunkten inte ändra något" in client.text()
    client.get(f"/points/{point.id}")
    client.submit("Ångra ändringen")
    assert warning not in client.text()
    assert queries.contradicted([point]) == frozenset()


def test_deciding_on_many_tells_of_those_that_change_the_text(client, scene):
    point = scene.point(Change.REPLACE, "2030", "2035")
    scene.edit(f"{FIRST.replace('2030', '2031')}\n\n{SECOND}")
    client.get(f"/points/{point.id}/link")
    value = client.page.select_one("input[name=change]")["value"]
    client.post(f"/points/{point.id}/link", {"change": value})
    client.get(f"/rounds/{scene.round.id}/points")
    client.submit("Besluta om synpunkterna", points=str(point.id), decision="noted", reply="Tack.")
    assert "ändrar texten, mot beslutet" in client.text("body")
