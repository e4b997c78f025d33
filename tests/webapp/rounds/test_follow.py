"""The round's page while it is open and after: figures that add up, the ledger, and the rest."""

from datetime import timedelta
from itertools import product

import pytest

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import OwnCommentFactory, OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.audit import queries as audit
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.categories import Category, Sector
from webapp.responses.service import spaces
from webapp.rounds import distribution, ledger, policy, queries, service
from webapp.rounds.ledger import Choice, InvitationStatus
from webapp.rounds.models import RecipientGroup, RoundState

WHEN = clock.now()
MAILS = (None, *EmailStatus)
SAID = (None, "answer", "no_comments", "abstain")
STEPS = ("opened_at", "forwarded_at", "started_at", "in_approval_at")


def mailed(invitation, status=EmailStatus.SENT, **kwargs):
    accepted = status in {EmailStatus.SENT, EmailStatus.BOUNCED}
    row = Email(
        about=invitation.id,
        status=status,
        next_attempt_at=clock.now(),
        thread=invitation.round_id,
        **{
            "occasion": Occasion.INVITATION,
            "address": invitation.email,
            "sent_at": clock.now() - timedelta(days=2) if accepted else None,
            **kwargs,
        },
    )
    session.add(row)
    session.flush()
    return row


def body(round_, mail=EmailStatus.SENT, **kwargs):
    invitation = InvitationFactory(round=round_, **kwargs)
    if mail is not None:
        mailed(invitation, mail)
    return invitation


def one_of_each(round_):
    """An invitation with every combination of facts there can be."""
    steps = [dict(zip(STEPS, done, strict=True)) for done in product((None, WHEN), repeat=4)]
    for mail, done, said in product(MAILS, steps[::3], SAID):
        body(round_, mail, **done, answered_as=said)
    for done in steps:
        mailed(InvitationFactory(round=round_, **done), sent_at=clock.now())
    for invitation in round_.invitations[::3]:
        invitation.deadline = round_.deadline + timedelta(days=30)
    session.flush()


@pytest.mark.parametrize("closed", [False, True])
def test_the_database_and_the_rule_give_every_body_the_same_status(closed):
    round_ = RoundFactory(closed=closed)
    one_of_each(round_)
    at = clock.now()
    by_rule = ledger.Figures.of(
        ledger.Group(line.status, line.invitation.category)
        for line in queries.lines(round_, Choice(), at, limit=1000)[0]
    )
    assert queries.figures(round_, at).by_status == by_rule.by_status
    for status in InvitationStatus:
        chosen, _ = queries.lines(round_, Choice(status=status), at, limit=1000)
        assert len(chosen) == by_rule.by_status[status]
        assert {line.status for line in chosen} <= {status}
    assert by_rule.invited == len(round_.invitations)


def test_a_cancelled_round_is_over_for_all_but_those_with_more_time(officer):
    round_ = RoundFactory(cancelled_at=clock.now())
    one_of_each(round_)
    found = queries.figures(round_, clock.now())
    assert found.invited == len(round_.invitations)
    assert found.by_status[InvitationStatus.SILENT] > 0


def numbers(page) -> dict[str, int]:
    return {
        stat.select_one("dt").get_text(strip=True): int(stat.select_one("dd").get_text(strip=True))
        for stat in page.select(".y-stats > div")
    }


def test_the_figures_on_the_page_add_up(officer):
    round_ = RoundFactory()
    one_of_each(round_)
    officer.get(f"/rounds/{round_.id}")
    found = numbers(officer.page)
    invited, answered = found.pop("Invited"), found.pop("Answered in all")
    assert invited == sum(found.values()) == len(round_.invitations)
    assert answered == found["Has answered"] + found["Has no comments"] + found["Abstains"]


def test_preliminary_and_late_are_said_of_those_who_answered(officer):
    round_ = RoundFactory()
    body(round_, answered_as="answer", answered_preliminarily=True)
    body(round_, answered_as="answer", answered_late=True)
    officer.get(f"/rounds/{round_.id}")
    assert "of which 1 preliminary, 1 late" in officer.text(".y-stats")
    assert "Preliminary" in officer.text("#ledger-rows")
    assert "Late" in officer.text("#ledger-rows")


def test_each_category_s_row_adds_up_and_the_last_row_is_the_sum(officer):
    round_ = RoundFactory()
    company = OrganisationFactory(category=Category.COMPANY)
    body(round_, answered_as="abstain", organisation=company)
    body(round_, EmailStatus.FAILED)
    body(round_)
    officer.get(f"/rounds/{round_.id}")
    rows = [
        [int(cell.get_text()) for cell in row.select("td")]
        for row in officer.page.select("#by-category tbody tr")
    ]
    for row in rows:
        assert row[0] == sum(row[1:])
    assert rows[-1] == [sum(column) for column in zip(*rows[:-1], strict=True)]


def test_an_invitation_that_did_not_arrive_is_shown_at_once(officer):
    round_ = RoundFactory()
    lost = body(round_, EmailStatus.FAILED)
    body(round_)
    officer.get(f"/rounds/{round_.id}")
    assert "One invitation did not arrive" in officer.text(".y-alert[data-color=danger]")
    link = officer.page.select_one(".y-alert[data-color=danger] a")["href"]
    officer.get(link)
    assert [a.get_text() for a in officer.page.select("#ledger-rows th a")] == [lost.name]


def test_what_is_chosen_is_shown_and_kept_in_the_form(officer):
    round_ = RoundFactory()
    body(round_, organisation=OrganisationFactory(name="Åre kommun"), opened_at=WHEN)
    body(round_, organisation=OrganisationFactory(name="Åre Destination AB"))
    body(round_, organisation=OrganisationFactory(name="Ånge kommun"), opened_at=WHEN)
    officer.get(f"/rounds/{round_.id}")
    officer.submit("Show", q="åre", status="opened", category="municipality")
    assert [a.get_text() for a in officer.page.select("#ledger-rows th a")] == ["Åre kommun"]
    assert officer.page.select_one("#q")["value"] == "åre"
    assert officer.page.select_one("#status option[selected]")["value"] == "opened"
    officer.get(f"/rounds/{round_.id}", data={"q": "ingen alls"})
    assert "No body matches" in officer.text()


def names(page) -> list[str]:
    return [a.get_text() for a in page.select("#ledger-rows th a")]


def options(page, field) -> list[str]:
    return [option.get_text(strip=True) for option in page.select(f"#{field} option")]


def test_each_filter_says_how_many_it_would_show_with_the_others_as_they_are(officer):
    round_ = RoundFactory()
    group = RecipientGroup(round=round_, ordinal=0, name={"sv": "Kommuner", "en": "Municipalities"})
    session.add(group)
    session.flush()
    body(round_, organisation=OrganisationFactory(name="Åre kommun"), opened_at=WHEN)
    body(round_, organisation=OrganisationFactory(name="Åre AB"), group_id=group.id)
    body(round_, EmailStatus.BOUNCED, language="en", sector=Sector.BUSINESS)
    officer.get(f"/rounds/{round_.id}?q=åre")
    assert options(officer.page, "status") == [
        "Every status (2)", "Delivered, not opened (1)", "Opened (1)",
    ]  # fmt: skip
    assert options(officer.page, "language") == ["All languages (2)", "Swedish (2)"]
    assert options(officer.page, "group") == ["All groups (2)", "Municipalities (1)"]
    officer.get(f"/rounds/{round_.id}?sector=business")
    assert len(names(officer.page)) == 1
    assert options(officer.page, "language") == ["All languages (1)", "English (1)"]
    assert "An e-mail did not arrive (1)" in officer.text("#choose")
    officer.get(f"/rounds/{round_.id}?group={group.id}")
    assert names(officer.page) == ["Åre AB"]


def test_what_is_said_beside_the_status_narrows_the_list_together(officer):
    round_ = RoundFactory()
    later = round_.deadline + timedelta(days=9)
    both = body(round_, deadline=later, answered_as="answer", answered_late=True)
    body(round_, deadline=later)
    body(round_, answered_as="answer", answered_preliminarily=True)
    officer.get(f"/rounds/{round_.id}?mark=extended&mark=late")
    assert names(officer.page) == [both.name]
    assert len(officer.page.select("#choose input[name=mark][checked]")) == 2
    assert officer.page.select_one("details.y-filter__more").has_attr("open")
    officer.get(f"/rounds/{round_.id}?mark=unanswered")
    assert len(names(officer.page)) == 1


def test_trouble_is_any_e_mail_to_its_address_that_did_not_arrive_until_it_answers(officer):
    round_ = RoundFactory()
    reminder = {"occasion": Occasion.REMINDER_ONE_WEEK, "status": EmailStatus.BOUNCED}
    reached = body(round_, opened_at=WHEN)
    mailed(reached, **reminder)
    answered = body(round_, answered_as="answer")
    mailed(answered, **reminder)
    elsewhere = body(round_)
    mailed(elsewhere, address="annan@svar.example", **reminder)
    officer.get(f"/rounds/{round_.id}?mark=trouble")
    assert names(officer.page) == [reached.name]
    assert "An e-mail did not arrive" in officer.text("#ledger-rows")


def test_a_second_person_who_joins_after_the_first_means_that_it_was_forwarded():
    invitation = InvitationFactory()
    first, second = ParticipantFactory.create_batch(2)
    for person in (first, first):
        spaces.enter(invitation, person)
    assert queries.line(invitation, clock.now()).status == InvitationStatus.OPENED
    spaces.enter(invitation, second)
    assert queries.line(invitation, clock.now()).status == InvitationStatus.FORWARDED


@pytest.mark.parametrize(
    "query",
    [
        "status=x&category=y&after=z",
        "mark=x&sector=y&group=z&language=%00",
        "after=%00",
        "q=%25_'\"%5C",
    ],
)
def test_an_address_that_makes_no_sense_shows_a_page_all_the_same(officer, query):
    round_ = RoundFactory()
    body(round_)
    assert officer.get(f"/rounds/{round_.id}?{query}").status_code == 200


def test_the_ledger_is_paged_by_fifty_and_nothing_is_lost(officer):
    round_ = RoundFactory()
    InvitationFactory.create_batch(120, round=round_)
    seen = []
    officer.get(f"/rounds/{round_.id}")
    while True:
        page = [a["href"] for a in officer.page.select("#ledger-rows th a")]
        assert len(page) <= 50
        seen += page
        onward = [
            a
            for a in officer.page.select("#ledger-part a")
            if a.get_text(strip=True) == "Next page"
        ]
        if not onward:
            break
        officer.get(onward[0]["href"].split("#")[0])
    assert len(seen) == len(set(seen)) == 120


def test_an_open_round_brings_itself_up_to_date_and_that_can_be_paused(officer):
    round_ = RoundFactory()
    body(round_)
    officer.get(f"/rounds/{round_.id}?q=kommun")
    part = officer.page.select_one("#figures")
    assert part["hx-get"] == f"/rounds/{round_.id}?q=kommun"
    officer.get(officer.page.find("a", string="Pause updating")["href"])
    assert "hx-get" not in officer.page.select_one("#figures").attrs
    officer.get(officer.page.find("a", string="Resume updating")["href"])
    assert "hx-get" in officer.page.select_one("#figures").attrs


def test_the_part_that_htmx_asks_for_is_the_part_of_the_page(officer):
    round_ = RoundFactory()
    body(round_)
    whole = officer.get(f"/rounds/{round_.id}").get_data(as_text=True)
    part = officer.get(f"/rounds/{round_.id}", headers={"HX-Request": "true"})
    text = part.get_data(as_text=True)
    assert "<h1" not in text
    for name in ("figures", "ledger-part"):
        assert whole.count(f'id="{name}"') == text.count(f'id="{name}"') == 1


def test_a_round_that_is_over_no_longer_asks_for_news(officer):
    round_ = RoundFactory(closed=True)
    body(round_)
    officer.get(f"/rounds/{round_.id}")
    assert "hx-get" not in officer.page.select_one("#figures").attrs
    assert "The round closed" in officer.text("#state")
    assert "Did not answer" in officer.text("#ledger-rows")


def test_answers_from_others_stand_apart(officer):
    round_ = RoundFactory(unasked_answers=3)
    body(round_)
    officer.get(f"/rounds/{round_.id}")
    assert "Besides, 3 who were not invited have answered" in officer.text("#figures")
    assert numbers(officer.page)["Invited"] == 1


def test_the_page_links_to_responses_assessment_and_report(officer):
    round_ = RoundFactory()
    officer.get(f"/rounds/{round_.id}")
    links = {a["href"] for a in officer.page.select("a")}
    assert {f"/rounds/{round_.id}/{place}" for place in ("responses", "assessment")} <= links


def test_what_a_body_writes_before_it_submits_is_nowhere_on_staff_s_pages(officer):
    canary = "kanariefågel-7731"
    round_ = RoundFactory()
    invitation = body(round_, started_at=WHEN)
    space = OwnSpaceFactory(invitation=invitation, round=round_, statement=canary)
    OwnCommentFactory(space=space, text=canary)
    for path in (
        f"/rounds/{round_.id}",
        f"/rounds/{round_.id}?q={canary}",
        f"/rounds/{round_.id}/recipients",
        f"/invitations/{invitation.id}",
        f"/consultations/{round_.consultation_id}",
    ):
        officer.get(path)
        page = str(officer.page).replace(f"q={canary}", "").replace(f'value="{canary}"', "")
        assert canary not in page, path


def test_readers_see_where_everyone_stands_and_can_change_nothing(signed_in):
    round_ = RoundFactory()
    invitation = body(round_)
    reader = signed_in(Role.REGISTRAR)
    for path in (f"/rounds/{round_.id}", f"/invitations/{invitation.id}"):
        reader.get(path)
        assert invitation.name in reader.text()
        assert not reader.page.select("main form[method=post]")
        assert not reader.page.select("main a[href$='/close'], main a[href$='/cancel']")


def test_closing_early_asks_first_and_is_on_the_trail(officer):
    round_ = RoundFactory()
    body(round_)
    officer.get(f"/rounds/{round_.id}")
    officer.get(officer.page.find("a", string="Close now")["href"])
    assert "So far 0 of 1 invited bodies have answered" in officer.text()
    officer.submit("Close the round now")
    assert round_.state(clock.now()) is RoundState.CLOSED
    assert policy.accepts_answers(round_, clock.now())
    assert audit.about(round_.id)[0].action == "rounds.close"
    assert officer.post(f"/rounds/{round_.id}/close").status_code == 409


def test_cancelling_takes_a_reason_and_says_it(officer):
    round_ = RoundFactory()
    officer.get(f"/rounds/{round_.id}/cancel")
    assert officer.submit("Cancel the round").status_code == 422
    assert "Say why" in officer.text("#reason-error")
    officer.submit("Cancel the round", reason="Förslaget dras tillbaka.")
    assert round_.state(clock.now()) is RoundState.CANCELLED
    assert not policy.accepts_answers(round_, clock.now())
    assert "Förslaget dras tillbaka." in officer.text(".y-alert[data-color=warning]")
    officer.get(f"/rounds/{round_.id}/cancel")
    assert "cannot be cancelled any more" in officer.text()


def test_a_round_that_never_opened_can_be_cancelled_and_shown(officer):
    round_ = RoundFactory(draft=True)
    InvitationFactory(round=round_)
    officer.post(f"/rounds/{round_.id}/cancel", {"reason": "Blev inte av."})
    assert "Blev inte av." in officer.text()
    assert numbers(officer.page)["Not sent yet"] == 1


def test_the_number_of_queries_does_not_grow(officer, count_queries):
    round_ = RoundFactory(unasked_answers=1, made_by=UserFactory().id)

    def look():
        session.commit()
        return count_queries(lambda: officer.get(f"/rounds/{round_.id}"))

    for _ in range(3):
        body(round_)
    few = look()
    for _ in range(27):
        body(round_)
    assert look() == few
    assert few <= 13


def test_the_open_rounds_are_those_that_answers_to_are_in_time():
    kept = RoundFactory()
    own = RoundFactory(open_to_public=False, deadline=kept.deadline + timedelta(days=1))
    RoundFactory(draft=True)
    RoundFactory(closed=True)
    RoundFactory(closed_at=clock.now())
    RoundFactory(cancelled_at=clock.now())
    assert list(queries.open_rounds()) == [kept, own]


def test_the_sums_of_five_thousand_are_right():
    round_ = RoundFactory(draft=True)
    session.bulk_save_objects(OrganisationFactory.build_batch(5000))
    session.flush()
    service.add_bodies(round_, distribution.uninvited_ids(round_.id), UserFactory())
    found = queries.figures(round_, clock.now())
    assert found.invited == found.by_status[InvitationStatus.NOT_SENT] == 5000
