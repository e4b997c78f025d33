"""Related points, proposed by the rare words that they share, confirmed or rejected by people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Point, RelatedPoints, Relation
from webapp.assessment.queries import related
from webapp.assessment.related import Rarity
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ForbiddenError, NotFoundError

FERRY = "Färjan till Holmön måste gå oftare på vintern, annars flyttar barnfamiljerna."
FERRIES = "Barnfamiljer på Holmön behöver färjor även när isen ligger."
BATTERY = "Batterifabriken kräver bostäder i Skellefteå långt innan den är byggd."
FACTORY = "The battery factory needs housing for thousands of new workers before it opens."
HOUSING = "Workers at the factory will need housing; the strategy does not mention it."
OTHERS = [f"Målet om {word} bör gå att mäta." for word in ("skola", "vård", "kultur", "skog")]


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example", name="Hanna")


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.fixture
def points(round_):
    """The points of several bodies, by what they say."""

    def answer(*texts, language="sv"):
        invitation = InvitationFactory(round=round_)
        response = ResponseFactory(invitation=invitation, statement=" ", language=language)
        for ordinal, text in enumerate(texts):
            CommentFactory(response=response, ordinal=ordinal, text=text)
        service.gather(response.id)

    answer(FERRY, BATTERY, *OTHERS)
    answer(FERRIES)
    answer(FACTORY, HOUSING, language="en")
    session.commit()
    return {point.comment.text: point for point in queries.points(round_.id)}


def proposed(point):
    return [each.related.point.comment.text for each in queries.proposed_relations(point)]


def said():
    return [each.relation for each in session.scalars(select(RelatedPoints))]


def test_points_with_rare_words_in_common_are_proposed_in_swedish(points):
    assert proposed(points[FERRY]) == [FERRIES]
    assert proposed(points[FERRIES]) == [FERRY]


def test_and_in_english(points):
    assert proposed(points[FACTORY]) == [HOUSING]


def test_the_words_that_they_share_are_marked_in_both(points):
    [found] = queries.proposed_relations(points[FERRY])
    assert "\x02Holmön\x03" in found.here
    assert "\x02Holmön\x03" in found.related.text
    assert "\x02Barnfamiljer\x03" in found.related.text
    assert "\x02barnfamiljerna\x03" in found.here
    assert "isen" in found.related.text
    assert "\x02isen\x03" not in found.related.text
    assert found.shared == 2


def test_what_somebody_decided_on_is_not_proposed_again(points, officer):
    one, other = points[FERRY], points[FERRIES]
    service.relate(one, other.id, Relation.UNRELATED, actor=officer)
    assert proposed(one) == proposed(other) == []
    service.relate(other, one.id, Relation.RELATED, actor=officer)
    assert said() == [Relation.RELATED]
    assert [each.point for each in queries.related_to(one.id)] == [other]
    assert [each.point for each in queries.related_to(other.id)] == [one]
    service.relate(one, other.id, None, actor=officer)
    assert proposed(one) == [FERRIES]


def test_what_a_later_answer_took_the_place_of_is_not_proposed(points):
    response = points[FERRIES].response
    ResponseFactory(invitation=response.invitation, replaces_id=response.id)
    session.flush()
    assert proposed(points[FERRY]) == []


def test_points_of_other_rounds_are_neither_proposed_nor_related(points, officer):
    other = ResponseFactory(statement=" ")
    CommentFactory(response=other, text=FERRIES)
    service.gather(other.id)
    session.flush()
    foreign = session.scalars(select(Point).where(Point.response_id == other.id)).one()
    assert proposed(foreign) == []
    with pytest.raises(NotFoundError):
        service.relate(points[FERRY], foreign.id, Relation.RELATED, actor=officer)


def answered(round_, *texts, language="sv"):
    """One more body has said this."""
    invitation = InvitationFactory(round=round_)
    response = ResponseFactory(invitation=invitation, statement=" ", language=language)
    for ordinal, text in enumerate(texts):
        CommentFactory(response=response, ordinal=ordinal, text=text)
    service.gather(response.id)
    session.flush()


def test_those_whose_shared_words_weigh_most_are_measured_first(round_, points, monkeypatch):
    monkeypatch.setattr(related, "_CANDIDATES", 1)
    closest = "På Holmön flyttar barnfamiljerna om vintern."
    answered(round_, "Vintern är lång och färjan sen, sade barnfamiljerna.", closest)
    assert proposed(points[FERRY]) == [closest]


def test_both_texts_of_all_proposals_are_one_query(round_, points, count_queries):
    answered(round_, "Housing for the workers, says the factory.", language="en")
    one, two = points[FERRY], points[HOUSING]
    assert [len(proposed(each)) for each in (one, two)] == [1, 2]
    of_one, of_two = (
        count_queries(lambda each=each: queries.proposed_relations(each)) for each in (one, two)
    )
    assert of_one == of_two


def test_only_who_may_decide_says_so(points):
    with pytest.raises(ForbiddenError):
        service.relate(
            points[FERRY],
            points[FERRIES].id,
            Relation.RELATED,
            actor=UserFactory(roles=[Role.REGISTRAR]),
        )


def test_the_pages(client, points, officer):
    sign_in(client, officer)
    client.get("/language/en")
    client.get(f"/points/{points[FERRY].id}/related")
    assert "telling words in common" in client.text()
    assert "Holmön" in client.text("article mark") or "Färjan" in client.text("article mark")
    client.submit("They are related")
    client.get(f"/points/{points[FERRIES].id}")
    assert f"Point {points[FERRY].number}" in client.text()
    client.get(f"/points/{points[FERRY].id}/related")
    client.submit("Not related after all")
    client.submit("They are not related")
    assert said() == [Relation.UNRELATED]


def test_a_point_of_signs_alone_has_no_related(round_, points):
    response = ResponseFactory(invitation=InvitationFactory(round=round_), statement=" ")
    CommentFactory(response=response, text="👍 '); --")
    service.gather(response.id)
    session.flush()
    point = session.scalars(select(Point).where(Point.response_id == response.id)).one()
    assert proposed(point) == []


WORDS = st.sets(st.sampled_from("abcdefghij"), max_size=8)


@given(WORDS, WORDS, st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 50)))
def test_closeness_is_a_share_and_whole_for_the_same_words(own, others, frequencies):
    rarity = Rarity.of(own, frequencies, 50)
    assert 0 <= rarity.closeness(others) <= 1
    if rarity.weights:
        assert rarity.closeness(set(rarity.weights)) == pytest.approx(1)
    assert set(rarity.shared(others)) <= own & others


def test_words_that_most_points_have_are_not_sought_in_a_long_round():
    frequencies = {"rar": 1, "ovanlig": 2, "känd": 10, "vanlig": 12}
    rarity = Rarity.of(frequencies, frequencies, 300)
    assert rarity.sought(300) == ["rar", "ovanlig", "känd", "vanlig"]
    assert rarity.sought(100_000) == ["rar", "ovanlig"]
