"""The kinds of body and the parts of society, and the words that lists use for them.

A word for a kind belongs here; what a person reads for a slug belongs in the catalogues.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Slug = TypeVar("Slug", bound=str)


class Category(StrEnum):
    """What kind of body it is."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    AGENCY = "agency"
    UNIVERSITY = "university"
    COMPANY = "company"
    BUSINESS_ORGANISATION = "business_organisation"
    CIVIL_SOCIETY = "civil_society"
    SAMI = "sami"
    UNION = "union"
    OTHER = "other"


class Sector(StrEnum):
    """The part of society that a body stands for, as smart specialisation counts them."""

    BUSINESS = "business"
    ACADEMIA = "academia"
    PUBLIC = "public"
    CIVIL = "civil"
    NOT_STATED = "not_stated"
    """Nobody has said, and nothing tells: counted as such, and not among the public."""


# Commas part the words. A word for where a body is, and not what it is, stands under OTHER: the
# body's name then decides.
_CATEGORY_WORDS: Mapping[Category, str] = {
    Category.MUNICIPALITY: "kommun, kommuner, primärkommun, stad, municipality, municipalities",
    Category.REGION: "region, regioner, landsting, regional organisation, regions, county council",
    Category.AGENCY: (
        "statlig myndighet, statliga myndigheter, myndighet, myndigheter, länsstyrelse, "
        "länsstyrelser, statligt verk, stat, staten, domstol, agency, agencies, "
        "government agency, public authority, authority, state agency"
    ),
    Category.UNIVERSITY: (
        "lärosäte, lärosäte eller forskningsinstitut, "
        "lärosäten, lärosäte och forskningsinstitut, lärosäten och forskningsinstitut, "
        "universitet, högskola, högskolor, universitet och högskola, universitet och högskolor, "
        "universitet/högskola, forskningsinstitut, forskning, university, universities, "
        "research institute, higher education"
    ),
    Category.COMPANY: "företag, bolag, aktiebolag, kommunalt bolag, company, companies, enterprise",
    Category.BUSINESS_ORGANISATION: (
        "näringslivsorganisation, näringslivsorganisationer, innovationsstöd, "
        "innovationsstödjande, företagsfrämjare, branschorganisation, branschorganisationer, "
        "näringsliv, näringslivet, arbetsgivarorganisation, inkubator, science park, kluster, "
        "business organisation, business organization, trade association, cluster, incubator, "
        "innovation support, employers' organisation"
    ),
    Category.CIVIL_SOCIETY: (
        "civilsamhälle, civilsamhället, civila samhället, civilsamhällesorganisation, förening, "
        "föreningar, ideell förening, ideell organisation, ideell sektor, intresseorganisation, "
        "idéburen, idéburen organisation, stiftelse, trossamfund, studieförbund, civil society, "
        "ngo, association, non-profit, foundation"
    ),
    Category.SAMI: (
        "samiskt organ, samiska organ, samisk organisation, samiska organisationer, sameby, "
        "samebyar, sameförening, samisk, sami, sámi, sami body, sami organisation"
    ),
    Category.UNION: (
        "facklig organisation, fackliga organisationer, fackförbund, fackförening, fack, facket, "
        "arbetstagarorganisation, union, trade union, labour union"
    ),
    Category.OTHER: (
        "övrig, övriga, annan, annat, grannlän och nationell, grannlän, nationell, nationellt, "
        "internationell, internationellt, other, national, international, neighbouring region"
    ),
}
_SECTOR_WORDS: Mapping[Sector, str] = {
    Sector.BUSINESS: "näringsliv, näringslivet, företag, privat, privat sektor, business, industry",
    Sector.ACADEMIA: "akademi, akademin, lärosäte, forskning, universitet, academia, research",
    Sector.PUBLIC: "offentlig, offentliga, offentlig sektor, public, public sector, government",
    Sector.CIVIL: (
        "civilsamhälle, civilsamhället, civila samhället, ideell, ideell sektor, idéburen, "
        "idéburen sektor, civil, civil society, third sector"
    ),
}
_LANGUAGE_WORDS: Mapping[str, str] = {
    "sv": "sv, sv-se, swe, svenska, swedish",
    "en": "en, en-gb, en-us, eng, engelska, english",
    "fi": "fi, fin, finska, finnish, suomi",
    "se": "se, sme, nordsamiska, northern sami, north sami",
    "sma": "sma, sydsamiska, southern sami, south sami",
    "smj": "smj, lulesamiska, lule sami",
    "sju": "sju, umesamiska, ume sami",
    "no": "no, nb, nn, nor, norska, norwegian",
}
_SECTOR_OF: Mapping[Category, Sector] = {
    Category.MUNICIPALITY: Sector.PUBLIC,
    Category.REGION: Sector.PUBLIC,
    Category.AGENCY: Sector.PUBLIC,
    Category.UNIVERSITY: Sector.ACADEMIA,
    Category.COMPANY: Sector.BUSINESS,
    Category.BUSINESS_ORGANISATION: Sector.BUSINESS,
    Category.CIVIL_SOCIETY: Sector.CIVIL,
    Category.SAMI: Sector.CIVIL,
    Category.UNION: Sector.CIVIL,
}
# Tried in this order: "Länsstyrelsen" must not be read as a board, nor "Sametinget" as an agency.
_CATEGORY_IN_NAME: tuple[tuple[Category, re.Pattern[str]], ...] = (
    (Category.SAMI, re.compile(r"\bsametinget\b|\bsame(by|förening)|\bsamernas\b")),
    (Category.UNIVERSITY, re.compile(r"universitet\b|\bhögskola(n)?\b|\buniversity\b")),
    (Category.MUNICIPALITY, re.compile(r"\b(kommuns?|stad)$|^[\w ]+ municipality$")),
    (Category.REGION, re.compile(r"^region \w|regionen$|fylkeskommune$|\bcounty council$")),
    (Category.AGENCY, re.compile(r"^länsstyrelse|(verket|myndigheten|inspektionen)$")),
    (Category.COMPANY, re.compile(r"\b(ab|aktiebolag|aktiebolaget)( \(publ\))?$|^ab ")),
)


def category_named(word: str) -> Category | None:
    """The category that a word in a list stands for, or None if the word is not known."""
    return _CATEGORIES.get(_key(word))


def category_of(word: str, name: str) -> Category:
    """The category from the list's word, and from the name where the word leaves it open."""
    named = category_named(word)
    if named is not None and named is not Category.OTHER:
        return named
    plain = _key(name)
    found = (category for category, pattern in _CATEGORY_IN_NAME if pattern.search(plain))
    return next(found, Category.OTHER)


def sector_named(word: str) -> Sector | None:
    """The sector that a word in a list stands for, or None if the word is not known."""
    return _SECTORS.get(_key(word))


def sector_of(word: str, category: Category) -> Sector | None:
    """The sector from the list's word, else from the category; None when neither tells."""
    return sector_named(word) or _SECTOR_OF.get(category)


def language_named(word: str) -> str | None:
    """The BCP 47 tag that a word in a list stands for, or None if the word is not known."""
    return _LANGUAGES.get(_key(word))


def _key(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").split())


def _by_word(words: Mapping[Slug, str]) -> dict[str, Slug]:
    return {word.strip(): slug for slug, line in words.items() for word in line.split(",")}


_CATEGORIES = _by_word(_CATEGORY_WORDS) | {each.value.replace("_", " "): each for each in Category}
_SECTORS = _by_word(_SECTOR_WORDS)
_LANGUAGES = _by_word(_LANGUAGE_WORDS)
