"""Which column of a sheet is read as what, while the user decides."""

from __future__ import annotations

from store.intake.fields import FIELDS, RECORDS, Field
from store.intake.headings import Columns, Guess, map_headings, shown
from store.intake.opening import ListFile, Sheet
from store.intake.private import is_private, words_of
from store.wording import counted
from tui.shown.list_preview import said_unused

WHY = {"known": "a heading that is known", "remembered": "as last time", "chosen": "as you said"}
YOURS = "as you said"


class Mapped:
    """The columns of a sheet by their position, and what each is read as so far."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self._headings = sheet.headings
        self._columns = columns
        self._guesses = {columns.positions[guess.field]: guess for guess in columns.guesses}
        self.fields: dict[int, Field] = {position: guess.field for position, guess in self._guesses.items()}
        self._changing: tuple[int, dict[int, Field]] = (-1, {})
        """The column that is being changed, and what each was read as before."""
        words = [words_of(heading) for heading in sheet.headings]
        private = {position for position, heading in enumerate(sheet.headings) if is_private(heading)}
        # Of two columns of one name the first is the one that can be read.
        others = (p for p, word in enumerate(words) if word and words.index(word) == p and p not in self.fields)
        self.in_order = [*self.fields, *(p for p in others if p not in private)]
        """What is used, then what could be; never the private ones."""
        self._private = len(private - set(self.fields))

    def assign(self, position: int, field: Field | None) -> None:
        """Reads a column as a field, or not at all. A field passed on the way to another is taken from nobody."""
        if self._changing[0] != position:
            self._changing = position, self.fields
        self.fields = {p: f for p, f in self._changing[1].items() if p != position and f != field}
        if field is not None:
            self.fields[position] = field

    def reason(self, position: int) -> str:
        """Why a column is read as it is."""
        guess, field = self._guesses.get(position), self.fields.get(position)
        if guess is not None and guess.field == field:
            return _why(guess)
        return YOURS if guess is not None or field is not None else ""

    @property
    def missing(self) -> str:
        """Why nobody could be read, if so."""
        if {"surname", "name"} & set(self.fields.values()):
            return ""
        return "Which column has the surname, or the whole name? Go to it and press → until it says so."

    @property
    def start(self) -> int | None:
        """The column that is taken for the start date although another may be, until the user says which."""
        if not self._columns.start_dates:
            return None
        position = self._columns.positions["start_date"]
        return position if self.fields.get(position) == "start_date" else None

    def sentence(self, file: ListFile) -> str:
        """What is to be answered, else what is left out."""
        if self.missing:
            return self.missing
        unused = sum(bool(heading.strip()) for heading in self._headings) - len(self.fields)
        said = [said_unused(unused, self._private)]
        if self._columns.records:
            said.append(f"{counted(self._columns.records, 'column')} of briefings and signatures: Tab, → reads them.")
        if "start_date" not in self.fields.values():
            said.insert(0, "No column is read as the start date: somebody new needs one.")
        if file.question:
            said.insert(0, file.question.sentence)
        if self.start is not None:
            starts = " or ".join(f"“{shown(heading)}”" for heading in self._columns.start_dates)
            taken = shown(self._headings[self.start])
            said.insert(0, f"Which is the first day here: {starts}? Enter takes “{taken}”; on another, press s for it.")
        else:
            said += self._columns.notes
        return " ".join(said)

    def tone(self, file: ListFile) -> str:
        if self.missing:
            return "bad+"
        return "soon+" if file.question or self.start is not None else ""

    def agreed(self, *, history: bool) -> Columns:
        """The columns as they are now, nothing guessed again; what was not changed keeps its reason.

        Raises IntakeRefused.
        """
        read_from = {field: self._headings[position] for position, field in self.fields.items()}
        asked = [field for field in FIELDS if history or field not in RECORDS]
        columns = map_headings(self._headings, {field: read_from.get(field, "") for field in asked}, history=history)
        guesses = [
            self._guesses[position] if self.reason(position) != YOURS else guess
            for position, guess in zip(columns.positions.values(), columns.guesses, strict=True)
        ]
        return columns._replace(guesses=tuple(guesses))


def _why(guess: Guess) -> str:
    return f"close to “{guess.close_to}”, {guess.score}" if guess.why == "close" else WHY[guess.why]
