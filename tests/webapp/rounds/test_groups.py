"""Recipient groups: letters and questions of their own, and who is in them."""

import pytest
from sqlalchemy import select

from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.responses.steps import enter, link
from webapp.core.access import Role
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.organisations.categories import Category
from webapp.rounds import emails, service
from webapp.rounds.emails import preview
from webapp.rounds.models import Invitation, RecipientGroup
from webapp.rounds.reminders import Reminder

INSIDE = "Till våra egna förvaltningar: läs kapitel 3 noga."
COMMON = "Vi vill veta vad ni tycker."


@pytest.fixture
def round_():
    return RoundFactory(draft=True, cover_letter={"sv": COMMON})


def group_of(round_, letter=None, **columns) -> RecipientGroup:
    group = RecipientGroup(
        round=round_,
        ordinal=columns.pop("ordinal", 0),
        name=columns.pop("name", {"sv": "Egna förvaltningar", "en": "Own departments"}),
        cover_letter=letter or {},
        **columns,
    )
    session.add(group)
    session.flush()
    return group


def body(round_, name, group=None, **columns) -> Invitation:
    organisation = OrganisationFactory(name=name, **columns)
    invited: Invitation = InvitationFactory(
        round=round_, organisation=organisation, group=group, language=organisation.language
    )
    return invited


def test_without_groups_the_page_says_what_they_are_for(officer, round_):
    officer.get(f"/rounds/{round_.id}/groups")
    assert "Everyone is asked the same" in officer.text()
    link_ = officer.page.select_one("main .y-empty a")
    assert link_["href"] == f"/rounds/{round_.id}/groups/new"


def test_a_group_is_made_with_a_letter_of_its_own(officer, round_):
    officer.get(f"/rounds/{round_.id}/groups/new")
    typed = {"name_sv": "Egna", "name_en": "Own", "cover_letter_sv": INSIDE, "is_internal": "y"}
    officer.submit("Save the group", **typed)
    (group,) = session.scalars(select(RecipientGroup))
    assert (group.name, group.is_internal) == ({"sv": "Egna", "en": "Own"}, True)
    assert group.cover_letter == {"sv": INSIDE}
    assert "Internal" in officer.text(f"[aria-labelledby=group-{group.id}]")
    assert INSIDE in officer.text(f"[aria-labelledby=group-{group.id}]")


def test_a_group_without_a_name_is_refused_and_its_letter_stays(officer, round_):
    officer.get(f"/rounds/{round_.id}/groups/new")
    answer = officer.submit("Save the group", cover_letter_sv=INSIDE)
    assert answer.status_code == 422
    assert "Write what the group is called." in officer.text("[data-error-summary]")
    assert INSIDE in officer.text("#cover_letter_sv")


def test_the_letter_is_previewed_and_nothing_saved(officer, round_):
    officer.get(f"/rounds/{round_.id}/groups/new")
    officer.submit("Preview the cover letter", name_sv="Egna", cover_letter_sv="## Läs detta")
    assert officer.text("#preview-sv h4") == "Läs detta"
    assert session.scalars(select(RecipientGroup)).all() == []


def test_a_whole_category_is_put_in_a_group(officer, round_):
    group = group_of(round_)
    for name in ("Norrby", "Söderby"):
        body(round_, name, category=Category.MUNICIPALITY)
    other = body(round_, "Bolaget", category=Category.COMPANY)
    officer.get(f"/rounds/{round_.id}/groups")
    officer.submit(
        "Put the whole category there", category=Category.MUNICIPALITY.value, group=str(group.id)
    )
    assert "2 bodies are put in the group." in officer.page.get_text()
    put = session.scalars(select(Invitation.name).where(Invitation.group_id == group.id))
    assert set(put) == {"Norrby", "Söderby"}
    assert session.get_one(Invitation, other.id).group_id is None


def test_bodies_are_chosen_one_by_one_and_taken_out_again(officer, round_):
    group = group_of(round_)
    mine, other = body(round_, "Norrby"), body(round_, "Söderby")
    officer.get(f"/rounds/{round_.id}/groups/bodies")
    officer.submit("Put the chosen there", body=[str(mine.id)], group=str(group.id))
    session.expire_all()
    assert (mine.group_id, other.group_id) == (group.id, None)
    officer.get(f"/rounds/{round_.id}/recipients")
    assert "Own departments" in officer.text("#bodies-rows")
    officer.get(f"/rounds/{round_.id}/groups/bodies")
    officer.submit("Put the chosen there", body=[str(mine.id)], group="none")
    session.expire_all()
    assert mine.group_id is None


@pytest.mark.parametrize("group", ["", "nonsense", "01a218a7-ca15-767f-9694-33a707525e73"])
def test_a_group_that_is_none_of_the_rounds_changes_nothing(officer, round_, group):
    own = group_of(round_)
    mine = body(round_, "Norrby", own)
    address = f"/rounds/{round_.id}/groups/bodies"
    officer.post(address, {"body": [str(mine.id)], "group": group})
    assert "Nothing was changed" in officer.page.get_text()
    session.expire_all()
    assert mine.group_id == own.id


def test_bodies_of_another_round_stay_where_they_are(officer, round_):
    group = group_of(round_)
    stranger = InvitationFactory(round=RoundFactory(draft=True))
    address = f"/rounds/{round_.id}/groups/bodies"
    officer.post(address, {"body": [str(stranger.id)], "group": str(group.id)})
    session.expire_all()
    assert stranger.group_id is None


def test_a_question_is_asked_of_the_groups_that_are_ticked(officer, round_):
    group = group_of(round_)
    officer.get(f"/rounds/{round_.id}/questions/new")
    officer.submit("Save the question", text_sv="Hur påverkas er budget?", groups=[str(group.id)])
    assert [each.id for each in round_.questions[0].groups] == [group.id]
    assert "Only Own departments" in officer.text("#questions")
    officer.get(f"/rounds/{round_.id}/questions/preview?group={group.id}")
    assert "budget" in officer.text("main .y-form")


def test_a_group_that_a_question_is_for_alone_is_not_removed(officer, round_):
    group = group_of(round_)
    question = QuestionFactory(round=round_, groups=[group])
    mine = body(round_, "Norrby", group)
    officer.get(f"/groups/{group.id}/remove")
    assert not officer.page.select("main form")
    assert officer.post(f"/groups/{group.id}/remove").status_code == 409
    session.delete(session.merge(question))
    officer.get(f"/groups/{group.id}/remove")
    officer.submit("Remove the group")
    session.expire_all()
    assert mine.group_id is None
    assert session.scalars(select(RecipientGroup)).all() == []


def test_what_a_group_lacks_is_warned_of_and_stops_nothing(officer, round_):
    group_of(round_, name={"sv": "Tomma", "en": "Empty"})
    readers = group_of(round_, {"sv": INSIDE}, ordinal=1)
    body(round_, "Abroad", readers, language="en")
    officer.get(f"/rounds/{round_.id}")
    alert = officer.text(".y-alert[data-color=warning]")
    assert "Empty: no body is in the group." in officer.text()
    assert "Own departments: some read English" in officer.text()
    assert "You can open the round all the same." in alert
    officer.get(f"/rounds/{round_.id}/open")
    assert "Empty: no body is in the group." in officer.text()


def test_the_one_who_opens_reads_the_letter_of_each_group(officer, round_):
    body(round_, "Norrby", group_of(round_, {"sv": INSIDE}))
    body(round_, "Söderby")
    officer.get(f"/rounds/{round_.id}/open")
    heads = [each.get_text() for each in officer.page.select("[aria-labelledby=mails] h3")]
    assert heads[0].startswith("Own departments.")
    assert officer.text("[aria-labelledby=mails]").count(INSIDE) == 1
    assert officer.text("[aria-labelledby=mails]").count(COMMON) == 1


def test_when_the_round_is_open_its_groups_are_read_only(officer):
    open_ = RoundFactory()
    group = group_of(open_)
    mine = body(open_, "Norrby")
    officer.get(f"/rounds/{open_.id}/groups")
    assert "The groups were frozen when the round opened." in officer.text()
    assert not officer.page.select("main form")
    assert officer.get(f"/rounds/{open_.id}/groups/new").status_code == 409
    address, typed = f"/rounds/{open_.id}/groups/bodies", {"group": str(group.id)}
    assert officer.post(address, typed | {"body": [str(mine.id)]}).status_code == 409
    for verb in ("edit", "remove"):
        assert officer.post(f"/groups/{group.id}/{verb}", {"name_sv": "Nytt"}).status_code == 409


def test_a_registrar_reads_and_changes_nothing(signed_in, round_):
    group = group_of(round_)
    body(round_, "Norrby")
    registrar = signed_in(Role.REGISTRAR)
    registrar.get(f"/rounds/{round_.id}/groups")
    assert not registrar.page.select("main form")
    assert registrar.get(f"/groups/{group.id}/edit").status_code == 403
    address = f"/rounds/{round_.id}/groups/bodies"
    assert registrar.post(address, {"group": str(group.id)}).status_code == 403


def test_each_body_gets_the_letter_of_its_group(staff):
    round_ = RoundFactory(cover_letter={"sv": COMMON, "en": "What do you think?"})
    group = group_of(round_, {"sv": INSIDE}, is_internal=True)
    plain = group_of(round_, ordinal=1, name={"sv": "Kommuner"})
    inside, kommun, other = body(round_, "A", group), body(round_, "B", plain), body(round_, "C")
    abroad = body(round_, "D", group, language="en")
    emails.invite_some(round_.id)
    mails = session.scalars(select(Email).where(Email.occasion == Occasion.INVITATION)).all()
    letters = {mail.about: mail.params["letter_text"] for mail in mails}
    assert letters == {inside.id: INSIDE, kommun.id: COMMON, other.id: COMMON, abroad.id: INSIDE}
    spoken = {mail.about: mail.params["letter_language"] for mail in mails}
    assert spoken[abroad.id] == "sv"


@pytest.mark.parametrize("kind", [Reminder.FOUR_WEEKS, Reminder.ONE_WEEK, Reminder.LAST_DAY])
def test_each_letter_says_how_many_questions_the_body_itself_is_asked(kind):
    round_ = RoundFactory(cover_letter={"sv": COMMON})
    group = group_of(round_, {"sv": INSIDE})
    QuestionFactory(round=round_, ordinal=0)
    QuestionFactory(round=round_, ordinal=1)
    QuestionFactory(round=round_, ordinal=2, groups=[group])
    session.refresh(round_, ["questions"])
    bodies = [body(round_, "A", group), body(round_, "B")]
    letters = [
        *emails.invitations(round_, bodies),
        *emails.reminders_to(round_, kind, bodies, round_.id),
    ]
    said = [preview(letter, 1)[2] for letter in letters]
    for mail, count in zip(said, (3, 2, 3, 2), strict=True):
        assert f"Frågor till er, vid sidan av texten: {count}" in mail.text
        assert f">{count}<" in "".join(mail.html.split())


def test_a_round_without_questions_says_nothing_of_them():
    round_ = RoundFactory(cover_letter={"sv": COMMON})
    [letter] = emails.invitations(round_, [body(round_, "A")])
    assert "Frågor till er" not in preview(letter, 1)[2].text


def test_a_body_sees_its_own_letter_and_questions(client):
    round_ = RoundFactory(cover_letter={"sv": COMMON})
    group = group_of(round_, {"sv": INSIDE}, is_internal=True)
    QuestionFactory(round=round_, ordinal=0, text={"sv": "Alla?"})
    QuestionFactory(round=round_, ordinal=1, text={"sv": "Bara ni?"}, groups=[group])
    inside, other = body(round_, "A", group), body(round_, "B")
    client.get(link(inside))
    assert INSIDE in client.text()
    assert COMMON not in client.text()
    assert "Bara ni?" in client.text()
    client.submit("Läs och svara")
    assert INSIDE in client.text("[aria-labelledby=letter]")
    client.get(f"/rounds/{round_.id}/questions")
    assert len(client.page.select("main textarea")) == 2
    client.forget()
    enter(client, other)
    assert COMMON in client.text("[aria-labelledby=letter]")
    assert INSIDE not in client.page.get_text()
    client.get(f"/rounds/{round_.id}/questions")
    assert len(client.page.select("main textarea")) == 1
    assert "Bara ni?" not in client.text()


def test_the_public_never_sees_a_groups_letter_or_questions(client):
    round_ = RoundFactory(cover_letter={"sv": COMMON})
    group = group_of(round_, {"sv": INSIDE}, is_internal=True)
    QuestionFactory(round=round_, text={"sv": "Bara ni?"}, groups=[group])
    session.commit()
    for path in ("/", f"/rounds/{round_.id}/read", f"/rounds/{round_.id}/join"):
        client.get(path)
        assert INSIDE not in client.page.get_text()
        assert "Bara ni?" not in client.page.get_text()


def test_a_copied_round_has_its_groups_and_who_is_in_them(staff):
    round_ = RoundFactory()
    group = group_of(round_, {"sv": INSIDE}, is_internal=True)
    mine = body(round_, "Norrby", group)
    QuestionFactory(round=round_, groups=[group])
    made = service.copy_round(round_, staff, key=mine.id)
    session.expire_all()
    (copied,) = made.groups
    assert (copied.cover_letter, copied.is_internal) == ({"sv": INSIDE}, True)
    assert [each.group_id for each in made.invitations] == [copied.id]
    assert made.questions[0].groups == [copied]


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_of_groups_asks_as_often_however_many_bodies(
    officer, round_, count_queries, count
):
    group = group_of(round_)
    for number in range(count):
        body(round_, f"Kommun {number}", group)
    session.commit()
    assert 0 < count_queries(lambda: officer.get(f"/rounds/{round_.id}/groups")) <= 9
