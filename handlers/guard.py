"""The last door before Telegram: what is personal goes to the bound private chat or nowhere."""

from domain.linking.records import Account


class NotTheirChat(Exception):
    """Personal content was about to leave for another chat: a fault of ours, and nothing was sent."""


def ensure_private(chat_id: int) -> None:
    """Raise NotTheirChat for a group or a channel: their ids are below zero."""
    if chat_id <= 0:
        raise NotTheirChat


def ensure_own_chat(chat_id: int, account: Account | None) -> None:
    """Raise NotTheirChat unless this is a private chat and the account's own."""
    ensure_private(chat_id)
    if account is None or chat_id != account.chat_id:
        raise NotTheirChat
