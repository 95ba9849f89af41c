"""Why a wish is not taken."""

from domain.refusals import Refusal


class PreferencesNotConsented(Refusal):
    """Wishes are kept and used only while the person consents to it (UU 27/2022 art. 20)."""


class SpecialDataNotConsented(Refusal):
    """What concerns the family is kept only with the consent for specific data."""


class PreferencesChanged(Refusal):
    """The list is no longer the one that was on the screen."""


class TooManyChoices(Refusal):
    """A list has at most five places."""


class ChosenAlready(Refusal):
    """A place stands on the list once."""


class PresentPlace(Refusal):
    """Whoever wishes for their present post in their present unit wishes to stay."""


class TooManyInterests(Refusal):
    """At most ten interests and skills, each of a few words."""


class NoteTooLong(Refusal):
    """A note has at most 500 characters."""


class DeclineReasonNeeded(Refusal):
    """Whoever is declined reads why."""


class DeclineReasonTooLong(Refusal):
    """A reason has at most 500 characters."""


class NothingFound(Refusal):
    """No unit has a name like the one that was typed."""


class SwapOver(Refusal):
    """The swap is not open for an answer any more."""


class DocumentUnfit(Refusal):
    """A paper is a PDF or a picture of at most five megabytes."""
