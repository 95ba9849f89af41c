"""The fields of an entry in the order in which they are asked for, and the entry that they make."""

import hashlib
from datetime import date

from domain.conversations import Conversation
from domain.knowledge.desk import ANSWER_AT_MOST
from domain.knowledge.records import Bilingual, Draft
from handlers.forms import text_in

FLOW = "kb_write"
ID, SEEN, GAP = "id", "seen", "gap"
QUESTION_ID, ANSWER_ID, QUESTION_EN, ANSWER_EN = "question_id", "answer_id", "question_en", "answer_en"
SOURCE, DATED, PHRASINGS = "source", "dated", "phrasings"
FIELDS = (QUESTION_ID, ANSWER_ID, QUESTION_EN, ANSWER_EN, SOURCE, DATED, PHRASINGS)
PREVIEW = "preview"
GATHERED = frozenset({ANSWER_ID, ANSWER_EN, PHRASINGS})
"""What may come in several messages, each a paragraph or a way of asking more."""
AT_MOST = {
    QUESTION_ID: 160,
    QUESTION_EN: 160,
    SOURCE: 160,
    ANSWER_ID: ANSWER_AT_MOST,
    ANSWER_EN: ANSWER_AT_MOST,
    PHRASINGS: 2_000,
}
"""Characters."""
_SHORT_DIGEST = 12


def is_ready(form: Conversation, field: str) -> bool:
    """Whether one may go on to the next field."""
    said = text_in(form, field)
    return (bool(said) or field == PHRASINGS) and len(said) <= AT_MOST.get(field, len(said))


def draft_in(form: Conversation) -> Draft:
    """The entry as it stands; what is missing in it, its desk refuses."""
    return Draft(
        id=text_in(form, ID),
        question=Bilingual(indonesian=text_in(form, QUESTION_ID), english=text_in(form, QUESTION_EN)),
        answer=Bilingual(indonesian=text_in(form, ANSWER_ID), english=text_in(form, ANSWER_EN)),
        source=text_in(form, SOURCE),
        dated_on=date.fromisoformat(text_in(form, DATED)),
        phrasings=tuple(one for one in text_in(form, PHRASINGS).splitlines() if one.strip()),
    )


def digest_of(form: Conversation) -> str:
    """Of everything that a preview shows and an officer publishes."""
    told = "\n".join(f"{name}={form.data.get(name, '')}" for name in (ID, SEEN, GAP, *FIELDS))
    return hashlib.sha256(told.encode()).hexdigest()[:_SHORT_DIGEST]
