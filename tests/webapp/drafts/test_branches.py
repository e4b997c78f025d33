"""Changing the tree: other places and titles, splitting, joining, locking, deleting with undo."""

import pytest

from tests.factories.drafts import DocumentFactory, SectionFactory, VersionFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from webapp.audit import queries as audit
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, NotFoundError
from webapp.drafts import keeping, patterns, queries, service
from webapp.drafts.models import RevisionCause, SectionKind, SectionRevision, Version
from webapp.drafts.saving import Entry
from webapp.drafts.tree import Place, Spot


def made(user, *sections):
    """A document with sections (title, level, text), in Swedish."""
    document = new_document(user)
    for title, level, text in sections:
        row = rows(document)
        service.add_section(
            document,
            Entry({"sv": title}, {"sv": text}),
            Place(row[-1].key, within=level > row[-1].level) if row else Place(),
            actor=user,
        )
    session.commit()
    return document


def drawn(document):
    session.expire_all()
    return [f"{each.number} {each.title['sv']}" for each in rows(document)]


def texts(section):
    return [block.text["sv"] for block in section.blocks]


def test_a_section_goes_to_the_place_that_is_chosen_with_what_lies_under_it(client):
    document = made(sign_in(client), ("Ett", 1, "A"), ("Under", 2, "B"))
    user = sign_in(client)
    service.add_section(document, Entry({"sv": "Två"}, {}), Place(), actor=user)
    session.commit()
    first = rows(document)[0]
    client.get(f"/documents/{document.id}/sections/{first.key}/place")
    choices = {each.get_text(strip=True): each["value"] for each in client.page.select("option")}
    assert list(choices) == ["Först i dokumentet", "Efter 2 Två", "Först under 2 Två"]
    client.submit("Flytta dit", spot=choices["Först under 2 Två"])
    assert drawn(document) == ["1 Två", "1.1 Ett", "1.1.1 Under"]
    assert "”Ett” har nu nummer 1.1" in client.text()


def test_the_tree_in_the_browser_gets_itself_back_with_what_was_moved(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A"), ("Under", 2, "B"))
    _one, under = rows(document)
    client.get(f"/documents/{document.id}")
    answer = client.post(
        f"/documents/{document.id}/place",
        data={
            "csrf_token": client.page.select_one("input[name=csrf_token]")["value"],
            "key": str(under.key),
            "spot": ":1",
        },
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert f'data-tree-moved="{under.key}"' in answer.text
    assert "<html" not in answer.text
    assert drawn(document) == ["1 Under", "2 Ett"]


def test_a_place_that_cannot_be_had_is_refused_in_a_sentence(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A"), ("Under", 2, "B"))
    one, under = rows(document)
    with pytest.raises(NotFoundError):
        service.place_section(document, one.key, Spot(under.key, 2), actor=user)
    with pytest.raises(DomainError):
        service.place_section(document, under.key, Spot(one.key, 5), actor=user)
    assert drawn(document) == ["1 Ett", "1.1 Under"]


def test_a_new_title_leaves_the_text_and_is_in_the_history(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A"))
    section = rows(document)[0]
    revision = section.revision
    client.get(f"/documents/{document.id}/sections/{section.key}/rename")
    client.submit("Spara", title_sv="Bakgrund", title_en="Background")
    session.expire_all()
    again = rows(document)[0]
    assert again.title == {"sv": "Bakgrund", "en": "Background"}
    assert texts(again) == ["A"]
    assert again.revision == revision + 1
    kept = session.query(SectionRevision).filter_by(section_key=again.key, number=again.revision)
    assert kept.one().title == again.title


def test_no_title_at_all_is_refused_and_what_was_typed_stays(client):
    document = made(sign_in(client), ("Ett", 1, "A"))
    section = rows(document)[0]
    client.get(f"/documents/{document.id}/sections/{section.key}/rename")
    answer = client.submit("Spara", title_sv=" ", title_en="")
    assert answer.status_code == 422
    assert "Skriv en rubrik" in client.text(".y-error-summary")
    assert drawn(document) == ["1 Ett"]


def test_splitting_moves_blocks_with_their_keys_and_changes_nothing_that_is_read(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A\n\nB\n\nC"), ("Under", 2, "D"))
    one = rows(document)[0]
    keys = [block.key for block in one.blocks]
    client.get(f"/documents/{document.id}/sections/{one.key}/split")
    assert [each.get_text(strip=True) for each in client.page.select("fieldset label")] == [
        "B",
        "C",
    ]
    client.submit("Dela avsnittet", first=str(keys[1]), title_sv="Nytt", title_en="New")
    assert drawn(document) == ["1 Ett", "2 Nytt", "2.1 Under"]
    old, new, _under = rows(document)
    assert [block.key for block in old.blocks] == keys[:1]
    assert [block.key for block in new.blocks] == keys[1:]
    assert (texts(old), texts(new)) == (["A"], ["B", "C"])
    assert client.path == f"/documents/{document.id}/sections/{new.key}"
    causes = {
        each.section_key: each.cause
        for each in session.query(SectionRevision).filter_by(document_id=document.id)
        if each.cause is RevisionCause.SPLIT
    }
    assert causes.keys() == {old.key, new.key}


def test_a_split_needs_a_place_and_a_title(client):
    document = made(sign_in(client), ("Ett", 1, "A\n\nB"))
    one = rows(document)[0]
    client.get(f"/documents/{document.id}/sections/{one.key}/split")
    answer = client.submit("Dela avsnittet", title_sv="Kvar i fältet")
    assert answer.status_code == 422
    assert "Välj vilket stycke" in client.text(".y-error-summary")
    assert client.page.select_one("#title_sv")["value"] == "Kvar i fältet"
    user = sign_in(client)
    with pytest.raises(DomainError):
        service.split_section(document, one.key, one.blocks[0].key, {"sv": "Nytt"}, actor=user)
    assert drawn(document) == ["1 Ett"]


@pytest.mark.parametrize("keep", [True, False])
def test_joining_keeps_the_keys_and_the_title_if_asked(client, keep):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A"), ("Två *", 1, "B\n\nC"), ("Under", 2, "D"))
    one, two, _under = rows(document)
    keys = [block.key for block in (*one.blocks, *two.blocks)]
    client.get(f"/documents/{document.id}/sections/{two.key}/join")
    client.submit("Slå ihop avsnitten", **({} if keep else {"keep_title": None}))
    assert drawn(document) == ["1 Ett", "1.1 Under"]
    joined = rows(document)[0]
    title = [r"**Två \***"] if keep else []
    assert texts(joined) == ["A", *title, "B", "C"]
    assert [block.key for block in joined.blocks if block.key in keys] == keys
    assert [block.ordinal for block in joined.blocks] == list(range(len(joined.blocks)))
    if keep:
        assert joined.blocks[1].html["sv"].strip() == "<p><strong>Två *</strong></p>"


def test_the_first_section_has_none_to_join(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A"))
    key = rows(document)[0].key
    client.get(f"/documents/{document.id}/sections/{key}/join")
    assert "Inget avsnitt står före" in client.text()
    with pytest.raises(DomainError):
        service.join_section(document, key, keep_title=True, actor=user)


def test_what_was_deleted_comes_back_as_it_was(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A\n\n- b\n- c"), ("Under", 2, "B"))
    service.add_section(document, Entry({"sv": "Två"}, {"sv": "C"}), Place(), actor=user)
    service.lock_section(
        document, rows(document)[1].key, {"sv": "Beslutat"}, with_branch=False, actor=user
    )
    session.commit()
    before = [keeping.kept(section) for section in rows(document)]
    first = rows(document)[0]
    client.get(f"/documents/{document.id}?change={first.key}")
    client.submit("Ta bort 1 Ett")
    assert drawn(document) == ["1 Två"]
    assert "”Ett” är borttaget, med 1 avsnitt under." in client.text()
    client.submit("Ångra borttagningen")
    assert drawn(document) == ["1 Ett", "1.1 Under", "2 Två"]
    assert [keeping.kept(section) for section in rows(document)] == before
    assert "drafts.restore_section" in [each.action for each in audit.about(document.id)]


def test_a_deletion_can_be_undone_later_and_once(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A"), ("Under", 2, "B"))
    key = rows(document)[1].key
    removed = service.delete_section(document, key, actor=user)
    service.delete_section(document, rows(document)[0].key, actor=user)
    session.commit()
    client.get(f"/documents/{document.id}/removed")
    assert [each.get_text() for each in client.page.select("h2")][:2] == ["Ett", "Under"]
    service.restore_branch(document, removed.id, actor=user)
    assert drawn(document) == ["1 Under"]
    with pytest.raises(NotFoundError):
        service.restore_branch(document, removed.id, actor=user)


def test_what_is_in_the_document_again_is_not_put_back_twice(client):
    user = sign_in(client)
    document = made(user, ("Ett", 1, "A"))
    key = rows(document)[0].key
    removed = service.delete_section(document, key, actor=user)
    version = queries.working_version(document.id)
    SectionFactory(version_id=version.id, key=key)
    with pytest.raises(ConflictError):
        service.restore_branch(document, removed.id, actor=user)


def test_another_documents_deletions_cannot_be_reached(client):
    user = sign_in(client)
    document, other = made(user, ("Ett", 1, "A")), made(user, ("Två", 1, "B"))
    removed = service.delete_section(document, rows(document)[0].key, actor=user)
    with pytest.raises(NotFoundError):
        service.restore_branch(other, removed.id, actor=user)


def test_locking_covers_what_lies_under_it_if_asked_and_no_reason_opens_again(client):
    document = made(sign_in(client), ("Ett", 1, "A"), ("Under", 2, "B"))
    one = rows(document)[0]
    address = f"/documents/{document.id}/sections/{one.key}/lock"
    client.get(address)
    client.submit("Spara", reason_sv="Redan beslutat", with_branch="y")
    session.expire_all()
    assert [each.lock_reason for each in rows(document)] == [{"sv": "Redan beslutat"}] * 2
    client.get(f"/documents/{document.id}")
    assert client.text(".y-tree").count("Låst") == 2
    client.get(address)
    client.submit("Spara", reason_sv="", with_branch="y")
    session.expire_all()
    assert not any(each.is_locked for each in rows(document))


def test_an_empty_document_begins_from_the_pattern_of_an_innovation_strategy(client):
    document = new_document(sign_in(client))
    client.get(f"/documents/{document.id}")
    client.submit("Använd mallen Regional innovationsstrategi")
    kinds = [each.kind for each in rows(document)]
    counts = {kind: kinds.count(kind) for kind in SectionKind if kind is not SectionKind.PLAIN}
    assert counts == {
        SectionKind.VISION: 1,
        SectionKind.GOAL: 2,
        SectionKind.MEASURE: 6,
        SectionKind.STRENGTH_AREA: 9,
        SectionKind.INDICATOR: 3,
    }
    assert "Mål 2, insats 2.3" in client.text(".y-tree")
    assert all(each.blocks[0].html.keys() == {"sv", "en"} for each in rows(document))
    assert f"{len(kinds)} avsnitt är på plats" in client.text()
    user = sign_in(client)
    with pytest.raises(ConflictError):
        service.begin_from_pattern(document, next(iter(patterns.known().values())), actor=user)


def test_an_earlier_version_is_copied_with_keys_of_its_own(client):
    earlier = DocumentFactory(title={"sv": "Förra strategin"})
    source = VersionFactory(document=earlier, number=1, name="Antagen")
    document = new_document(sign_in(client))
    client.get(f"/documents/{document.id}/begin")
    assert "Förra strategin, version 1: Antagen" in client.text("select")
    client.submit("Kopiera", source=str(source.id))
    session.expire_all()
    copied, before = rows(document), list(queries.reading(source.id))
    assert [each.title for each in copied] == [each.title for each in before]
    assert [[b.text for b in s.blocks] for s in copied] == [
        [b.text for b in s.blocks] for s in before
    ]
    assert {each.key for each in copied}.isdisjoint(each.key for each in before)
    assert {b.key for s in copied for b in s.blocks}.isdisjoint(
        b.key for s in before for b in s.blocks
    )


def test_only_writers_change_the_tree(client):
    document = made(sign_in(client), ("Ett", 1, "A"))
    key = rows(document)[0].key
    sign_in(client, Role.REGISTRAR)
    for path in ("place", "rename", "split", "join", "lock"):
        assert client.get(f"/documents/{document.id}/sections/{key}/{path}").status_code == 403
    assert client.get(f"/documents/{document.id}/removed").status_code == 403
    assert session.query(Version).filter_by(document_id=document.id).count() == 1
