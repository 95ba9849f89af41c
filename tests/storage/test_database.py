"""The connection itself."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

NIP = "198609262015052901"


def test_a_fault_of_the_database_quotes_nobodys_values(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as fault:
        connection.execute(text("SELECT :nip FROM nowhere"), {"nip": NIP})

    assert NIP not in str(fault.value)
