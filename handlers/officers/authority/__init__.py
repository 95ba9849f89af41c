"""Who may do what: the officers' menu, the second factor, roles."""

from handlers.officers.authority import granting, home, proof
from handlers.table import Route

ROUTES: tuple[Route, ...] = (*proof.ROUTES, *home.ROUTES, *granting.ROUTES)
