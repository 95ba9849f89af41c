"""Why something about a concern is not done. The words are in `cases.po`."""

from domain.refusals import Refusal


class ConcernBelongsElsewhere(Refusal):
    """Such a concern is not taken here; another body hears it (the Inspektorat)."""


class ConcernEmpty(Refusal):
    """There is neither a word nor a file in it."""


class ConcernTooLong(Refusal):
    """`limit` signs at most."""


class TooManyFiles(Refusal):
    """`limit` files at most with one message."""


class FileTooLarge(Refusal):
    """`limit` MB at most; a bot may download no more."""


class FileKindUnfit(Refusal):
    """Photos, PDF and office documents without macros, told by their content."""


class TooManyCases(Refusal):
    """`limit` cases of one person are kept; a human helps with more."""


class SealNotReady(Refusal):
    """The region has not enrolled two officers, so a sender cannot be sealed; the other modes still work."""


class CaseUnknown(Refusal):
    """No case of that number is this person's; the same answer whether it exists or not."""


class AlreadyRead(Refusal):
    """An officer has read it: it can be added to, but not changed or withdrawn."""


class CaseEnded(Refusal):
    """It is closed or withdrawn: it can be opened again, or a new one begun."""


class CaseNotEnded(Refusal):
    """Nothing was answered yet, so there is nothing to open again or to rate."""


class RatingUnfit(Refusal):
    """A rating is 1 to 5."""


class NotAReceipt(Refusal):
    """A receipt code has twenty letters and digits."""


class ReceiptUnknown(Refusal):
    """No report belongs to that code."""


class TooManyGuesses(Refusal):
    """Codes that fit nothing were entered too often from here; `minutes` until the next try."""


class AnswerEmpty(Refusal):
    """An answer, a question, a note and a closing have words."""


class UnsealingReasonNeeded(Refusal):
    """The seal is opened only with a reason, which the sender will read."""


class NothingToUnseal(Refusal):
    """The case is confidential or without return: who sent it is not kept."""


class AnotherOfficerNeeded(Refusal):
    """The second officer is not the first."""


class UnsealingNotRequested(Refusal):
    """No first officer has asked to open this seal."""


class PassphraseWrong(Refusal):
    """The passphrase does not open that officer's key."""


class PassphraseShort(Refusal):
    """A passphrase has `limit` signs at least."""


class NotEnrolled(Refusal):
    """The officer has no key for seals that covers this case."""


class TooManyOfficers(Refusal):
    """`limit` officers at most hold keys for seals."""


class CaseMovedOn(Refusal):
    """Somebody has added `count` lines since the officer read it: they are to be read first."""


class OfficerUnknown(Refusal):
    """A case is given to somebody who holds the role of an officer."""


class ForwardedAlready(Refusal):
    """It lies at that desk already."""


class NothingAsked(Refusal):
    """The sender is reminded of a question that they have not answered; there is none."""


class RemindedAlready(Refusal):
    """Reminded on `day`; a reminder every few days is enough."""


class MergeUnfit(Refusal):
    """A case is merged with another one that still runs, and that follows no third."""


class NotMerged(Refusal):
    """It follows no other case."""


class CannedTextUnfit(Refusal):
    """A reply kept ready has a title of one line and both texts, none longer than `limit` signs."""


class PlaceholderUnknown(Refusal):
    """`names` stand in braces and are nothing that this desk can fill in."""


class CannedChanged(Refusal):
    """Somebody has written another version meanwhile."""


class GroupUnfit(Refusal):
    """A desk is shown in a group with topics, in which the assistant may open some."""
