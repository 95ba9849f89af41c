"""R3: what officers, people and the clock do, as runs that may be cut off anywhere and are run again."""

import contextlib
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from domain.actors import OPERATOR, Actor
from domain.imports.desk import ImportDesk
from domain.linking.claims import ClaimDesk
from domain.linking.desk import LinkingDesk
from domain.linking.invitations import InvitationDesk
from domain.linking.records import Purpose
from domain.linking.visits import SharedContact, Visitor
from domain.proposals import Status
from domain.publication import PublicationDesk
from domain.refusals import AlreadyDone
from files.phones import normalise_phone
from storage.tables import claim, consent
from tests.crash.flows_of_commands import COMMANDS
from tests.crash.flows_of_messages import MESSAGES
from tests.crash.stage import NOW, Flow, Stage
from tests.filesets import file_set
from tests.people import ANDI, HASAN, RINA, SITI, kemuning

_CLAIMANT = 598


def _letter(stage: Stage) -> tuple[str, str]:
    region = kemuning(stage.store, NOW, linked=False)
    letter = InvitationDesk(stage.store).issue([region.id_of(SITI)], timedelta(days=30), now=NOW)[0]
    return letter.token, letter.code


def _link(stage: Stage) -> None:
    if stage.count("SELECT count(*) FROM account"):
        return
    desk = LinkingDesk(stage.store, normalise_phone=normalise_phone)
    token, code = stage.facts
    who = Visitor(user_id=SITI.user_id, chat_id=SITI.user_id, language="id")
    desk.start(who, token, now=NOW)
    desk.agree(who, [Purpose.LINKING], text_version="2026-11", now=NOW)
    contact = SharedContact(user_id=SITI.user_id, phone=SITI.phone, is_forwarded=False)
    desk.share_contact(who, contact, now=NOW)
    desk.say_code(who, code, now=NOW)


def _import(stage: Stage) -> None:
    desk = ImportDesk(stage.store)
    preview = desk.preview(file_set(6), [], is_complete=False, by=OPERATOR)
    desk.apply(preview, by=OPERATOR, now=NOW)


def _draft(stage: Stage) -> tuple[int, int, int]:
    region = kemuning(stage.store, NOW)
    region.region.proposal(
        region.id_of(ANDI), region.wave, (region.selensen, region.kemuning), stages=[(Status.DRAFT, NOW)]
    )
    region.region.checked(region.wave)
    return region.wave, region.id_of(RINA), region.id_of(HASAN)


def _publish(stage: Stage) -> None:
    wave, maker, checker = stage.facts
    with contextlib.suppress(AlreadyDone):
        desk = PublicationDesk(stage.store)
        desk.request(wave, by=Actor(maker), now=NOW)
        desk.approve(wave, by=Actor(checker, at_terminal=True), now=NOW)


def _claim(stage: Stage) -> None:
    region = kemuning(stage.store, NOW)
    row: dict[str, Any] = {"user_id": _CLAIMANT, "person_id": region.id_of(SITI), "language": "id"}
    agreed = {"purpose": Purpose.LINKING, "granted": True, "text_version": "2026-11", "at": NOW}
    with stage.store.engine.begin() as connection:
        connection.execute(insert(consent).values(**(row | agreed)))
        approved = {"chat_id": _CLAIMANT, "claimed_at": NOW, "effective_at": NOW - timedelta(hours=1)}
        connection.execute(insert(claim).values(**(row | approved)))


def _settle(stage: Stage) -> None:
    ClaimDesk(stage.store).settle_due(now=NOW)


FLOWS = (
    {
        "link": Flow(
            _letter,
            _link,
            {
                "SELECT count(*) FROM account WHERE unlinked_at IS NULL": 1,
                "SELECT count(*) FROM outbox WHERE unique_key LIKE 'account_%_linked'": 1,
                "SELECT count(*) FROM audit WHERE action = 'account.linked'": 1,
                "SELECT count(*) FROM invitation WHERE closed_at IS NULL": 0,
            },
        ),
        "import": Flow(
            lambda _stage: None,
            _import,
            {
                "SELECT count(*) FROM person": 6,
                "SELECT count(*) FROM import": 1,
                "SELECT count(*) FROM audit WHERE action = 'import.applied'": 1,
            },
        ),
        "publish": Flow(
            _draft,
            _publish,
            {
                "SELECT count(*) FROM proposal WHERE status = 'draft'": 0,
                "SELECT count(*) FROM outbox WHERE unique_key LIKE 'proposal_%_proposed'": 1,
                "SELECT count(*) FROM audit WHERE action = 'wave.published'": 1,
            },
        ),
        "settle claims": Flow(
            _claim,
            _settle,
            {
                "SELECT count(*) FROM account WHERE user_id = 598 AND unlinked_at IS NULL": 1,
                "SELECT count(*) FROM account WHERE user_id = 501 AND unlinked_at IS NULL": 0,
                "SELECT count(*) FROM claim WHERE closed_at IS NULL": 0,
                "SELECT count(*) FROM audit WHERE action = 'account.linked'": 1,
            },
        ),
    }
    | MESSAGES
    | COMMANDS
)
