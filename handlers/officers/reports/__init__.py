"""`/laporan`: reports as files, and what may be announced after a wave."""

from handlers.officers.reports import home, making
from handlers.table import Route

ROUTES: tuple[Route, ...] = (*home.ROUTES, *making.ROUTES)
