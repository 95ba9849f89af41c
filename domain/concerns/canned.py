"""Replies kept ready: in both languages, with places that a case fills in; each change is a new version."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.actors import Actor, Role
from domain.concerns.desk_records import CannedReply
from domain.concerns.refusals import CannedChanged, CannedTextUnfit, PlaceholderUnknown
from domain.forms import finish_form
from domain.refusals import NotFound
from domain.rights import acting_as
from domain.work import Store, Work

TITLE_AT_MOST = 40
TEXT_AT_MOST = 1_500
PLACEHOLDERS = ("nomor", "perihal", "batas", "kantor", "kontak")
"""Written in braces: the case's number, what it is about, its last day, HR's office, and how to reach it."""
_BRACES = re.compile(r"\{([^{}\n]{0,40})\}?")
_NAME_BYTES = 4


class CannedDesk:
    """For officers: raise NotPermitted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listed(self, *, by: Actor) -> Sequence[CannedReply]:
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return work.canned_replies.current()

    def get(self, name: str, *, by: Actor) -> CannedReply:
        """Raise NotFound."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return _found(work, name)

    def write(
        self, reply: CannedReply, *, form_of: int | None = None, by: Actor, now: datetime
    ) -> CannedReply:
        """Keep a new one (`name` empty), or the next version of one that was read at `version`.

        Raise CannedTextUnfit, PlaceholderUnknown, CannedChanged, NotFound.
        """
        check_title(reply.title)
        for text in (reply.indonesian, reply.english):
            check_text(text)
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            if not reply.name:
                reply = replace(reply, name=secrets.token_hex(_NAME_BYTES), version=0)
            elif _found(work, reply.name).version != reply.version:
                raise CannedChanged
            kept = replace(reply, version=reply.version + 1, title=reply.title.strip())
            work.canned_replies.write(kept, by=officer, now=now)
            work.audit.add(
                "canned_reply.written",
                by=by.label,
                subject=f"canned_reply:{kept.name}",
                now=now,
                version=kept.version,
            )
            finish_form(work, form_of)
            work.commit()
        return kept

    def withdraw(self, name: str, *, by: Actor, now: datetime) -> None:
        """Take it out of use. Raise NotFound."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            kept = _found(work, name)
            work.canned_replies.withdraw(kept.name, now=now)
            work.audit.add(
                "canned_reply.withdrawn", by=by.label, subject=f"canned_reply:{kept.name}", now=now
            )
            work.commit()


def check_title(title: str) -> None:
    """Raise CannedTextUnfit for what is no title of one line."""
    if not 0 < len(title.strip()) <= TITLE_AT_MOST or "\n" in title.strip():
        raise CannedTextUnfit(limit=TITLE_AT_MOST)


def check_text(text: str) -> None:
    """Raise CannedTextUnfit, or PlaceholderUnknown for braces that nothing fills."""
    if not 0 < len(text.strip()) <= TEXT_AT_MOST:
        raise CannedTextUnfit(limit=TEXT_AT_MOST)
    unknown = [
        found.group(0)
        for found in _BRACES.finditer(text)
        if found.group(1) not in PLACEHOLDERS or not found.group(0).endswith("}")
    ]
    if unknown:
        raise PlaceholderUnknown(names=", ".join(unknown[:5]))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with what a case puts into its places; nothing else in it is looked at."""
    return _BRACES.sub(lambda found: facts.get(found.group(1), found.group(0)), text)


def _found(work: Work, name: str) -> CannedReply:
    reply = work.canned_replies.find(name)
    if reply is None:
        raise NotFound(subject=name)
    return reply
