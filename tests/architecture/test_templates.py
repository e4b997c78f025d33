"""Every template belongs to something, and everything named is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
SHARED = {"layout", "components", "errors"}
COMPILED = {".typ", ".css", ".md"}


def test_each_template_is_used():
    code = "\n".join(p.read_text() for p in (ROOT / "webapp").rglob("*.py"))
    pages = "\n".join(p.read_text() for p in TEMPLATES.rglob("*") if p.suffix in {".html", ".txt"})
    for path in TEMPLATES.rglob("*"):
        name = path.relative_to(TEMPLATES).as_posix()
        if path.is_dir() or path.suffix in COMPILED or name.startswith("errors/"):
            continue
        stem = re.sub(r"(\.subject)?\.(txt|html)$", "", name)
        used = name in code + pages or stem in code or Path(name).name in code
        assert used, f"nothing uses {name}"


def test_each_email_has_three_templates():
    for path in TEMPLATES.glob("*/emails/[!_]*"):  # What begins with _ is a part of several.
        stem = re.sub(r"(\.subject\.txt|\.txt|\.html)$", "", path.name)
        for ending in (".subject.txt", ".txt", ".html"):
            assert (path.parent / f"{stem}{ending}").exists(), f"{path.parent}/{stem}{ending}"


def test_each_template_is_in_the_folder_of_its_feature():
    for path in (ROOT / "webapp").glob("*/views.py"):
        for name in re.findall(r"render_template\(\s*\"([^\"]+)\"", path.read_text()):
            folder = name.split("/")[0]
            assert folder in SHARED | {path.parent.name}, f"{path}: {name}"
            assert (TEMPLATES / name).exists(), f"{path}: {name}"


def test_the_lead_under_every_heading_has_its_size_from_the_style_sheet():
    css = (ROOT / "webapp" / "static" / "yttra.css").read_text()
    assert ".y-page-header__text > h1 ~ p, .y-lead { font-size:" in css
    for path in TEMPLATES.rglob("*.html"):
        for lead in re.findall(r"block lead %}(.*?){% endblock", path.read_text(), re.DOTALL):
            assert "y-lead" not in lead, f"{path}: a lead is a plain <p>"
