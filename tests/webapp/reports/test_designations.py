"""What a section is called, in the report's headings."""

import pytest

from webapp.reports.outline import Section


@pytest.mark.parametrize(
    ("designation", "heading"),
    [
        ("", "5.1 Mål 1: Förnyelse"),
        ("Mål 1", "5.1 Mål 1: Förnyelse"),
        ("Mål 1, insats 1.3", "5.1 Mål 1: Förnyelse (Mål 1, insats 1.3)"),
    ],
)
def test_the_heading_says_the_designation_once(designation, heading):
    section = Section("5.1", "Mål 1: Förnyelse", 2, designation=designation)
    assert section.heading == heading
