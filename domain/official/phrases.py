"""Each person's own two words, by which they tell our messages from those of a bot that only looks like ours.

Any programme can take our name and picture; it cannot know the words. They stand above every official notice
to the person and in their profile, and nowhere else: no officer reads them, no list holds them. Who has to
link anew gets others, because whoever held the old chat may have seen the earlier ones.
"""

import secrets
from datetime import datetime
from functools import cache
from importlib.resources import files

from domain.work import Store, Work

_WORDS = 2


class PhraseDesk:
    """Gives a person their phrase, and another one when they want it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def own(self, person_id: int, *, now: datetime) -> str:
        """The phrase; who was linked before there were any gets theirs now."""
        with self._store.read() as work:
            phrase = work.phrases.of(person_id)
        return phrase or self.change(person_id, now=now)

    def change(self, person_id: int, *, now: datetime) -> str:
        """Another one, from the next message on."""
        with self._store.write() as work:
            phrase = give_phrase(work, person_id, now=now)
            work.audit.add("phrase.given", by=f"person:{person_id}", subject=f"person:{person_id}", now=now)
            work.commit()
        return phrase


def give_phrase(work: Work, person_id: int, *, now: datetime) -> str:
    """Another one than before."""
    before = work.phrases.of(person_id)
    phrase = new_phrase()
    while phrase == before:
        phrase = new_phrase()
    work.phrases.keep(person_id, phrase, now=now)
    return phrase


def new_phrase() -> str:
    """Two different words at random."""
    words = phrase_words()
    return " ".join(secrets.SystemRandom().sample(words, _WORDS))


@cache
def phrase_words() -> tuple[str, ...]:
    """Everyday things that anybody can spell and nobody minds."""
    listed = (files("domain.official") / "phrase_words.txt").read_text(encoding="utf-8")
    return tuple(listed.split())
