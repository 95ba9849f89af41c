"""Questions as people type them, with the entry that answers each.

Written by hand; bounds, tables and phrasings were chosen on the tuning part alone (docs/decisions/0011).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from answers.confidence import ELSEWHERE
from answers.finder import AnswerFinder
from answers.shipped import shipped_entries
from domain.knowledge.records import Confidence
from locales.words import CATALOGUES, LANGUAGES

_QUESTIONS = Path(__file__).parent / "questions"
_LOOKED_AT = 8


def labelled(part: str) -> list[tuple[str, str]]:
    """Question and entry of one part, `tuning` or `held_out`."""
    lines = (_QUESTIONS / f"{part}.tsv").read_text("utf-8").splitlines()
    return [(question, entry) for question, _, entry in (line.partition("\t") for line in lines)]


def unanswerable(part: str) -> list[str]:
    return (_QUESTIONS / f"unanswerable_{part}.tsv").read_text("utf-8").splitlines()


def shipped_questions() -> dict[str, list[str]]:
    """Every shipped entry's question in both languages, as the product gives them to the finder."""
    found: dict[str, list[str]] = {name: [] for name in shipped_entries()}
    for language in LANGUAGES:
        with (CATALOGUES / language / "LC_MESSAGES" / "knowledge.po").open("rb") as file:
            texts = {message.id: message.string for message in read_po(file)}
        for name, entry in shipped_entries().items():
            found[name].append(str(texts[entry.question_key]))
    return found


def finder() -> AnswerFinder:
    made = AnswerFinder(shipped_questions())
    made.learn(())
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares of the questions, 0 to 1. `wrongly_answered`: answered alone, with another entry than meant."""

    questions: int
    first: float
    among_three: float
    answered: float
    wrongly_answered: float
    offered: float
    handed_over: float


def measure(found_by: AnswerFinder, questions: Sequence[tuple[str, str]]) -> Figures:
    """Where the entry that was meant ends, and what is done."""
    first = three = wrong = 0
    done = dict.fromkeys(Confidence, 0)
    for question, entry in questions:
        hits = found_by._index.find(question, limit=_LOOKED_AT)
        ours = [hit.id for hit in hits if not hit.id.startswith(ELSEWHERE)]
        found = found_by.find(question)
        first += ours[:1] == [entry]
        three += entry in ours[:3]
        done[found.confidence] += 1
        wrong += found.confidence is Confidence.ANSWER and found.ids != (entry,)
    return Figures(
        questions=len(questions),
        first=first / len(questions),
        among_three=three / len(questions),
        answered=done[Confidence.ANSWER] / len(questions),
        wrongly_answered=wrong / len(questions),
        offered=done[Confidence.OFFER] / len(questions),
        handed_over=done[Confidence.HAND_OVER] / len(questions),
    )
