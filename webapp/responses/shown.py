"""What of a response anyone may see. All that is published of responses goes through here.

The response itself stays as it came, and staff read it whole; this says what is left of it for
everyone else. A personal identity number is never left, whether a person has checked or not.
"""

import uuid
from dataclasses import dataclass

from webapp.core.rendering import gettext as _
from webapp.responses import masking
from webapp.responses.models import Answer, Comment, Response, Secrecy, SecrecyCheck
from webapp.responses.speaking import Checked, Speaker

STATEMENT = "statement"
DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be seen of one response. `mark` stands where something may not."""

    check: SecrecyCheck | Checked | None
    mark: str

    @property
    def is_withheld(self) -> bool:
        """Whether nothing that it says may be seen."""
        return self.check is not None and self.check.state is Secrecy.WITHHELD

    @property
    def is_masked(self) -> bool:
        """Whether parts of it may not be seen."""
        return self.check is not None and self.check.state is Secrecy.MASKED

    def text(self, text: str, part: str = "") -> str:
        """What may be seen of words of the response; `part`: which of its parts they are in."""
        if not text:
            return text
        if not self.has(part):
            return self.mark
        words = self.check.words if self.check and self.is_masked else ()
        return masking.masked(text, words, self.mark)

    def tells(self, text: str, part: str = "") -> bool:
        """Whether anything is left of the words where all that is masked is gone."""
        if not self.is_masked and not self.is_withheld:
            return any(map(str.isalnum, text))
        return any(map(str.isalnum, self.text(text, part).replace(self.mark, "")))

    def has(self, part: str) -> bool:
        """Whether anything of a part may be seen."""
        return not (
            self.is_withheld or (self.check and self.is_masked and part in self.check.parts)
        )

    def file(self, ordinal: int, name: str) -> str:
        """What may be seen of an attached file's name."""
        if self.check and self.is_masked and str(ordinal) in self.check.files:
            return _("A file that is withheld")
        return self.text(name)


def of(response: Response | Speaker) -> Shown:
    """What may be seen of the response, with the mark in the language now spoken."""
    return Shown(response.check, _("[masked]"))


def under(check: SecrecyCheck) -> Shown:
    """What may be seen of a response where the check counts for it."""
    return Shown(check, _("[masked]"))


def part_of(source: Comment | Answer | None) -> str:
    """What the part that the comment or answer is in is called; the statement where it is None."""
    if isinstance(source, Comment):
        return part_at(source.ordinal, None)
    return part_at(None, source.question_id if source else None)


def part_at(ordinal: int | None, question_id: uuid.UUID | None) -> str:
    """The same, of the comment with a number or of the answer to a question."""
    if ordinal is not None:
        return f"comment-{ordinal}"
    return f"answer-{question_id}" if question_id else STATEMENT


def parts(response: Response) -> dict[str, str]:
    """Every part of the response that has words, by its name: all that is said in it."""
    said = {STATEMENT: response.statement}
    for comment in response.comments:
        said[part_of(comment)] = "\n".join(filter(None, (comment.text, comment.proposed_wording)))
    for answer in response.answers:
        said[part_of(answer)] = answer.text
    behind = response.behind
    words = (behind.body, behind.paragraph, behind.number, behind.rapporteur)
    said[DECISION] = "\n".join(filter(None, words))
    return {name: text for name, text in said.items() if text.strip()}
