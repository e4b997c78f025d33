"""Approval of an edition before it is published."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base
from webapp.drafts.models import ApprovalRequest
from webapp.reports.models.editions import Edition


class EditionApproval(ApprovalRequest, Base):
    """An edition put before an approver, with the mark of its files (`Edition.mark`)."""

    __tablename__ = "edition_approval"

    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Edition.id), index=True)
