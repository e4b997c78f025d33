"""Two bodies that turn out to be one, where both were asked: what moves, and what then counts."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.organisations.models import Category, Contact, Organisation
from webapp.reports import queries as reports
from webapp.responses import queries as responses
from webapp.responses.service import merging
from webapp.rounds import distribution, queries, service
from webapp.rounds.ledger import Choice, InvitationStatus
from webapp.rounds.models import Invitation
from webapp.rounds.reminders import Reminder, day_of

FACTS = (
    "counted_as_id",
    "opened_at",
    "forwarded_at",
    "started_at",
    "answered_as",
    "answered_at",
    "first_answered_at",
    "answered_late",
)


@pytest.fixture
def staff(database):
    return UserFactory(roles=[Role.REGISTRAR], language="en")


@pytest.fixture
def registrar(client, staff):
    sign_in(client, staff)
    return client


@pytest.fixture
def round_(database):
    return RoundFactory()


@pytest.fixture
def kept(round_):
    return InvitationFactory(round=round_, organisation__name="Umeå kommun")


@pytest.fixture
def gone(round_):
    return InvitationFactory(round=round_, organisation__name="Umea kommun")


def answer(invitation, number, **more):
    """The body answers, as the product notes it."""
    made = ResponseFactory(invitation=invitation, number=number, **more)
    service.note_answer(
        invitation.round,
        invitation,
        answered_as="answer",
        late=False,
        preliminary=False,
        at=made.submitted_at,
        first=True,
    )
    session.flush()
    return made


def merge(kept, gone, counting, actor):
    merging.merge(
        kept.organisation, gone.organisation, taken=(), counting={counting.id}, actor=actor
    )


def figures(round_):
    return queries.figures(round_, clock.now())


def test_the_page_names_what_moves_and_what_stays_before_anyone_presses(registrar, kept, gone):
    ove = ParticipantFactory(name="Ove Ek", email=gone.organisation.email)
    MemberFactory(organisation=gone.organisation, participant=ove)
    gone.organisation.contacts.append(Contact(name="Siv Lind", phone="090-1"))
    elsewhere = InvitationFactory(organisation=gone.organisation)
    answer(elsewhere, 1)
    session.commit()
    registrar.get(f"/organisations/{kept.organisation_id}/merge/{gone.organisation_id}")
    said = registrar.text("main")
    assert "Ove Ek" in said
    assert "Siv Lind, 090-1" in said
    rows = [row.get_text(" ", strip=True) for row in registrar.page.select("#asked tbody tr")]
    assert len(rows) == 3
    assert sum("Both are asked" in row for row in rows) == 2
    assert sorted(row[-1] for row in rows) == ["0", "0", "1"]
    assert session.get(Organisation, gone.organisation_id).merged_into_id is None


def test_the_officer_chooses_which_invitation_counts(registrar, round_, kept, gone):
    answer(gone, 1)
    session.commit()
    registrar.get(f"/organisations/{kept.organisation_id}/merge/{gone.organisation_id}")
    assert "Both are asked in the same round" in registrar.text("main")
    name = f"round-{round_.id}"
    # The one that is answered is chosen beforehand.
    assert registrar.page.select_one(f"input[name={name}][checked]")["value"] == str(gone.id)
    registrar.submit("Make them one", **{name: str(kept.id)})
    assert (kept.counted_as_id, gone.counted_as_id) == (None, kept.id)
    assert figures(round_).invited == 1
    assert figures(round_).by_status[InvitationStatus.SUBMITTED] == 1
    officer = UserFactory(roles=[Role.CASE_OFFICER], language="en")
    sign_in(registrar, officer)
    registrar.get(f"/rounds/{round_.id}")
    assert [each.get_text() for each in registrar.page.select("#ledger tbody th a")] == [
        "Umeå kommun"
    ]
    assert "Also asked as Umea kommun" in registrar.text("#ledger")


def test_a_choice_of_another_rounds_invitation_is_refused(registrar, round_, kept, gone):
    session.commit()
    registrar.get(f"/organisations/{kept.organisation_id}/merge/{gone.organisation_id}")
    path = f"/organisations/{kept.organisation_id}/merge/{gone.organisation_id}"
    sent = {
        each["name"]: each["value"]
        for each in registrar.page.select("form.y-form input")
        if each.get("type") == "hidden" or each.has_attr("checked")
    }
    answered = registrar.post(path, {**sent, f"round-{round_.id}": str(InvitationFactory().id)})
    assert answered.status_code == 422
    assert gone.counted_as_id is None


def test_where_both_have_answered_both_stay_and_are_shown_at_the_one_that_counts(
    registrar, round_, kept, gone, staff
):
    one, other = answer(kept, 1), answer(gone, 2)
    merge(kept, gone, kept, staff)
    session.commit()
    assert {each.id for each in responses.submitted(round_.id)} == {one.id, other.id}
    sign_in(registrar, UserFactory(roles=[Role.CASE_OFFICER], language="en"))
    registrar.get(f"/invitations/{kept.id}")
    links = [each["href"] for each in registrar.page.select(".y-history a")]
    assert {f"/responses/{one.id}", f"/responses/{other.id}"} <= set(links)
    assert "as Umea kommun" in registrar.text(".y-history")
    registrar.get(f"/invitations/{gone.id}")
    assert "This invitation does not count" in registrar.text("main")
    assert figures(round_).answered == figures(round_).invited == 1


def test_what_is_answered_later_by_the_other_link_is_the_bodys_answer(
    client, round_, kept, gone, staff
):
    merge(kept, gone, kept, staff)
    session.commit()
    enter(client, gone)
    session.refresh(kept)
    assert kept.opened_at is not None
    answer(gone, 1)
    assert kept.answered_as == gone.answered_as == "answer"
    assert figures(round_).answered == 1


def test_the_one_that_does_not_count_gets_no_reminder_and_no_other_letter(
    round_, kept, gone, staff
):
    merge(kept, gone, kept, staff)
    session.flush()
    day = day_of(Reminder.ONE_WEEK, round_.deadline)
    assert queries.audience(round_, Reminder.ONE_WEEK, day) == [kept]
    assert queries.count_audience(round_, Reminder.ONE_WEEK, day) == 1
    assert queries.unmailed(round_.id, after=None, limit=9) == [kept]
    told = queries.to_be_told(round_.id, unanswered=True, after=None, limit=9)
    assert told == [kept]
    assert queries.with_bodies(round_.id) == [kept]


def test_a_body_asked_under_its_former_name_is_not_offered_again(round_, kept, staff):
    other = OrganisationFactory(name="Umeå stad")
    merging.merge(other, kept.organisation, taken=(), counting=(), actor=staff)
    assert distribution.uninvited_ids(round_.id) == []


def test_a_round_that_is_reported_keeps_both(round_, kept, gone, staff):
    round_.closed_at = round_.assessed_at = round_.reported_at = clock.now()
    merge(kept, gone, kept, staff)
    assert gone.counted_as_id is None


def test_in_the_report_each_invited_body_stands_once(round_, kept, gone, staff):
    answer(gone, 1)
    merge(kept, gone, kept, staff)
    material = reports.material(round_.id)
    counting = [each for each in material.invitations if each.counted_as_id is None]
    assert counting == [kept]


def test_taking_the_one_that_counts_off_a_draft_takes_the_other_too(staff):
    draft = RoundFactory(draft=True)
    kept, gone = InvitationFactory.create_batch(2, round=draft)
    merge(kept, gone, kept, staff)
    service.remove_body(kept, staff)
    assert session.scalars(select(Invitation).where(Invitation.round_id == draft.id)).all() == []


def test_parted_again_each_counts_for_itself(registrar, round_, kept, gone, staff):
    answer(gone, 1)
    merge(kept, gone, kept, staff)
    session.commit()
    registrar.get(f"/organisations/{gone.organisation_id}")
    registrar.submit("Part them again")
    session.refresh(kept)
    assert (kept.counted_as_id, gone.counted_as_id) == (None, None)
    assert (kept.answered_as, gone.answered_as) == (None, "answer")
    assert figures(round_).invited == 2


def _facts(invitations):
    session.flush()
    session.expire_all()
    return {each.id: [getattr(each, name) for name in FACTS] for each in invitations}


def _asked(chance, round_):
    """Some bodies, each somewhere on its way through the round."""
    made = []
    for number in range(chance.randint(4, 8)):
        made.append(InvitationFactory(round=round_, category=chance.choice(list(Category))))
        moment = clock.now() - timedelta(minutes=chance.randint(1, 9000), seconds=number)
        if chance.random() < 0.6:
            made[-1].opened_at = moment
        if chance.random() < 0.4:
            made[-1].started_at = moment
        if chance.random() < 0.4:
            answer(made[-1], number + 1, submitted_at=moment)
    return made


def _check_counts(round_, bodies, answered):
    """Every count of the round is of the same bodies."""
    found, at = figures(round_), clock.now()
    categories = found.of_category().values()
    assert found.invited == bodies
    assert found.answered == answered
    assert sum(each.invited for each in categories) == bodies
    assert sum(each.answered for each in categories) == answered
    lines, cursor = queries.lines(round_, Choice(), at)
    assert (len(lines), cursor) == (bodies, None)
    assert len(list(queries.rows(round_, Choice(), at))) == bodies
    pulse = queries.pulses([round_], at)[round_.id]
    assert (pulse.invited, pulse.answered) == (bodies, answered)
    assert sum(distribution.invited_by_category(round_.id).values()) == bodies
    assert sum(distribution.invited_by_language(round_.id).values()) == bodies
    rate = queries.response_rate(round_, bodies, at)
    assert rate.answered == answered


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_merged_the_counts_add_up_and_parting_undoes_it(seed, round_, staff):
    chance = Random(seed)  # noqa: S311 - chosen at random, kept from nobody
    invitations = _asked(chance, round_)
    before, steps = [], []
    groups = [{each} for each in invitations]
    for _ in range(chance.randint(1, len(invitations) - 1)):
        into, other = chance.sample(groups, 2)
        before.append(_facts(invitations))
        heads = [
            next(each for each in one if each.organisation.merged_into_id is None)
            for one in (into, other)
        ]
        merge(*heads, chance.choice([*into, *other]), staff)
        steps.append(heads[1].organisation)
        groups.remove(other)
        into |= other
        answered = [any(each.answered_as for each in one) for one in groups]
        _check_counts(round_, len(groups), sum(answered))
    while steps:
        merging.part(steps.pop(), staff)
        assert _facts(invitations) == before.pop()
