"""What a document and its sections were: who and when, comparison, restoring, and thinning."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.webapp.drafts.pages import new_document, rows, sign_in, upload
from tests.webapp.drafts.test_word_import import TRANSLATION, TREE
from tests.webapp.drafts.test_writing import section_path, write
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.drafts import service
from webapp.drafts.models import RevisionCause, SectionRevision
from webapp.drafts.saving import Entry
from webapp.drafts.service import history
from webapp.drafts.tree import Place

TEXT = "Länet ska växa med sina företag.\n\nSkogen är viktig för alla i länet."
GROWN = TEXT.replace("växa", "växa hållbart")


@pytest.fixture
def user(client):
    return sign_in(client)


@pytest.fixture
def document(client, user):
    document = new_document(user)
    write(client, document, "Bakgrund", text=TEXT)
    return document


def save(document, user, text, **more):
    """Save the first section with this text, on what it says now."""
    section = rows(document)[0]
    entry = Entry({"sv": "Bakgrund"}, {"sv": text}, revision=section.revision, **more)
    saved = service.save_section(document, section.key, entry, actor=user)
    session.commit()
    return saved


def said(document):
    session.expire_all()
    return [block.text["sv"] for block in rows(document)[0].blocks]


def kept(document, section):
    statement = select(SectionRevision).where(
        SectionRevision.document_id == document.id, SectionRevision.section_key == section.key
    )
    return session.scalars(statement.order_by(SectionRevision.number)).all()


def age(document, section, *minutes):
    """Let the revisions, first to last, have been made so many minutes ago."""
    for revision, ago in zip(kept(document, section), minutes, strict=True):
        moment = clock.now() - timedelta(minutes=ago)
        # In the middle of ten minutes, so that those close to each other are in the same.
        revision.created_at = moment.replace(minute=moment.minute // 10 * 10 + 5, second=0)
    session.commit()


def test_the_history_of_a_section_says_who_when_what_and_how_much(client, document, user):
    colleague = sign_in(client)
    save(document, colleague, GROWN)
    section = rows(document)[0]
    client.get(f"{section_path(document, section)}/history")
    newest, first = client.page.select("tbody tr")
    assert colleague.name in newest.get_text()
    assert "Texten nu" in newest.get_text()
    assert "1 ord tillagt, 0 borttagna" in newest.get_text()
    assert user.name in first.get_text()
    assert "Skrivet" in first.get_text()


def test_a_revision_is_compared_with_the_one_before_and_with_now(client, document, user):
    save(document, user, GROWN)
    save(document, sign_in(client), "Allt är nytt.")
    section = rows(document)[0]
    client.get(f"{section_path(document, section)}/history/2")
    assert [each.get_text() for each in client.page.select("main .y-diff ins")] == [
        "[tillagt: hållbart ]"
    ]
    client.get(f"{section_path(document, section)}/history/2?with=now")
    assert "[tillagt: Allt är nytt.]" in [
        each.get_text() for each in client.page.select("main .y-diff ins")
    ]
    client.get(f"{section_path(document, section)}/history/1")
    assert "det första som är känt" in client.text()


def test_restoring_makes_a_new_revision_with_the_former_keys(client, document, user):
    section = rows(document)[0]
    keys = [block.key for block in section.blocks]
    save(document, user, "Allt är nytt.")
    client.get(f"{section_path(document, section)}/history/1")
    client.submit("Återställ den här texten")
    assert "Avsnittets text från den gången är återställd" in client.text()
    assert said(document) == TEXT.split("\n\n")
    assert [block.key for block in rows(document)[0].blocks] == keys
    made = kept(document, section)
    assert [each.number for each in made] == [1, 2, 3]
    assert made[-1].cause is RevisionCause.RESTORED
    assert made[1].blocks[0]["text"] == {"sv": "Allt är nytt."}


def test_restoring_what_is_said_already_makes_nothing(client, document, user):
    section = rows(document)[0]
    restored = service.restore_section(document, section.key, 1, actor=user)
    assert not restored.changed
    assert len(kept(document, section)) == 1


def test_what_now_stands_in_another_section_comes_back_under_a_key_of_its_own(document, user):
    section = rows(document)[0]
    last = section.blocks[1].key
    service.split_section(document, section.key, last, {"sv": "Skogen"}, actor=user)
    session.commit()
    service.restore_section(document, section.key, 1, actor=user)
    session.commit()
    assert said(document) == TEXT.split("\n\n")
    every = [block.key for each in rows(document) for block in each.blocks]
    assert len(set(every)) == len(every) == 3


def test_a_state_that_is_not_kept_is_not_found(client, document, user):
    section = rows(document)[0]
    assert client.get(f"{section_path(document, section)}/history/9").status_code == 404
    with pytest.raises(NotFoundError):
        service.restore_section(document, section.key, 9, actor=user)


def test_a_deleted_section_keeps_its_history(client, document, user):
    section = rows(document)[0]
    save(document, user, GROWN)
    path = section_path(document, section)
    service.delete_section(document, section.key, actor=user)
    session.commit()
    client.get(f"/documents/{document.id}/history")
    assert "Borttaget" in client.text("tbody")
    assert client.get(f"{path}/history").status_code == 200
    assert "Avsnittet är borttaget" in client.text()
    client.get(f"{path}/history/2")
    assert "hållbart" in client.text()
    assert not client.page.select("main form[action$=restore]")


def test_the_documents_history_is_paged(client, document, user):
    for number in range(30):
        service.add_section(document, Entry({"sv": f"Avsnitt {number}"}, {}), Place(), actor=user)
    session.commit()
    client.get(f"/documents/{document.id}/history")
    assert len(client.page.select("tbody tr")) == 25
    assert "Avsnitt 29" in client.text("tbody tr")
    client.get(client.page.select_one("[data-show-more]")["href"])
    assert len(client.page.select("tbody tr")) == 6
    assert "Bakgrund" in client.text("tbody tr:last-child")
    assert not client.page.select("[data-show-more]")


def test_what_was_saved_together_is_one_line_that_can_be_opened(client, user, work_off):
    document = new_document(user)
    upload(client, document, TREE)
    work_off()
    session.expire_all()
    save(document, user, GROWN)
    client.get(f"/documents/{document.id}/history")
    written, imported = client.page.select("tbody tr")
    assert "Skrivet" in written.get_text()
    assert "3 avsnitt" in imported.get_text()
    client.get(imported.select_one("a")["href"])
    assert [
        each.get_text(" ", strip=True) for each in client.page.select("tbody td:nth-child(2)")
    ] == [f"{each.number} {each.title['sv']}" for each in rows(document)]
    assert client.get(f"/documents/{document.id}/history/{document.id}").status_code == 404


def test_those_who_only_read_see_the_history_and_cannot_restore(client, document, user):
    section = rows(document)[0]
    save(document, user, GROWN)
    sign_in(client, Role.REGISTRAR)
    path = section_path(document, section)
    assert client.get(f"{path}/history").status_code == 200
    assert client.get(f"{path}/history/1").status_code == 200
    assert not client.page.select("main form")
    assert client.post(f"{path}/history/1/restore").status_code == 403


def test_an_import_is_in_the_history_with_what_it_wrote_over(client, user, work_off):
    document = new_document(user)
    upload(client, document, TREE)
    work_off()
    session.expire_all()
    section = rows(document)[0]
    assert [each.cause for each in kept(document, section)] == [RevisionCause.IMPORTED]
    upload(client, document, TRANSLATION, language="en")
    work_off()
    session.expire_all()
    first, second = kept(document, section)
    assert (first.number, second.number) == (1, 2)
    assert "en" not in first.blocks[0]["text"]
    assert second.blocks[0]["text"]["en"].startswith("The county")
    assert second.made_by == user.id


def test_a_section_without_a_history_gets_one_when_it_is_saved(client, document, user):
    section = rows(document)[0]
    session.delete(kept(document, section)[0])
    session.commit()
    client.get(f"{section_path(document, section)}/history")
    assert "Ingenting är ändrat än" in client.text()
    save(document, user, GROWN)
    first, _second = kept(document, section)
    assert (first.number, first.made_by) == (1, None)
    assert [each["text"]["sv"] for each in first.blocks] == TEXT.split("\n\n")
    client.get(f"{section_path(document, section)}/history")
    assert "när historiken började" in client.text("tbody tr:last-child")


def test_a_run_of_saving_is_shown_as_one_change_and_thinned_after_a_day(client, document, user):
    section = rows(document)[0]
    for number in range(4):
        save(document, user, f"{TEXT} {number}")
    age(document, section, 3000, 3000, 3000, 3000, 3000)
    client.get(f"{section_path(document, section)}/history")
    assert len(client.page.select("tbody tr")) == 2
    history.sweep_history()
    assert [each.number for each in kept(document, section)] == [1, 5]


def test_what_is_still_a_base_or_anothers_or_not_written_is_not_thinned(client, document, user):
    section = rows(document)[0]
    save(document, user, "A")
    save(document, sign_in(client), "B")
    save(document, user, "C")
    save(document, user, "D")
    service.restore_section(document, section.key, 1, actor=user)
    save(document, user, "E")
    save(document, user, "F")
    age(document, section, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 10)
    history.sweep_history()
    # C was followed by D at once; F came today, so that E may be what an open form began from.
    assert [each.number for each in kept(document, section)] == [1, 2, 3, 5, 6, 7, 8]


def test_pages_take_as_many_queries_however_much_was_saved(client, document, user, count_queries):
    section = rows(document)[0]
    paths = [
        f"/documents/{document.id}/history",
        f"{section_path(document, section)}/history",
        f"{section_path(document, section)}/history/1?with=now",
    ]

    def count():
        return [count_queries(lambda path=path: client.get(path)) for path in paths]

    save(document, user, GROWN)
    few = count()
    for number in range(12):
        save(document, sign_in(client), f"{TEXT}\n\n{number}")
    assert count() == few
    assert max(few) <= 8


def test_saving_takes_as_many_queries_whoever_saved_before(client, document, user, count_queries):
    section = rows(document)[0]
    revision = section.revision

    def entry(number, on):
        return Entry({"sv": "Bakgrund"}, {"sv": f"{TEXT}\n\n{number}"}, revision=on)

    def count(number, on):
        return count_queries(
            lambda: service.save_section(document, section.key, entry(number, on), actor=user)
        )

    first = count(1, revision)
    for number in range(2, 8):
        save(document, sign_in(client), f"{TEXT}\n\n{number}")
    assert count(9, rows(document)[0].revision) <= first <= 14
