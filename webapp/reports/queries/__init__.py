"""Reading of reports. One module a noun."""

from webapp.reports.queries.approvals import approval, approvals
from webapp.reports.queries.decisions import (
    recipient,
    recipient_counts,
    recipient_samples,
    recipients,
)
from webapp.reports.queries.editions import (
    PAGE,
    anchors,
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
from webapp.reports.queries.reactions import (
    counting,
    later_shown,
    points_of,
    reactions,
    reactions_of,
)

__all__ = [
    "PAGE",
    "anchors",
    "approval",
    "approvals",
    "counting",
    "edition",
    "editions",
    "file",
    "find_published",
    "later_shown",
    "lost",
    "material",
    "next_number",
    "other_published",
    "points_of",
    "published",
    "published_edition",
    "reactions",
    "reactions_of",
    "recipient",
    "recipient_counts",
    "recipient_samples",
    "recipients",
    "told",
    "under_way",
    "whole_before",
]
