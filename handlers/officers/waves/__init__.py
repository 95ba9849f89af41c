"""`/gelombang`: waves with their standing, from the check to what reaches people."""

from handlers.officers.waves import checking, files, home, publishing, telling
from handlers.table import Route

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *checking.ROUTES,
    *telling.ROUTES,
    *publishing.ROUTES,
    *files.ROUTES,
)
