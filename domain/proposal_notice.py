"""Telling a person that a proposal can be read."""

from datetime import datetime

from domain.linking.records import Account
from domain.outbox import Message
from domain.work import Work


def tell_proposed(work: Work, proposal_id: int, account: Account, *, now: datetime) -> None:
    """Once for each proposal, without personal content: what it is about is read in the chat."""
    work.outbox.put(
        Message(
            unique=f"proposal:{proposal_id}:proposed",
            chat_id=account.chat_id,
            language=account.language,
            text_key="transfer.notice.proposed",
            buttons=(("transfer.button.open", "v1:card"),),
        ),
        now=now,
    )
