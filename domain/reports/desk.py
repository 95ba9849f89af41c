"""Making a report: read in one unit, recorded in another, and between the two it is written."""

import hashlib
from datetime import date, datetime, tzinfo

from domain.actors import Actor
from domain.calendar.off_days import Estimate
from domain.calendar.records import working_days
from domain.concerns.handling import day_of
from domain.exports.desk import release
from domain.exports.records import ExportKind
from domain.first_word.rule import ensure_first_told
from domain.official.records import Kind, NewDocument
from domain.refusals import Refusal
from domain.reports.records import Content, Heard
from domain.rights import Scope, acting_as, recently_proven
from domain.standing.cases import CaseCount, count_cases, joined_small
from domain.standing.desk import READERS, WaveStanding, standing_of_wave
from domain.standing.hiding import GROUP
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.waves import Wave
from domain.work import Store, Work

_EVERYBODY = Scope(officer=0, units=None)
_COUNTS_CASES = {ExportKind.CASES, ExportKind.WAVE}
_TELLS_STANDING = {ExportKind.STANDING, ExportKind.UNDERSTANDING, ExportKind.WAVE}
_TELLS_LOADS = {ExportKind.WORKLOAD, ExportKind.WAVE}


class WaveNotShown(Refusal):
    """Nobody in the wave was told anything yet, so there is nothing to report."""


class ReportDesk:
    """Reports are of the whole region or a whole wave, so whoever acts for some units only has none.

    All calls raise NotPermitted, and in the chat SecondFactorNeeded.
    """

    def __init__(self, store: Store, *, zone: tzinfo, estimate: Estimate) -> None:
        self._store = store
        self._zone = zone
        self._estimate = estimate

    def prepare(self, kind: ExportKind, wave_id: int | None, *, by: Actor, now: datetime) -> Content:
        """Read what stands in it, under a code of its own. `wave_id` None: of all concerns (CASES).

        A report that names people leaves only after each of them was told, and tells them that it was made.
        Raise NotFound, WaveNotShown, NotAllTold.
        """
        today = day_of(now, self._zone)
        with self._store.write() as work:
            _ensure_may(work, by, now=now)
            wave = None if wave_id is None else _shown(work, wave_id)
            title = kind if wave is None else f"{kind} {wave.name}"
            paper = NewDocument(kind=Kind.REPORT, title=title, digest=None, addressee=None, issued_on=today)
            content = self._content(work, kind, wave, work.codes.issue(paper, now=now), now=now)
            if kind is ExportKind.WAVE_PEOPLE and wave is not None:
                ensure_first_told(work, wave.id)
                listed = [one.person_id for one in content.people if one.person_id != by.person_id]
                note_view(work, listed, Purpose.TRANSFER_LIST, by=by, now=now)
            work.commit()
        return content

    def finish(self, content: Content, file: bytes, *, by: Actor, now: datetime) -> None:
        """Record the finished file, which may be handed over from then on."""
        with self._store.write() as work:
            work.codes.attach(content.code, hashlib.sha256(file).digest())
            release(work, content.kind, file, people=len(content.people), by=by, now=now)
            work.commit()

    def drop(self, content: Content) -> None:
        """It could not be written: its code stands on nothing."""
        with self._store.write() as work:
            work.codes.discard(content.code)
            work.commit()

    def heard(self, wave_id: int, *, by: Actor, now: datetime) -> tuple[Wave, Heard]:
        """What may be announced of a wave: sums for everybody's eyes, so no second factor is asked."""
        with self._store.read() as work:
            if by.person_id is not None:
                acting_as(work, by, *READERS)
            wave = _shown(work, wave_id)
            return wave, self._heard(work, wave, self._cases(work, wave, now=now), now=now)

    def _content(
        self, work: Work, kind: ExportKind, wave: Wave | None, code: str, *, now: datetime
    ) -> Content:
        cases = self._cases(work, wave, now=now) if kind in _COUNTS_CASES else None
        standing: WaveStanding | None = None
        if wave is not None and kind in _TELLS_STANDING:
            standing = standing_of_wave(work, wave.id, _EVERYBODY, now=now)
        before = bool(work.policy.shows_before_decree)
        is_list = wave is not None and kind is ExportKind.WAVE_PEOPLE
        return Content(
            kind=kind,
            wave="" if wave is None else wave.name,
            made_at=now,
            dated_on=day_of(now, self._zone),
            code=code,
            since=None if wave is None else self._since(wave),
            standing=standing,
            loads=()
            if wave is None or kind not in _TELLS_LOADS
            else work.standing.loads(wave.id, units=None),
            cases=cases,
            heard=None
            if wave is None or cases is None or kind is not ExportKind.WAVE
            else self._heard(work, wave, cases, now=now),
            people=work.standing.people_of_wave(wave.id, before_decree=before) if wave and is_list else (),
        )

    def _since(self, wave: Wave) -> date | None:
        return None if wave.published_at is None else day_of(wave.published_at, self._zone)

    def _cases(self, work: Work, wave: Wave | None, *, now: datetime) -> list[CaseCount]:
        """Nothing joins a case with a wave: those are counted that came in since the wave was shown."""
        today = day_of(now, self._zone)
        since = None if wave is None else self._since(wave)
        cases = [one for one in work.concerns.counted() if since is None or one.opened_on >= since]
        first = min([today, *(one.opened_on for one in cases)]).year
        calendar = working_days(work.calendar, self._estimate, first_year=first, last_year=today.year + 1)
        return list(count_cases(cases, add_working_days=calendar.add_working_days, today=today))

    def _heard(self, work: Work, wave: Wave, cases: list[CaseCount], *, now: datetime) -> Heard:
        corrected = sum(one.accepted for one in work.standing.corrections(wave.id, now=now))
        return Heard(
            cases=joined_small(cases),
            corrected=_tellable(corrected),
            given_up=_tellable(work.standing.given_up(wave.id)),
            wishes_met=_tellable(work.standing.wishes_met(wave.id)),
        )


def _ensure_may(work: Work, by: Actor, *, now: datetime) -> None:
    if by.person_id is not None:
        acting_as(work, by, *READERS)
        recently_proven(work, by, now=now)


def _shown(work: Work, wave_id: int) -> Wave:
    wave = work.waves.get(wave_id)
    if wave.published_at is None:
        raise WaveNotShown(wave=wave.name)
    return wave


def _tellable(count: int) -> int | None:
    return count if count >= GROUP else None
