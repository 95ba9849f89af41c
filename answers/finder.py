"""What the knowledge desk asks: the index over shipped entries and those that HR has written."""

from collections.abc import Mapping, Sequence

from answers.confidence import ELSEWHERE, judge
from answers.forms import form_of
from answers.index import Index
from answers.shipped import elsewhere, shipped_entries
from domain.knowledge.records import Found, WrittenEntry

_LOOKED_AT = 8


class AnswerFinder:
    """`questions`: the shipped entries' questions in every language, by id; they are phrasings, too."""

    def __init__(self, questions: Mapping[str, Sequence[str]]) -> None:
        self._shipped = {
            name: (*entry.phrasings, *questions.get(name, ())) for name, entry in shipped_entries().items()
        }
        self._away = {f"{ELSEWHERE}{subject}": phrasings for subject, phrasings in elsewhere().items()}
        self._known: frozenset[str] = frozenset()
        self._index = Index({})
        self.learn(())

    def find(self, question: str) -> Found:
        return judge(self._index.find(question, limit=_LOOKED_AT))

    def form(self, question: str) -> str:
        return form_of(question, knows=self._index.knows)

    def knows(self, entry_id: str) -> bool:
        return entry_id in self._known

    def learn(self, written: Sequence[WrittenEntry]) -> None:
        theirs = {entry.draft.id: _asked(entry) for entry in written}
        texts = {**self._away, **self._shipped, **theirs}
        self._index = Index(texts)
        self._known = frozenset(texts) - self._away.keys()


def _asked(entry: WrittenEntry) -> tuple[str, ...]:
    question = entry.draft.question
    return (question.indonesian, question.english, *entry.draft.phrasings)
