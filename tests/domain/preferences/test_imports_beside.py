"""An import of HR's lists never replaces a person's own word, and says so."""

import pytest

from domain.actors import OPERATOR
from domain.imports.desk import ImportDesk
from domain.imports.rows import CircumstanceRow, FileSet, SheetKind, SourceFile, SourceSheet, WishRow
from storage.planning.own_words import unheeded
from tests.domain.preferences.willing import Town
from tests.people import ANDI, SITI, Character


def _files(who: Character, unit: str) -> FileSet:
    """HR's preferences sheet for one person."""
    kinds = (SheetKind.WISHES, SheetKind.CIRCUMSTANCES)
    return FileSet(
        files=[SourceFile(name="preferensi.xlsx", sha256="1" * 64, size=1)],
        sheets=[SourceSheet(file="preferensi.xlsx", name=kind.value, kind=kind, rows=1) for kind in kinds],
        wishes=[WishRow(sheet=0, row=2, nip=who.nip, rank=1, unit=unit, position="")],
        circumstances=[CircumstanceRow(sheet=1, row=2, nip=who.nip, hardship=False, swaps=True)],
    )


def _import(town: Town, who: Character, unit: str = "UPTD Puskesmas Selensen") -> list[str]:
    desk, files = ImportDesk(town.store), _files(who, unit)
    preview = desk.preview(files, [], is_complete=False, by=OPERATOR)
    desk.apply(preview, by=OPERATOR, now=town.now)
    return [one.key for one in preview.problems]


def test_the_own_list_counts_and_each_row_beside_it_is_remarked(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    town.swaps.join(town.id_of(SITI), joins=False, now=town.now)

    assert _import(town, SITI) == ["wish.own_word", "wish.own_word"]
    assert [one.unit_id for one in town.planned_wishes(SITI)] == [town.region.kemuning]
    assert not town.planned(SITI).swaps


def test_whoever_withdrew_is_remarked_and_not_planned_with(town: Town) -> None:
    town.consent(SITI)
    town.withdraw(SITI)

    assert _import(town, SITI) == ["wish.consent_withdrawn", "wish.consent_withdrawn"]
    assert town.planned_wishes(SITI) == ()
    assert not town.planned(SITI).swaps


@pytest.mark.parametrize("consents", [False, True])
def test_whoever_said_nothing_in_the_chat_is_planned_with_the_sheet(town: Town, *, consents: bool) -> None:
    if consents:
        town.consent(ANDI)

    assert _import(town, ANDI, "UPTD Puskesmas Kemuning") == []
    assert [one.unit_id for one in town.planned_wishes(ANDI)] == [town.region.kemuning]
    assert town.planned(ANDI).swaps
    with town.store.engine.connect() as connection:
        assert unheeded(connection).choosing == frozenset()
