"""Which points a file supports: chosen while the answer is written, frozen when it is submitted."""

import json
from io import BytesIO

import pytest
import sqlalchemy
from sqlalchemy import select, text

from tests.factories.accounts import UserFactory
from tests.factories.assessment import PointFactory
from tests.factories.responses import SecrecyCheckFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses.letters import as_pdf
from tests.webapp.responses.steps import enter, sign_in
from webapp.core.database import session, uuid7
from webapp.core.rendering import spoken
from webapp.drafts import queries as drafts
from webapp.reports.service import opened
from webapp.responses.models import OwnAttachment, OwnComment, OwnSpace, Response, Secrecy
from webapp.responses.service import copies, spaces
from webapp.responses.service.spaces import Place, Remark

FILE = as_pdf("Kartan över leden.")


@pytest.fixture
def invitation():
    invitation = InvitationFactory()
    QuestionFactory(round=invitation.round)
    return invitation


@pytest.fixture
def home(client, invitation) -> str:
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}"


@pytest.fixture
def space(client, invitation, home) -> OwnSpace:
    client.get(f"{home}/answer")
    return session.scalars(select(OwnSpace)).one()


def say(space, words: str, *, wording: str = "") -> OwnComment:
    section = drafts.outline(space.round.version_id)[0]
    spaces.add_comment(
        space, Place(section.key), Remark(words, proposed_wording=wording), form_key=uuid7()
    )
    return session.scalars(select(OwnComment).order_by(OwnComment.created_at.desc())).first()


def attach(client, home, *marks: str, name: str = "karta.pdf") -> OwnAttachment:
    client.get(f"{home}/attachments")
    client.submit("Bifoga filen", file=(BytesIO(FILE), name), supports=list(marks))
    session.expire_all()
    return session.scalars(select(OwnAttachment)).one()


def submit(client, home) -> Response:
    client.get(f"{home}/statement")
    client.submit("Spara och fortsätt", position="endorse", statement="Bra.")
    client.get(f"{home}/review")
    client.submit("Skicka in svaret")
    session.expire_all()
    return session.scalars(select(Response)).one()


def test_a_file_is_tagged_when_it_is_attached_and_shown_beside_what_it_supports(
    client, home, space
):
    comment, other = say(space, "Leden bör gå norrut."), say(space, "", wording="Ny lydelse.")
    kept = attach(client, home, comment.mark)
    assert kept.supports == [comment.mark]
    assert "Leden bör gå norrut." in client.text(f"#file-{kept.id}")
    client.get(f"{home}/sections/{comment.section_key}")
    assert "Stöds av: karta.pdf" in client.text(f"#comment-{comment.id}")
    assert "karta.pdf" not in client.text(f"#comment-{other.id}")
    client.get(f"{home}/attachments")
    assert "Föreslagen lydelse: Ny lydelse." in client.text("fieldset")


def test_the_tags_are_changed_afterwards_and_what_is_unknown_is_left_out(client, home, space):
    comment = say(space, "Leden bör gå norrut.")
    kept = attach(client, home, "answer")
    client.get(f"{home}/attachments/{kept.id}/about")
    assert client.page.select_one("input[value=answer]").has_attr("checked")
    client.submit("Spara", note="Karta", supports=[comment.mark, "comment:none"])
    session.expire_all()
    assert (kept.supports, kept.note) == ([comment.mark], "Karta")


def about_page(client, home, kept):
    client.get(f"{home}/attachments/{kept.id}/about")
    return client.page


def test_what_two_choose_at_once_is_kept_part_by_part(client, home, space):
    one, two = say(space, "Leden bör gå norrut."), say(space, "Leden bör märkas ut.")
    kept = attach(client, home, "answer", one.mark)
    mine = about_page(client, home, kept)
    about_page(client, home, kept)
    client.submit("Spara", supports=["answer", one.mark, two.mark])
    client.page = mine
    client.submit("Spara", supports=[one.mark])
    session.expire_all()
    assert kept.supports == [one.mark, two.mark]
    assert "tillsammans med det som en kollega" in client.text()
    about_page(client, home, kept)
    client.submit("Spara", supports=[two.mark])
    session.expire_all()
    assert kept.supports == [two.mark]
    assert "en kollega" not in client.text()


def test_two_notes_on_a_file_are_shown_together_and_the_choices_kept(client, home, space):
    comment = say(space, "Leden bör gå norrut.")
    kept = attach(client, home, "answer")
    mine = about_page(client, home, kept)
    about_page(client, home, kept)
    client.submit("Spara", note="Karta över leden", supports=["answer"])
    client.page = mine
    page = client.submit("Spara", note="Karta, blad 2", supports=["answer", comment.mark])
    assert page.status_code == 422
    assert "Karta över leden" in client.text("main")
    assert client.page.select_one("input[name=note]")["value"] == "Karta, blad 2"
    client.submit("Spara", note="Karta över leden, blad 2", supports=["answer", comment.mark])
    session.expire_all()
    assert (kept.note, kept.supports) == ("Karta över leden, blad 2", ["answer", comment.mark])


def test_a_page_from_before_says_what_it_holds(client, home, space):
    kept = attach(client, home, "answer")
    mine = about_page(client, home, kept)
    mine.select_one("input[name=began]")["value"] = ""
    client.submit("Spara", supports=[])
    session.expire_all()
    assert kept.supports == []


def test_a_deleted_comment_takes_only_the_tag_with_it(client, home, space):
    comment = say(space, "Leden bör gå norrut.")
    kept = attach(client, home, comment.mark, "answer")
    client.get(f"{home}/comments/{comment.id}/delete")
    client.submit("Ta bort synpunkten")
    client.get(f"{home}/attachments")
    assert "Stöder: Hela svaret" in client.text(f"#file-{kept.id}")
    [sent] = submit(client, home).attachments
    assert sent.supports == ["answer"]


def test_what_was_read_through_is_not_sent_when_a_tag_changed_since(client, home, space):
    kept = attach(client, home)
    client.get(f"{home}/statement")
    client.submit("Spara och fortsätt", position="endorse", statement="Bra.")
    client.get(f"{home}/review")
    page = client.page
    client.get(f"{home}/attachments/{kept.id}/about")
    client.submit("Spara", supports=["answer"])
    client.page = page
    assert client.submit("Skicka in svaret").status_code == 422


def test_what_is_submitted_is_signed_frozen_and_shown_to_staff(
    client, new_client, home, space, invitation
):
    comment = say(space, "Leden bör gå norrut.")
    client.get(f"{home}/questions")
    client.submit("Spara och fortsätt", **{_field(client): "Ja."})
    [question] = invitation.round.questions
    attach(client, home, comment.mark, f"question:{question.id}")
    client.get(f"{home}/review")
    assert client.text().count("Stöds av: karta.pdf") == 2
    response = submit(client, home)
    [sent], [said] = response.attachments, response.comments
    assert sent.supports == [said.mark, f"question:{question.id}"] == [
        "comment:1", f"question:{question.id}"
    ]  # fmt: skip
    assert json.loads(response.canonical())["attachments"][0]["supports"] == sent.supports
    client.get(f"/receipts/{response.id}")
    assert client.text().count("Stöds av: karta.pdf") == 2
    staff = new_client()
    sign_in(staff, UserFactory())
    staff.get(f"/responses/{response.id}")
    assert staff.text().count("Stöds av: karta.pdf") == 2
    [link] = {
        each["href"] for each in staff.page.select("main a[download]") if "karta" in each.text
    }
    assert staff.file(link).data == FILE
    with pytest.raises(sqlalchemy.exc.DatabaseError, match="never"), session.begin_nested():
        session.execute(text("UPDATE attachment SET supports = '[]'"))


def test_the_file_stands_on_the_points_page(client, new_client, home, space):
    comment = say(space, "Leden bör gå norrut.")
    attach(client, home, comment.mark)
    response = submit(client, home)
    point = PointFactory(comment=response.comments[0])
    other = PointFactory(
        comment=None, response=response, round=response.round, origin="statement", section_key=None
    )
    staff = new_client()
    sign_in(staff, UserFactory())
    staff.get(f"/points/{point.id}")
    assert "Stöds av: karta.pdf" in staff.text()
    staff.get(f"/points/{other.id}")
    assert "karta.pdf" not in staff.text()


def test_the_copy_names_the_files_and_hides_those_that_are_masked(client, home, space):
    comment = say(space, "Leden bör gå norrut.")
    attach(client, home, comment.mark, "answer", name="hemlig.pdf")
    response = submit(client, home)
    with spoken("sv"):
        said = copies.receipt_of(response, "Region Exempel")
        assert said.comments[0].files == ("hemlig.pdf",)
        assert said.attachments[0].endswith("Stöder hela svaret")
        SecrecyCheckFactory(response=response, state=Secrecy.MASKED, files=["1"])
        session.expire_all()
        shown = opened.as_shown(response, said)
    assert shown.comments[0].files == ("En fil som inte lämnas ut",)
    assert not any("hemlig" in each for each in shown.attachments)


def _field(client) -> str:
    return client.page.select_one("main textarea")["name"]
