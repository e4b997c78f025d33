"""What readers, parts, figures and lists are called where a report is put together."""

from collections.abc import Mapping
from dataclasses import asdict

from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import ngettext
from webapp.reports import delicate
from webapp.reports.audience import HELD, NEVER, Audience, Matter, holds, may_be_published
from webapp.reports.parts import Part
from webapp.reports.placeholders import Placeholder
from webapp.reports.telling import Reach, Why
from webapp.reports.wordtemplate.checking import Problem
from webapp.reports.wordtemplate.fields import Field

PARTS: Mapping[Part, object] = {
    Part.FOREWORD: _l("Foreword"),
    Part.SUMMARY: _l("Summary"),
    Part.HOW_IT_WAS_DONE: _l("How it was done"),
    Part.GENERAL_VIEWS: _l("General views"),
    Part.SECTIONS: _l("Views by section and question"),
    Part.OUTSIDE_SCOPE: _l("Views outside the scope"),
    Part.CHANGES: _l("List of changes"),
    Part.RESPONSES: _l("Annex: the responses in full"),
    Part.REFERENCES: _l("Annex: the responses, referring to the points"),
}
"""What the parts of a report are called."""

AUDIENCES: Mapping[Audience, object] = {
    Audience.PUBLIC: _l("The public"),
    Audience.BOARD: _l("The board"),
    Audience.INTERNAL: _l("Internal use"),
}
"""Whom an edition is for."""

IN_FILE_NAMES: Mapping[Audience, object] = {
    Audience.PUBLIC: _l("public"),
    Audience.BOARD: _l("board"),
    Audience.INTERNAL: _l("internal"),
}
"""The same, as files are called."""

WITH_COMMENTS = _l("with comments")
"""What the name of the text with all that was said of it ends in."""

BY_CHAPTER = _l("with comments by chapter")
"""The same of that with a file for each chapter."""

MATTERS: Mapping[Matter, object] = {
    Matter.OWN_TEXTS: _l("your own texts"),
    Matter.STATISTICS: _l("statistics and positions"),
    Matter.RESPONSES: _l("the answers in full"),
    Matter.REASONS: _l("decisions and reasons that stand"),
    Matter.UNCONFIRMED: _l("decisions that wait for a second person"),
    Matter.WORK: _l("who has a point, by when, who decided, and its themes"),
    Matter.OPINIONS: _l("experts' opinions"),
    Matter.DISCUSSION: _l("what staff have discussed"),
    Matter.MASKED: _l("what is masked"),
    Matter.WITHHELD: _l("what a withheld answer says"),
    Matter.PERSONS: _l("names of private persons"),
}
"""What an edition holds or leaves out, within a sentence."""

PLACEHOLDERS: Mapping[Placeholder, object] = {
    Placeholder.INVITED: _l("how many were invited"),
    Placeholder.ANSWERS: _l("how many of the invited have answered"),
    Placeholder.FINAL: _l("how many of the answers are final"),
    Placeholder.PRELIMINARY: _l("how many of the answers are preliminary"),
    Placeholder.NO_COMMENTS: _l("how many say that they have no comments"),
    Placeholder.ABSTAINED: _l("how many abstained"),
    Placeholder.SILENT: _l("how many of the invited did not answer"),
    Placeholder.UNASKED: _l("how many answered without being invited"),
    Placeholder.POINTS: _l("how many points there are in all"),
    Placeholder.ACCOMMODATED: _l("how many points are accommodated, in full or in part"),
    Placeholder.NOT_ACCOMMODATED: _l("how many points are not accommodated"),
    Placeholder.CHANGES: _l("how many changes there are in the text"),
    Placeholder.FIRST_DAY: _l("the first day to answer"),
    Placeholder.LAST_DAY: _l("the last day to answer"),
    Placeholder.DAYS: _l("for how many days one could answer"),
    Placeholder.MANY_ENDORSE: _l("how many endorse the proposal"),
    Placeholder.MANY_IN_PART: _l("how many endorse the proposal in part"),
    Placeholder.MANY_OBJECT: _l("how many oppose the proposal"),
    Placeholder.WHO_ENDORSE: _l("the names of those who endorse the proposal"),
    Placeholder.WHO_IN_PART: _l("the names of those who endorse the proposal in part"),
    Placeholder.WHO_OBJECT: _l("the names of those who oppose the proposal"),
    Placeholder.WHO_SILENT: _l("the names of the invited who did not answer"),
    Placeholder.POINTS_HERE: _l("how many points there are here"),
    Placeholder.ACCOMMODATED_HERE: _l("how many points here are accommodated, in full or in part"),
    Placeholder.WHO_SPOKE_HERE: _l("the names of those who have points here"),
    Placeholder.WHO_ENDORSE_HERE: _l("the names of those who endorse this"),
    Placeholder.WHO_OBJECT_HERE: _l("the names of those who oppose this"),
}
"""What each placeholder says when the report is compiled."""

DELICATE: Mapping[delicate.Why, object] = {
    delicate.Why.MASKED: _l("is masked in an answer"),
    delicate.Why.PERSON: _l("is the name of a private person"),
    delicate.Why.NUMBER: _l("is a personal identity number, and is masked in the report"),
    delicate.Why.CONTACT: _l("is an address or a telephone number"),
}
"""Why words in a text should be looked at once more."""

FIELDS: Mapping[Field, object] = {
    Field.REPORT: _l("the report itself, in a paragraph of its own"),
    Field.CONTENTS: _l("the list of contents, in a paragraph of its own"),
    Field.TITLE: _l("what the consultation is called"),
    Field.KIND: _l("what kind of document it is: Response report"),
    Field.AUTHORITY: _l("what the authority is called"),
    Field.REGISTRY_NUMBER: _l("the registry number of the consultation"),
    Field.EDITION: _l("the number of the edition"),
    Field.READERS: _l("who the edition is for"),
    Field.COMPILED: _l("when the edition was compiled"),
    Field.PERIOD: _l("the first and the last day to answer"),
    Field.VERSION: _l("which version of the proposal was sent out"),
    Field.CONTACT: _l("who answers questions about the report"),
    Field.ADDRESS: _l("where the report stands on the web"),
}
"""What each field of a Word template says."""

WITHOUT: Mapping[Field, object] = {
    Field.REPORT: _l("Without it the report is put last in the document."),
    Field.CONTENTS: _l("Without it the contents stand just before the report."),
    Field.TITLE: _l("Without it our own title page comes before the contents."),
}
"""What happens where a template lacks a field that matters."""

PROBLEMS: Mapping[Problem, object] = {
    Problem.UNKNOWN: _l("is not known"),
    Problem.NOT_ALONE: _l(
        "must stand in a paragraph of its own in the text, and not in a table, header or footer"
    ),
    Problem.TWICE: _l("stands in the template more than once"),
    Problem.UNCLOSED: _l("begins with a bracket that is never closed"),
}
"""Why a name in a Word template cannot be used."""

ABOUT_ARCHIVE = (
    _l(
        "This is an archive package by E-ARK CSIP 2.1. METS.xml lists every file with its size "
        "and SHA-256, metadata/preservation/premis.xml says what has happened to them, and "
        "metadata/descriptive/dc.xml what they are about."
    ),
    _l(
        "representations/report is the response report in every format. representations/text is "
        "the text as it was sent out, and as it has become since. representations/answers has a "
        "folder for each answer, by its running number: response.json is what was registered, "
        "response.pdf the copy that its sender got, and the attachments are as they came."
    ),
    _l(
        "schemas holds the schemas of the XML files, and that of report.json where it follows one. "
        "Beside report.csv, report.csv-metadata.json says what its columns are."
    ),
    _l("What is masked or withheld for secrecy is here too; premis.xml says for which answers."),
)
"""What the archive package says of itself, in its documentation."""

ARCHIVE_DESCRIPTION = _l(
    "Answers to a consultation, the report on them, and the text before and after it."
)
"""What the archive package is about."""

STARTER = _l("Template for response reports")
"""What the template to begin from is called."""


def held(audience: Audience) -> str:
    """What an edition for them holds, what it leaves out, and the parts that are usual: a hint."""
    what = [str(words) for each, words in MATTERS.items() if holds(audience, each)]
    without = [
        str(words)
        for each, words in MATTERS.items()
        if each not in NEVER and not holds(audience, each)
    ]
    said = [_("Holds %(what)s.", what="; ".join(what))]
    if without:
        said.append(_("Leaves out %(what)s.", what="; ".join(without)))
    if not may_be_published(audience):
        said.append(_("Cannot be published."))
    return " ".join(said)


def more(audience: Audience) -> str:
    """What an edition for them holds beside what the readers before them may see: a hint."""
    order = list(Audience)
    former = order[order.index(audience) - 1] if audience is not order[0] else None
    added = HELD[audience] - (HELD[former] if former else frozenset())
    what = "; ".join(str(words) for each, words in MATTERS.items() if each in added)
    if former is None:
        return _("Holds %(what)s.", what=what)
    readers = str(AUDIENCES[former]).lower()
    said = _("As for %(readers)s, and besides %(what)s.", readers=readers, what=what)
    return said + " " + _("Cannot be published.")


def never() -> str:
    """What no edition holds."""
    return "; ".join(str(words) for each, words in MATTERS.items() if each in NEVER)


TOLD_OF_DECISION: Mapping[Why, object] = {
    Why.INVITED: _l("They were invited, so they are told what came of it."),
    Why.ANSWERED: _l("An answer was submitted from the address, or for its organisation."),
    Why.BY_LETTER: _l("An answer came by e-mail from the address."),
}
"""Why addresses get the e-mail about what the board decided."""


def ways_told(reach: Reach) -> Mapping[str, str]:
    """How those who answered come to know that the report is out, a sentence for each way."""
    said = {
        "mailed": ngettext(
            "%(num)s sender gets an e-mail.", "%(num)s senders get an e-mail.", reach.mailed
        )
        if reach.mailed
        else _("Nobody is told by e-mail."),
        "before": ngettext(
            "%(num)s sender was told of an earlier edition, and gets no new e-mail.",
            "%(num)s senders were told of an earlier edition, and get no new e-mail.",
            reach.before,
        ),
        "posted": ngettext(
            "%(num)s sender has no e-mail address: a letter, which you print here afterwards.",
            "%(num)s senders have no e-mail address: letters, which you print here afterwards.",
            reach.posted,
        ),
        "erased": ngettext(
            "%(num)s sender is not told: the person's address is erased.",
            "%(num)s senders are not told: the persons' addresses are erased.",
            reach.erased,
        ),
        "stopped": ngettext(
            "%(num)s sender is not told: the owner of the address says that it was not they.",
            "%(num)s senders are not told: the owners of the addresses say that it was not they.",
            reach.stopped,
        ),
    }
    counts = asdict(reach)
    return {way: words for way, words in said.items() if counts[way] or way == "mailed"}
