"""Joining tagged PDF files into one that is as accessible as they were (ISO 32000-1, 14.7).

Merging tools drop the structure that screen readers follow. Here the parts' structure trees,
bookmarks and pages are carried over, and the lines of the table of contents become links.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from operator import itemgetter
from typing import Any, BinaryIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from webapp.reports.compilers.numbering import Numerals

CONTENTS = re.compile(r"^https://contents\.invalid/(\d+)$")
"""What a line of the table of contents links to until the parts are joined."""

_PAGES = re.compile(rb"(<xmpTPg:NPages>)\d+")

UNSEEN = "\N{HORIZONTAL ELLIPSIS}"
"""The title of the headings that only keep a continued part's levels in order."""


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    with Pdf.open(BytesIO(pdf)) as part:
        return len(part.pages)


def _items(parent: Object | None) -> Iterator[Object]:
    """The bookmarks below one, in reading order."""
    item = parent.get(Name.First) if parent is not None else None
    while item is not None:
        yield item
        yield from _items(item)
        item = item.get(Name.Next)


class Binder:
    """One tagged file in the making: add the parts in order, then finish with the first pages."""

    def __init__(self) -> None:
        self.whole = Pdf.new()
        self.document = self.whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        self.groups: list[Object] = []
        self.parents: list[tuple[int, Object]] = []
        self.next_key = 0
        self.ids: list[tuple[bytes, Object]] = []
        self.items: list[tuple[int, Object]] = []
        self.places: list[int] = []
        """The pages that the parts' bookmarks lead to, counted from 0 at the first part."""

    @property
    def page_count(self) -> int:
        """How many pages there are yet."""
        return len(self.whole.pages)

    def add(self, part: bytes, levels: Sequence[int]) -> None:
        """Take over a part's pages, structure and bookmarks, which have these levels from 1.

        A part that begins inside a chapter does not itself know how deep its headings are.
        """
        with Pdf.open(BytesIO(part)) as source:
            self._rekey(source)
            self._note_places(source)
            self.whole.pages.extend(source.pages)
            self._take_structure(source)
            if Name.Outlines in source.Root:
                items = _items(self.whole.copy_foreign(source.Root.Outlines))
                self.items += zip(levels, items, strict=True)

    def number(self, samples: bytes, first: int) -> None:
        """Number the pages from `first`, as those of `samples` are (see `numbering`)."""
        with Pdf.open(BytesIO(samples)) as source:
            numerals = Numerals(source, self.whole)
            for number, page in enumerate(self.whole.pages, first):
                numerals.put(page, number)

    def finish(self, front: bytes, target: BinaryIO) -> None:
        """Write the file, opening with `front`, which also says its title and language.

        The lines of the contents in it refer to the parts' bookmarks by their number from 0.
        """
        with Pdf.open(BytesIO(front)) as source:
            self._rekey(source)
            for number, page in enumerate(source.pages):
                self.whole.pages.insert(number, page)
            self._take_structure(source)
            self.groups.insert(0, self.groups.pop())
            self._take_description(source)
            self._lead_contents(len(source.pages))
        _tag_contents(self.whole, self.groups[0])
        self._write_structure()
        self._write_outlines()
        self.whole.save(
            target,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )
        self.whole.close()

    def _note_places(self, source: Pdf) -> None:
        found = {page.obj.objgen: at for at, page in enumerate(source.pages, self.page_count)}
        items = _items(source.Root.get(Name.Outlines))
        self.places += [found[item.Dest[0].objgen] for item in items]

    def _rekey(self, source: Pdf) -> None:
        """Move the part's keys into the parent tree, and its ids, clear of the earlier parts'."""
        for key, value in _keyed(source):
            value[key] = int(value[key]) + self.next_key
        tree = source.Root.StructTreeRoot
        if Name.IDTree in tree:
            _rename_ids(tree.K[0], f"P{len(self.groups)}")

    def _take_structure(self, source: Pdf) -> None:
        root = self.whole.copy_foreign(source.make_indirect(source.Root.StructTreeRoot))
        group = root.K[0]
        group.S, group.P = Name.Div, self.document
        while len(group.K) and _unseen(group.K[0]):
            del group.K[0]
        self.groups.append(group)
        pairs = _pairs(root.ParentTree)
        self.parents += [(key + self.next_key, value) for key, value in pairs]
        self.next_key += int(root.ParentTreeNextKey)
        if Name.IDTree in root:
            named = _pairs(root.IDTree, Name.Names)
            self.ids += [(bytes(element.ID), element) for _old, element in named]
        if Name.StructTreeRoot not in self.whole.Root:
            self.whole.Root.StructTreeRoot = root

    def _take_description(self, source: Pdf) -> None:
        """Title, language and the claims to be PDF/UA and PDF/A stand with the first pages."""
        root = self.whole.Root
        root.Lang = String(str(source.Root.Lang))
        for key in (
            Name.MarkInfo,
            Name.ViewerPreferences,
            Name.Metadata,
            Name.OutputIntents,
        ):
            root[key] = self.whole.copy_foreign(source.make_indirect(source.Root[key]))
        pages = str(len(self.whole.pages)).encode()
        described = _PAGES.sub(rb"\g<1>" + pages, root.Metadata.read_bytes())
        root.Metadata.write(described)
        info = source.make_indirect(source.trailer.Info)
        self.whole.trailer.Info = self.whole.copy_foreign(info)

    def _write_structure(self) -> None:
        tree = self.whole.Root.StructTreeRoot
        tree.K = Array([self.document])
        self.document.P, self.document.K = tree, Array(self.groups)
        tree.ParentTree = self._tree(Name.Nums, sorted(self.parents, key=itemgetter(0)))
        tree.ParentTreeNextKey = self.next_key
        named = [(String(key), value) for key, value in sorted(self.ids, key=itemgetter(0))]
        tree.IDTree = self._tree(Name.Names, named)
        decimal = Dictionary(S=Name.D, St=1, Type=Name.PageLabel)
        self.whole.Root.PageLabels = Dictionary(Nums=Array([0, decimal]))

    def _tree(self, name: Name, pairs: Sequence[tuple[Any, Object]]) -> Object:
        flat = Array([item for pair in pairs for item in pair])
        return self.whole.make_indirect(Dictionary({str(name): flat}))

    def _lead_contents(self, front: int) -> None:
        """Make each line of the contents lead to its heading."""
        for page in islice(self.whole.pages, front):
            for annotation in page.obj.get(Name.Annots, ()):
                number = _line_number(annotation)
                if number is not None:
                    _level, item = self.items[number]
                    del annotation.A
                    annotation.Dest = item.Dest
                    annotation.Contents = item.Title

    def _write_outlines(self) -> None:
        """Chain the parts' bookmarks into one tree by their levels; below the first they fold."""
        root = self.whole.make_indirect(Dictionary(Type=Name.Outlines))
        chain = [root]
        last: dict[tuple[int, int], Object] = {}
        for level, old in self.items:
            del chain[level:]
            parent = chain[-1]
            item = self.whole.make_indirect(
                Dictionary(Title=String(str(old.Title)), Parent=parent, Dest=old.Dest)
            )
            before = last.get(parent.objgen)
            if before is None:
                parent.First = item
            else:
                before.Next, item.Prev = item, before
            parent.Last = last[parent.objgen] = item
            parent.Count = int(parent.get(Name.Count, 0)) + (1 if parent is root else -1)
            chain.append(item)
        self.whole.Root.Outlines = root


def _tag_contents(whole: Pdf, front: Object) -> None:
    """Put the elements after the contents' heading into TOC and TOCI (ISO 32000-1, 14.8.4)."""
    elements = list(front.K)
    start = next((n for n, e in enumerate(elements, 1) if e.S == Name.H1), len(elements))
    contents = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TOC, P=front))
    contents.K = Array([_contents_line(whole, each, contents) for each in elements[start:]])
    front.K = Array([*elements[:start], contents])


def _contents_line(whole: Pdf, element: Object, contents: Object) -> Object:
    item = whole.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.TOCI, P=contents, K=Array([element]))
    )
    element.P = item
    return item


def _pairs(tree: Object, name: Name = Name.Nums) -> list[tuple[Any, Object]]:
    """The entries of a number or name tree, however deep it is."""
    if Name.Kids in tree:
        return [pair for kid in tree.Kids for pair in _pairs(kid, name)]
    flat = tree.get(name, Array())
    keys = (int(flat[i]) if name == Name.Nums else flat[i] for i in range(0, len(flat), 2))
    return list(zip(keys, (flat[i] for i in range(1, len(flat), 2)), strict=True))


def _rename_ids(element: Object, prefix: str) -> None:
    """Give every structure id under the element a prefix, where it is set and where it is used."""
    if Name.ID in element:
        element.ID = String(prefix + str(element.ID))
    attributes = element.get(Name.A, ())
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and Name.Headers in each:
            each.Headers = Array([String(prefix + str(header)) for header in each.Headers])
    for kid in element.get(Name.K, ()):
        if isinstance(kid, Dictionary) and Name.S in kid:
            _rename_ids(kid, prefix)


def _keyed(part: Pdf) -> Iterator[tuple[Name, Object]]:
    """Every page and annotation that has a key into the parent tree."""
    for page in part.pages:
        if Name.StructParents in page.obj:
            yield Name.StructParents, page.obj
        for annotation in page.obj.get(Name.Annots, ()):
            if Name.StructParent in annotation:
                yield Name.StructParent, annotation


def _unseen(element: Object) -> bool:
    return str(element.get(Name.T, "")) == UNSEEN and not len(element.get(Name.K, ()))


def _line_number(annotation: Object) -> int | None:
    action = annotation.get(Name.A)
    found = CONTENTS.match(str(action.get(Name.URI, ""))) if action is not None else None
    return int(found[1]) if found else None
