"""HR's reports in words, written in a process of their own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from functools import partial

from bot.planner import Progress, plan_apart
from domain.exports.records import ExportKind
from domain.reports.records import Content, Format
from domain.standing.cases import CaseCount, all_cases
from domain.standing.desk import WaveStanding
from domain.standing.hiding import Cells
from domain.standing.records import ANSWERS, LoadCount, WaveCount, WavePerson
from files.reports.paper import Bar, Chart, Heading, Listing, Paper, Value
from locales.words import Value as Fact
from locales.words import Words, full_date, moment

_NAME, _NUMBER = 44, 12
_BARS_AT_MOST = 20
_FULL_LOAD = Decimal(2)
"""A bar takes the whole width where there is twice as much work as people can do."""
_REACH = ("people", "linked", "told", "beyond_reach", "untold")
_CASE = ("received", "answered", "in_time", "waiting", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReports:
    """Implements `domain.reports.records.ReportFiles` with what the region says about itself."""

    words: Words
    hr_office: str
    region: str
    zone: tzinfo

    def write(
        self, content: Content, form: Format, *, language: str, progress: Callable[[int], None]
    ) -> bytes:
        def tell(_stage: str, done: int, _total: int) -> None:
            progress(done)

        return plan_apart(partial(write_now, self, content, form, language), progress=tell)


def write_now(
    office: OwnReports, content: Content, form: Format, language: str, *, progress: Progress
) -> bytes:
    """Write it in this process, which loads fonts and the writing libraries for it."""
    paper = _Wording(office, language).paper(content)

    def tell(rows: int) -> None:
        progress("rows", rows, rows)

    if form is Format.EXCEL:
        from files.reports.workbook import write_workbook  # noqa: PLC0415 -- as said above

        return write_workbook(paper, progress=tell)
    from files.reports.pages import write_pages  # noqa: PLC0415 -- as said above

    return write_pages(paper, progress=tell)


class _Wording:
    """From counts to a paper: every number is the desk's."""

    def __init__(self, office: OwnReports, language: str) -> None:
        self._office = office
        self._language = language

    def paper(self, content: Content) -> Paper:
        return Paper(
            title=self._say(f"report.title.{content.kind}", wave=content.wave),
            office=f"{self._office.hr_office} · {self._office.region}",
            mark=self._say("report.mark.names" if content.people else "report.mark"),
            facts=self._facts(content),
            lead=list(self._lead(content)),
            charts=list(self._charts(content)),
            listings=list(self._listings(content)),
            code=content.code,
            code_note=self._say("report.code"),
            page_of=self._say("report.page", page="{page}", pages="{pages}"),
            language=self._language,
            dated_on=content.dated_on,
        )

    def _facts(self, content: Content) -> list[tuple[str, str]]:
        facts = [
            (self._say("report.fact.as_of"), moment(self._language, content.made_at, self._office.zone)),
            (self._say("report.fact.source"), self._say("report.source")),
        ]
        if content.wave:
            facts.insert(0, (self._say("report.fact.wave"), content.wave))
        if content.since is not None and content.cases is not None:
            facts.append((self._say("report.fact.since"), full_date(self._language, content.since)))
        return facts

    def _lead(self, content: Content) -> Iterator[str]:
        if content.standing is not None:
            total = content.standing.total
            yield self._say("report.lead.reach", **_numbers(total, _REACH))
        if content.cases is not None:
            yield self._say("report.lead.cases", **_numbers(all_cases(content.cases), _CASE))
        if content.heard is not None:
            for name in ("corrected", "given_up", "wishes_met"):
                told = getattr(content.heard, name)
                yield self._say(
                    f"report.heard.{name}", number=self._say("report.few") if told is None else told
                )
        if content.people:
            yield self._say("report.lead.people", count=len(content.people))

    def _charts(self, content: Content) -> Iterator[Chart]:
        standing = content.standing
        if standing is not None and standing.total.people:
            yield self._reach_chart(standing)
            if standing.total.told and None not in standing.answers:
                yield self._answers_chart(standing)
        if content.loads:
            yield self._load_chart(content.loads)

    def _reach_chart(self, standing: WaveStanding) -> Chart:
        """Of the units with the most people still to be told, so that the picture says what to do."""
        ordered = sorted(standing.lines, key=lambda one: (-one.count.untold, -one.count.people))
        counts = [standing.total, *(one.count for one in ordered[:_BARS_AT_MOST])]
        bars = [
            Bar(
                name=one.unit or self._say("report.all_units"),
                shares=[Decimal(part) / one.people for part in (one.told, one.beyond_reach, one.untold)],
                said=self._say("report.chart.reach.said", told=one.told, people=one.people),
            )
            for one in counts
        ]
        legend = [self._say(f"report.column.{name}") for name in ("told", "beyond_reach", "untold")]
        title = self._say("report.chart.reach")
        return Chart(title=title, legend=legend, bars=bars, is_stacked=True, full=Decimal(1))

    def _answers_chart(self, standing: WaveStanding) -> Chart:
        """Of the whole wave alone: the units' answers stand in the table, where the small ones are hidden."""
        told = standing.total.told
        bars = [
            Bar(
                name=self._say(f"report.column.{name}"),
                shares=[Decimal(count or 0) / told],
                said=self._say("report.chart.answers.said", count=count or 0, told=told),
            )
            for name, count in zip(ANSWERS, standing.answers, strict=True)
        ]
        legend = [self._say("report.chart.answers.legend")]
        title = self._say("report.chart.answers")
        return Chart(title=title, legend=legend, bars=bars, is_stacked=True, full=Decimal(1))

    def _load_chart(self, loads: Sequence[LoadCount]) -> Chart:
        known = [one for one in loads if one.need is not None]
        known.sort(key=lambda one: -(one.share(one.now) or Decimal(0)))
        bars = [
            Bar(
                name=one.unit,
                shares=[one.share(one.before), one.share(one.after)],
                said=f"{self._ratio(one.share(one.before))} → {self._ratio(one.share(one.after))}",
            )
            for one in known[:_BARS_AT_MOST]
        ]
        legend = [self._say("report.column.load_before"), self._say("report.column.load_after")]
        title = self._say("report.chart.loads")
        return Chart(title=title, legend=legend, bars=bars, is_stacked=False, full=_FULL_LOAD)

    def _listings(self, content: Content) -> Iterator[Listing]:
        if content.standing is not None:
            if content.kind is not ExportKind.UNDERSTANDING:
                yield self._reach(content.standing)
            yield self._answers(content.standing)
            if content.kind is not ExportKind.STANDING:
                yield self._waiting(content.standing)
        if content.cases is not None:
            yield self._cases(content.cases)
        if content.loads:
            yield self._loads(content.loads)
        if content.people:
            yield self._people(content.people)

    def _reach(self, standing: WaveStanding) -> Listing:
        def row(one: WaveCount) -> list[Value]:
            return [one.unit or self._say("report.sum"), *(getattr(one, name) for name in _REACH)]

        return Listing(
            title=self._say("report.table.reach"),
            headings=self._headings("unit", *_REACH),
            rows=(row(one.count) for one in standing.lines),
            total=row(standing.total),
            notes=[self._say(f"report.note.{name}") for name in ("told", "reach_adds")],
        )

    def _answers(self, standing: WaveStanding) -> Listing:
        def row(name: str, told: int, cells: Cells) -> list[Value]:
            hidden = self._say("report.hidden")
            return [name, told, *(hidden if cell is None else cell for cell in cells)]

        return Listing(
            title=self._say("report.table.answers"),
            headings=self._headings("unit", "told", *ANSWERS),
            rows=(row(one.count.unit, one.count.told, one.answers) for one in standing.lines),
            total=row(self._say("report.sum"), standing.total.told, standing.answers),
            notes=[self._say(f"report.note.{name}") for name in ("answers", "hidden")],
        )

    def _waiting(self, standing: WaveStanding) -> Listing:
        corrections = standing.corrections or ()
        rows: list[list[Value]] = [
            [self._say("report.waiting.callers"), standing.callers or 0],
            [self._say("report.waiting.objections"), standing.objections or 0],
            [self._say("report.waiting.corrections"), sum(one.waiting for one in corrections)],
            [self._say("report.waiting.accepted"), sum(one.accepted for one in corrections)],
            [self._say("report.waiting.rejected"), sum(one.rejected for one in corrections)],
        ]
        headings = self._headings("what", "count")
        return Listing(title=self._say("report.table.waiting"), headings=headings, rows=rows)

    def _cases(self, cases: Sequence[CaseCount]) -> Listing:
        def row(one: CaseCount) -> list[Value]:
            name = self._say("report.sum" if one.concern is None else f"concern.kind.{one.concern}")
            return [name, *(getattr(one, column) for column in _CASE)]

        return Listing(
            title=self._say("report.table.cases"),
            headings=self._headings("kind", *_CASE),
            rows=(row(one) for one in cases),
            total=row(all_cases(cases)),
            notes=[self._say("report.note.cases")],
        )

    def _loads(self, loads: Sequence[LoadCount]) -> Listing:
        def row(one: LoadCount) -> list[Value]:
            shares = (one.share(one.before), one.share(one.now), one.share(one.after))
            counts: list[Value] = [one.unit, one.need, one.before, one.now, one.after]
            return [*counts, *(None if share is None else round(share, 2) for share in shares)]

        columns = ("need", "before", "now", "after")
        ratios = ("load_before", "load_now", "load_after")
        return Listing(
            title=self._say("report.table.loads"),
            headings=[*self._headings("unit", *columns), *(self._heading(one, "ratio") for one in ratios)],
            rows=(row(one) for one in loads),
            notes=[self._say("report.note.loads")],
        )

    def _people(self, people: Sequence[WavePerson]) -> Listing:
        """Words that recur are said once: there may be twenty thousand rows."""
        words = {one: self._say(f"report.column.{one}") for one in (*ANSWERS, "beyond_reach", "untold")}
        linked = {yes: self._say(f"report.linked.{'yes' if yes else 'no'}") for yes in (True, False)}
        return Listing(
            title=self._say("report.table.people"),
            headings=[
                Heading(text=self._say(f"report.column.{name}"), width=width)
                for name, width in (
                    ("unit", 40),
                    ("name", 34),
                    ("position", 34),
                    ("word", 18),
                    ("linked", 12),
                )
            ],
            rows=(
                (one.unit, one.full_name, one.position, words[one.word], linked[one.is_linked])
                for one in people
            ),
            notes=[self._say("report.note.people")],
        )

    def _headings(self, first: str, *numbers: str) -> list[Heading]:
        name = Heading(text=self._say(f"report.column.{first}"), width=_NAME)
        return [name, *(self._heading(one, "number") for one in numbers)]

    def _heading(self, name: str, kind: str) -> Heading:
        text = self._say(f"report.column.{name}")
        return Heading(text=text, kind="ratio" if kind == "ratio" else "number", width=_NUMBER)

    def _ratio(self, share: Decimal | None) -> str:
        if share is None:
            return self._say("report.unknown")
        written = f"{share:.2f}"
        return written.replace(".", ",") if self._language == "id" else written

    def _say(self, key: str, **facts: Fact) -> str:
        return self._office.words.plain(self._language, key, **facts)


def _numbers(counts: WaveCount | CaseCount, names: Sequence[str]) -> dict[str, Fact]:
    return {name: getattr(counts, name) for name in names}
