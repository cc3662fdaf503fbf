"""View 4: the versions of the policy and of the AUP, and the link between the two (6(ii))."""

from __future__ import annotations

from collections.abc import Sequence

from store.dates import academic_year, say, say_month
from store.filters import Filter, folded
from store.model import Document, Requirement, Version
from store.wording import counted
from tui import commands
from tui.commands import Commands
from tui.listing import Listing
from tui.office import Office
from tui.tasks import Chosen
from tui.views.view import View
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column

COLUMNS = (
    Column("document", "Document", 9),
    Column("label", "Version", 20, narrow=12, flex=1),
    Column("issued", "Issued", 12),
    Column("effective", "In force from", 13, drop=1),
    Column("kind", "Kind", 9),
    Column("signed", "Signed", 10),
    Column("decided", "Decided by", 22, narrow=12, flex=1, drop=2),
)
_AUP_FROM = 10_000


class PoliciesView(View):
    """The latest first; a material version reopens what was signed, a minor one nothing (R7)."""

    command = commands.POLICIES
    table = "policies"
    columns = COLUMNS
    on_the_bar = (
        *(commands.HELP, commands.NEW._replace(name="New version"), commands.LINK, commands.HANDBOOK),
        *(commands.RULES, commands.PALETTE, commands.FIND, commands.SORT),
        *(commands.UNDO, commands.EXPORT, commands.QUIT),
    )

    def __init__(self, office: Office, keys: Commands) -> None:
        super().__init__(office, keys, "issued")
        self.descending = True

    def task(self, name: str) -> str:
        return "adopt" if name == "new_starter" else name

    def title(self, listing: Listing) -> str:
        return "Policies"

    def facts(self, listing: Listing) -> Sequence[str]:
        school = self.office.register.school
        return (counted(len(school.policy_versions) + len(school.aup_versions), "version"),)

    def version(self, key: int) -> tuple[Document, Version]:
        """The document and version a row is about."""
        school = self.office.register.school
        if key >= _AUP_FROM:
            return "aup", school.aup_versions[key - _AUP_FROM]
        return "policy", school.policy_versions[key]

    def rows(self, listing: Listing, filtered: Filter) -> Sequence[int]:
        school = self.office.register.school
        keys = [*range(len(school.policy_versions)), *(_AUP_FROM + n for n in range(len(school.aup_versions)))]
        words = folded(filtered.typed).split()
        found = [key for key in keys if all(word in folded(self.version(key)[1].label) for word in words)]
        return sorted(found, key=self._sort_key, reverse=self.descending)

    def _sort_key(self, key: int) -> tuple[object, ...]:
        document, version = self.version(key)
        keys: dict[str, object] = {
            "document": document,
            "label": folded(version.label),
            "effective": version.effective_on,
            "kind": version.material,
            "decided": folded(version.decided_by),
            "signed": self._signed(key),
        }
        return (keys.get(self.sort, version.issued_on), key)

    def _signed(self, key: int) -> int:
        document, version = self.version(key)
        requirement: Requirement = "acknowledgement" if document == "policy" else "aup"
        return sum(
            any(record.complete and record.version == version.label for record in member.records(requirement))
            for member in self.office.register.staff()
            if member.in_service(self.office.today)
        )

    def cells(self, key: int) -> Line:
        document, version = self.version(key)
        issued = say_month(version.issued_on) if version.precision == "month" else say(version.issued_on)
        return (
            "Policy" if document == "policy" else "AUP",
            Phrase(version.label, "+"),
            Phrase(issued, "quiet"),
            Phrase(say(version.effective_on), "quiet"),
            Phrase("material" if version.material else "minor", "" if version.material else "quiet"),
            Phrase(f"{self._signed(key)} staff"),
            Phrase(version.decided_by or "–", "quiet"),
        )

    def sentence(self, key: int) -> str:
        return f"{self._link()} {self._handbook()}"

    def _handbook(self) -> str:
        """The school’s own check of 6(i): each academic year."""
        checked, check = self.office.register.school.handbook_checked_on, self.keys[commands.HANDBOOK].spoken
        if checked is None:
            return (
                f"Staff handbook: nobody has checked yet that the policy is in it (6(i)). Press {check} once you have."
            )
        if academic_year(checked) < academic_year(self.office.today):
            return f"Staff handbook: last checked on {say(checked)}. Press {check} once you have this year (6(i))."
        return f"Staff handbook: checked on {say(checked)} (6(i))."

    def _link(self) -> str:
        school, check = self.office.register.school, self.keys[commands.LINK].spoken
        if not school.aup_links:
            return f"No AUP is linked to the policy, so nobody’s AUP is tracked (6(ii)). Press {check} to link them."
        link = school.aup_links[-1]
        pair = f"Policy {link.policy_version} goes with {link.aup_version}"
        if link.checked_on is None:
            return f"{pair}; nobody has checked yet that each points to the other (6(ii)). Press {check} once you have."
        return f"{pair}; that each points to the other was checked on {say(link.checked_on)} by {link.checked_by}."

    def chosen(self, key: int | None, marked: Sequence[int], listing: Listing, filtered: Filter) -> Chosen:
        return Chosen(None, nobody=self.opens_nobody(key))

    def why_empty(self, listing: Listing, filtered: Filter) -> Sequence[str]:
        if filtered.shows_all:
            return (
                "No version of the policy or the AUP is recorded.",
                f"Press {self.keys[commands.NEW].spoken} to adopt one.",
            )
        return ("No version matches what you typed.", "Esc shows them all again.")
