"""What people read for the kinds of body and the sectors."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import Category, Sector

CATEGORIES: Mapping[Category, Any] = {
    Category.MUNICIPALITY: _l("Municipalities"),
    Category.REGION: _l("Regions"),
    Category.AGENCY: _l("Government agencies"),
    Category.UNIVERSITY: _l("Universities and research institutes"),
    Category.COMPANY: _l("Companies"),
    Category.BUSINESS_ORGANISATION: _l("Business organisations"),
    Category.CIVIL_SOCIETY: _l("Civil society"),
    Category.SAMI: _l("Sámi organisations"),
    Category.UNION: _l("Trade unions"),
    Category.OTHER: _l("Others"),
}
"""Each category as the heading of a group of bodies."""

SECTORS: Mapping[Sector, Any] = {
    Sector.BUSINESS: _l("Business"),
    Sector.ACADEMIA: _l("Academia"),
    Sector.PUBLIC: _l("Public sector"),
    Sector.CIVIL: _l("Civil society"),
}
