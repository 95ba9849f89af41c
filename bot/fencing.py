"""A store through which a post's holder writes: a late one, superseded meanwhile, changes nothing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from domain.imports.ledger import Staging
from domain.leases import Lease
from domain.work import Store, Work


class Fenced:
    """Every writing unit first holds the post fast; nobody can take it over until the unit has ended."""

    def __init__(self, store: Store, lease: Lease) -> None:
        self._store = store
        self._lease = lease

    def read(self) -> AbstractContextManager[Work]:
        return self._store.read()

    @contextmanager
    def write(self) -> Iterator[Work]:
        """Raise Superseded when the post is another's by now."""
        with self._store.write() as work:
            work.leases.hold_fast(self._lease.name, self._lease.term)
            yield work

    @contextmanager
    def aside(self) -> Iterator[Work]:
        """Raise Superseded as `write` does."""
        with self._store.aside() as work:
            work.leases.hold_fast(self._lease.name, self._lease.term)
            yield work

    def staging(self) -> AbstractContextManager[Staging]:
        return self._store.staging()

    def tidy(self) -> None:
        self._store.tidy()
