"""Bodies."""

import factory

from tests.factories.accounts import ParticipantFactory
from tests.factories.base import RowFactory
from webapp.organisations.models import Category, Member, Organisation, Sector


class OrganisationFactory(RowFactory):
    """A municipality."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Prov{n} kommun")
    category = Category.MUNICIPALITY
    sector = Sector.PUBLIC
    email = factory.Sequence(lambda n: f"registrator@prov{n}.example")


class MemberFactory(RowFactory):
    """A coordinator of a body."""

    class Meta:
        model = Member

    organisation = factory.SubFactory(OrganisationFactory)
    participant = factory.SubFactory(ParticipantFactory)
