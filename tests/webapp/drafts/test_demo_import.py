"""The demo's two drafts, through the page, the worker and back."""

from pathlib import Path

import pytest

from tests.webapp.drafts.pages import latest_import, new_document, rows, sign_in, upload
from webapp.core.background import JobStatus
from webapp.drafts import queries
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import SectionKind

DEMO = Path(__file__).parents[3] / "demo"
SWEDISH = (DEMO / "strategi-sv.docx").read_bytes()
ENGLISH = (DEMO / "strategy-en.docx").read_bytes()


@pytest.fixture
def document(client, work_off):
    user = sign_in(client)
    document = new_document(user)
    for data, language in ((SWEDISH, "sv"), (ENGLISH, "en")):
        upload(client, document, data, language=language)
        work_off()
        assert latest_import().status is JobStatus.DONE, latest_import().report
    return document


def test_both_languages_stand_in_one_tree(document):
    sections = rows(document)
    assert len(sections) >= 41
    assert all(section.title["sv"] and section.title["en"] for section in sections)
    by_title = {section.title["sv"]: section for section in sections}
    goal = by_title["Mål 1: Förnyelse i hela länet"]
    assert goal.title["en"] == "Goal 1: Renewal in the whole county"
    assert (goal.kind, goal.level) == (SectionKind.GOAL, 2)
    parent = next(section for section in sections if section.key == goal.parent_key)
    assert goal.number == f"{parent.number}.1"


def test_every_block_is_in_both_languages(document):
    blocks = [block for section in rows(document) for block in section.blocks]
    assert all(block.text.keys() == block.html.keys() == {"sv", "en"} for block in blocks)
    kinds = {block.kind for block in blocks}
    assert kinds == set(BlockKind)


def test_kinds_are_guessed(document):
    kinds = [section.kind for section in rows(document)]
    assert kinds.count(SectionKind.VISION) == 1
    assert kinds.count(SectionKind.GOAL) == 2
    assert kinds.count(SectionKind.MEASURE) == 7
    assert kinds.count(SectionKind.STRENGTH_AREA) == 9


def test_figures_have_a_picture_and_words_in_each_language(client, document):
    figures = [
        block
        for section in rows(document)
        for block in section.blocks
        if block.kind is BlockKind.FIGURE
    ]
    assert len(figures) == 2
    for figure in figures:
        assert figure.images.keys() == {"sv", "en"}
        for tag in ("sv", "en"):
            assert f'src="/figures/{figure.images[tag]}"' in figure.html[tag]
            answer = client.get(f"/figures/{figure.images[tag]}")
            assert answer.content_type == "image/png"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert figure.html["sv"] != figure.html["en"]


def test_the_pages_show_it(client, document):
    client.get(f"/documents/{document.id}")
    assert "Svenska: 44 av 44 avsnitt är skrivna" in client.text()
    assert "Engelska: 44 av 44 avsnitt är skrivna" in client.text()
    version = queries.working_version(document.id)
    client.get(f"/versions/{version.id}?language=en")
    assert "Goal 1: Renewal in the whole county" in client.text()
    assert len(client.page.select(".y-prose table")) == 4


def test_importing_the_same_file_again_changes_no_key(client, document, work_off):
    before = [(s.key, s.kind, [b.key for b in s.blocks]) for s in rows(document)]
    upload(client, document, SWEDISH, language="sv", replace="y")
    work_off()
    assert [(s.key, s.kind, [b.key for b in s.blocks]) for s in rows(document)] == before
    assert latest_import().report["way"] == "replaced"
    upload(client, document, ENGLISH, language="en", replace="y")
    work_off()
    assert [(s.key, s.kind, [b.key for b in s.blocks]) for s in rows(document)] == before
    assert latest_import().report["way"] == "translated"
