"""Points of submitted responses."""

import factory

from tests.factories.accounts import UserFactory
from tests.factories.base import RowFactory
from tests.factories.responses import CommentFactory
from tests.factories.rounds import RoundFactory
from webapp.assessment.models import Argument, Origin, Point


class PointFactory(RowFactory):
    """A point taken from a comment, not yet weighed."""

    class Meta:
        model = Point

    comment = factory.SubFactory(CommentFactory)
    response = factory.SelfAttribute("comment.response")
    round = factory.SelfAttribute("comment.response.round")
    origin = Origin.COMMENT
    number = factory.Sequence(lambda n: n + 1)
    section_key = factory.SelfAttribute("comment.section_key")


class ArgumentFactory(RowFactory):
    """A view without points yet, that stands in no section."""

    class Meta:
        model = Argument

    round = factory.SubFactory(RoundFactory)
    number = factory.Sequence(lambda n: n + 1)
    view = factory.LazyFunction(lambda: {"sv": "målen bör gå att mäta"})
    summary = factory.LazyFunction(dict)
    made_by = factory.LazyFunction(lambda: UserFactory().id)
