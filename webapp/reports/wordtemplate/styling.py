"""The styles of a template, with those that a report needs and the template lacks put in.

A style is known by its name, which is the same in every language of Word; its identifier is not.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from webapp.drafts.word.names import Element
from webapp.reports.compilers.wordml import TEXT_WIDTH
from webapp.reports.wordtemplate.opening import WordTemplate, w

_VAL: Final = w("val")
_TYPE: Final = w("type")
_ID: Final = w("styleId")
_REFERENCES: Final = ("basedOn", "next", "link")


def adopt(
    template: WordTemplate, styles: bytes, numbering: bytes, *, width: int, language: str
) -> Mapping[str, str]:
    """Put in what is lacking of our `styles`; what each of ours is called in the template.

    `width`: of the text, in twentieths of a point. `language`: a tag with its region.
    """
    ours = etree.fromstring(styles)
    part = template.related("styles")
    if part is None:
        template.add("styles", styles)
        part = template.related("styles") or ""
    theirs = template.parsed(part)
    called = _called(ours, theirs)
    added = [each for each in ours.findall(w("style")) if called[each.get(_ID, "")][1]]
    names = {ours_id: id_ for ours_id, (id_, _new) in called.items()}
    number = _bullets(template, numbering, names) if _lists(added) else 0
    for each in added:
        theirs.append(_adapted(each, names, width=width, number=number))
    _speak(theirs, language)
    template.put(part, theirs)
    return names


def _called(ours: Element, theirs: Element) -> dict[str, tuple[str, bool]]:
    """What each of our styles is called there, and whether it has to be put in."""
    known = {(each.get(_TYPE), _name(each)): each.get(_ID, "") for each in theirs.iter(w("style"))}
    taken = set(known.values())
    called: dict[str, tuple[str, bool]] = {}
    for each in ours.findall(w("style")):
        id_ = each.get(_ID, "")
        there = known.get((each.get(_TYPE), _name(each)))
        free = id_ if id_ not in taken else f"Report{id_}"
        called[id_] = (there, False) if there else (free, True)
    return called


def _name(style: Element) -> str:
    name = style.find(w("name"))
    return (name.get(_VAL, "") if name is not None else "").casefold()


def _lists(styles: Iterable[Element]) -> bool:
    return any(each.find(f".//{w('numId')}") is not None for each in styles)


def _adapted(style: Element, names: Mapping[str, str], *, width: int, number: int) -> Element:
    copy = deepcopy(style)
    copy.set(_ID, names[style.get(_ID, "")])
    if w("default") in copy.attrib:
        del copy.attrib[w("default")]
    for reference in _REFERENCES:
        for each in copy.findall(w(reference)):
            each.set(_VAL, names.get(each.get(_VAL, ""), each.get(_VAL, "")))
    for each in copy.iter(w("numId")):
        each.set(_VAL, str(number))
    for each in copy.iter(w("tab")):
        if each.get(w("pos")) == str(TEXT_WIDTH):
            each.set(w("pos"), str(width))
    return copy


def _bullets(template: WordTemplate, numbering: bytes, names: Mapping[str, str]) -> int:
    """Put our list in among the template's; its number there."""
    ours = etree.fromstring(numbering)
    for each in ours.iter(w("pStyle")):
        each.set(_VAL, names.get(each.get(_VAL, ""), each.get(_VAL, "")))
    part = template.related("numbering")
    if part is None:
        template.add("numbering", etree.tostring(ours, xml_declaration=True, encoding="UTF-8"))
        return 1
    theirs = template.parsed(part)
    abstracts, numbers = theirs.findall(w("abstractNum")), theirs.findall(w("num"))
    kind = 1 + max((int(each.get(w("abstractNumId"), "0")) for each in abstracts), default=0)
    number = 1 + max((int(each.get(w("numId"), "0")) for each in numbers), default=0)
    abstract, num = ours[0], ours[1]
    abstract.set(w("abstractNumId"), str(kind))
    num.set(w("numId"), str(number))
    num[0].set(_VAL, str(kind))
    # The schema asks for the kinds first, then the lists of those kinds.
    theirs.insert(len(theirs) if not numbers else theirs.index(numbers[0]), abstract)
    theirs.insert(theirs.index(numbers[-1]) + 1 if numbers else len(theirs), num)
    template.put(part, theirs)
    return number


def _speak(styles: Element, language: str) -> None:
    """Say which language the text is in, whatever the template was written in."""
    where = styles
    for name in ("docDefaults", "rPrDefault", "rPr", "lang"):
        found = where.find(w(name))
        if found is None:
            found = etree.Element(w(name))
            where.insert(0, found) if name in {"docDefaults", "rPrDefault"} else where.append(found)
        where = found
    where.set(_VAL, language)
