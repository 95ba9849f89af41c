"""What people told of themselves is sealed anew with the next key, and the former one can go."""

from datetime import datetime

from sqlalchemy import Engine

from domain.actors import Actor
from domain.linking.records import Purpose
from domain.preferences.constraint_desk import ConstraintDesk
from domain.preferences.records import ConstraintKind, NewDocument
from storage.rotation import rotate
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.domain.preferences.willing import ZONE, town_on
from tests.people import RINA, SITI

OLD, NEW = Key(b"o" * 32), Key(b"n" * 32)


def test_interests_notes_papers_and_answers_are_read_with_the_new_key_alone(
    engine: Engine, now: datetime
) -> None:
    town = town_on(SqlStore(engine, Vault([OLD])), now)
    own = town.id_of(SITI)
    town.consent(SITI, Purpose.PREFERENCES)
    town.wishes.tell_interests(own, ["Gizi anak"], now=now)
    paper = NewDocument(name="surat.pdf", content=b"%PDF-1.7")
    town.wishes.constrain(own, ConstraintKind.TIMING, note="Setelah Juli", document=paper, now=now)

    (waiting,) = town.wishes.own(own, now=now).constraints
    desk, rina = ConstraintDesk(town.store, zone=ZONE), Actor(town.id_of(RINA))
    desk.decline(waiting.number, "Mohon surat", by=rina, now=now)

    list(rotate(engine, Vault([NEW, OLD])))

    with SqlStore(engine, Vault([NEW])).read() as work:
        (told,) = work.preferences.constraints(own)
        assert work.preferences.sheet(own).interests == ("Gizi anak",)
        assert (told.note, told.document, told.reason) == ("Setelah Juli", "surat.pdf", "Mohon surat")
        assert work.preferences.constraint_document(told.number) == b"%PDF-1.7"
