from sqlalchemy import Connection

from tests.factories.accounts import ParticipantFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from webapp.organisations import queries, service
from webapp.organisations.models import MemberRole


def test_a_person_who_joins_twice_is_one_member_and_keeps_the_role(database: Connection) -> None:
    body, person = OrganisationFactory(), ParticipantFactory()
    first = service.join(body, person, role=MemberRole.APPROVER)
    again = service.join(body, person)
    assert again is first
    assert again.role is MemberRole.APPROVER


def test_a_persons_bodies_come_by_name_and_nobody_elses(database: Connection) -> None:
    person = ParticipantFactory()
    for name in ("Åsele kommun", "Bjurholms kommun"):
        service.join(OrganisationFactory(name=name), person)
    MemberFactory()
    found = queries.memberships(person.id)
    assert [each.organisation.name for each in found] == ["Bjurholms kommun", "Åsele kommun"]
