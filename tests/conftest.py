"""Fixtures for everybody."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.databases import Databases, database_url, databases, engine

__all__ = ["database_url", "databases", "engine"]


@pytest.fixture
def now() -> datetime:
    """A Tuesday morning in the region: 24 November 2026, 09.00 WIB."""
    return datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return Vault([Key(bytes(range(32)))])


@pytest.fixture
def store(engine: Engine, vault: Vault) -> SqlStore:
    """A store on each of the two databases."""
    return SqlStore(engine, vault)


@pytest.fixture
def quick_store(databases: Databases, vault: Vault) -> Iterator[SqlStore]:
    """A store on SQLite alone, where the database is not what is promised."""
    engine = open_engine(databases.sqlite())
    yield SqlStore(engine, vault)
    engine.dispose()
