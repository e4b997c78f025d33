"""Forms of those who answer, and of staff who file what came another way. One module a kind."""

from webapp.responses.forms.answer_files import (
    LEAVE,
    AnswerFileForm,
    FindPlaceForm,
    FindsForm,
    find_place_form,
)
from webapp.responses.forms.answering import (
    AWAITED,
    LONGEST_COMMENT,
    LONGEST_STATEMENT,
    UNDECIDED,
    CommentForm,
    ConfirmForm,
    FilterForm,
    JoinForm,
    ReviewForm,
    SenderForm,
    StatementForm,
)
from webapp.responses.forms.attachments import AttachmentForm, DescribeFileForm
from webapp.responses.forms.contact import MoreTimeForm, OwnDetailsForm, QuestionToAuthorityForm
from webapp.responses.forms.decided import DecisionForm
from webapp.responses.forms.disowning import WhoseForm
from webapp.responses.forms.filing import (
    BODY,
    OTHER_BODY,
    PERSON,
    AsideForm,
    FilingForm,
    PlaceForm,
    TakeInForm,
)
from webapp.responses.forms.joint import JointCommentForm, LeaveForm, SayForm
from webapp.responses.forms.merging import counting, merge_form
from webapp.responses.forms.placed import PlacedCommentForm
from webapp.responses.forms.questions import kept, questions_form, replies, start
from webapp.responses.forms.readings import LateForm, PutRightForm, ReadingForm
from webapp.responses.forms.secrecy import OpenForm, SecrecyForm
from webapp.responses.forms.shares import ShareForm
from webapp.responses.forms.stands import StandForm
from webapp.responses.forms.team import ColleagueForm, NameForm, RoleForm
from webapp.responses.forms.together import (
    AssignForm,
    DecideForm,
    FourEyesForm,
    NoteForm,
    ReleaseForm,
)
from webapp.responses.forms.uploads import AnnouncedForm, UploadingForm
from webapp.responses.forms.verifying import ChecksumForm, ContentFileForm
from webapp.responses.forms.written import RememberingForm, WrittenForm

__all__ = [
    "AWAITED",
    "BODY",
    "LEAVE",
    "LONGEST_COMMENT",
    "LONGEST_STATEMENT",
    "OTHER_BODY",
    "PERSON",
    "UNDECIDED",
    "AnnouncedForm",
    "AnswerFileForm",
    "AsideForm",
    "AssignForm",
    "AttachmentForm",
    "ChecksumForm",
    "ColleagueForm",
    "CommentForm",
    "ConfirmForm",
    "ContentFileForm",
    "DecideForm",
    "DecisionForm",
    "DescribeFileForm",
    "FilingForm",
    "FilterForm",
    "FindPlaceForm",
    "FindsForm",
    "FourEyesForm",
    "JoinForm",
    "JointCommentForm",
    "LateForm",
    "LeaveForm",
    "MoreTimeForm",
    "NameForm",
    "NoteForm",
    "OpenForm",
    "OwnDetailsForm",
    "PlaceForm",
    "PlacedCommentForm",
    "PutRightForm",
    "QuestionToAuthorityForm",
    "ReadingForm",
    "ReleaseForm",
    "RememberingForm",
    "ReviewForm",
    "RoleForm",
    "SayForm",
    "SecrecyForm",
    "SenderForm",
    "ShareForm",
    "StandForm",
    "StatementForm",
    "TakeInForm",
    "UploadingForm",
    "WhoseForm",
    "WrittenForm",
    "counting",
    "find_place_form",
    "kept",
    "merge_form",
    "questions_form",
    "replies",
    "start",
]
