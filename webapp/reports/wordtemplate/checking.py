"""What a Word template says between brackets: what is known, and what cannot be filled in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from webapp.drafts.word.names import Element
from webapp.reports import placeholders
from webapp.reports.placeholders import Placeholder
from webapp.reports.wordtemplate import brackets, fields
from webapp.reports.wordtemplate.fields import PASSAGES, Field
from webapp.reports.wordtemplate.opening import WordTemplate, w


class Problem(StrEnum):
    """Why a name cannot be used where it stands."""

    UNKNOWN = "unknown"
    NOT_ALONE = "not_alone"
    """A passage asks for a paragraph of its own, in the text and not in a table or a header."""
    TWICE = "twice"
    UNCLOSED = "unclosed"
    """No bracket closes it: the name is then what follows the one that opens it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A name that cannot be used, why, and the name that was perhaps meant."""

    name: str
    problem: Problem
    meant: str = ""

    @property
    def written(self) -> str:
        """The name as it stands in the template."""
        return f"{{{self.name}" if self.problem is Problem.UNCLOSED else f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the fields and figures that are used, and each fault once."""

    used: tuple[Field | Placeholder, ...]
    faults: tuple[Fault, ...]


def check(template: WordTemplate) -> Checked:
    """Look at every name in the text, headers and footers of the template."""
    found = [(*each, root) for root in template.texts() for each in brackets.names(root)]
    known = [fields.named(name) for _, name, _ in found]
    used = tuple(dict.fromkeys(each for each in known if each is not None))
    faults = dict.fromkeys(_faults(template))
    return Checked(used, tuple(faults))


def _faults(template: WordTemplate) -> Iterator[Fault]:
    counted: Counter[Field] = Counter()
    for root in template.texts():
        for paragraph, name in brackets.names(root):
            field = fields.named(name)
            if field is None:
                yield Fault(name, Problem.UNKNOWN, fields.likely(name))
            elif isinstance(field, Field) and field in PASSAGES:
                counted[field] += 1
                parent = paragraph.getparent()
                in_text = parent is not None and parent.tag == w("body")
                if not in_text or brackets.text(paragraph).strip() != f"{{{name}}}":
                    yield Fault(name, Problem.NOT_ALONE)
                elif counted[field] > 1:
                    yield Fault(name, Problem.TWICE)
        yield from _unended(root)


def _unended(root: Element) -> Iterator[Fault]:
    for paragraph in root.iter(w("p")):
        for each in placeholders.unended(brackets.text(paragraph), fields.OFFERS):
            problem = Problem.UNCLOSED if each.unclosed else Problem.UNKNOWN
            yield Fault(each.name, problem, each.meant)
