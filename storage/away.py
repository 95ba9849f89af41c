"""What a fault of the database means to whoever asked it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from domain.work import StoreAway


@contextmanager
def asked() -> Iterator[None]:
    """Tell a database that is away, full or locked from a fault of ours; its values stay out of the words."""
    try:
        yield
    except OperationalError as fault:
        raise StoreAway(str(fault.orig).strip().splitlines()[0]) from fault
    except DBAPIError as fault:
        if fault.connection_invalidated:
            raise StoreAway("the connection was lost") from fault
        raise
