"""The imports' own unit of work."""

from sqlalchemy import Connection

from storage.vault import Vault


class SqlImportLedger:
    """Filled in with the import desk."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
