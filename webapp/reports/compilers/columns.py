"""The columns of the points in the spreadsheet and the CSV: names, headings, and what they hold.

The headings are in the catalogues of translations. What a column means is in English, for those
who read the data with a program: `schemas.of_points` publishes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from webapp.reports.wording import DECISIONS, KINDS, POSITIONS


def _(message: str) -> str:
    """Marks a message for translation where it cannot yet be translated."""
    return message


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `name` is what it is called in JSON, `heading` what it is called for a reader."""

    name: str
    heading: str
    meaning: str
    datatype: str = "string"
    """As CSV on the Web calls it."""
    words: tuple[str, ...] = ()
    """The only words that it can hold, in English; each stands translated in the file."""
    pattern: str = ""
    """What each of its values is like, as a regular expression."""
    required: bool = False
    foreign: bool = False
    """Whether it holds what senders wrote, in whatever language that is."""


GENERAL, SECTION = _("General view"), _("Section")
QUESTION, OUTSIDE = _("Question"), _("Outside the scope")
WAITS, CHANGED = _("Waits for a second person"), _("Changed in the text")
ASSESSED, LEFT = _("Assessed"), _("Not yet assessed")
YES = _("Yes")

OPEN: Final = (
    Column("number", _("Point"), "Number of the point, the same in every edition.", required=True),
    Column(
        "permalink",
        _("Permalink"),
        "Permanent address of the point in the published report.",
        "anyURI",
        required=True,
    ),
    Column(
        "part",
        _("Part"),
        "What the point is on.",
        words=(GENERAL, SECTION, QUESTION, OUTSIDE),
        required=True,
    ),
    Column("section_number", _("Section number"), "Number of the section that it is on."),
    Column("section_title", _("Section title"), "Title of that section."),
    Column("section_designation", _("Designation"), "What that section is called by its kind."),
    Column("question", _("Question"), "Number and words of the question that it answers."),
    Column("quoted_text", _("Quoted text"), "Words of the proposal that it is on.", foreign=True),
    Column("version", _("Version"), "Name of the version of the text that it is on."),
    Column("registry_number", _("Registry number"), "Of the answer that it is from."),
    Column(
        "sender",
        _("Sender"),
        "What the sender is called. Private persons are not named.",
        required=True,
    ),
    Column("category", _("Category"), "Category of the sender, in words."),
    Column(
        "position",
        _("Position"),
        "Where the sender stands on what the point is about. Empty where nothing is said.",
        words=tuple(POSITIONS.values()),
    ),
    Column(
        "kind",
        _("Type"),
        "What sort of remark it is, as in the ISO comment table.",
        words=tuple(KINDS.values()),
        required=True,
    ),
    Column("text", _("Comment"), "What the sender wrote.", foreign=True),
    Column(
        "proposed_wording", _("Proposed wording"), "Other words that are proposed.", foreign=True
    ),
    Column("argument", _("Argument"), "The arguments that sum it up, one a line, with numbers."),
    Column(
        "decision",
        _("Decision"),
        "What the authority decided on it.",
        words=tuple(DECISIONS.values()),
        required=True,
    ),
    Column("reply", _("Assessment"), "The authority's reasons."),
    Column(
        "changed_section",
        _("Changed section"),
        "Number of the section of the later text it changed.",
    ),
    Column(
        "status",
        _("Status"),
        "How far the authority has come with it.",
        words=(WAITS, CHANGED, ASSESSED, LEFT),
        required=True,
    ),
    Column(
        "language",
        _("Language"),
        "Language of the comment (BCP 47).",
        pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
        required=True,
    ),
    Column(
        "choices", _("Chosen"), "What was chosen in answer to a question, parted by semicolons."
    ),
    Column("importance", _("Importance to the sender"), "How much it matters to the sender."),
    Column(
        "change",
        _("Proposed change"),
        "The quoted words with what the sender proposes: brackets tell what is removed and added.",
        foreign=True,
    ),
    Column(
        "group",
        _("Group of alike texts"),
        "The group of points with the same text or nearly so: G and the number of the first.",
    ),
    Column(
        "copies",
        _("Texts in the group"),
        "How many points there are in the group. Empty where the point is alone.",
        "positiveInteger",
    ),
    Column(
        "first_of_group", _("First of its group"), "Says so of the first in a group.", words=(YES,)
    ),
)
"""Those that every report has, in order."""

INSIDE: Final = (
    Column("assigned_to", _("Assigned to"), "Who has the point."),
    Column("due", _("Due"), "By when it is to be assessed.", "date"),
    Column("decided_by", _("Decided by"), "Who decided on it."),
    Column("confirmed_by", _("Confirmed by"), "The second person who stands behind the decision."),
    Column("themes", _("Themes"), "Themes that staff have sorted it under, parted by semicolons."),
    Column("opinions", _("Opinions"), "Experts' opinions on it, each with its author."),
    Column("discussion", _("Discussion"), "What staff have said of it to each other."),
)
"""Those that a report for internal use has besides."""

EVERY: Final[Mapping[str, Column]] = {each.name: each for each in (*OPEN, *INSIDE)}
