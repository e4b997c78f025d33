"""What the making of a package hands over to be kept: files, and how much is done with them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from webapp.core import storage
from webapp.core.storage import StoredFile
from webapp.responses.models import Response

BATCH: Final = 20
"""Answers between two looks at whether the package is cancelled."""

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Made:
    """A file for a package: where in it, and its row or, if it is new, its bytes."""

    path: str
    file: StoredFile | bytes
    response_id: uuid.UUID | None = None
    content_type: str = PDF

    def kept(self) -> StoredFile:
        """Its row; what is new is kept now."""
        if isinstance(self.file, StoredFile):
            return self.file
        name = self.path.rpartition("/")[2]
        return storage.keep(self.file, name=name, content_type=self.content_type)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the work: files, and how much of the chapter is done with them, from 0 to 1."""

    files: Sequence[Made]
    done: float = 1.0

    @classmethod
    def of(cls, files: Sequence[Made], answers: Sequence[Response], last: int) -> Self:
        """The files of a batch of answers; `last` is the highest running number there is."""
        is_last = len(answers) < BATCH
        return cls(files, 1.0 if is_last else min(0.99, answers[-1].number / max(1, last)))
