"""What is wrong in a file, as facts. The words are chosen at the edge: for each key
`import.problem.<key>.wrong` says what is wrong and `import.problem.<key>.mend` what to do.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["refused", "warning"]

LISTED_AT_MOST = 1_000

# Every problem that a reader or the import desk can raise, with its weight.
SEVERITIES: Mapping[str, Severity] = {
    "file.missing": "refused",
    "file.empty": "refused",
    "file.too_large": "refused",
    "file.wrong_kind": "refused",
    "file.legacy_excel": "refused",
    "file.opendocument": "refused",
    "file.encrypted": "refused",
    "file.macros": "refused",
    "file.truncated": "refused",
    "file.bomb": "refused",
    "file.doctype": "refused",
    "file.external_links": "refused",
    "file.encoding": "refused",
    "file.nul_bytes": "refused",
    "file.unreadable": "refused",
    "file.quotes": "refused",
    "file.too_many_sheets": "refused",
    "file.not_recognised": "refused",
    "file.no_rows": "refused",
    "file.twice": "warning",
    "sheet.not_recognised": "warning",
    "sheet.too_many_rows": "refused",
    "sheet.too_many_columns": "refused",
    "sheet.no_rows": "warning",
    "heading.merged": "refused",
    "heading.absent": "warning",
    "heading.missing": "refused",
    "heading.twice": "refused",
    "row.width": "refused",
    "cell.required": "refused",
    "cell.merged": "refused",
    "cell.formula": "refused",
    "cell.formula_like": "refused",
    "cell.error": "refused",
    "cell.too_long": "refused",
    "cell.control_character": "refused",
    "cell.not_a_date": "refused",
    "cell.not_a_number": "refused",
    "number.negative": "refused",
    "number.out_of_range": "refused",
    "number.zero": "refused",
    "date.out_of_range": "refused",
    "nip.not_18_digits": "refused",
    "nip.digits_lost": "refused",
    "nip.birth_date": "refused",
    "nip.appointment": "refused",
    "nip.sex": "refused",
    "nip.serial": "refused",
    "nip.too_young": "refused",
    "nip.in_future": "refused",
    "nip.twice": "refused",
    "nip.taken": "refused",
    "nip.late_appointment": "warning",
    "nip.sex_differs": "warning",
    "nip.birth_differs": "warning",
    "nip.kind_differs": "warning",
    "nip.name_differs": "warning",
    "siasn_id.not_uuid": "refused",
    "siasn_id.twice": "refused",
    "phone.unreadable": "warning",
    "phone.twice": "warning",
    "sex.unknown": "warning",
    "grade.unknown": "warning",
    "employee_kind.unknown": "warning",
    "position_kind.unknown": "warning",
    "unit.two_spellings": "warning",
    "unit.two_names": "warning",
    "unit.unknown": "refused",
    "unit.ambiguous": "refused",
    "position.twice": "refused",
    "staff.difference": "warning",
    "need.difference": "warning",
    "predicate.unknown": "refused",
    "discipline.unknown": "refused",
    "proposal.unknown_nip": "refused",
    "proposal.kind_unknown": "refused",
    "proposal.twice": "refused",
    "proposal.no_change": "warning",
    "proposal.already_shown": "refused",
    "competency.unknown_nip": "warning",
    "person.unknown_nip": "warning",
    "couple.same_person": "refused",
    "answer.unknown": "refused",
    "wish.twice": "refused",
    "wish.own_word": "warning",
    "wish.consent_withdrawn": "warning",
    "travel.twice": "refused",
    "problems.more": "refused",
    "problems.more_warnings": "warning",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, and where. `value` never shows a personal column that is not kept.

    `row` counts as a spreadsheet does (0: the whole file or sheet), `column` is the heading as written,
    `cell` the address, as "C17".
    """

    key: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    value: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.key]

    @property
    def is_refusal(self) -> bool:
        return self.severity == "refused"


class ProblemList:
    """Collects problems: refusals and warnings are capped apart, so neither can hide the other."""

    def __init__(self) -> None:
        self.counts: Counter[Severity] = Counter()
        self._listed: list[Problem] = []

    def add(self, problem: Problem) -> None:
        self.counts[problem.severity] += 1
        if self.counts[problem.severity] <= LISTED_AT_MOST:
            self._listed.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def relabel(self, key: str, *, to: str, where: Callable[[Problem], bool]) -> None:
        """Name a problem more exactly once more is known; the weight stays."""
        self._listed = [
            replace(problem, key=to) if problem.key == key and where(problem) else problem
            for problem in self._listed
        ]

    def listed(self) -> list[Problem]:
        """Refusals first, by place, then one line for each weight that counts what is not listed."""
        ordered = sorted(
            self._listed,
            key=lambda problem: (not problem.is_refusal, problem.file, problem.sheet, problem.row),
        )
        rest = [*self._rest("refused", "problems.more"), *self._rest("warning", "problems.more_warnings")]
        return [*ordered, *rest]

    def _rest(self, severity: Severity, key: str) -> list[Problem]:
        rest = self.counts[severity] - LISTED_AT_MOST
        return [Problem(key=key, file="", facts={"count": rest})] if rest > 0 else []
