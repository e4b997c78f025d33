"""What two officers make of one thing that both have filled in at the same time. Pure.

The words are put together as those of two who write one answer (`responses/twowriters.py`). What
is added here is what an officer needs to be told, and that the reasons for one decision never
come to stand under another without a person having seen it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from webapp.responses import twowriters
from webapp.responses.twowriters import Clash

Fields = Mapping[str, str]
"""What a form holds, by the name of the field. An empty one means that nothing is there."""

NOTHING: Final[Fields] = {}


@dataclass(frozen=True, slots=True)
class Met:
    """What became of one form that met what somebody else had saved meanwhile."""

    values: Fields
    """What both make of it. Where they clash: with the words of both, and what was chosen last."""
    theirs: Fields
    """What stands there now."""
    kept: Sequence[str] = ()
    """Fields that somebody else has changed, and whose change stands in `values`."""
    clashes: Sequence[Clash] = ()
    """Fields that a person must look at before anything is saved."""

    @property
    def is_new(self) -> bool:
        """Whether anything of it is not there already."""
        return dict(self.values) != dict(self.theirs)

    @property
    def is_saved(self) -> bool:
        """Whether it is written down: it is new, and there is nothing to look at before."""
        return self.is_new and not self.clashes


def meet(
    began: Fields, theirs: Fields, mine: Fields, *, texts: Collection[str], lead: str = ""
) -> Met:
    """What two make of the same fields.

    Args:
        began: what the form held when it was opened.
        theirs: what stands there now.
        mine: what was typed.
        texts: the fields that are merged by word. The others are chosen among.
        lead: the choice that the texts give the reasons for, where there is one.
    """
    merged = twowriters.fields(began, theirs, mine, texts=texts)
    kept = [name for name in mine if _changed(name, began, theirs)]
    typed = [name for name in mine if _changed(name, began, mine)]
    clashes = list(merged.clashes)
    if lead and kept and typed and theirs[lead] != mine[lead]:
        known = {each.field for each in clashes}
        apart = [name for name in mine if theirs[name] != mine[name] and name not in known]
        clashes += [Clash(name, theirs[name], mine[name]) for name in apart]
    order = list(mine)
    clashes.sort(key=lambda each: order.index(each.field))
    return Met(merged.values, dict(theirs), kept, clashes)


def _changed(name: str, began: Fields, now: Fields) -> bool:
    return now[name] != began.get(name, "")
