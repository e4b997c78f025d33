"""Who stands where: each position with "N of M" and every name."""

from collections.abc import Iterator

from webapp.reports.blocks import Block, Prose, Style
from webapp.reports.participation import Standing, Tally
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line


def standings(tally: Tally | None, w: Wording) -> Iterator[Block]:
    """One paragraph for each position that somebody takes; none if positions were not asked."""
    if tally:
        for standing in tally.taken:
            yield _standing(standing, tally.total, w)


def _standing(standing: Standing, total: int, w: Wording) -> Prose:
    _ = w.gettext
    label = _("%(position)s (%(count)s of %(total)s):") % {
        "position": w.label(standing.position),
        "count": w.number(standing.count),
        "total": w.number(total),
    }
    return Prose(Style.NAMES, (named(standing.names, standing.unnamed, w),), label=label)


def named(names: tuple[str, ...], unnamed: int, w: Wording) -> str:
    """Every name in a sentence, with how many private persons there are besides."""
    return names_of(names, unnamed, w) + "."


def names_of(names: tuple[str, ...], unnamed: int, w: Wording) -> str:
    """Every name as within a sentence; nothing where there is none."""
    listed = [line(name) for name in names]
    if unnamed:
        listed.append(w.ngettext("%(num)s private person", "%(num)s private persons", unnamed))
    return w.listed(listed)
