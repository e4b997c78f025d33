"""Consultations, rounds and invitations."""

from datetime import timedelta

import factory

from tests.factories.accounts import UserFactory
from tests.factories.base import FIRST_ORDINAL, RowFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from webapp.core import clock
from webapp.rounds.models import Consultation, Invitation, Question, Round


class ConsultationFactory(RowFactory):
    """A case with a contact person."""

    class Meta:
        model = Consultation

    registry_number = factory.Sequence(lambda n: f"RUN 2027/{n:04d}")
    title = factory.LazyFunction(lambda: {"sv": "Ny innovationsstrategi", "en": "New strategy"})
    contact_name = "Karin Kontakt"
    contact_title = "Utvecklingsstrateg"
    contact_email = "karin.kontakt@region.example"
    contact_phone = "090-465 04 10"
    owner_id = factory.LazyFunction(lambda: UserFactory().id)


class RoundFactory(RowFactory):
    """An open round whose last day is three weeks ahead."""

    class Meta:
        model = Round

    consultation = factory.SubFactory(ConsultationFactory)
    number = 1
    version = factory.SubFactory(VersionFactory)
    deadline = factory.LazyFunction(lambda: (clock.local(clock.now()) + timedelta(days=21)).date())
    cover_letter = factory.LazyFunction(lambda: {"sv": "Vi vill veta vad ni tycker."})
    opened_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=7))
    made_by = factory.LazyFunction(lambda: UserFactory().id)

    class Params:
        draft = factory.Trait(opened_at=None)
        closed = factory.Trait(
            deadline=factory.LazyFunction(
                lambda: (clock.local(clock.now()) - timedelta(days=2)).date()
            ),
            opened_at=factory.LazyFunction(lambda: clock.now() - timedelta(days=60)),
        )


class QuestionFactory(RowFactory):
    """A question beside the text."""

    class Meta:
        model = Question

    round = factory.SubFactory(RoundFactory)
    ordinal = factory.Sequence(lambda n: FIRST_ORDINAL + n)
    text = factory.LazyFunction(lambda: {"sv": "Är målen rätt?", "en": "Are the goals right?"})


class InvitationFactory(RowFactory):
    """A body on a round's list."""

    class Meta:
        model = Invitation

    round = factory.SubFactory(RoundFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.SelfAttribute("organisation.name")
    email = factory.SelfAttribute("organisation.email")
    category = factory.SelfAttribute("organisation.category")
    sector = factory.SelfAttribute("organisation.sector")
