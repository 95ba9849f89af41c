"""What the knowledge desk asks: the index over shipped entries and those that HR has written."""

from collections.abc import Mapping, Sequence

from answers.confidence import ELSEWHERE, judge
from answers.forms import form_of
from answers.index import Index
from answers.parts import parts_of
from answers.shipped import elsewhere, shipped_entries
from domain.knowledge.records import Citation, Confidence, Found, WrittenEntry

_LOOKED_AT = 8
_SEVERAL = 2
_TOGETHER = 4  # questions of one paragraph that are offered at once


class AnswerFinder:
    """`questions`: the shipped entries' questions in every language, by id; they are phrasings, too.

    Nothing is found before it was told what HR has written: the index takes a moment, and not at start.
    """

    def __init__(self, questions: Mapping[str, Sequence[str]]) -> None:
        self._shipped = {
            name: (*entry.phrasings, *questions.get(name, ())) for name, entry in shipped_entries().items()
        }
        self._away = {f"{ELSEWHERE}{subject}": phrasings for subject, phrasings in elsewhere().items()}
        self._known = frozenset(self._shipped)
        self._index = Index({})

    def find(self, question: str) -> Found:
        whole = self._judge(question)
        parts = parts_of(question)
        if len(parts) < _SEVERAL:
            return whole
        each = [self._judge(part) for part in parts]
        meant = list(dict.fromkeys(found.ids[0] for found in each if found.ids))
        if len(meant) < _SEVERAL:
            return whole if whole.ids or not meant else next(found for found in each if found.ids)
        return Found(Confidence.OFFER, tuple(meant[:_TOGETHER]))

    def form(self, question: str) -> str:
        return form_of(question, knows=self._index.knows)

    def knows(self, entry_id: str) -> bool:
        return entry_id in self._known

    def citation(self, entry_id: str) -> Citation | None:
        entry = shipped_entries().get(entry_id)
        if entry is None:
            return None
        return Citation(source=entry.source, dated_on=entry.dated_on, version=entry.version)

    def learn(self, written: Sequence[WrittenEntry]) -> None:
        # HR's words take the place of the answer; it is still found by all ways of asking that were shipped.
        theirs = {
            entry.draft.id: (*_asked(entry), *self._shipped.get(entry.draft.id, ())) for entry in written
        }
        texts = {**self._away, **self._shipped, **theirs}
        self._index = Index(texts)
        self._known = frozenset(texts) - self._away.keys()

    def _judge(self, question: str) -> Found:
        return judge(self._index.find(question, limit=_LOOKED_AT))


def _asked(entry: WrittenEntry) -> tuple[str, ...]:
    question = entry.draft.question
    return (question.indonesian, question.english, *entry.draft.phrasings)
