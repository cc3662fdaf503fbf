"""The privacy self-check: fourteen questions by single keys, or only the follow-ups from a paper slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.widget import Widget

from store.changes import Change, CompleteSelfCheck
from store.checklists import SELF_CHECK_QUESTIONS, follow_ups_of, unanswered
from store.checks import Finding
from store.model import FOLLOW_UP_CODES, Answer, FollowUpCode
from store.wording import FOLLOW_UP
from tui.forms.choice import Choice
from tui.forms.evidence import EvidenceForm
from tui.forms.fields import Field, FieldError
from tui.forms.ticks import WHOLE, Ticks, whole
from tui.office import Office
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

_KEYS: dict[str, Answer] = {"y": "yes", "n": "no", "question_mark": "not_sure", "minus": "not_applicable"}
_SHOWN: dict[Answer, str] = {
    "yes": "yes",
    "no": "no",
    "not_sure": "not sure",
    "not_applicable": "n/a",
    "family_tie": "family tie",
    "earlier_tie": "earlier tie",
}


class Questions(TextLine, can_focus=True):
    """The questions, one line each: y, n, ? or - answers and goes on; t is a tie that the footnote covers."""

    UNDERSTANDS = KeyLabel("", "y n ? - t", "Answer", "Yes, no, not sure, not applicable, a tie; it goes on by itself.")

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[int, Answer] = {}
        self._at = 0
        self.styles.height = len(SELF_CHECK_QUESTIONS) + WHOLE

    def line(self, y: int) -> Line:
        if y >= len(SELF_CHECK_QUESTIONS):
            text = SELF_CHECK_QUESTIONS[self._at].text
            return whole(text, y - len(SELF_CHECK_QUESTIONS), self.size.width - 14) if self.has_focus else ()
        question = SELF_CHECK_QUESTIONS[y]
        answer = self.answers.get(question.number)
        skipped = answer is None and question.number not in unanswered(self.answers)
        here = self.has_focus and y == self._at
        said = _SHOWN[answer] if answer else "not asked" if skipped else "…"
        tone = "quiet" if answer is None else "soon" if answer in question.raises else "good"
        return (
            Phrase("▌" if here else " ", "key+"),
            Phrase(f"{said:<12}", tone),
            Phrase(f"{question.number:>2} {question.text}", "+" if here else "quiet" if skipped else ""),
        )

    def on_focus(self) -> None:
        self.say_again()

    def on_blur(self) -> None:
        self.say_again()

    def on_key(self, event: events.Key) -> None:
        question = SELF_CHECK_QUESTIONS[self._at]
        if event.key == "down" and self._at < len(SELF_CHECK_QUESTIONS) - 1:
            self._at += 1
        elif event.key == "up" and self._at > 0:
            self._at -= 1
        elif event.key in _KEYS or event.key == "t":
            answer = _KEYS.get(event.key) or next((a for a in question.answers if a.endswith("_tie")), None)
            if answer is None or answer not in question.answers:
                self.app.bell()
            else:
                self._answer(question.number, answer)
        else:
            return
        self.say_again()
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Goes to a question; a click on the one under the cursor gives it its next answer."""
        if event.y >= len(SELF_CHECK_QUESTIONS):
            return
        question = SELF_CHECK_QUESTIONS[event.y]
        if event.y == self._at:
            given = self.answers.get(question.number)
            at = question.answers.index(given) + 1 if given in question.answers else 0
            self.answers[question.number] = question.answers[at % len(question.answers)]
        self._at = event.y
        self.say_again()

    def _answer(self, number: int, answer: Answer) -> None:
        self.answers[number] = answer
        if number == 1 and answer == "no":
            self.answers = {n: a for n, a in self.answers.items() if n in {1, 12, 13, 14}}
        self._go_on_after(number)

    def go_to_first_open(self) -> None:
        """The cursor on the first question still to be answered, ready for its answer."""
        self._go_on_after(0)
        self.focus()
        self.say_again()

    def _go_on_after(self, number: int) -> None:
        """To the next question that is open, or back to the first."""
        left = [q for q in unanswered(self.answers) if q > number] or list(unanswered(self.answers))
        if left:
            self._at = left[0] - 1


class SelfCheckForm(EvidenceForm):
    """Complete when answered, whatever the answers (A3)."""

    REQUIREMENT = "self_check"

    def __init__(self, office: Office, listed: Sequence[int], ticked: Sequence[int], left_out_of: int = 0) -> None:
        super().__init__(office, listed, ticked, left_out_of)
        self._follow_ups = Ticks({code: FOLLOW_UP[code] for code in FOLLOW_UP_CODES}, ())
        self._questions = Questions()
        self._heard = TextLine()

    def more_fields(self) -> Iterable[Widget]:
        ways = {"paper": "From a paper slip", "here": "Question by question", "none": "Uses no social media"}
        if self.is_group:
            del ways["here"]
        yield Field("way", "How", Choice(ways, "paper"))
        if not self.is_group:
            self._heard.update((Phrase("Follow-ups the slip asks for (Space ticks one)", "quiet"),))
            yield self._heard
            yield self._follow_ups
            self._questions.add_class("hidden")
            yield self._questions

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Questions or follow-ups, as it is being done."""
        if self.is_group:
            return
        here = self._way == "here"
        if (way := self.field("way")) is not None:
            way.settle()
        self._questions.set_class(not here, "hidden")
        self._follow_ups.set_class(here, "hidden")
        said = "y yes   n no   ? not sure   - not applicable   t a tie the footnote covers"
        self._heard.update((Phrase(said if here else "Follow-ups the slip asks for (Space ticks one)", "quiet"),))
        if here:
            hold_keys(self)
            self.call_after_refresh(self._go_to_questions)

    def _go_to_questions(self) -> None:
        """Once they can be seen; keys typed meanwhile are answers."""
        self._questions.focus()
        play_keys(self)

    def _complain(self, finding: Finding) -> None:
        super()._complain(finding)
        if finding.field == "way" and self._way == "here":
            self._questions.go_to_first_open()

    @property
    def _way(self) -> str:
        return self.choice("way")

    def change(self) -> Change:
        if self._way != "here":
            codes: tuple[FollowUpCode, ...] = tuple(c for c in FOLLOW_UP_CODES if c in self._follow_ups.ticked)
            return CompleteSelfCheck(
                self.chosen,
                self.date(),
                uses_social_media=self._way != "none",
                follow_ups=codes,
                reason=self.text("reason"),
            )
        answers = dict(self._questions.answers)
        missing = unanswered(answers)
        if missing:
            numbers = ", ".join(str(number) for number in missing)
            raise FieldError("way", f"Still to be answered: {numbers}.")
        return CompleteSelfCheck(
            self.chosen,
            self.date(),
            answers=answers,
            uses_social_media=answers[1] == "yes",
            follow_ups=follow_ups_of(answers),
            reason=self.text("reason"),
        )

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self._follow_ups.ticked, tuple(self._questions.answers.items()))
