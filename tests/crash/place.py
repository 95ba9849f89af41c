"""Where a flow's world stands, so that it can be kept as it is, and put back as often as one likes."""

import shutil
import uuid
from abc import ABC, abstractmethod
from pathlib import Path

import psycopg
from sqlalchemy import URL
from sqlalchemy.engine import make_url


class Place(ABC):
    """`folder` is a part of the world; `url` is its database. Both stay the same whatever is put there."""

    def __init__(self, root: Path, url: str) -> None:
        self._root = root
        self.folder = root / "now"
        self.url = url

    def keep(self, name: str) -> None:
        """Keep the world under this name. Nobody may be connected."""
        shutil.copytree(self.folder, self._root / name)

    def put(self, name: str) -> None:
        """What was kept under this name, again."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._root / name, self.folder)

    def forget(self, name: str) -> None:
        shutil.rmtree(self._root / name)

    @abstractmethod
    def close(self) -> None:
        """Leave no database behind."""


class FilePlace(Place):
    """On SQLite the database is a file in the folder, with its log beside it as a death leaves it."""

    def __init__(self, root: Path, source: str) -> None:
        super().__init__(root, f"sqlite:///{root / 'now' / 'sapa.db'}")
        self.folder.mkdir(parents=True)
        file = Path(str(make_url(source).database))
        if file.exists():
            shutil.copyfile(file, self.folder / "sapa.db")

    def close(self) -> None:
        """Everything is in the folder."""


class ServerPlace(Place):
    """On PostgreSQL it is a database, and those that stand beside it under longer names."""

    def __init__(self, root: Path, source: str) -> None:
        # Short: a flow may make longer names of it, and a name has 63 characters at most.
        self._name = f"flow{uuid.uuid4().hex[:8]}"
        beginning = make_url(source)
        super().__init__(root, _written(beginning.set(database=self._name)))
        self.folder.mkdir(parents=True)
        server = _written(beginning.set(drivername="postgresql", database="postgres"))
        self._server = psycopg.connect(server, autocommit=True)
        self._do(f'CREATE DATABASE "{self._name}" TEMPLATE "{beginning.database}" STRATEGY FILE_COPY')

    def keep(self, name: str) -> None:
        super().keep(name)
        for one in self._named(self._name):
            self._do(f'CREATE DATABASE "{name}/{one}" TEMPLATE "{one}" STRATEGY FILE_COPY')

    def put(self, name: str) -> None:
        super().put(name)
        for one in self._named(self._name):
            self._do(f'DROP DATABASE "{one}" WITH (FORCE)')
        for one in self._named(f"{name}/{self._name}"):
            self._do(f'CREATE DATABASE "{one.partition("/")[2]}" TEMPLATE "{one}" STRATEGY FILE_COPY')

    def forget(self, name: str) -> None:
        super().forget(name)
        for one in self._named(f"{name}/{self._name}"):
            self._do(f'DROP DATABASE "{one}"')

    def close(self) -> None:
        for one in self._named("%/" + self._name) + self._named(self._name):
            self._do(f'DROP DATABASE "{one}" WITH (FORCE)')
        self._server.close()

    def _named(self, beginning: str) -> list[str]:
        rows = self._server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{beginning}%"]
        )
        return [str(row[0]) for row in rows.fetchall()]

    def _do(self, statement: str) -> None:
        self._server.execute(statement.encode())


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def place(root: Path, source: str) -> Place:
    """A place that begins with what is in this database."""
    return FilePlace(root, source) if source.startswith("sqlite") else ServerPlace(root, source)
