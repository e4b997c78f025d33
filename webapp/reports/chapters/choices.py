"""What was chosen where a question has options: a table of counts, and every name."""

from collections.abc import Iterator

from webapp.reports.blocks import Block, Prose, Style, Table
from webapp.reports.chapters.standings import named
from webapp.reports.outline import Option, Question
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line


def choices(question: Question, w: Wording) -> Iterator[Block]:
    """The counts per option, then who chose each; none where there was nothing to choose."""
    if not question.options:
        return
    yield table(question, w)
    for option in question.options:
        if option.count:
            yield _who(option, question.choosers, w)


def table(question: Question, w: Wording) -> Table:
    """How many chose each of the question's options."""
    _ = w.gettext
    what = _("Question %(number)s: what was chosen") % {"number": question.number}
    by = w.ngettext("%(num)s sender chose", "%(num)s senders chose", question.choosers)
    return Table(
        caption=f"{line(what)} ({by})",
        header=(_("Option"), _("Number")),
        rows=tuple((line(each.label), w.number(each.count)) for each in question.options),
        widths=(5, 1),
        numeric=frozenset({1}),
    )


def _who(option: Option, total: int, w: Wording) -> Prose:
    _ = w.gettext
    label = _("%(option)s (%(count)s of %(total)s):") % {
        "option": line(option.label),
        "count": w.number(option.count),
        "total": w.number(total),
    }
    return Prose(Style.NAMES, (named(option.names, option.unnamed, w),), label=label)
