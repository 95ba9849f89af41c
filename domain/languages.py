"""In which language somebody is answered, when they have said so."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.conversations import Conversation
from domain.work import Store

FLOW = "language"  # asks nothing: it only remembers
REMEMBERED_FOR = timedelta(days=90)


class LanguageDesk:
    """Keeps the choice on the account, or with the open conversation of somebody who is not linked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def choose(self, user_id: int, language: str, *, now: datetime) -> None:
        with self._store.write() as work:
            account = work.linking.account_of_user(user_id)
            if account is not None:
                work.linking.speak(account.id, language)
            else:
                flow = work.conversations.of(user_id, now=now) or Conversation(
                    user_id=user_id, flow=FLOW, step="", expires_at=now + REMEMBERED_FOR
                )
                work.conversations.save(replace(flow, data=flow.data | {"language": language}), now=now)
            work.commit()
