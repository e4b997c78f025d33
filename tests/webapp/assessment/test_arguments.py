"""Arguments: views summed up once, linked to points one by one and many at once."""

import uuid

import pytest
from sqlalchemy import select

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assessment import ArgumentFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.assessment import queries, service
from webapp.assessment.models import Argument, ArgumentPoint, Decision, ManyChange
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.drafts import queries as drafts
from webapp.responses.models import Leaving

VIEW = {"sv": "målen bör gå att mäta", "en": "the goals must be possible to measure"}


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example", name="Hanna")


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.fixture
def keys(round_):
    return [section.key for section in drafts.outline(round_.version_id)]


@pytest.fixture
def points(round_, keys):
    """Two bodies: the first makes two points, the second one."""
    for name, texts in (("Umeå kommun", ("Mät målen.", "Fler mål.")), ("Malå kommun", ("Mät.",))):
        body = OrganisationFactory(name=name)
        invitation = InvitationFactory(round=round_, organisation=body)
        response = ResponseFactory(invitation=invitation, statement=" ")
        for ordinal, text in enumerate(texts):
            CommentFactory(response=response, ordinal=ordinal, text=text, section_key=keys[0])
        service.gather(response.id)
    session.commit()
    return queries.points(round_.id)


def sum_up(round_, officer, points=(), view=VIEW, **more):
    said = service.Summed(view, more.pop("summary", {}), more.pop("theme", ""))
    begin = service.Beginning(more.pop("key", None) or uuid.uuid4(), points=points, **more)
    return service.sum_up(round_, said, begin, actor=officer)


def behind(argument):
    """The numbers of the points behind an argument that count, as its page lists them."""
    numbers = {point.id: point.number for point in queries.points(argument.round_id)}
    ids = queries.points_by_argument(argument.round_id).get(argument.id, [])
    found = [numbers[each] for each in ids if each in numbers]
    assert len(queries.said_behind(argument)) == len(found)
    return found


def sign_in(client, user):
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})


def actions(row):
    session.flush()
    return set(session.scalars(select(Entry.action).where(Entry.subject == row.id)))


def latest(officer):
    session.flush()
    found = session.scalars(select(ManyChange).order_by(ManyChange.id.desc()).limit(1)).one()
    return queries.own_change(found.id, officer.id)


def test_an_argument_is_made_once_and_linked_to_its_points(round_, officer, points, keys):
    key = uuid.uuid4()
    made = sum_up(round_, officer, points[:2], key=key, sections=[keys[0]], theme="Uppföljning")
    assert sum_up(round_, officer, points[:2], key=key).number == made.number == 1
    assert sum_up(round_, officer, view={"en": "Less."}).number == 2
    assert behind(made) == [1, 2]
    assert made.section_keys == [keys[0]]
    assert made.theme.name == "Uppföljning"
    assert actions(made) == {"assessment.sum_up_argument"}
    assert actions(points[0]) == {"assessment.linked"}


def test_a_view_has_no_full_stop_and_is_not_empty(round_, officer):
    assert sum_up(round_, officer, view={"sv": "målen är många .", "en": " "}).view == {
        "sv": "målen är många"
    }
    with pytest.raises(DomainError):
        sum_up(round_, officer, view={"sv": " ."})


def test_points_and_senders_are_counted_of_answers_that_count(round_, officer, points):
    made = sum_up(round_, officer, points)
    shared = queries.shared(round_.id)[made.id]
    assert (shared.points, shared.bodies) == (3, 2)
    assert queries.senders(round_.id) == 2
    first = points[0].response
    ResponseFactory(invitation=first.invitation, replaces_id=first.id, statement=" ")
    session.flush()
    shared = queries.shared(round_.id)[made.id]
    assert (shared.points, shared.bodies) == (1, 1)
    assert queries.senders(round_.id) == 2
    assert behind(made) == [3]


def test_every_body_of_a_joint_answer_is_counted_once_until_it_leaves(round_, officer, points):
    made = sum_up(round_, officer, points)
    lead, parts = points[0].response, []
    for name in ("Åsele kommun", "Bjurholms kommun"):
        body = InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))
        joined = {"endorses_id": lead.id, "jointly_with": [lead.sender], "statement": " "}
        parts.append(ResponseFactory(invitation=body, **joined))
    session.flush()
    shared = queries.shared_by(made.id)
    assert (shared.points, shared.bodies) == (3, 4)
    assert queries.senders(round_.id) == 4
    session.add(Leaving(response_id=parts[0].id, left_at=clock.now(), left_by="Kim"))
    session.flush()
    shared = queries.shared(round_.id)[made.id]
    assert (shared.points, shared.bodies) == (3, 3)
    assert queries.senders(round_.id) == 3


def test_many_are_linked_and_put_back(round_, officer, points):
    made = sum_up(round_, officer, points[:1])
    assert service.link_points(points, made, actor=officer) == 2
    assert service.undo(latest(officer), actor=officer) == 2
    assert behind(made) == [1]
    assert service.unlink_points(points, made, actor=officer) == 1
    assert behind(made) == []
    assert service.undo(latest(officer), actor=officer) == 1
    assert behind(made) == [1]
    assert actions(points[0]) >= {"assessment.linked", "assessment.unlinked", "assessment.undo"}


def test_what_another_took_out_since_is_not_undone(round_, officer, points):
    made = sum_up(round_, officer)
    service.link_points(points, made, actor=officer)
    change = latest(officer)
    service.unlink_points(points[:1], made, actor=UserFactory())
    assert service.undo(change, actor=officer) == 2


def test_points_are_not_put_back_into_an_argument_that_is_gone(round_, officer, points):
    made = sum_up(round_, officer, points)
    service.unlink_points(points, made, actor=officer)
    change = latest(officer)
    service.drop(made, actor=officer)
    session.flush()
    assert service.undo(change, actor=officer) == 0


def test_an_answer_to_the_view_needs_its_reason_and_clashes_with_another(round_, officer):
    made = sum_up(round_, officer)
    with pytest.raises(DomainError):
        service.answer(made, service.Verdict(Decision.NOT_ACCOMMODATED, ""), actor=officer)
    service.answer(made, service.Verdict(Decision.NOTED, "Tack."), actor=officer)
    session.flush()
    met = service.answer(made, service.Verdict(Decision.PARTLY, "Delvis."), actor=officer)
    assert [each.field for each in met.clashes] == ["decision", "reply"]
    assert (made.decision, made.reply) == (Decision.NOTED, "Tack.")


def test_after_the_report_and_without_the_role_nothing_is_changed(round_, officer, points):
    made = sum_up(round_, officer, points)
    other = UserFactory(roles=[Role.REGISTRAR])
    with pytest.raises(ForbiddenError):
        service.unlink_points(points, made, actor=other)
    round_.reported_at = clock.now()
    for act in (
        lambda: sum_up(round_, officer),
        lambda: service.link_points(points, made, actor=officer),
        lambda: service.reword(made, service.Summed(VIEW, {}), actor=officer),
        lambda: service.place(made, uuid.uuid4(), actor=officer),
        lambda: service.drop(made, actor=officer),
    ):
        with pytest.raises(ForbiddenError):
            act()


def test_an_argument_with_points_is_not_dropped(round_, officer, points):
    made = sum_up(round_, officer, points)
    with pytest.raises(ConflictError):
        service.drop(made, actor=officer)


def test_the_list_says_what_to_do_while_it_is_empty(client, round_, officer):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/arguments")
    assert "Inga argument än" in client.text()
    assert client.page.select_one(f"main a[href='/rounds/{round_.id}/points']")


def test_the_list_is_grouped_and_narrowed(client, round_, officer, points, keys):
    sum_up(round_, officer, points[:1], sections=[keys[1], keys[0]], theme="Uppföljning")
    sum_up(round_, officer, points, view={"sv": "texten är lång"}, sections=[keys[0]])
    sum_up(round_, officer, view={"sv": "allt är bra"})
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/arguments")
    found = [[row.a["href"][-12:] for row in table.select("tbody tr")]
             for table in client.page.select("table")]  # fmt: skip
    ids = {each.number: str(each.id)[-12:] for each in session.scalars(select(Argument))}
    assert found == [[ids[2], ids[1]], [ids[1]], [ids[3]]]
    assert "2 av 2" in client.text("table")
    client.get(f"/rounds/{round_.id}/arguments?by=theme")
    assert [each.get_text() for each in client.page.select("main h2")] == [
        "Uppföljning",
        "Under inget tema",
    ]
    client.get(f"/rounds/{round_.id}/arguments?q=lång")
    assert len(client.page.select("main table tbody tr")) == 1
    client.get(f"/rounds/{round_.id}/arguments?q=saknas")
    assert "Inget argument stämmer" in client.text()


def test_an_argument_is_written_from_a_point(client, round_, officer, points, keys):
    sign_in(client, officer)
    client.get(f"/points/{points[0].id}")
    client.get(str(client.page.select_one("section[aria-labelledby=arguments] p a")["href"]))
    assert client.submit("Spara argumentet", view_sv="", view_en="").status_code == 422
    client.submit("Spara argumentet", view_sv="målen bör gå att mäta")
    assert "Umeå kommun anser att målen bör gå att mäta." in client.text()
    assert "1 av 2" in client.text("#voices")
    made = session.scalars(select(Argument)).one()
    assert made.section_keys == [keys[0]]
    assert behind(made) == [1]


def test_a_point_is_linked_and_unlinked_on_its_page(client, round_, officer, points):
    made = sum_up(round_, officer)
    session.commit()
    sign_in(client, officer)
    client.get(f"/points/{points[0].id}")
    assert client.submit("Koppla till argumentet", argument="").status_code == 422
    client.submit("Koppla till argumentet", argument=str(made.id))
    assert "A1 målen bör gå att mäta" in client.text("section[aria-labelledby=arguments] li")
    client.submit("Ta bort", selector="section[aria-labelledby=arguments] form")
    assert session.scalars(select(ArgumentPoint)).all() == []


def test_points_are_looked_for_and_linked_from_the_argument(client, round_, officer, points):
    made = sum_up(round_, officer)
    session.commit()
    sign_in(client, officer)
    client.get(f"/arguments/{made.id}/points?q=fler")
    assert [row["id"] for row in client.page.select("#lines tbody tr")] == ["line-2"]
    assert client.submit("Koppla de markerade", points=[]).status_code == 422
    client.submit("Koppla de markerade", points=[str(points[1].id)])
    assert [row["id"] for row in client.page.select("#lines tbody tr")] == ["line-2"]
    client.submit("Ta bort de markerade", points=[str(points[1].id)])
    assert "Inga synpunkter är kopplade" in client.text()


def test_many_are_linked_in_the_list_and_undone(client, round_, officer, points):
    made = sum_up(round_, officer)
    session.commit()
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points")
    ticks = [str(point.id) for point in points[:2]]
    none = client.submit("Koppla till argumentet", points=ticks, do="link", argument="")
    assert none.status_code == 422
    client.submit("Koppla till argumentet", points=ticks, do="link", argument=str(made.id))
    assert "A1" in client.text("#line-1")
    client.get(f"/rounds/{round_.id}/points?argument=none")
    assert [row["id"] for row in client.page.select("#lines tbody tr")] == ["line-3"]
    client.get(f"/rounds/{round_.id}/points?argument={made.id}")
    assert len(client.page.select("#lines tbody tr")) == 2
    client.submit("Ångra")
    assert behind(made) == []


def test_many_are_summed_up_in_a_new_argument(client, round_, officer, points):
    sign_in(client, officer)
    begin = f"/rounds/{round_.id}/arguments/begin"
    assert client.post(begin, {"points": []}).status_code == 422
    client.post(begin, {"points": [str(point.id) for point in points]})
    assert "3 synpunkter" in client.text()
    ids = [hidden["value"] for hidden in client.page.select("main [name=points]")]
    client.submit("Spara argumentet", view_sv="målen bör gå att mäta", points=ids)
    assert "2 av 2" in client.text("#voices")


def test_an_argument_stands_in_several_sections(client, round_, officer, points, keys):
    made = sum_up(round_, officer, points, sections=[keys[0]])
    session.commit()
    sign_in(client, officer)
    client.get(f"/arguments/{made.id}")
    assert client.submit("Lägg till avsnittet", section="").status_code == 422
    client.submit("Lägg till avsnittet", section=str(keys[1]))
    assert len(client.page.select("section[aria-labelledby=places] li")) == 2
    client.submit("Ta bort", selector="section[aria-labelledby=places] li form")
    session.expire_all()
    assert made.section_keys == [keys[1]]


def test_the_answer_is_written_on_the_page(client, round_, officer):
    made = sum_up(round_, officer)
    session.commit()
    sign_in(client, officer)
    client.get(f"/arguments/{made.id}")
    wrong = client.submit("Spara bemötandet", decision="partly", reply="")
    assert wrong.status_code == 422
    client.submit("Spara bemötandet", decision="partly", reply="Vi gör det <b>delvis</b>.")
    assert "Vi gör det <b>delvis</b>." in client.text("section[aria-labelledby=answer]")
    client.submit("Ta bort argumentet")
    assert session.scalars(select(Argument)).all() == []


def test_who_may_not_assess_reads_and_changes_nothing(client, round_, officer, points):
    made = sum_up(round_, officer, points)
    sign_in(client, UserFactory(roles=[Role.REGISTRAR]))
    assert client.get(f"/arguments/{made.id}").status_code == 200
    assert not client.page.select("main form[method=post] button[type=submit]")
    assert client.get(f"/arguments/{made.id}/words").status_code == 403
    assert client.post(f"/arguments/{made.id}/drop").status_code == 403


def test_pages_take_as_many_queries_however_much_there_is(client, count_queries, officer, points):
    round_, keys = points[0].round, [points[0].section_key]
    made = sum_up(round_, officer, points[:1], sections=keys, theme="Mål")
    sign_in(client, officer)

    def count():
        session.commit()
        paths = (
            f"/rounds/{round_.id}/arguments",
            f"/arguments/{made.id}",
            f"/arguments/{made.id}/points",
            f"/arguments/{made.id}/merge",
            f"/points/{points[0].id}",
            f"/rounds/{round_.id}/points",
        )
        return [count_queries(lambda path=path: client.get(path)) for path in paths]

    count()
    before = count()
    for number in range(2, 20):
        ArgumentFactory(round=round_, number=number)
    for _ in range(15):
        response = ResponseFactory(invitation=InvitationFactory(round=round_), statement=" ")
        CommentFactory(response=response, section_key=keys[0])
        service.gather(response.id)
    service.link_points(queries.points(round_.id), made, actor=officer)
    assert count() == before
