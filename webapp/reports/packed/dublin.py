"""What an archive package is about, in the elements of Dublin Core that all archives read. Pure."""

from collections.abc import Iterable
from typing import BinaryIO, Final

from lxml import etree

DC: Final = "http://purl.org/dc/elements/1.1/"
XML: Final = "http://www.w3.org/XML/1998/namespace"


def write(target: BinaryIO, said: Iterable[tuple[str, str, str]]) -> None:
    """The description: each element's name, what it says, and the language of that or nothing."""
    made = etree.Element("metadata", nsmap={"dc": DC})
    for name, text, language in said:
        part = etree.SubElement(made, f"{{{DC}}}{name}")
        part.text = text
        if language:
            part.set(f"{{{XML}}}lang", language)
    target.write(etree.tostring(made, xml_declaration=True, encoding="UTF-8", pretty_print=True))
