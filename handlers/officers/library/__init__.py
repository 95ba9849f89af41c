"""`/pustaka`: what nobody could answer, the entries that answer, and which of them helped."""

from handlers.officers.library import entries, lists, previewing, writing
from handlers.table import Route

ROUTES: tuple[Route, ...] = (
    *lists.ROUTES,
    *entries.ROUTES,
    *writing.ROUTES,
    *previewing.ROUTES,
)
