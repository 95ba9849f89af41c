"""What the screens of `/privasi` share."""

from handlers.buttons import Button
from handlers.visit import Visit

ACTION = "privacy"
RIGHTS = Button("privacy.button.rights", ACTION, "rights")
REQUESTS = Button("privacy.button.requests", ACTION, "requests")
BACK = Button("button.back", ACTION)


def arg_of(visit: Visit) -> tuple[str, str]:
    """What the pressed button asks for, and about which request."""
    asked, _, about = (visit.pressed.arg if visit.pressed else "").partition(":")
    return asked, about
