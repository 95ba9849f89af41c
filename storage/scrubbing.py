"""Clearing what a database's own files still hold of deleted rows."""

import sqlite3

from sqlalchemy import Engine


def scrub(engine: Engine) -> None:
    """On SQLite: fold the log into the database, whose freed pages are zeroed, and empty it.

    On PostgreSQL the server's own vacuum frees the room (docs/decisions/0015-rights.md). It waits
    for readers, so it is for a worker thread.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        driver = raw.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
