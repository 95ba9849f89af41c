"""Periksa Data Saya: the facts that a proposal rests on, and requests to have them put right."""
