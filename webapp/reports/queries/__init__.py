"""Reading of reports. One module a noun."""

from webapp.reports.queries.approvals import approval, approvals
from webapp.reports.queries.editions import (
    PAGE,
    edition,
    editions,
    file,
    lost,
    material,
    next_number,
    under_way,
)
from webapp.reports.queries.publishing import (
    find_published,
    other_published,
    published,
    published_edition,
    told,
    whole_before,
)

__all__ = [
    "PAGE",
    "approval",
    "approvals",
    "edition",
    "editions",
    "file",
    "find_published",
    "lost",
    "material",
    "next_number",
    "other_published",
    "published",
    "published_edition",
    "told",
    "under_way",
    "whole_before",
]
