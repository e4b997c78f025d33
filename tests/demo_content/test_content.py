"""What the demo is loaded with must agree with itself before any code reads it."""

import csv
import json
import re
import zipfile
from collections import Counter
from difflib import SequenceMatcher
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from markdown_it.tree import SyntaxTreeNode

from demo.build_strategy import HERE, TAGS, TARGETS, build, parse, plain

LANGUAGES = ("sv", "en")
BLOCKS = {"paragraph", "bullet_list", "ordered_list", "table", "blockquote"}
NO_TEXT = {"no_comments", "abstain"}
PARTS = ("title", "cover_letter")
POSITIONS = {"endorse", "endorse_in_part", "neither", "oppose", "not_stated"}
CATEGORIES = {
    "municipality",
    "region",
    "agency",
    "university",
    "company",
    "business_organisation",
    "civil_society",
    "sami",
    "union",
    "other",
}
DECISIONS = {"accommodated", "partly", "not_accommodated", "noted", "out_of_scope"}


def load(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def headings(language: str) -> list[str]:
    return [plain(node.children[0]) for node in parse(language).children if node.type == "heading"]


def shape(node: SyntaxTreeNode) -> list[tuple[str, str]]:
    return [(part.type, part.tag) for part in node.walk() if part.type not in {"root", "text"}]


def words(node: SyntaxTreeNode) -> list[str]:
    return [
        word
        for leaf in node.walk()
        if leaf.type == "text"
        for word in re.findall(r"\w+", leaf.content)
    ]


def points() -> dict[str, dict[str, Any]]:
    """Each comment, answer and statement with text, by the key that assessments.json uses."""
    found: dict[str, dict[str, Any]] = {}
    for number, response in enumerate(load("responses.json")):
        found |= {f"r{number}.c{i}": one for i, one in enumerate(response["comments"])}
        found |= {f"r{number}.a{i}": one for i, one in enumerate(response["answers"])}
        if response["statement"]:
            found[f"r{number}.statement"] = {"text": response["statement"]}
    return found


def every_response() -> list[dict[str, Any]]:
    return [*load("responses.json"), *load("open_responses.json")]


def test_both_languages_have_the_same_structure():
    swedish, english = (shape(parse(language)) for language in LANGUAGES)

    assert swedish == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strategy_has_the_size_and_variety_of_a_real_one(language: str):
    tree = parse(language)
    kinds = Counter(node.type for node in tree.walk())

    assert 36 <= len(headings(language)) - 1 <= 45
    assert len(set(headings(language))) == len(headings(language))
    assert 5_000 <= len(words(tree)) <= 7_500
    assert kinds["table"] >= 2
    assert kinds["bullet_list"] >= 4
    assert kinds["ordered_list"] >= 2
    assert kinds["image"] == 2
    assert kinds["blockquote"] == 1
    assert kinds["link"] >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_holds_one_to_four_blocks(language: str):
    sizes: list[int] = []
    for node in parse(language).children:
        if node.type == "heading":
            sizes.append(0)
        else:
            assert node.type in BLOCKS
            sizes[-1] += 1

    assert sizes[0] == 0, "nothing stands between the title and the first heading"
    assert all(1 <= size <= 4 for size in sizes[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_drafts_are_what_the_script_builds(language: str):
    kept = zipfile.ZipFile(HERE / TARGETS[language])
    built = zipfile.ZipFile(BytesIO(build(language)))

    assert kept.namelist() == built.namelist()
    for name in ("word/document.xml", "word/numbering.xml", "docProps/core.xml"):
        assert kept.read(name) == built.read(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_drafts_carry_styles_language_and_alternative_text(language: str):
    document = Document(str(HERE / TARGETS[language]))
    styles = Counter(paragraph.style.name for paragraph in document.paragraphs if paragraph.style)
    titled = [p.text for p in document.paragraphs if p.style and p.style.name != "Normal"]
    pictures = document.element.xpath("//wp:docPr")

    assert [text for text in titled if text in headings(language)] == headings(language)
    assert styles["Title"] == 1
    assert all(styles[f"Heading {level}"] for level in (1, 2, 3))
    assert all(styles[f"List {name}"] for name in ("Bullet", "Bullet 2", "Number"))
    assert len(pictures) == 2
    assert all(len(picture.get("descr")) > 80 for picture in pictures)
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables)
    assert document.styles.element.xpath("//w:lang/@w:val") == [TAGS[language]]


def test_the_distribution_list_is_the_organisations_in_a_registrars_form():
    raw = (HERE / "distribution-list.csv").read_bytes()
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    organisations = load("organisations.json")

    assert raw.startswith(b"\xef\xbb\xbf")
    assert ";".join(rows[0]) == (
        "Organisation;Organisationsnummer;Kategori;Sektor;E-post registrator;Språk;Kommentar"
    )
    assert [(row["Organisation"], row["E-post registrator"], row["Språk"]) for row in rows] == [
        (one["name"], one["email"], one["language"]) for one in organisations
    ]
    assert not any(row["Organisationsnummer"] for row in rows)


def test_the_organisations_are_many_distinct_and_sorted_into_categories():
    organisations = load("organisations.json")

    assert 75 <= len(organisations) <= 90
    assert len({one["name"] for one in organisations}) == len(organisations)
    assert len({one["email"] for one in organisations}) == len(organisations)
    assert {one["category"] for one in organisations} == CATEGORIES
    assert {one["sector"] for one in organisations} == {"business", "academia", "public", "civil"}


@pytest.mark.parametrize("path", sorted(HERE.glob("*.*")), ids=lambda path: path.name)
def test_no_address_can_reach_a_real_mailbox(path: Path):
    if path.suffix in {".md", ".json", ".csv"}:
        addresses = re.findall(r"[\w.+-]+@([\w.-]+\w)", path.read_text(encoding="utf-8"))
        assert all(domain.endswith(".example") for domain in addresses)


def test_the_responses_are_as_many_and_as_uneven_as_in_a_real_round():
    responses = load("responses.json")
    comments = [len(response["comments"]) for response in responses]
    lengths = sorted(len(response["statement"]) for response in responses)
    forms = Counter(response["form"] for response in responses)
    people = [response["person"] for response in responses if "person" in response]

    assert 58 <= len(responses) <= 64
    assert 230 <= sum(comments) <= 280
    assert max(comments) == 12
    assert lengths[-1] > 3_000
    assert lengths[len(lengths) // 2] < 500
    assert forms["no_comments"] >= 4
    assert forms["abstain"] >= 2
    assert len(people) == 10
    assert sum(person["named"] for person in people) == 5
    assert {response["language"] for response in responses} == {"sv", "en"}


def test_half_of_the_responses_come_on_the_last_day_and_a_few_late():
    days = [response["days_before_deadline"] for response in load("responses.json")]

    assert 0.4 <= sum(0 <= day < 1 for day in days) / len(days) <= 0.6
    assert sum(day < 0 for day in days) == 2


def test_one_body_answers_once_and_stands_on_the_list_unless_uninvited():
    known = {one["name"] for one in load("organisations.json")}
    for name in ("responses.json", "open_responses.json"):
        bodies = [one for one in load(name) if "organisation" in one]
        names = [one["organisation"] for one in bodies]
        assert len(set(names)) == len(names)
        assert all((one["organisation"] in known) == one.get("invited", True) for one in bodies)

    uninvited = [one for one in load("responses.json") if not one.get("invited", True)]
    assert len(uninvited) == 2


def test_a_response_without_text_takes_no_position():
    for response in every_response():
        if response["form"] in NO_TEXT:
            assert response["position"] is None
            assert not any(response[part] for part in ("statement", "comments", "answers"))
        else:
            assert response["position"] in POSITIONS
            assert response["statement"]


def test_every_comment_belongs_to_a_section_and_every_answer_to_a_question():
    sections = set(headings("sv"))
    questions = {question["number"] for question in load("round.json")["questions"]}
    for response in every_response():
        for comment in response["comments"]:
            assert comment["section"] in sections
            assert comment["kind"] in {"general", "editorial", "technical"}
            assert comment.get("position", "endorse") in POSITIONS
            assert comment["text"]
        assert {answer["question"] for answer in response["answers"]} <= questions


def test_a_fifth_of_the_comments_propose_wording():
    comments = [one for response in load("responses.json") for one in response["comments"]]

    assert 0.15 <= sum("proposed_wording" in one for one in comments) / len(comments) <= 0.25


def test_every_point_is_assessed_with_reasons_and_nothing_else_is():
    assessments = load("assessments.json")

    assert set(assessments) == set(points())
    assert {one["decision"] for one in assessments.values()} == DECISIONS
    assert all(one["reply"] for one in assessments.values())
    assert all(
        len(one["reply"]) > 40
        for one in assessments.values()
        if one["decision"] in {"partly", "not_accommodated", "out_of_scope"}
    )


def test_four_bodies_send_nearly_the_same_text():
    statements = {
        one["organisation"]: one["statement"]
        for one in load("responses.json")
        if "organisation" in one and one["statement"]
    }
    alike = {
        name
        for first, second in combinations(statements, 2)
        if are_alike(statements[first], statements[second])
        for name in (first, second)
    }

    assert len(alike) == 4


def are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split())
    return matcher.quick_ratio() > 0.8 and matcher.ratio() > 0.8


def test_the_round_is_worded_in_both_languages():
    content = load("round.json")
    worded = [
        content["consultation"]["title"],
        content["contact"]["title"],
        *(question["text"] for question in content["questions"]),
        *(content[kind][part] for kind in ("closed_round", "open_round") for part in PARTS),
    ]

    assert all(set(text) == {"sv", "en"} and all(text.values()) for text in worded)
    assert re.fullmatch(r"090-465 04 \d\d", content["contact"]["phone"])
    assert 8 <= len(load("open_responses.json")) <= 10
