"""Vacancies ahead: who leaves in the coming years, what units then lack, and whose tenure is due."""
