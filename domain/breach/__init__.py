"""Whom a breach concerns: found in minutes, by the registry of personal rows."""
