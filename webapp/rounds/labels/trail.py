"""What people read for the lines on the trail."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from webapp.audit.models import Entry
from webapp.core.rendering import lazy_gettext as _l

ACTIONS: Mapping[str, Any] = {
    "rounds.create_consultation": _l("Created the consultation"),
    "rounds.change_consultation": _l("Changed the consultation's particulars"),
    "rounds.add_document": _l("Added a document"),
    "rounds.create": _l("Created round %(number)s"),
    "rounds.change": _l("Changed round %(number)s"),
    "rounds.add_bodies": _l("Added bodies to the list of round %(number)s: %(count)s"),
    "rounds.remove_body": _l("Took %(name)s off the list of round %(number)s"),
    "rounds.add_question": _l("Added a question to round %(number)s"),
    "rounds.change_question": _l("Changed a question of round %(number)s"),
    "rounds.move_question": _l("Moved a question of round %(number)s"),
    "rounds.remove_question": _l("Removed a question from round %(number)s"),
    "rounds.add_group": _l("Made a group in round %(number)s"),
    "rounds.change_group": _l("Changed a group of round %(number)s"),
    "rounds.remove_group": _l("Removed a group from round %(number)s"),
    "rounds.put_in_group": _l("Chose the group of %(count)s bodies in round %(number)s"),
    "rounds.schedule": _l("Set a time for round %(number)s to open"),
    "rounds.unschedule": _l("Took back the time for round %(number)s to open"),
    "rounds.not_opened": _l("Round %(number)s could not open by itself: something is missing"),
    "rounds.open": _l("Opened round %(number)s"),
    "rounds.close": _l("Closed round %(number)s"),
    "rounds.decide": _l("Entered the decision on round %(number)s"),
    "rounds.publish_decision": _l("Published the decision on round %(number)s"),
    "rounds.correct_decision": _l("Corrected the decision on round %(number)s"),
    "rounds.archive": _l("Archived round %(number)s"),
    "rounds.copy": _l("Created round %(number)s as a copy of round %(former)s"),
    "rounds.put_off": _l("Put off the last day of round %(number)s to %(day)s: %(reason)s"),
    "rounds.give_a_day": _l("Gave everyone in round %(number)s until %(day)s: %(reason)s"),
    "rounds.reopen": _l("Opened round %(number)s again until %(day)s: %(reason)s"),
    "rounds.notice_correction": _l("Published a correction: %(title)s"),
    "rounds.notice_answer": _l("Published a question and its answer: %(title)s"),
    "rounds.notice_deadline": _l("Wrote in the log: %(title)s"),
    "rounds.ask": _l("A question about the round came in"),
    "rounds.answer": _l("Answered a question: %(title)s"),
    "rounds.set_aside_question": _l("Left a question out of the log"),
    "rounds.ask_extension": _l("%(name)s asked to have until %(day)s"),
    "rounds.deny_extension": _l("Did not give %(name)s more time"),
    "rounds.reminder_on": _l("Turned a reminder on"),
    "rounds.reminder_off": _l("Turned a reminder off"),
    "rounds.introduce": _l("Changed the introduction of an e-mail"),
    "rounds.summarise": _l("Changed the summary in plain language"),
    "rounds.add_meeting": _l("Planned a meeting: %(title)s"),
    "rounds.change_meeting": _l("Changed a meeting: %(title)s"),
    "rounds.cancel_meeting": _l("Cancelled a meeting: %(title)s"),
    "rounds.document_meeting": _l("Wrote down what was said at a meeting: %(title)s"),
    "rounds.tell_of_meeting": _l("Told the bodies of a meeting: %(title)s"),
    "rounds.plan_step": _l("Planned a step: %(title)s"),
    "rounds.remove_step": _l("Removed a step: %(title)s"),
    "rounds.consider_sami": _l("Considered consultation with Sámi representatives"),
    "rounds.add_sami_step": _l("Wrote down a step with Sámi representatives: %(name)s"),
    "rounds.give_reason": _l("Wrote why bodies are on the list: %(why)s"),
    "rounds.change_reason": _l("Wrote why %(name)s is on the list: %(after)s"),
    "rounds.cancel": _l("Cancelled round %(number)s"),
    "rounds.extend": _l("Gave %(name)s until %(day)s to answer"),
    "rounds.change_address": _l("Corrected the address of %(name)s"),
    "rounds.note": _l("Noted a contact with %(name)s"),
    "rounds.correct_note": _l("Corrected a note about %(name)s"),
    "rounds.count_once": _l("%(name)s counts for %(other)s too in round %(number)s"),
    "rounds.resend": _l("Sent the invitation to %(name)s again"),
}
"""What is said of each line on the trail, with the details that the line keeps."""


def said(entry: Entry) -> str:
    """What a line on the trail says, in the language now spoken."""
    # A line may be older than a detail that its sentence now has.
    return str(ACTIONS[entry.action]) % defaultdict(lambda: "–", entry.details)
