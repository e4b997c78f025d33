"""Points of submitted responses."""

import factory

from tests.factories.base import RowFactory
from tests.factories.responses import CommentFactory
from webapp.assessment.models import Origin, Point


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
