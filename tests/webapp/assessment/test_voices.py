"""Who says it, in words: named, counted or passed over in silence."""

import pytest

from tests.factories.assessment import ArgumentFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory, SecrecyCheckFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.assessment import queries, service, voices
from webapp.assessment.models import ArgumentPoint
from webapp.assessment.voices import Order
from webapp.core import clock
from webapp.core.database import session
from webapp.core.rendering import spoken
from webapp.organisations.models import Category
from webapp.responses.models import Disowning, Secrecy

VIEW = "målen bör gå att mäta"


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


def speak(round_, name, category=Category.MUNICIPALITY, *, person=None, points=1, **checked):
    """Someone's answer with so many comments; `person`: a private one, named or not."""
    if person is None:
        body = OrganisationFactory(name=name, category=category)
        whose = {"invitation": InvitationFactory(round=round_, organisation=body)}
    else:
        whose = {"invitation": None, "round": round_, "organisation": None, "sender": name}
        whose |= {"for_body": False, "named": person}
    response = ResponseFactory(statement=" ", **whose)
    CommentFactory.create_batch(points, response=response, text="Målen går inte att mäta.")
    if checked:
        SecrecyCheckFactory(response=response, **checked)
    session.flush()
    service.gather(response.id)
    session.flush()
    session.expire_all()
    return response


def said(round_, order=Order.CATEGORY):
    with spoken("sv"):
        return voices.of(queries.points(round_.id)).sentence(VIEW, order)


def test_up_to_three_are_all_named(round_):
    speak(round_, "Åsele kommun")
    assert said(round_) == "Åsele kommun anser att målen bör gå att mäta."
    speak(round_, "Länsstyrelsen", Category.AGENCY)
    speak(round_, "Östersunds kommun")
    first = "Åsele kommun, Östersunds kommun och Länsstyrelsen"
    assert said(round_) == f"{first} anser att målen bör gå att mäta."
    last = "Länsstyrelsen, Åsele kommun och Östersunds kommun"
    assert said(round_, Order.ALPHABET) == f"{last} anser att målen bör gå att mäta."


def test_of_many_the_first_two_are_named_and_the_rest_counted(round_):
    for name in ("Umeå kommun", "Malå kommun", "Åsele kommun", "Bjurholms kommun"):
        speak(round_, name)
    speak(round_, "Kim", person=False)
    assert (
        said(round_) == "Bjurholms kommun, Malå kommun och 3 till anser att målen bör gå att mäta."
    )
    found = voices.of(queries.points(round_.id))
    assert (found.count, found.unnamed, found.hidden) == (5, 1, 0)


def test_a_body_is_named_once_however_many_of_its_points_say_it(round_):
    speak(round_, "Umeå kommun", points=2)
    speak(round_, "Malå kommun")
    assert len(queries.points(round_.id)) == 3
    assert len(voices.of(queries.points(round_.id)).named) == 2
    assert said(round_).startswith("Malå kommun och Umeå kommun anser")


def test_a_private_person_is_counted_and_never_named(round_):
    speak(round_, "Kim Hemlig", person=False)
    assert said(round_) == "1 privatperson anser att målen bör gå att mäta."
    speak(round_, "Eva Öppen", person=True)
    assert said(round_) == "2 privatpersoner anser att målen bör gå att mäta."


def test_who_is_withheld_or_masked_is_neither_named_nor_counted(round_):
    speak(round_, "Umeå kommun")
    speak(round_, "Hemliga bolaget", state=Secrecy.WITHHELD)
    masked = speak(round_, "Tysta bolaget")
    SecrecyCheckFactory(
        response=masked, state=Secrecy.MASKED, parts=[f"comment-{masked.comments[0].ordinal}"]
    )
    session.flush()
    session.expire_all()
    assert said(round_) == "Umeå kommun anser att målen bör gå att mäta."
    assert voices.of(queries.points(round_.id)).hidden == 2


def test_every_word_masked_is_as_the_part_masked(round_):
    speak(round_, "Tysta bolaget", state=Secrecy.MASKED, words=["Målen går inte", "att mäta"])
    assert said(round_) == ""
    speak(round_, "Umeå kommun", state=Secrecy.MASKED, words=["inte att mäta"])
    assert said(round_).startswith("Umeå kommun anser")


def test_a_name_with_masked_words_is_masked(round_):
    speak(round_, "Anna Eks firma 850314-1239")
    assert said(round_) == "Anna Eks firma [maskat] anser att målen bör gå att mäta."


def test_what_is_masked_in_a_point_is_masked_in_the_words_on_it(round_):
    speak(round_, "Umeå kommun", state=Secrecy.MASKED, words=["Kim Ek"])
    with spoken("sv"):
        text = voices.masked("Som Kim Ek visar, 850314-1239.", queries.points(round_.id))
    assert text == "Som [maskat] visar, [maskat]."


def test_nobody_says_nothing(round_):
    assert said(round_) == ""


def test_the_plain_rows_of_an_argument_tell_the_same_as_its_points(round_):
    speak(round_, "Umeå kommun", points=2)
    merged = speak(round_, "Malå kommun", Category.OTHER).invitation
    kept = InvitationFactory(
        round=round_, organisation=OrganisationFactory(category=Category.AGENCY)
    )
    merged.category, merged.counted_as = Category.OTHER, kept
    kept.category = Category.AGENCY
    speak(round_, "Kim Hemlig", person=False)
    disowned = speak(round_, "Föreningen", person=True)
    session.add(Disowning(response_id=disowned.id, told_at=clock.now()))
    speak(round_, "Åsele kommun", state=Secrecy.WITHHELD)
    part = speak(round_, "Norsjö kommun")
    named = [f"comment-{part.comments[0].ordinal}"]
    SecrecyCheckFactory(response=part, state=Secrecy.MASKED, parts=named)
    speak(round_, "Sorsele kommun", state=Secrecy.MASKED, words=["Sorsele"])
    whole = ResponseFactory(
        statement="Bra.", invitation=InvitationFactory(round=round_), sender="Dorotea kommun"
    )
    SecrecyCheckFactory(response=whole, state=Secrecy.MASKED, words=["Bra"])
    session.flush()
    service.gather(whole.id)
    argument = ArgumentFactory(round=round_)
    points = queries.points(round_.id)
    for point in points:
        session.add(
            ArgumentPoint(
                argument_id=argument.id, point_id=point.id, linked_by=argument.made_by,
                linked_at=clock.now(),
            )
        )  # fmt: skip
    session.flush()
    session.expire_all()
    with spoken("sv"):
        found = voices.of(queries.said_behind(argument))
        assert found == voices.of(queries.points(round_.id))
    assert found.hidden == 3
    assert "Malå kommun" in found.groups()["Statliga myndigheter"]
