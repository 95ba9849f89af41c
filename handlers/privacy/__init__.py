"""`/privasi`: why data are kept, and every right over them with its clock (UU 27/2022)."""

from handlers.privacy.screens import show_privacy
from handlers.table import Route

ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_privacy,
        who="linked",
        commands=("privasi", "privacy"),
        action="privacy",
        menu="command.privacy",
    ),
)

__all__ = ["ROUTES"]
