"""Links by which someone outside reads a draft for a time."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from tests.webapp.drafts.review_steps import document, preview_of
from tests.webapp.drafts.test_editing import PICTURE, upload
from tests.webapp.drafts.test_writing import write
from webapp.core import access, clock
from webapp.core.database import session
from webapp.drafts import blocks
from webapp.drafts.models import PreviewLink

__all__ = ["document"]


def test_someone_outside_reads_the_draft_by_a_link(client, document, new_client):
    token = preview_of(client, document)
    outside = new_client()
    answer = outside.get(f"/preview/{token}")
    assert "Malmen är djup." in outside.text()
    assert "Det här är ett utkast" in outside.text()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert session.scalars(select(PreviewLink)).one().last_opened_at is not None


def test_the_pictures_of_the_draft_are_seen_by_the_link_alone(client, document, new_client):
    made = upload(client, document).json
    write(client, document, "Karta", text=blocks.figure(made["key"], "En karta"))
    token = preview_of(client, document)
    outside = new_client()
    outside.get(f"/preview/{token}")
    source = outside.page.select_one("figure img")["src"]
    assert source.startswith(f"/preview/{token}/figures/")
    assert outside.get(source).data == PICTURE
    assert outside.get(made["url"]).status_code == 404
    other = source.rpartition("/")[0] + "/" + str(document.id)
    assert outside.get(other).status_code == 404


def test_a_link_that_is_over_altered_or_unknown_tells_nothing(client, document, new_client):
    token = preview_of(client, document)
    outside = new_client()
    unknown = access.sign("preview", str(document.id))
    other = access.sign("invitation", str(session.scalars(select(PreviewLink.id)).one()))
    pages = {outside.get(f"/preview/{each}").status_code for each in (token[:-2], unknown, other)}
    assert pages == {410}
    session.execute(update(PreviewLink).values(expires_at=clock.now() - timedelta(seconds=1)))
    session.commit()
    assert outside.get(f"/preview/{token}").status_code == 410
    assert "Malmen" not in outside.text()


def test_a_link_is_withdrawn_before_its_time(client, document, new_client):
    token = preview_of(client, document)
    client.submit("Återta länken: Professor Berg")
    assert new_client().get(f"/preview/{token}").status_code == 410
    assert "Återtagen" in client.text()


@pytest.mark.parametrize(("field", "value"), [("days", "91"), ("days", "0"), ("recipient", " ")])
def test_a_link_needs_a_name_and_a_time(client, document, field, value):
    client.get(f"/documents/{document.id}/previews")
    fields = {"recipient": "Professor Berg", "days": "14", field: value}
    assert client.submit("Skapa en länk", **fields).status_code == 422
    assert client.page.select_one(f"#{field}")["value"].strip() == value.strip()


def test_looking_for_a_link_is_not_opening_it(client, document, new_client):
    token = preview_of(client, document)
    assert new_client().head(f"/preview/{token}").status_code == 200
    assert session.scalars(select(PreviewLink)).one().last_opened_at is None


def test_no_link_is_at_rest(client, document, database):
    token = preview_of(client, document)
    statement = text("SELECT row_to_json(preview_link)::text FROM preview_link")
    row = database.execute(statement).scalar()
    assert token not in row
    assert token.rpartition(".")[2] not in row
