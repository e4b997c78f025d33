"""Own spaces and submitted responses."""

import uuid

import factory

from tests.factories.accounts import UserFactory
from tests.factories.base import FIRST_ORDINAL, RowFactory
from tests.factories.rounds import InvitationFactory
from webapp.core import clock
from webapp.responses import queries
from webapp.responses.models import (
    Comment,
    CommentKind,
    Form,
    OwnComment,
    OwnSpace,
    Position,
    Response,
    Secrecy,
    SecrecyCheck,
)


class OwnSpaceFactory(RowFactory):
    """An invited body's own space."""

    class Meta:
        model = OwnSpace

    invitation = factory.SubFactory(InvitationFactory)
    round = factory.SelfAttribute("invitation.round")
    organisation = factory.SelfAttribute("invitation.organisation")
    updated_at = factory.LazyFunction(clock.now)


class OwnCommentFactory(RowFactory):
    """A comment being written."""

    class Meta:
        model = OwnComment

    space = factory.SubFactory(OwnSpaceFactory)
    text = "Ett utkast till synpunkt."


class ResponseFactory(RowFactory):
    """An invited body's submitted answer."""

    class Meta:
        model = Response

    invitation = factory.SubFactory(InvitationFactory)
    round = factory.SelfAttribute("invitation.round")
    consultation_id = factory.SelfAttribute("round.consultation_id")
    organisation = factory.SelfAttribute("invitation.organisation")
    version_id = factory.SelfAttribute("round.version_id")
    number = factory.Sequence(lambda n: n + 1)
    sender = factory.SelfAttribute("invitation.name")
    form = Form.ANSWER
    position = Position.ENDORSE_IN_PART
    statement = "Vi ställer oss i huvudsak bakom förslaget."
    submitted_at = factory.LazyFunction(clock.now)
    last_day = factory.LazyAttribute(lambda o: o.round.deadline.isoformat())
    late = False
    sha256 = "0" * 64
    submission_key = factory.LazyFunction(uuid.uuid4)


class CommentFactory(RowFactory):
    """One point in a submitted response."""

    class Meta:
        model = Comment

    response = factory.SubFactory(ResponseFactory)
    ordinal = factory.Sequence(lambda n: FIRST_ORDINAL + n)
    kind = CommentKind.GENERAL
    text = "Målet bör gå att mäta."


class SecrecyCheckFactory(RowFactory):
    """A check of a response that found it open."""

    class Meta:
        model = SecrecyCheck

    response = factory.SubFactory(ResponseFactory)
    state = Secrecy.OPEN
    checker = factory.SubFactory(UserFactory)


def check_all(round_) -> None:
    """Let everything that counts in the round be checked, and open."""
    for response in queries.submitted(round_.id):
        if response.check is None:
            SecrecyCheckFactory(response=response)
