"""Kabar Pertama: nobody reads in a list, or hears from others, what they were not told themselves before.

No law says so; it is this region's promise to its people. A list of a wave leaves the office, and a wave is
spoken of to everybody, only when each of its people was told privately or on paper, or is marked as beyond
reach, with the reason.
"""

from domain.first_word.records import ENOUGH
from domain.refusals import Refusal
from domain.work import Work


class NotAllTold(Refusal):
    """`count` people of the wave have not been told privately, and are not marked as beyond reach."""


def ensure_first_told(work: Work, wave_id: int) -> None:
    """Raise NotAllTold unless everybody was told; of a wave that was not shown, nobody was."""
    wave = work.waves.get(wave_id)
    tally = work.first_words.tally(wave_id, before_decree=bool(work.policy.shows_before_decree))
    untold = sum(count for word, count in tally.items() if word not in ENOUGH)
    if wave.published_at is None:
        untold += len(work.dossiers.drafts(wave_id))
    if untold:
        raise NotAllTold(wave=wave.name, count=untold)
