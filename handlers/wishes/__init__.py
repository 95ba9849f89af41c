"""`/preferensi`: what people wish of their next place, and what comes of it."""

from handlers.table import Route
from handlers.wishes import chances, choosing, constraints, home, places, readiness, swaps

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *choosing.ROUTES,
    *places.ROUTES,
    *constraints.ROUTES,
    *readiness.ROUTES,
    *chances.ROUTES,
    *swaps.ROUTES,
)
