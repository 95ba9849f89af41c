"""Announcing: one officer writes, a second one approves, and everybody who is linked is told once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain.acknowledgements import Acknowledgement
from domain.actors import Actor, Role
from domain.announcements.records import Announcement, Reception
from domain.announcements.wording import Draft, checked
from domain.official.records import Kind, NewDocument
from domain.outbox import Announcement as Telling
from domain.publication import SamePerson
from domain.refusals import AlreadyDone, Refusal
from domain.rights import acting_as, recently_proven
from domain.work import Store, Work

_ID_BYTES = 6
_BUTTONS = tuple((f"news.button.{one}", one) for one in Acknowledgement)


class ExpiryPassed(Refusal):
    """An announcement is valid at least for a while after it is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An announcement that went out, to how many people."""

    announcement: Announcement
    addressed: int


class PublishingDesk:
    """HR's side of announcements."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def preview(self, draft: Draft, *, expires_at: datetime, by: Actor, now: datetime) -> tuple[Draft, int]:
        """The words in their final form, and how many people would be told. Refuses as `publish` does."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            final = _checked(draft, expires_at, now)
            return final, work.announcements.linked()

    def publish(
        self, draft: Draft, *, expires_at: datetime, by: Actor, second: Actor, now: datetime
    ) -> Published:
        """Keep it for good, with a code, and tell its addressees through the outbox.

        Raise NotPermitted, SamePerson, SecondFactorNeeded, ExpiryPassed, AlreadyDone, and what
        `wording.checked` raises.
        """
        with self._store.write() as work:
            maker, checker = acting_as(work, by, Role.OFFICER), acting_as(work, second, Role.APPROVER)
            if maker == checker:
                raise SamePerson
            recently_proven(work, second, now=now)
            final = _checked(draft, expires_at, now)
            made = Announcement(
                id=secrets.token_hex(_ID_BYTES),
                code=self._code(work, final, now),
                draft=final,
                published_at=now,
                expires_at=expires_at,
            )
            if not work.announcements.keep(made, made_by=maker, approved_by=checker):
                raise AlreadyDone(subject=final.indonesian.title)
            addressed = work.announcements.address_linked(made.id, now=now)
            _tell(work, made, now=now)
            work.audit.add(
                "announcement.published",
                by=by.label,
                subject=f"announcement:{made.id}",
                now=now,
                approved_by=second.label,
                addressed=addressed,
            )
            work.commit()
        return Published(announcement=made, addressed=addressed)

    def newest(
        self, *, by: Actor, limit: int = 20
    ) -> Sequence[tuple[Announcement, Reception, dict[str, int]]]:
        """What was announced, how it was received, and what became of its messages by their state."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return [
                (one, reception, work.outbox.tally(f"{_occurrence(one)}:"))
                for one, reception in work.announcements.newest(limit)
            ]

    def _code(self, work: Work, final: Draft, now: datetime) -> str:
        return work.codes.issue(
            NewDocument(
                kind=Kind.ANNOUNCEMENT,
                title=final.indonesian.title,
                digest=final.digest,
                addressee=None,
                issued_on=now.astimezone(self._zone).date(),
            ),
            now=now,
        )


def _checked(draft: Draft, expires_at: datetime, now: datetime) -> Draft:
    if expires_at <= now:
        raise ExpiryPassed
    return checked(draft)


def _occurrence(made: Announcement) -> str:
    return f"announcement:{made.id}"


def _tell(work: Work, made: Announcement, *, now: datetime) -> None:
    for language in ("id", "en"):
        wording = made.wording(language)
        work.outbox.announce(
            Telling(
                unique=_occurrence(made),
                text_key="news.told" if made.is_in(language) else "news.told.untranslated",
                written={"title": wording.title, "body": wording.body, "code": made.code},
                language=language,
                addressed=made.id,
                buttons=tuple((label, f"v1:news:{made.id}.{said}") for label, said in _BUTTONS),
                expires_at=made.expires_at,
            ),
            now=now,
        )
