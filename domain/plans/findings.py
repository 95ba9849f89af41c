"""What a check finds."""

from dataclasses import dataclass

from domain.explanations import Explanation, Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One complaint that the owner of a proposal could rightly make: a code with its facts."""

    code: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found of one proposal; None: it could not even be explained, and a finding says why."""

    explanation: Explanation | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A finding with the answer that HR wrote, if any."""

    proposal_id: int
    finding: Finding
    answer: str | None
