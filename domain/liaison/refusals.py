"""Why something of a liaison's is not done."""

from domain.refusals import Refusal


class NotInYourUnits(Refusal):
    """Nobody of that number serves in the liaison's units; the same answer whether they exist or not."""


class ReachedInChat(Refusal):
    """They read in the chat by themselves: nobody speaks for them, and no card is printed."""


class NothingToTell(Refusal):
    """No open proposal is shown to this person, so no paper can tell of one."""


class WordUnfit(Refusal):
    """The word is not that of this person's newest card; `left` more tries until the card is void."""


class WordUsedUp(Refusal):
    """There is no card with a word that counts: used, expired, void after wrong words, or none."""


class OwnCard(Refusal):
    """Whoever printed the words cannot bring one back: it would prove nothing."""


class TooLateToTakeBack(Refusal):
    """What was recorded may be taken back for a day."""


class DayUnfit(Refusal):
    """The day lies ahead, or longer back than `days` days."""
