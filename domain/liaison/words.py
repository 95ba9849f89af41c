"""The one-time word on the sealed part of a card, and what it proves.

A card with a word is printed by an officer of HR, folded and closed; liaisons print cards without one. Only a
hash is kept. So a word that comes back shows that an envelope of HR's was opened by whoever said the word to
the liaison, and that two people, the one who printed and the one who recorded, would have to act together to
make it up. It does not show that the person named on the card opened it: that is what the person is told of
when they come to the chat, with the way to contradict. Whoever printed a word cannot record with it.
"""

from datetime import datetime

from domain.actors import Actor
from domain.liaison.records import Card
from domain.liaison.refusals import OwnCard, WordUnfit, WordUsedUp
from domain.linking.codes import fits
from domain.linking.records import Secret
from domain.typed_codes import random_code, read_signs
from domain.work import Work

LENGTH = 8
WRONG_AT_MOST = 5
_HALF = LENGTH // 2


def new_word() -> str:
    return random_code(LENGTH)


def shown(word: str) -> str:
    """As it is printed: two groups of four."""
    return f"{word[:_HALF]}-{word[_HALF:]}"


def pepper(work: Work, word: str) -> list[bytes]:
    """Keyed hashes of a word, that of the current key first."""
    return list(work.linking.peppered(f"card:{word}"))


def card_with(work: Work, person_id: int, typed: str, *, by: Actor, now: datetime) -> Card:
    """The card whose word was typed. A wrong one is counted: commit the unit also when it is refused.

    Raise WordUsedUp, OwnCard, WordUnfit.
    """
    card = work.deliveries.card_of(person_id)
    if card is None or card.used_at or card.expires_at <= now or card.failures >= WRONG_AT_MOST:
        raise WordUsedUp
    if card.by == by.label:
        raise OwnCard
    word = read_signs(typed)
    if word is None or not fits(pepper(work, word), Secret(salt=card.salt, digest=card.digest)):
        work.deliveries.count_failure(card.id)
        raise WordUnfit(left=WRONG_AT_MOST - card.failures - 1)
    return card
