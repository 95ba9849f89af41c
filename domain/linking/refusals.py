"""Why a link is not made."""

from domain.refusals import Refusal


class LinkingFailed(Refusal):
    """What was brought does not fit. One answer for every cause: it must teach a guesser nothing."""


class TooManyTries(Refusal):
    """This Telegram account has guessed enough; `count` hours until it may try again."""


class NotANip(Refusal):
    """A NIP has 18 digits."""


class NotACode(Refusal):
    """A code has ten letters and digits."""


class NotYourContact(Refusal):
    """Only the sender's own contact proves anything: by the button, not picked, not forwarded."""


class StepLost(Refusal):
    """Nothing is open here, or something else is asked at this point."""


class ConsentNeeded(Refusal):
    """Without consent to linking there is no link."""


class NotLinked(Refusal):
    """The Telegram account is bound to nobody."""


class OwnClaim(Refusal):
    """Nobody approves what they claim themselves."""


class SameOfficer(Refusal):
    """The second approval is another officer's."""
