"""What the database counts, held against the same counted one answer at a time, as one would."""

import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory, SecrecyCheckFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision, Excerpt, Origin, Point
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.organisations.categories import Category, Sector
from webapp.reports import hiding, queries, reacting
from webapp.reports.breakdown import INVITED, PERSON, UNASKED, Choice, Group, Municipality, Part
from webapp.reports.participation import Outcome, alphabetical
from webapp.reports.participation import Position as Stand
from webapp.responses import policy
from webapp.responses.models import (
    Answer,
    Channel,
    Form,
    Leaving,
    Position,
    PositionReading,
    Response,
    Secrecy,
    Stage,
)
from webapp.rounds.models import Invitation

DECISIONS = (None, Decision.NOTED, Decision.OUT_OF_SCOPE)
CHECKS = (Secrecy.OPEN, Secrecy.WITHHELD, Secrecy.MASKED)
CHOICES = (
    Choice(),
    Choice(category=Category.MUNICIPALITY),
    Choice(category=PERSON),
    Choice(sector=Sector.CIVIL),
    Choice(who=INVITED),
    Choice(who=UNASKED),
    Choice(channel=Channel.EMAIL),
    Choice(position=Stand.OPPOSE),
    Choice(category=Category.MUNICIPALITY, position=Stand.ENDORSE, channel=Channel.WEB),
)


class Made:
    """A round in which anything may have happened, by chance, and the same for the same seed."""

    def __init__(self, seed):
        self.dice = random.Random(seed)  # noqa: S311 - no secret
        self.officer = UserFactory()
        self.round = RoundFactory(closed=True, version=VersionFactory())
        self.keys = [None, *(each.key for each in drafts.outline(self.round.version_id))]
        self.questions = [QuestionFactory(round=self.round) for _ in range(2)]
        bodies = [self.invited(number) for number in range(24)]
        for one in self.dice.sample(bodies[1:], 5):
            one.counted_as = bodies[0] if self.dice.random() < 0.4 else None
        bodies[1].counted_as, bodies[2].counted_as = bodies[2], bodies[3]
        session.flush()
        for one in bodies:
            for _ in range(self.dice.choice((0, 1, 1, 1, 2))):
                self.answered(invitation=one)
        for number in range(9):
            known = self.dice.random() < 0.4
            self.answered(
                invitation=None, round=self.round, sender=f"Någon {number}",
                for_body=known or self.dice.random() < 0.5,
                organisation=OrganisationFactory(sector=self.any(Sector)) if known else None,
            )  # fmt: skip
        self.joint()
        self.weighed()
        session.commit()
        session.expire_all()

    def any(self, values):
        return self.dice.choice(list(values))

    def invited(self, number):
        body = OrganisationFactory(
            name=f"{self.any('ÅÄÖabc')} {number}", category=self.any(list(Category)[:4]),
            sector=self.any(Sector),
        )  # fmt: skip
        longer = self.round.deadline + timedelta(days=self.dice.randint(-1, 3))
        return InvitationFactory(
            round=self.round, organisation=body, deadline=self.any((None, None, longer))
        )

    def answered(self, **who):
        late = self.dice.random() < 0.3
        moment = clock.now() - timedelta(hours=self.dice.randint(0, 60 if late else 700))
        response = ResponseFactory(
            **who, position=self.any(Position), form=self.any(Form), stage=self.any(Stage),
            channel=self.any(Channel), submitted_at=moment, late=late,
            statement=self.any(("", "Vi tycker så.")),
        )  # fmt: skip
        for ordinal in range(self.dice.randint(0, 6)):
            CommentFactory(
                response=response, ordinal=ordinal, section_key=self.any(self.keys),
                position=self.any((None, Position.OPPOSE, Position.ENDORSE)),
            )  # fmt: skip
        for question in self.questions:
            if self.dice.random() < 0.5:
                self.add(
                    Answer, response=response, question=question, text=self.any(("", "Ja.")),
                    position=self.any((None, Position.ENDORSE, Position.NEITHER)),
                )  # fmt: skip
        for _ in range(self.any((0, 0, 0, 1, 2))):
            self.add(
                PositionReading, response=response, position=self.any(Position),
                read_by=self.officer.id,
            )  # fmt: skip
        for _ in range(self.any((0, 0, 1, 2))):
            SecrecyCheckFactory(response=response, state=self.any(CHECKS), checker=self.officer)
        if self.dice.random() < 0.2:
            self.answered(**who | {"replaces_id": response.id})
        return response

    def joint(self):
        """Some bodies answer together with one that answered; one of them leaves it again."""
        leads = list(session.query(Response).where(Response.invitation_id.is_not(None)))
        for number in range(6):
            lead = self.any(leads)
            part = self.answered(
                invitation=self.invited(100 + number), endorses_id=lead.id,
                jointly_with=[lead.sender],
            )  # fmt: skip
            if number == 5:
                self.add(Leaving, response=part, left_at=clock.now())
        self.answered(invitation=self.invited(200), endorses_id=lead.id)

    def weighed(self):
        for each in session.query(Response).where(Response.round_id == self.round.id):
            assessment.gather(each.id)
        for point in session.query(Point).where(Point.round_id == self.round.id):
            point.decision = self.any(DECISIONS)
        last = session.query(Point).order_by(Point.number.desc()).first().number
        for number, response in enumerate(self.dice.sample(list(session.query(Response)), 8)):
            excerpt = Excerpt(
                response_id=response.id, section_key=self.any(self.keys), text="Så.",
                position=self.any((None, Position.OPPOSE)), made_by=self.officer.id,
            )  # fmt: skip
            session.add(excerpt)
            session.flush()
            self.add(
                Point, round_id=self.round.id, response_id=response.id, excerpt_id=excerpt.id,
                number=last + 1 + number, origin=Origin.COMMENT, section_key=excerpt.section_key,
            )  # fmt: skip

    def add(self, kind, **values):
        session.add(kind(**values))
        session.flush()


class Obvious:
    """The same figures, one answer at a time."""

    def __init__(self, round_, choice):
        self.round, self.choice = round_, choice
        every = list(session.query(Response).where(Response.round_id == round_.id))
        replaced = {each.replaces_id for each in every}
        self.current = [e for e in every if e.id not in replaced and e.leaving is None]
        self.group = {each.id: self._group(each) for each in self.current}
        self.shown = {key for key, each in self.group.items() if each.is_within(choice)}

    def body(self, response):
        found = response.invitation
        while found is not None and found.counted_as is not None:
            found = found.counted_as
        return found

    def extended(self, invitation):
        own = invitation.deadline if invitation else None
        return own is not None and own > self.round.deadline

    def _group(self, each):
        body, register = self.body(each), each.organisation
        stranger = Category.OTHER.value if each.for_body else PERSON
        later = [e for e in self.current if body is not None and self.body(e) is body]
        hidden = each.check is not None and each.check.state is Secrecy.WITHHELD
        did = reacting.outcome(each)
        return Group(
            category=str((body or register).category) if body or register else stranger,
            sector=(body or register).sector if body or register else Sector.CIVIL,
            outcome=hiding.outcome(did, is_withheld=hidden),
            is_invited=body is not None,
            is_further=any(e.number > each.number for e in later),
            is_late=policy.is_late_still(each),
            is_extended=self.extended(each.invitation),
            is_withheld=hidden,
            channel=each.channel,
            position=None if hidden else Stand(each.stand),
            day=clock.local(each.submitted_at).date(),
        )

    def groups(self):
        answered = {body.id for body in map(self.body, self.current) if body}
        invited = session.query(Invitation).where(Invitation.round_id == self.round.id)
        silent = [
            Group(
                str(each.category), each.sector, Outcome.NO_ANSWER, is_invited=True,
                is_extended=self.extended(each),
            )
            for each in invited
            if each.counted_as is None and each.id not in answered
        ]  # fmt: skip
        return Counter(e for e in [*self.group.values(), *silent] if e.is_within(self.choice))

    def municipalities(self):
        found = defaultdict(list)
        for each in self.current:
            group, body = self.group[each.id], self.body(each)
            is_theirs = body is not None and group.category == Category.MUNICIPALITY
            if is_theirs and each.id in self.shown and not (group.is_withheld or group.is_further):
                points = session.query(Point).where(Point.response_id == each.words_id).count()
                found[body.name].append(
                    Municipality(body.name, reacting.outcome(each), group.position, points)
                )
        return [one for name in alphabetical(found) for one in found[name]]

    def parts(self):
        found, heard, stated = {}, defaultdict(set), {}
        points = session.query(Point).where(Point.round_id == self.round.id)
        said_by = {each.id: self._senders(each) for each in self.current}
        for point in points.order_by(Point.number):
            senders = said_by.get(point.response_id)
            if not senders:
                continue
            key = (
                str(point.origin),
                point.section_key or (point.answer.question_id if point.answer else None),
            )
            part = found.get(key, Part(*key))
            if self.group[point.response_id].is_withheld:
                part = replace(part, withheld=part.withheld + 1)
            elif point.decision is Decision.OUT_OF_SCOPE:
                part = replace(part, outside=part.outside + 1)
            else:
                part = replace(part, points=part.points + 1)
                for each in self._heard(senders):
                    heard[key].add(each)
                    if point.remark is not None and point.remark.position:
                        stated[key, each] = point.remark.position
            found[key] = part
        for response_id, senders in said_by.items():
            if senders and not self.group[response_id].is_withheld:
                self._on_questions(response_id, self._heard(senders), stated)
        taken = defaultdict(Counter)
        for (key, _sender), position in stated.items():
            taken[key][Stand(position)] += 1
        return {
            key: replace(
                found.get(key, Part(*key)), senders=len(heard[key]), positions=dict(taken[key])
            )
            for key in {**found, **taken}
        }

    def _senders(self, response):
        beside = [e for e in self.current if e.words_id == response.id and e is not response]
        return [each.id for each in (response, *beside) if each.id in self.shown]

    def _heard(self, senders):
        return [each for each in senders if not self.group[each].is_withheld]

    def _on_questions(self, response_id, senders, stated):
        for answer in session.query(Answer).where(Answer.response_id == response_id):
            for each in senders if answer.position else ():
                stated[("answer", answer.question_id), (response_id, each)] = answer.position


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_that_one_would_count_by_hand(database, seed):
    made = Made(seed)
    for choice in CHOICES:
        found, expected = queries.counted(made.round, choice), Obvious(made.round, choice)
        groups = Counter({replace(e, count=1): e.count for e in found.figures.groups})
        assert groups == expected.groups()
        assert list(found.municipalities) == expected.municipalities()
        assert found.parts == expected.parts()
