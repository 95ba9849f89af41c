"""Telling a person that there is something to read of their proposal, and nothing of what it is."""

from datetime import datetime

from domain.linking.records import Account
from domain.official.notices import put_official
from domain.outbox import Message
from domain.proposals import Proposal
from domain.work import Work


def tell_proposed(work: Work, proposal_id: int, account: Account, *, now: datetime) -> None:
    """Once for each proposal."""
    _tell(work, f"proposal:{proposal_id}:proposed", "transfer.notice.proposed", account, now=now)


def tell_moved(work: Work, moved: Proposal, account: Account, *, now: datetime) -> None:
    """Once for each step."""
    unique = f"proposal:{moved.id}:{moved.status}:{len(moved.stages)}"
    _tell(work, unique, "transfer.notice.moved", account, now=now)


def _tell(work: Work, unique: str, text_key: str, account: Account, *, now: datetime) -> None:
    message = Message(
        unique=unique,
        chat_id=account.chat_id,
        language=account.language,
        text_key=text_key,
        buttons=(("transfer.button.open", "v1:card"),),
    )
    put_official(work, message, person_id=account.person_id, now=now)
