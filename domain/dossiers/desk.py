"""Reading waves and proposals as an officer: lists, one wave, and everything of one proposal on one card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.acknowledgements import Acknowledgement
from domain.actors import Actor, Role
from domain.benefits.answers import Answer
from domain.dossiers.drafts import version_of
from domain.dossiers.records import Comment, DraftChange, Line, Mark, UnitCount, Wanted
from domain.dossiers.words import written
from domain.explanations import Explanation
from domain.first_word.records import FirstWord, Word
from domain.forms import finish_form
from domain.nip import LENGTH
from domain.people import Person
from domain.plans.checks import is_fresh
from domain.plans.findings import OpenFinding
from domain.proposals import Proposal, Status
from domain.refusals import AlreadyDone
from domain.rights import acting_as
from domain.route import next_steps
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.waves import Wave
from domain.work import Store, Work

A_PAGE = 6
FOUND_A_PAGE = 4
"""A finding is a sentence with its answer: more do not fit a message."""
READERS = (Role.PLANNER, Role.APPROVER, Role.OFFICER)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveLine:
    """One wave in the list."""

    wave: Wave
    statuses: Mapping[Status, int]
    open_findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveStanding:
    """One wave with everything that is counted of it. `is_checked`: the check holds for it as it stands.

    `left`: drafts of people who are not in service any more. `requested_by`: a name, "" where nobody asked.
    """

    wave: Wave
    statuses: Mapping[Status, int]
    open_findings: int
    is_checked: bool
    left: int
    words: Mapping[Word, int]
    answers: Mapping[Acknowledgement, int]
    requested_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WavePage:
    """`number` from 1; `pages` at least 1."""

    lines: Sequence[WaveLine]
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage:
    """A page of proposals; `count` of them in all."""

    lines: Sequence[Line]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding in the list of a wave, with whose it is."""

    name: str
    finding: OpenFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of findings, those without an answer first."""

    wave: str
    lines: Sequence[Found]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything of one proposal. `version`: what a change to it has to have seen.

    `word` None: there is nothing to tell yet. `names`: of officers, by the label of the trail.
    """

    wave: Wave
    person: Person
    proposal: Proposal
    version: str
    explanation: Explanation | None
    findings: Sequence[OpenFinding]
    word: FirstWord | None
    answer: Answer | None
    comments: Sequence[Comment]
    changes: Sequence[DraftChange]
    steps: Mapping[Status, Role]
    names: Mapping[str, str]


class DossierDesk:
    """For planners, approvers and officers of the whole region. Whoever is shown is told of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def waves(self, page: int, *, by: Actor) -> WavePage:
        """Newest first. Raise NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, *READERS)
            every = work.waves.all()
            number, pages = turned(page, len(every))
            shown = every[(number - 1) * A_PAGE : number * A_PAGE]
            ids = [one.id for one in shown]
            statuses, found = work.dossiers.statuses(ids), work.dossiers.open_findings(ids)
        lines = [
            WaveLine(wave=one, statuses=statuses[one.id], open_findings=found.get(one.id, 0)) for one in shown
        ]
        return WavePage(lines=lines, number=number, pages=pages)

    def wave(self, wave_id: int, *, by: Actor) -> WaveStanding:
        """One wave, counted. Raise NotFound, NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, *READERS)
            wave = work.waves.get(wave_id)
            before = bool(work.policy.shows_before_decree)
            _, left = work.dossiers.page(Wanted(wave_id=wave_id, mark=Mark.LEFT), limit=0, offset=0)
            asked = wave.request
            return WaveStanding(
                wave=wave,
                statuses=work.dossiers.statuses([wave_id])[wave_id],
                open_findings=work.dossiers.open_findings([wave_id]).get(wave_id, 0),
                is_checked=is_fresh(work, wave),
                left=left,
                words=work.first_words.tally(wave_id, before_decree=before),
                answers=work.explanation_answers.tally(wave_id),
                requested_by="" if asked is None else work.people.get(asked.by).full_name,
            )

    def checkable(self, wave_id: int, *, by: Actor) -> Wave:
        """A wave that may be checked now. Raise AlreadyDone once it is shown, NotFound, NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.PLANNER)
            wave = work.waves.get(wave_id)
        if wave.published_at is not None:
            raise AlreadyDone(subject=wave.name)
        return wave

    def units(self, wave_id: int, *, to: bool, by: Actor) -> Sequence[UnitCount]:
        """The units that a wave's proposals leave, or lead to. Raise NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, *READERS)
            return work.dossiers.units(wave_id, to=to)

    def page(self, wanted: Wanted, page: int, *, by: Actor, now: datetime) -> LinePage:
        """A page of proposals; those on it are noted as looked at. Raise NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, *READERS)
            return _page(work, wanted, page, by=by, now=now)

    def find(self, typed: str, wave_id: int | None, *, by: Actor, now: datetime) -> LinePage:
        """By a NIP or a part of the name; without a wave, in all of them. Raise NotPermitted."""
        digits = "".join(typed.split())
        with self._store.write() as work:
            acting_as(work, by, *READERS)
            wanted = Wanted(wave_id=wave_id, words=typed)
            if len(digits) == LENGTH and digits.isascii() and digits.isdigit():
                person = work.people.by_nip(digits)
                if person is None:
                    return LinePage(lines=(), number=1, pages=1, count=0)
                wanted = Wanted(wave_id=wave_id, person_id=person.id)
            return _page(work, wanted, 1, by=by, now=now)

    def found(self, wave_id: int, page: int, *, by: Actor, now: datetime) -> FoundPage:
        """What the owners of a wave's drafts could rightly complain of. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, *READERS)
            wave = work.waves.get(wave_id)
            offset = max(page - 1, 0) * FOUND_A_PAGE
            shown, count = work.dossiers.found(wave_id, limit=FOUND_A_PAGE, offset=offset)
            number, pages = turned(page, count, FOUND_A_PAGE)
            if number != page:
                offset = (number - 1) * FOUND_A_PAGE
                shown, count = work.dossiers.found(wave_id, limit=FOUND_A_PAGE, offset=offset)
            names = work.dossiers.names([one.proposal_id for one in shown])
            people = [work.proposals.get(one.proposal_id).person_id for one in shown]
            note_others(work, people, Purpose.WAVE_CHECK, by=by, now=now)
            work.commit()
        lines = [Found(name=names[one.proposal_id], finding=one) for one in shown]
        return FoundPage(wave=wave.name, lines=lines, number=number, pages=pages, count=count)

    def open(self, proposal_id: int, *, by: Actor, now: datetime) -> Dossier:
        """Everything of one; its person is told that it was looked at. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, *READERS)
            proposal = work.proposals.get(proposal_id)
            note_others(work, [proposal.person_id], Purpose.PROPOSAL, by=by, now=now)
            dossier = _dossier(work, proposal)
            work.commit()
        return dossier

    def comment(
        self, proposal_id: int, text: str, *, by: Actor, form_of: int | None = None, now: datetime
    ) -> None:
        """Write to the other officers. Raise WordsNeeded, WordsTooLong, NotFound, NotPermitted."""
        said = written(text)
        with self._store.write() as work:
            officer = acting_as(work, by, *READERS)
            work.proposals.get(proposal_id)
            work.dossiers.comment(proposal_id, said, by=officer, now=now)
            work.audit.add("proposal.commented", by=by.label, subject=f"proposal:{proposal_id}", now=now)
            finish_form(work, form_of)
            work.commit()


def turned(page: int, count: int, size: int = A_PAGE) -> tuple[int, int]:
    """The nearest page there is, and how many there are."""
    pages = max(-(-count // size), 1)
    return min(max(page, 1), pages), pages


def note_others(work: Work, people: Sequence[int], purpose: Purpose, *, by: Actor, now: datetime) -> None:
    """Note that these are about to be shown; one's own record may be looked at unnoted."""
    others = [one for one in dict.fromkeys(people) if one != by.person_id]
    if others:
        note_view(work, others, purpose, by=by, now=now)


def _page(work: Work, wanted: Wanted, page: int, *, by: Actor, now: datetime) -> LinePage:
    lines, count = work.dossiers.page(wanted, limit=A_PAGE, offset=max(page - 1, 0) * A_PAGE)
    number, pages = turned(page, count)
    if number != page:
        lines, count = work.dossiers.page(wanted, limit=A_PAGE, offset=(number - 1) * A_PAGE)
    note_others(work, [one.person_id for one in lines], Purpose.TRANSFER_LIST, by=by, now=now)
    work.commit()
    return LinePage(lines=lines, number=number, pages=pages, count=count)


def _dossier(work: Work, proposal: Proposal) -> Dossier:
    before = bool(work.policy.shows_before_decree)
    changes = work.dossiers.changes(proposal.id)
    labels = {one.by for one in changes} | {entry.moved_by for entry in proposal.stages}
    return Dossier(
        wave=work.waves.get(proposal.wave_id),
        person=work.people.get(proposal.person_id),
        proposal=proposal,
        version=version_of(proposal),
        explanation=work.planning.explanation_of(proposal.id),
        findings=work.dossiers.findings(proposal.id),
        word=work.first_words.of(proposal.id, before_decree=before),
        answer=work.explanation_answers.of(proposal.id),
        comments=work.dossiers.comments(proposal.id),
        changes=changes,
        steps=next_steps(proposal.status),
        names={label: _named(work, label) for label in labels if label.startswith("person:")},
    )


def _named(work: Work, label: str) -> str:
    return work.people.get(int(label.removeprefix("person:"))).full_name
