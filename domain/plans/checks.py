"""The check of a wave before anybody is shown it: rightful complaints, and HR's written answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.actors import Actor
from domain.dossiers.words import written
from domain.forms import finish_form
from domain.plans.findings import Checked
from domain.proposals import Proposal, Status
from domain.refusals import ChangedMeanwhile, NotFound, Refusal
from domain.rights import preparing
from domain.waves import Wave
from domain.work import Store, Work


class NotChecked(Refusal):
    """The wave, or the data it rests on, changed since it was last checked, or it never was."""


class OpenFindings(Refusal):
    """What the check found is neither mended nor answered in writing."""


class AnswerNeeded(Refusal):
    """A finding is answered in writing."""


class CheckDesk:
    """Keeps what a check found, takes the answers, and says whether a wave may be shown."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, wave_id: int) -> list[Proposal]:
        """The wave's drafts, as the check will see them."""
        with self._store.read() as work:
            return drafts_of(work, wave_id)

    def keep(
        self, wave_id: int, seen: Sequence[Proposal], checked: Mapping[int, Checked], *, now: datetime
    ) -> int:
        """Keep the results by proposal; raise ChangedMeanwhile when the drafts are no longer those seen.

        Return how many findings are not answered yet.
        """
        with self._store.write() as work:
            wave = work.waves.get(wave_id)
            if drafts_of(work, wave_id) != list(seen):
                raise ChangedMeanwhile(subject=wave.name)
            explained = {number: one.explanation for number, one in checked.items() if one.explanation}
            work.planning.explain(explained, now=now)
            work.planning.keep_findings({number: one.findings for number, one in checked.items()})
            work.waves.mark_checked(wave_id, now=now)
            unanswered = sum(one.answer is None for one in work.planning.findings(wave_id))
            work.commit()
        return unanswered

    def answer(
        self,
        proposal_id: int,
        code: str,
        reason: str,
        *,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> None:
        """Justify in writing what a check found; `form_of`: whose form it finishes.

        Raise AnswerNeeded, WordsTooLong, NotFound, NotPermitted.
        """
        if not reason.strip():
            raise AnswerNeeded
        said = written(reason)
        with self._store.write() as work:
            preparing(work, by)
            proposal = work.proposals.get(proposal_id)
            found = work.planning.findings(proposal.wave_id)
            if not any(one.proposal_id == proposal_id and one.finding.code == code for one in found):
                raise NotFound(subject=code)
            work.planning.justify(proposal_id, code, said, by=by.label, now=now)
            work.audit.add(
                "proposal.justified", by=by.label, subject=f"proposal:{proposal_id}", now=now, code=code
            )
            finish_form(work, form_of)
            work.commit()


def drafts_of(work: Work, wave_id: int) -> list[Proposal]:
    return [one for one in work.proposals.of_wave(wave_id) if one.status is Status.DRAFT]


def is_fresh(work: Work, wave: Wave) -> bool:
    """Whether the wave's check was of the drafts and of the data as they stand."""
    changed_at = work.planning.changed_at()
    return wave.checked_at is not None and (changed_at is None or changed_at <= wave.checked_at)


def ensure_checked(work: Work, wave: Wave) -> None:
    """Raise NotChecked or OpenFindings: whoever is shown a proposal can be told why, and it holds."""
    if not is_fresh(work, wave):
        raise NotChecked(wave=wave.name)
    unanswered = sum(one.answer is None for one in work.planning.findings(wave.id))
    if unanswered:
        raise OpenFindings(wave=wave.name, count=unanswered)
