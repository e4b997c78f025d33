"""Compiling and checking catalogues, on a small product of the test's own."""

import gettext
from collections.abc import Callable
from pathlib import Path

import pytest

from local import translations

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def product(tmp_path: Path) -> Path:
    (tmp_path / "webapp").mkdir()
    (tmp_path / "webapp" / "views.py").write_text(
        'flash(_("Saved."))\nngettext("%(num)s body", "%(num)s bodies", number)\n'
    )
    (tmp_path / "templates" / "home").mkdir(parents=True)
    (tmp_path / "templates" / "home" / "index.html").write_text(
        "<h1>{{ _('Welcome') }}</h1><p>{{ pgettext('to weigh', 'Open') }}</p>"
    )
    return tmp_path


@pytest.fixture
def write(product: Path) -> Callable[[str], Path]:
    def write_catalogue(entries: str) -> Path:
        folder = product / "translations" / "sv" / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "home.po").write_text(HEADER + entries)
        return folder / "home.po"

    return write_catalogue


COMPLETE = """
msgid "Saved."
msgstr "Sparat."

msgid "%(num)s body"
msgid_plural "%(num)s bodies"
msgstr[0] "%(num)s instans"
msgstr[1] "%(num)s instanser"

msgid "Welcome"
msgstr "Välkommen"

msgctxt "to weigh"
msgid "Open"
msgstr "Öppen"
"""


def test_a_complete_catalogue_has_no_fault(write: Callable[[str], Path], product: Path) -> None:
    write(COMPLETE)
    assert list(translations.faults(product)) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (
            'msgid "Welcome"\nmsgstr "Välkommen"',
            "",
            "/home/index.html:1: “Welcome” has no",
        ),
        ('msgstr "Sparat."', 'msgstr ""', "“Saved.” is not translated"),
        ('msgstr[1] "%(num)s instanser"', 'msgstr[1] ""', "“%(num)s body” is not translated"),
        ('msgid "Saved."', '#, fuzzy\nmsgid "Saved."', "“Saved.” is marked fuzzy"),
        ("%(num)s instanser", "%(antal)s instanser", "“%(num)s body”: "),
        ('msgctxt "to weigh"\n', "", "“Open” has no translation to sv"),
    ],
)
def test_each_fault_is_named(
    before: str, after: str, fault: str, write: Callable[[str], Path], product: Path
) -> None:
    assert before in COMPLETE
    write(COMPLETE.replace(before, after))
    assert [each for each in translations.faults(product) if fault in each]


def test_compiling_makes_what_the_product_reads(
    write: Callable[[str], Path], product: Path
) -> None:
    source = write(COMPLETE)
    translations.compile_catalogues(product)
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Welcome") == "Välkommen"
    assert [path.suffix for path in sorted(source.parent.iterdir())] == [".mo", ".po"]


def test_compiling_again_touches_only_what_changed(
    write: Callable[[str], Path], product: Path
) -> None:
    source = write(COMPLETE)
    translations.compile_catalogues(product)
    compiled = source.with_suffix(".mo")
    first = compiled.stat().st_ino
    translations.compile_catalogues(product)
    assert compiled.stat().st_ino == first
    write(COMPLETE.replace("Välkommen", "Hej"))
    translations.compile_catalogues(product)
    assert b"Hej" in compiled.read_bytes()


def test_what_is_said_to_one_stays_while_the_message_is_used(
    write: Callable[[str], Path], product: Path
) -> None:
    said = 'msgctxt "to one person"\nmsgid "{}"\nmsgstr "Hej"\n\n'
    source = write(COMPLETE + "\n" + said.format("Welcome") + said.format("Gone"))
    translations.update("home", root=product)
    kept = translations._read(source)
    assert kept.get("Welcome", context="to one person").string == "Hej"
    assert kept.get("Gone", context="to one person") is None
