"""What a process keeps of cases that it has opened: their days and kinds, nobody's words."""

from dataclasses import dataclass, field, replace

from domain.concerns.records import Case, CountedCase, Waiting


@dataclass(frozen=True, slots=True)
class KnownCases:
    """Of the queue and for counting, by the names of rows.

    A row never changes: what becomes of a case is another row. So each is opened once by a process.
    """

    waiting: dict[str, Waiting] = field(default_factory=dict)
    counted: dict[str, CountedCase] = field(default_factory=dict)


def in_queue(case: Case) -> Waiting:
    return Waiting(case=replace(case, entries=()), news=case.news, awaits_sender=case.awaits_sender)


def as_counted(case: Case) -> CountedCase:
    return CountedCase(
        number=case.number,
        concern=case.concern,
        opened_on=case.opened_on,
        answer_due_on=case.answer_due_on,
        answered_on=case.answered_on,
        waits_for_answer=case.waits_for_answer,
    )
