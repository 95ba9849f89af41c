"""Accounts and the way to them."""

from sqlalchemy import Connection

from storage.linking_accounts import SqlAccounts
from storage.linking_claims import SqlClaims
from storage.linking_consents import SqlConsents
from storage.linking_invitations import SqlInvitations
from storage.linking_tries import SqlTries
from storage.vault import Vault


class SqlLinking(SqlAccounts, SqlInvitations, SqlConsents, SqlTries, SqlClaims):
    """Everything about who is who, on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
