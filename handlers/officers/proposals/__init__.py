"""`/usulan`: proposals found, opened, changed, answered and moved along their route."""

from handlers.officers.proposals import card, editing, lists, steps, writing
from handlers.table import Route

ROUTES: tuple[Route, ...] = (
    *lists.ROUTES,
    *card.ROUTES,
    *editing.ROUTES,
    *steps.ROUTES,
    *writing.ROUTES,
)
