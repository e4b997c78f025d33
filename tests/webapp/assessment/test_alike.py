"""Texts that are alike, found by a search, confirmed by people, shown and decided on as one."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import (
    CommentFactory,
    OwnCommentFactory,
    OwnSpaceFactory,
    ResponseFactory,
    SecrecyCheckFactory,
)
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from tests.webapp.assessment.test_alike_texts import LETTER
from webapp.assessment import queries, service
from webapp.assessment.models import (
    AlikeGroup,
    AlikeMember,
    AlikeSearch,
    Decision,
    GroupState,
    MemberState,
    Point,
    SearchStatus,
)
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, ForbiddenError
from webapp.core.rendering import spoken
from webapp.reports import queries as reports
from webapp.reports.assembly import report
from webapp.reports.imprint import Imprint
from webapp.responses.models import Secrecy

NEAR = LETTER.replace("landsbygden", "inlandet")
OTHER = (
    "Kollektivtrafiken till fjällen nämns inte alls, och den är avgörande för besöksnäringen där."
)


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example", name="Hanna")


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.fixture
def answer(round_):
    """A function that lets a new body answer with these comments; returns the response."""

    def submit(*texts, **kwargs):
        invitation = kwargs.pop("invitation", None) or InvitationFactory(round=round_)
        response = ResponseFactory(invitation=invitation, statement=" ", **kwargs)
        for ordinal, text in enumerate(texts):
            CommentFactory(response=response, ordinal=ordinal, text=text)
        service.gather(response.id)
        session.flush()
        return response

    return submit


@pytest.fixture
def search(round_, officer, work_off):
    """A function that searches, as a worker does."""

    def find():
        made = service.request_search(round_, actor=officer)
        assert "assessment.find_alike" in work_off()
        return session.get_one(AlikeSearch, made.id)

    return find


def groups(state=GroupState.PROPOSED):
    statement = select(AlikeGroup).where(AlikeGroup.state == state).order_by(AlikeGroup.size.desc())
    return session.scalars(statement).all()


def senders(group, state=None):
    """The senders in a group, in order of their points."""
    statement = (
        select(Point, AlikeMember.state)
        .join(AlikeMember, AlikeMember.point_id == Point.id)
        .where(AlikeMember.group_id == group.id)
        .order_by(Point.number)
    )
    return [
        point.response.sender for point, said in session.execute(statement) if state in {None, said}
    ]


def point_of(response):
    return session.scalars(select(Point).where(Point.response_id == response.id)).first()


def test_a_search_puts_together_what_is_alike(answer, search):
    first, second, third = answer(LETTER), answer(LETTER.upper()), answer(NEAR, OTHER)
    done = search()
    assert (done.status, done.percent, done.compared) == (SearchStatus.DONE, 100, 4)
    [group] = groups()
    assert senders(group) == [first.sender, second.sender, third.sender]
    number = queries.copies([group.id])[group.id]
    assert (number.texts, number.same, number.near, number.bodies) == (3, 2, 1, 3)


def test_what_a_later_answer_took_the_place_of_is_not_compared(answer, search):
    first = answer(LETTER)
    answer(LETTER, invitation=first.invitation, replaces_id=first.id)
    assert search().compared == 1
    assert groups() == []


def test_a_body_that_says_it_twice_is_one_body_and_a_person_is_none(answer, search):
    answer(LETTER, f"{LETTER}!")
    answer(LETTER, for_body=False, organisation=None, invitation_id=None)
    search()
    [group] = groups()
    number = queries.copies([group.id])[group.id]
    assert (number.texts, number.bodies, number.persons) == (3, 1, 1)


def test_nothing_that_is_not_submitted_is_compared(answer, search, round_):
    answer(LETTER)
    space = OwnSpaceFactory(invitation=InvitationFactory(round=round_), statement=LETTER)
    OwnCommentFactory(space=space, text=LETTER)
    session.flush()
    assert search().compared == 1
    assert session.scalars(select(AlikeMember)).all() == []


def test_while_a_search_is_under_way_it_is_the_answer(round_, officer, sent_tasks):
    one = service.request_search(round_, actor=officer)
    assert service.request_search(round_, actor=officer) is one


def test_a_search_is_done_once_and_a_lost_one_again(answer, round_, officer, work_off):
    answer(LETTER)
    made = service.request_search(round_, actor=officer)
    assert service.claim_search(made.id) is made
    assert service.claim_search(made.id) is None
    assert service.sweep_searches() == 0
    made.claimed_at = clock.now() - service.alike.LOST_AFTER * 2
    session.flush()
    assert service.sweep_searches() == 1
    work_off()
    assert session.get_one(AlikeSearch, made.id).status is SearchStatus.DONE


def test_a_search_that_is_lost_too_often_fails_for_staff_to_see(client, round_, officer):
    made = service.request_search(round_, actor=officer)
    made.attempts = service.alike.MOST_ATTEMPTS
    assert service.claim_search(made.id) is None
    session.commit()
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/alike")
    assert "Sökningen gick inte att göra" in client.text()


def test_who_is_confirmed_stays_and_new_texts_are_proposed(answer, search, officer):
    first, second = answer(LETTER), answer(LETTER)
    search()
    service.confirm_group(groups()[0], [], actor=officer)
    late, near = answer(LETTER), answer(NEAR)
    search()
    assert groups() == []
    [group] = groups(GroupState.CONFIRMED)
    assert senders(group, MemberState.CONFIRMED) == [first.sender, second.sender]
    assert senders(group, MemberState.PROPOSED) == [late.sender, near.sender]
    assert service.confirm_group(group, [point_of(near).id], actor=officer) == 3
    search()
    assert senders(group, MemberState.CONFIRMED) == [first.sender, second.sender, late.sender]
    assert senders(group, MemberState.PROPOSED) == []
    assert groups() == []


def test_what_leads_a_group_does_so_when_its_sender_has_answered_anew(answer, search, officer):
    first = answer(LETTER)
    answer(LETTER)
    search()
    service.confirm_group(groups()[0], [], actor=officer)
    again = answer(NEAR, invitation=first.invitation, replaces_id=first.id)
    search()
    [group] = groups(GroupState.CONFIRMED)
    assert senders(group, MemberState.PROPOSED) == [again.sender]
    assert queries.copies([group.id])[group.id].texts == 2


def test_what_is_rejected_is_not_proposed_again_until_more_say_it(answer, search, officer):
    answer(LETTER), answer(NEAR)
    search()
    service.reject_group(groups()[0], actor=officer)
    search()
    assert groups() == []
    answer(LETTER)
    search()
    assert [group.size for group in groups()] == [3]


def test_a_group_is_split_and_made_a_proposal_again(answer, search, officer):
    answer(LETTER), answer(LETTER)
    search()
    [group] = groups()
    service.confirm_group(group, [], actor=officer)
    service.reject_group(group, actor=officer)
    assert queries.confirmed_points(group.round_id) == set()
    service.reopen_group(group, actor=officer)
    assert group.state is GroupState.PROPOSED
    assert group.size == 2
    actions = session.scalars(select(Entry.action).where(Entry.subject == group.lead_id)).all()
    for verb in ("confirmed", "rejected", "proposed"):
        assert f"assessment.{verb}_alike" in actions


def test_no_group_is_of_one(answer, search, officer):
    answer(LETTER)
    near = answer(NEAR)
    search()
    [group] = groups()
    with pytest.raises(ConflictError):
        service.confirm_group(group, [point_of(near).id], actor=officer)


def test_a_point_is_in_one_group_at_most(answer, search, officer, round_):
    first, second = answer(LETTER), answer(LETTER)
    search()
    [group] = groups()
    other = AlikeGroup(round_id=round_.id, lead_id=point_of(second).id, size=2)
    session.add(other)
    session.flush()
    for response in (first, second):
        session.add(
            AlikeMember(
                group_id=other.id, point_id=point_of(response).id, is_same=True, likeness=1.0
            )
        )
    session.flush()
    service.confirm_group(group, [], actor=officer)
    with pytest.raises(ConflictError):
        service.confirm_group(other, [], actor=officer)


@pytest.mark.parametrize("do", ["request", "confirm", "reject", "reopen", "leave_out"])
def test_only_who_may_decide_changes_anything(answer, search, round_, do):
    answer(LETTER), answer(LETTER)
    search()
    [group] = groups()
    viewer = UserFactory(roles=[Role.REGISTRAR])
    with pytest.raises(ForbiddenError):
        {
            "request": lambda: service.request_search(round_, actor=viewer),
            "confirm": lambda: service.confirm_group(group, [], actor=viewer),
            "reject": lambda: service.reject_group(group, actor=viewer),
            "reopen": lambda: service.reopen_group(group, actor=viewer),
            "leave_out": lambda: service.leave_out(group, group.lead_id, actor=viewer),
        }[do]()


def test_the_pages_from_search_to_decision_and_back(client, answer, round_, officer, work_off):
    first, second, near = answer(LETTER), answer(LETTER), answer(NEAR)
    session.commit()
    sign_in(client, officer)
    client.get("/language/en")
    client.get(f"/rounds/{round_.id}/assessment")
    assert client.page.select_one("main").find("a", string="Texts that are alike")
    client.get(f"/rounds/{round_.id}/alike")
    client.submit("Search for texts that are alike")
    assert "Comparing the texts" in client.text()
    work_off()
    client.get(f"/rounds/{round_.id}/alike")
    assert "3 texts from 3 bodies" in client.text("#groups")
    assert "one differs a little" in client.text("#groups")
    [group] = groups()
    client.get(f"/alike/{group.id}")
    assert "2 say it word for word" in client.text()
    assert "inlandet" in client.text("#near-ones ins")
    assert "landsbygden" in client.text("#near-ones del")
    client.submit("Confirm the group")
    assert "3 texts are in the group." in client.text()

    client.get(f"/rounds/{round_.id}/points")
    assert client.text().count("One of 3 alike") == 3
    client.get(f"/points/{point_of(second).id}")
    assert "One of 3 alike" in client.text()
    client.get(f"/alike/{group.id}")
    client.submit("Decide on the points", decision="noted", reply="Tack.")
    assert {point_of(each).decision for each in (first, second, near)} == {Decision.NOTED}
    client.submit("Undo it")
    assert {point_of(each).decision for each in (first, second, near)} == {None}


def test_a_point_is_taken_out_on_its_page(client, answer, round_, officer, search):
    answer(LETTER), answer(LETTER)
    near = answer(NEAR)
    search()
    [group] = groups()
    service.confirm_group(group, [], actor=officer)
    session.commit()
    sign_in(client, officer)
    client.get("/language/en")
    client.get(f"/points/{point_of(near).id}")
    client.submit("Take this point out of the group")
    assert queries.copies([group.id])[group.id].texts == 2
    client.get(f"/rounds/{round_.id}/points", query_string={"alike": str(group.id)})
    assert client.text().count("One of 2 copies") == 2
    assert near.sender not in client.text("#lines")


def test_the_report_says_of_how_many_a_point_is_one_unless_they_are_withheld(
    answer, search, officer, round_
):
    first, _, near = answer(LETTER), answer(LETTER), answer(NEAR, OTHER)
    search()
    assert set(in_report(round_).values()) == {0}
    service.confirm_group(groups()[0], [], actor=officer)
    session.flush()
    said = in_report(round_)
    assert [said[LETTER], said[NEAR], said[OTHER]] == [3, 3, 0]
    SecrecyCheckFactory(response=near, state=Secrecy.WITHHELD, reason="Sekretess.")
    session.expire_all()
    assert in_report(round_)[LETTER] == 2
    assert first.statement == " "


def in_report(round_):
    """Of how many the report says that each text is one."""
    imprint = Imprint(
        1, "sv", "Region", clock.local(clock.now()), "/r", lambda number: f"/{number}"
    )
    with spoken("sv"):
        said = report(reports.material(round_.id), imprint)
    return {placed.point.text: placed.point.copies for placed in said.points()}


def test_the_one_that_the_others_are_compared_to_stays(answer, search, officer):
    answer(LETTER), answer(LETTER)
    search()
    [group] = groups()
    with pytest.raises(ConflictError):
        service.leave_out(group, group.lead_id, actor=officer)


@pytest.mark.parametrize(
    "path", ["/rounds/{round}/alike", "/alike/{group}", "/rounds/{round}/points"]
)
def test_the_pages_take_as_many_statements_whatever_there_is(  # noqa: PLR0913, PLR0917 - fixtures
    client, answer, search, round_, officer, count_queries, path
):
    sign_in(client, officer)

    def count(copies):
        for number in range(copies):
            answer(f"{LETTER} {'Ja. ' * (number % 3)}", f"{OTHER} {number // 2}")
        search()
        for group in groups():
            service.confirm_group(group, [], actor=officer)
        session.commit()
        address = path.format(round=round_.id, group=groups(GroupState.CONFIRMED)[0].id)
        if path.endswith("alike"):
            address += "?show=confirmed"

        def fetch():
            assert client.get(address, follow_redirects=False).status_code == 200

        return count_queries(fetch)

    assert count(14) == count(6)  # More than fit a page, which are counted, each time.


def test_pages_take_as_many_queries_however_many_say_the_same(
    client, round_, answer, search, count_queries
):
    sign_in(client, UserFactory())

    def count():
        search()
        group = session.scalars(select(AlikeGroup.id).where(AlikeGroup.round_id == round_.id)).one()
        session.commit()
        paths = f"/rounds/{round_.id}/alike", f"/alike/{group}"
        return [count_queries(lambda path=path: client.get(path)) for path in paths]

    for text in (LETTER, LETTER, NEAR):
        answer(text)
    count()
    before = count()
    for text in (LETTER, NEAR) * 6:
        answer(text)
    assert count() == before
