"""Promises about how the code is built, kept by looking at the code."""

import ast
import re
from pathlib import Path

import pytest

from local import translations
from webapp.core.background import Task, messenger
from workers import assessment, drafts, notifications, reports, responses, rounds, schedule

ROOT = Path(__file__).parents[2]
WEBAPP = ROOT / "webapp"
FEATURES = (
    "audit", "notifications", "accounts", "organisations", "drafts", "rounds", "responses",
    "assessment", "reports", "home", "api",
)  # fmt: skip
VOCABULARY = {
    "__init__", "models", "policy", "queries", "emails", "service", "forms", "views", "labels",
}  # fmt: skip
TASK_MODULES = (notifications, drafts, rounds, responses, assessment, reports)
UNWELCOME = {"utils", "helpers", "common", "constants", "misc", "tools"}


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_top_level_is_as_agreed():
    for name in ("webapp", "workers", "migrations", "templates", "tests"):
        assert (ROOT / name).is_dir()
    assert (ROOT / "config.py").is_file()
    assert (ROOT / "docker-compose.yml").is_file()


def test_the_same_words_name_the_folders_everywhere():
    known = {"core", *FEATURES}
    found = {path.name for path in WEBAPP.iterdir() if (path / "__init__.py").exists()}
    assert found == known
    templates = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    assert templates <= known | {"layout", "components", "errors"}
    tests = {p.name for p in (ROOT / "tests/webapp").iterdir() if p.is_dir() and p.name[0] != "_"}
    assert tests <= known


def test_there_is_no_place_for_odds_and_ends():
    names = {path.stem for folder in ("webapp", "workers") for path in modules(ROOT / folder)}
    assert not names & UNWELCOME


def test_the_ground_keeps_to_twelve_modules():
    assert len([path for path in modules(WEBAPP / "core") if path.stem != "__init__"]) == 12


def test_what_is_pure_knows_nothing_of_rows_and_requests():
    for feature in FEATURES:
        for path in modules(WEBAPP / feature):
            inner = path.relative_to(WEBAPP / feature)
            # A long module is a package of the same name, split along nouns.
            if inner.parts[0].removesuffix(".py") in VOCABULARY:
                continue
            for name in imports(path):
                layer = name.removeprefix("webapp.").split(".")
                is_row_layer = len(layer) > 1 and layer[1] in {
                    "queries",
                    "service",
                    "views",
                    "forms",
                }
                assert not (name.startswith("webapp.") and is_row_layer), f"{path}: {name}"


def test_commit_is_called_in_one_place():
    pattern = re.compile(r"\bsession(\(\))?\.commit\(|\.session\.commit\(")
    places = {
        path.relative_to(ROOT).as_posix()
        for folder in ("webapp", "workers")
        for path in modules(ROOT / folder)
        if pattern.search(path.read_text())
    }
    assert places == {"webapp/core/transactions.py"}


def test_every_task_is_in_the_enum_and_every_entry_has_a_task():
    registered = {name for name in messenger.tasks if not name.startswith("celery.")}
    assert registered == {task.value for task in Task}
    assert len(TASK_MODULES) == 6


def test_every_sweep_is_on_the_clock():
    sweeps = {task.value for task in Task if "sweep" in task.value}
    assert sweeps == set(schedule.SCHEDULE)


def test_the_longest_files_are_split():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for folder in ("webapp", "workers", "local")
        for path in modules(ROOT / folder)
        if (lines := len(path.read_text().splitlines())) > 330
    }
    assert long == {}


def test_functions_are_short():
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for folder in ("webapp", "workers")
        for path in modules(ROOT / folder)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_views_are_short():
    for feature in FEATURES:
        path = WEBAPP / feature / "views.py"
        for node in ast.parse(path.read_text()).body if path.exists() else ():
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.body[0].lineno + 1
                assert length <= 24, f"{feature}.{node.name}: {length} lines"


@pytest.mark.parametrize(
    "folder", ["webapp", "workers", "templates", "migrations", "docs", "local"]
)
def test_nothing_names_the_place_it_was_written_in(folder):
    pattern = re.compile(r"(?<![\w.<>{}])/(?:home|root|opt|mnt)/\w")
    for path in (ROOT / folder).rglob("*"):
        if path.suffix in {".py", ".html", ".txt", ".md", ".typ", ".css", ".toml"}:
            assert not pattern.search(path.read_text()), path


def test_every_message_is_translated():
    assert list(translations.faults()) == []


def test_babel_finds_every_message_of_the_code():
    """It reads no call inside an f-string, so such a message would be English for everyone."""
    hidden = {
        path.relative_to(ROOT).as_posix(): node.lineno
        for path in modules(WEBAPP)
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in translations.KEYWORDS
    }
    assert hidden == {}
