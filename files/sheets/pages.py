"""Every kind of table that is known, and where two fit equally the one that wins."""

from files.sheets.competencies import COMPETENCIES, STANDARDS
from files.sheets.page import Page
from files.sheets.people import PEOPLE
from files.sheets.positions import POSITIONS, TASKS
from files.sheets.preferences import CIRCUMSTANCES, COUPLES, WISHES
from files.sheets.proposals import PROPOSALS
from files.sheets.travel import TRAVEL

PAGES: tuple[Page, ...] = (
    PEOPLE,
    PROPOSALS,
    COMPETENCIES,
    WISHES,
    COUPLES,
    CIRCUMSTANCES,
    TASKS,
    POSITIONS,
    STANDARDS,
    TRAVEL,
)
