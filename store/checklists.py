"""The content the app ships with, each item with its clause: briefing points, statements, questions, advice (domain 4).

The wording is the app's own, not the policy's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from store.model import AdviceStatement, Answer, FollowUpCode


class Point(NamedTuple):
    """One item of a checklist."""

    number: int
    text: str
    clauses: tuple[str, ...]


class Question(NamedTuple):
    """One question of the self-check: the answers it takes, and the follow-up each unwelcome one raises."""

    number: int
    text: str
    clauses: tuple[str, ...]
    answers: tuple[Answer, ...]
    raises: Mapping[Answer, FollowUpCode]


BRIEFING_POINTS: tuple[Point, ...] = (
    Point(1, "Why the policy exists and who it covers", ("1", "2")),
    Point(
        2,
        "Personal use is allowed, but nothing online is fully private and others can post about you; "
        "official school channels are separate",
        ("3.2", "3.3"),
    ),
    Point(3, "No personal use in working hours", ("4.1(i)",)),
    Point(4, "Your settings are your job; where to get help with them", ("4.1(ii)", "3.4")),
    Point(
        5,
        "Five outcomes to avoid: disrepute; valid complaints; derogatory about school or colleagues; "
        "derogatory about pupils or families; doubt about suitability to work with children",
        ("4.1(iii)",),
    ),
    Point(
        6,
        "No online friendship or personal messaging with pupils or parents/carers; do not look at pupils’ accounts; "
        "includes parent chat groups",
        ("4.1(iv)", "5-L1", "5-L2"),
    ),
    Point(7, "Former pupils: strongly discouraged, above all under 18", ("4.1(v)", "5-B1")),
    Point(
        8,
        "Family ties or earlier online friendships: tell the office; what advice you will be given",
        ("4.1*",),
    ),
    Point(
        9,
        "Contact with children: professional reasons, school equipment, agreed protocol, open to scrutiny; "
        "no personal details given or sought",
        ("5-B4", "5-B5", "5-B6", "5-B7", "5-B8", "5-L3", "5-L4", "5-L5", "5-L6", "5-L7"),
    ),
    Point(10, "The AUP: where it is, how it fits with this policy, sign it", ("5-B2", "5-B3", "6(ii)")),
    Point(11, "Your union or professional association may have guidance worth reading", ("6(iii)",)),
    Point(
        12,
        "Breach may lead to disciplinary action, in serious cases dismissal; whom to ask, how to report",
        ("5-B9", "6(iv)"),
    ),
)

ACKNOWLEDGEMENT_STATEMENTS: tuple[Point, ...] = (
    Point(1, "I have received and read the policy, version shown.", ("6(i)",)),
    Point(2, "I know where to find it later (handbook, office).", ("6(i)",)),
    Point(3, "I have had the chance to ask questions.", ("1",)),
    Point(
        4,
        "I understand the limits on personal use, conduct, and contact with pupils, families and former pupils.",
        ("4.1", "5"),
    ),
    Point(5, "I understand my responsibility for my privacy settings.", ("4.1(ii)",)),
    Point(
        6,
        "I will tell the office about family ties or earlier online friendships the footnote covers, "
        "and when they change. (School’s own rule.)",
        ("4.1*",),
    ),
    Point(7, "I understand how it sits with the AUP.", ("6(ii)",)),
    Point(
        8,
        "I understand that acting against it may lead to disciplinary action, up to dismissal for gross misconduct.",
        ("6(iv)",),
    ),
)

_YNQ: tuple[Answer, ...] = ("yes", "no", "not_sure")
_SETTINGS: dict[Answer, FollowUpCode] = {"no": "SETTINGS_HELP", "not_sure": "SETTINGS_HELP"}
_REBRIEF: dict[Answer, FollowUpCode] = {"no": "REBRIEF", "not_sure": "REBRIEF"}

SELF_CHECK_QUESTIONS: tuple[Question, ...] = (
    Question(1, "I use personal social media, messaging or group-chat apps", ("4.1",), ("yes", "no"), {}),
    Question(
        2,
        "Everything I post is limited to people I have approved, wherever the service allows it",
        ("4.1(ii)", "5-L1"),
        _YNQ,
        _SETTINGS,
    ),
    Question(
        3,
        "I have looked at my profile(s) as a stranger would see them in the last 12 months",
        ("4.1(ii)", "3.3"),
        _YNQ,
        _SETTINGS,
    ),
    Question(
        4,
        "I have searched for my own name and found nothing I need help with",
        ("3.3",),
        _YNQ,
        {"no": "CONTENT_HELP"},
    ),
    Question(
        5,
        "I check tags and mentions by others, or my settings let me",
        ("3.3", "4.1(ii)"),
        (*_YNQ, "not_applicable"),
        _SETTINGS,
    ),
    Question(
        6,
        "My home area, phone number and personal email are not visible to the public",
        ("5-B8", "5-L3"),
        _YNQ,
        _SETTINGS,
    ),
    Question(
        7,
        "What the public can still see (name, photo, bio) would not cause any of the five outcomes",
        ("4.1(iii)",),
        _YNQ,
        {"no": "CONTENT_HELP", "not_sure": "CONTENT_HELP"},
    ),
    Question(
        8,
        "No current pupil is a contact, follower or group-chat member of mine, and I do not view pupils’ accounts",
        ("4.1(iv)", "5-L1", "5-L2"),
        ("yes", "family_tie", "no"),
        {"family_tie": "CONNECTION", "no": "SEE_HEAD"},
    ),
    Question(
        9,
        "No parent or carer is, apart from ties already recorded",
        ("4.1(iv)", "4.1*"),
        ("yes", "earlier_tie", "no"),
        {"earlier_tie": "CONNECTION", "no": "SEE_HEAD"},
    ),
    Question(
        10,
        "No former pupil under 18 is",
        ("4.1(v)",),
        _YNQ,
        {"no": "FORMER_PUPIL_ADVICE", "not_sure": "FORMER_PUPIL_ADVICE"},
    ),
    Question(
        11,
        "I do not use personal accounts in working hours or on school equipment against the AUP",
        ("4.1(i)", "6(ii)"),
        _YNQ,
        _REBRIEF,
    ),
    Question(
        12,
        "Pupils do not have my personal number or email; I contact them only on school equipment, "
        "for professional reasons",
        ("5-L3", "5-L4", "5-L5", "5-L6", "5-L7", "5-B5"),
        ("yes", "no"),
        {"no": "SEE_HEAD"},
    ),
    Question(
        13,
        "I know how to block, report, keep evidence, and whom to tell if a pupil or parent contacts me "
        "or posts about me",
        ("3.3", "5-B6"),
        _YNQ,
        _REBRIEF,
    ),
    Question(14, "My connections declaration is up to date", ("4.1*",), ("yes", "no"), {"no": "CONNECTION"}),
)

ASKED_OF_NON_USERS = (1, 12, 13, 14)
"""Somebody who uses no social media answers the gate and the last three."""

ADVICE: Mapping[AdviceStatement, str] = {
    "F1": "Because this person is now a parent/carer or pupil of the school, "
    "the nature of your relationship with them has changed.",
    "F2": "Keeping in touch by this method carries risks you need to weigh.",
    "F3": "Such contact is contrary to the policy, so it could expose you to formal action "
    "under the Disciplinary Procedure.",
    "V1": "Online contact with former pupils is strongly discouraged, particularly under 18.",
}


def follow_ups_of(answers: Mapping[int, Answer]) -> tuple[FollowUpCode, ...]:
    """The follow-ups a set of answers raises, each once, in the order of the questions."""
    raised: dict[FollowUpCode, None] = {}
    for question in SELF_CHECK_QUESTIONS:
        code = question.raises.get(answers.get(question.number, "yes"))
        if code is not None:
            raised[code] = None
    return tuple(raised)


def unanswered(answers: Mapping[int, Answer]) -> tuple[int, ...]:
    """The questions still to be answered; after “no” to the first, only the last three are asked."""
    asked = ASKED_OF_NON_USERS if answers.get(1) == "no" else tuple(q.number for q in SELF_CHECK_QUESTIONS)
    return tuple(number for number in asked if number not in answers)
