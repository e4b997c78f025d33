"""Reading of reports. One module a noun."""

from webapp.reports.queries.editions import (
    PAGE,
    edition,
    editions,
    file,
    lost,
    material,
    next_number,
    published,
    under_way,
)

__all__ = [
    "PAGE",
    "edition",
    "editions",
    "file",
    "lost",
    "material",
    "next_number",
    "published",
    "under_way",
]
