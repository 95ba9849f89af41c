"""The one wave of proposals: mostly from a post with more people than needed to the same post with fewer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.trial.calendar import first_of_month, whole_months
from bot.trial.cast import SEATS
from bot.trial.people import Servant
from bot.trial.staffing import Line

ROTATIONS = 13
OWN_REQUESTS = 3
MIN_TENURE_MONTHS = 24
LONG_TENURE_MONTHS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One proposed transfer; `kind` and `reason` as HR types them."""

    servant: Servant
    target: Line
    kind: str
    planned_on: date
    reason: str


class Planner:
    """Proposes the wave; nobody twice, and no vacancy twice."""

    def __init__(self, lines: list[Line], staff: list[Servant], rng: Random, today: date) -> None:
        self._staff = staff
        self._rng = rng
        self._today = today
        self._lines = {(line.unit.name, line.post.name): line for line in lines}
        self._left = Counter({key: line.gap for key, line in self._lines.items()})
        self._moved: set[str] = set()
        self._planned_on = first_of_month(today, 3)  # two whole months to hear people

    def wave(self) -> list[Move]:
        moves = [*self._scripted(), *self._rotations(), *self._own_requests()]
        self._rng.shuffle(moves)
        return moves

    def _scripted(self) -> Iterator[Move]:
        for seat in SEATS:
            if seat.moves_to:
                servant = next(one for one in self._staff if one.cast is seat.member)
                yield self._move(servant, self._lines[seat.moves_to, seat.post])

    def _rotations(self) -> Iterator[Move]:
        for target in self._vacancies()[:ROTATIONS]:
            candidates = self._spared(target)
            if candidates:
                yield self._move(candidates[0], target)

    def _own_requests(self) -> Iterator[Move]:
        for target in self._vacancies()[:OWN_REQUESTS]:
            candidates = self._spared(target)
            if candidates:
                asked_on = first_of_month(self._today, -2)
                reason = (
                    f"Permohonan sendiri, surat tanggal {asked_on:%d-%m-%Y}; "
                    f"mendekati tempat tinggal di {target.unit.location}"
                )
                yield self._move(candidates[-1], target, kind="Atas permintaan sendiri", reason=reason)

    def _vacancies(self) -> list[Line]:
        open_lines = [
            line
            for key, line in self._lines.items()
            if line.gap < 0 and self._left[key] < 0 and not line.post.is_head
        ]
        self._rng.shuffle(open_lines)
        donors = Counter(post for (_, post), left in self._left.items() if left > 0)
        return [line for line in open_lines if donors[line.post.name]]

    def _spared(self, target: Line) -> list[Servant]:
        """Those whose own post has more people than it needs."""
        return [
            one for one in self._candidates(target.post.name) if self._left[one.unit.name, one.post.name] > 0
        ]

    def _candidates(self, post: str) -> list[Servant]:
        """Those who may be moved (domain.md 1.4), longest in their post first."""
        eligible = [
            one
            for one in self._staff
            if one.post.name == post
            and one.nip not in self._moved
            and one.cast is None
            and one.legal_state == "Aktif"
            and one.discipline == "Tidak ada"
            and "Butuh Perbaikan" not in one.ratings
            and whole_months(one.in_post_since, self._today) >= MIN_TENURE_MONTHS
        ]
        return sorted(eligible, key=lambda one: one.in_post_since)

    def _move(self, servant: Servant, target: Line, *, kind: str = "Rotasi", reason: str = "") -> Move:
        self._moved.add(servant.nip)
        self._left[servant.unit.name, servant.post.name] -= 1
        self._left[target.unit.name, target.post.name] += 1
        return Move(
            servant=servant,
            target=target,
            kind=kind,
            planned_on=self._planned_on,
            reason=reason or self._reason(servant, target),
        )

    def _reason(self, servant: Servant, target: Line) -> str:
        source = self._lines[servant.unit.name, servant.post.name]
        need = f"{target.unit.name} membutuhkan {target.need} {target.post.name}, terisi {target.actual}"
        if whole_months(servant.in_post_since, self._today) > LONG_TENURE_MONTHS:
            return f"{need}; masa tugas di {servant.unit.name} lebih dari lima tahun"
        return f"{need}; {servant.unit.name} membutuhkan {source.need}, terisi {source.actual}"
