"""`/meja`: where people stand, in numbers and pictures, by unit."""

from handlers.officers.standing import home, wave
from handlers.table import Route

ROUTES: tuple[Route, ...] = (*home.ROUTES, *wave.ROUTES)
