"""Standard replies, and the way from one point to the next."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import service
from webapp.assessment.models import Decision, StandardReply
from webapp.core.access import Role
from webapp.core.database import session

TEXTS = {"sv": "Tack för stödet.", "en": "Thank you for your support."}


@pytest.fixture
def reply(officer):
    made = service.keep_reply(None, "Tack", TEXTS, actor=officer)
    session.commit()
    return made


def test_a_reply_is_kept_changed_and_removed(client, officer):
    sign_in(client, officer)
    client.get("/standard-replies")
    assert client.submit("Spara", name="Tack", text_sv=" ", text_en="").status_code == 422
    client.submit("Spara", name="Tack", text_sv="Tack för stödet.", text_en="")
    assert "Tack för stödet." in client.text("li.y-card")
    kept = session.scalars(select(StandardReply)).one()
    client.get(f"/standard-replies/{kept.id}")
    client.submit("Spara", name="Tack så mycket", text_sv="Tack.", text_en="Thanks.")
    assert (kept.name, kept.texts) == ("Tack så mycket", {"sv": "Tack.", "en": "Thanks."})
    client.submit("Ta bort")
    assert session.scalars(select(StandardReply)).all() == []


def test_no_two_have_one_name(client, officer, reply):
    sign_in(client, officer)
    client.get("/standard-replies")
    answer = client.submit("Spara", name="TACK", text_sv="Annat.", text_en="")
    assert answer.status_code == 422
    assert "Annat." in client.text("textarea[name=text_sv]")


def test_it_goes_into_the_reply_behind_what_is_written_and_saves_nothing(
    client, officer, points, reply
):
    sign_in(client, officer)
    client.get(f"/points/{points[0].id}")
    [first, *_rest] = client.page.select("article form button[type=submit]")
    assert "Spara" in first.get_text()  # What Enter presses.
    assert not client.page.select("[autofocus]")
    client.submit(
        "Lägg in i bemötandet", reply="Hej.", decision="noted", do="standard",
        standard=f"{reply.id}:en",
    )  # fmt: skip
    assert client.text("textarea[name=reply]") == f"Hej. {TEXTS['en']}"
    assert [each["name"] for each in client.page.select("[autofocus]")] == ["reply"]
    assert client.page.select_one("input[name=decision][value=noted]").has_attr("checked")
    assert points[0].decision is None
    client.submit("Spara beslutet")
    assert points[0].reply == f"Hej.\n\n{TEXTS['en']}"


def test_many_are_answered_with_it_where_no_other_reply_is_written(
    client, round_, officer, points, reply
):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/points")
    assert "(svenska)" in client.text("select[name=standard]")
    chosen = {"do": "decide", "decision": "noted", "standard": f"{reply.id}:sv"}
    client.submit("Besluta om", points=[str(points[0].id)], reply="", **chosen)
    client.submit("Besluta om", points=[str(points[1].id)], reply="Mitt eget.", **chosen)
    assert [point.reply for point in points[:2]] == [TEXTS["sv"], "Mitt eget."]
    assert points[0].decision is Decision.NOTED


def test_one_is_asked_before_it_is_gone_for_everyone(client, officer, reply):
    sign_in(client, officer)
    client.get("/standard-replies")
    button = client.page.select_one("form[action$='/drop'] button")
    assert reply.name in button["data-confirm"]


def test_only_those_who_weigh_keep_them(client, reply):
    sign_in(client, UserFactory(email="r@region.example", roles=[Role.REGISTRAR]))
    assert client.get("/standard-replies").status_code == 403
    assert client.post(f"/standard-replies/{reply.id}/drop").status_code == 403


def test_one_goes_from_point_to_point(client, officer, points):
    sign_in(client, officer)
    client.get(f"/points/{points[1].id}")
    for name, other in (("prev", points[0]), ("next", points[2])):
        link = client.page.select_one(f"a[rel={name}]")
        assert link["href"] == f"/points/{other.id}"
    client.get(f"/points/{points[2].id}")
    assert client.page.select_one("a[rel=next]") is None
