"""What the editor asks the server for: a text block by block, and pictures that are put in."""

from io import BytesIO
from pathlib import Path

import pytest

from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import write
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import blocks, queries

PICTURE = (Path(__file__).parents[3] / "demo" / "figures" / "cycle.sv.png").read_bytes()


@pytest.fixture
def document(client):
    return new_document(sign_in(client))


def token(client):
    return client.page.select_one("input[name=csrf_token]")["value"]


def rendered(client, document, text):
    client.get(f"/documents/{document.id}/sections/new")
    data = {"text": text, "csrf_token": token(client)}
    return client.post(f"/documents/{document.id}/render", data=data)


def upload(client, document, data=PICTURE, name="karta.png"):
    client.get(f"/documents/{document.id}/sections/new")
    return client.post(
        f"/documents/{document.id}/figures",
        data={"file": (BytesIO(data), name), "csrf_token": token(client)},
        headers={"Accept": "application/json"},
    )


def test_each_block_comes_with_its_source_and_its_html(client, document):
    text = "Ett *ord*^[En [länk](https://x.se) & mer].\n\n- a\n- b"
    answer = rendered(client, document, text)
    first, second = answer.json["blocks"]
    assert first == {
        "source": "Ett *ord*^[En [länk](https://x.se) & mer].",
        "html": "<p>Ett <em>ord</em>"
        '<span data-note="En &lt;a href=&quot;https://x.se&quot;&gt;länk&lt;/a&gt; &amp;amp; mer">'
        "</span>.</p>\n",
    }
    assert second["html"].split() == ["<ul>", "<li>a</li>", "<li>b</li>", "</ul>"]


def test_what_the_editor_begins_from_is_sanitised(client, document):
    answer = rendered(client, document, 'a^["><script>x</script>] <img src=x onerror=y>')
    assert "<script" not in answer.json["blocks"][0]["html"]
    assert "<img" not in answer.json["blocks"][0]["html"]


def test_a_picture_put_in_is_shown_once_it_is_in_a_text(client, document):
    answer = upload(client, document)
    assert answer.status_code == 201
    key, url = answer.json["key"], answer.json["url"]
    assert client.get(url).data == PICTURE
    line = blocks.figure(key, "En karta", caption="Länet")
    [block] = rendered(client, document, line).json["blocks"]
    assert block["figure"] == {
        "key": key, "src": url, "alt": "En karta", "caption": "Länet", "decorative": False,
    }  # fmt: skip
    write(client, document, "Karta", text=line)
    assert rows(document)[0].blocks[0].images == {"sv": url.rpartition("/")[2]}


def test_the_same_picture_twice_is_one(client, document):
    first, second = upload(client, document).json, upload(client, document).json
    assert first == second
    assert len(queries.pictures(document.id)) == 1


def test_a_picture_that_is_not_in_a_frozen_version_is_for_staff_alone(client, document, new_client):
    url = upload(client, document).json["url"]
    assert new_client().get(url).status_code == 404


@pytest.mark.parametrize("data", [b"", b"GIF", b"<svg xmlns='x'/>", b"%PDF-1.7"])
def test_what_is_not_a_picture_is_refused_in_a_sentence(client, document, data):
    answer = upload(client, document, data)
    assert answer.status_code == 422
    assert "bild" in answer.json["errors"]["file"][0]
    assert queries.pictures(document.id) == {}


def test_without_javascript_the_page_says_which_line_shows_the_picture(client, document):
    client.get(f"/documents/{document.id}/figures")
    answer = client.submit("Lägg in bilden", file=(BytesIO(PICTURE), "karta.png"), alt="En karta")
    assert answer.status_code == 201
    [key] = queries.pictures(document.id)
    assert client.text("code") == f"![En karta](image:{key})"


def test_only_writers_put_in_pictures(client, document):
    sign_in(client, Role.REGISTRAR)
    assert client.get(f"/documents/{document.id}/figures").status_code == 403
    session.rollback()
