"""`/rencana`: scenarios of a wave worked out, set side by side, opened, dropped and adopted."""

from handlers.officers.plans import adopting, comparing, form, home, moves, running
from handlers.table import Route

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *form.ROUTES,
    *running.ROUTES,
    *comparing.ROUTES,
    *moves.ROUTES,
    *adopting.ROUTES,
)
