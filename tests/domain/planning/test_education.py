"""Level and field of a qualification, in the spellings that files have (domain.md 3.2 and 4.4)."""

import pytest

from domain.planning.arithmetic.education import (
    EducationCheck,
    EducationGap,
    EducationLevel,
    EducationOutcome,
    Study,
    check_education,
    read_level,
    read_studies,
)

Level, Outcome, Gap = EducationLevel, EducationOutcome, EducationGap


def check(level: str, education: str, *fields: str, minimum: str = "S-1") -> EducationCheck:
    return check_education(level=level, education=education, minimum=minimum, fields=fields)


@pytest.mark.parametrize(
    ("level", "spellings"),
    [
        (Level.SD, "SD; Sekolah Dasar; MI; Paket A"),
        (Level.SLTP, "SLTP; SMP; MTs; Sekolah Menengah Pertama; Paket B; SMP/MTs"),
        (
            Level.SLTA,
            "SLTA; SMA; SMK; SMU; MA; STM; Paket C; SMA/SMK; SLTA / sederajat; Sekolah Menengah Atas",
        ),
        (Level.D_I, "D-I; D1; Diploma I; D.I"),
        (Level.D_II, "D-II; D2; Diploma 2; DII"),
        (Level.D_III, "D-III; D3; DIII; D.III; D III; d-3; Diploma III; Diploma III/Sarjana Muda"),
        (Level.D_IV, "D-IV; D4; DIV; Diploma IV; Sarjana Terapan; D-IV/S-1"),
        (Level.S_1, "S-1; S1; S.1; S 1; Strata 1; Strata-1; Sarjana; S-1/Sarjana; S1/D4; S–1"),
        (Level.PROFESSION, "Profesi; Profesi Dokter"),
        (Level.S_2, "S-2; S2; Magister; S-2 Manajemen"),
        (Level.SPECIALIST, "Spesialis; Spesialis Anak"),
        (Level.S_3, "S-3; S3; Doktor; S-3/Doktor"),
    ],
)
def test_a_level_is_read_in_every_spelling(level: EducationLevel, spellings: str) -> None:
    read = {spelling: read_level(spelling) for spelling in spellings.split("; ")}

    assert read == dict.fromkeys(spellings.split("; "), level)


@pytest.mark.parametrize("text", ["", "null", "-", "D-V", "S-4", "Dokter", "Sastra Inggris", "Diplomasi"])
def test_what_names_no_level_is_not_guessed(text: str) -> None:
    assert read_level(text) is None


def test_levels_are_ordered_with_d_iv_beside_s_1_and_a_specialist_beside_s_2() -> None:
    ranks = [level.rank for level in Level]

    assert ranks == sorted(ranks)
    assert Level.D_III.rank < Level.D_IV.rank == Level.S_1.rank < Level.PROFESSION.rank < Level.S_2.rank
    assert Level.S_2.rank == Level.SPECIALIST.rank < Level.S_3.rank


@pytest.mark.parametrize(
    ("text", "studies"),
    [
        ("S-1 PGSD", {Study(Level.S_1, "pgsd")}),
        ("D-III  Manajemen Informatika", {Study(Level.D_III, "manajemen informatika")}),
        ("S1/D4 Hukum", {Study(Level.S_1, "hukum"), Study(Level.D_IV, "hukum")}),
        ("S-1 Ekonomi/Akuntansi", {Study(Level.S_1, "ekonomi"), Study(Level.S_1, "akuntansi")}),
        ("SMA/SMK Tata Boga", {Study(Level.SLTA, "sma"), Study(Level.SLTA, "smk tata boga")}),
        ("Profesi Dokter", {Study(Level.PROFESSION, "dokter")}),
        ("Ilmu Pemerintahan", {Study(None, "ilmu pemerintahan")}),
        (" / ", set()),
    ],
)
def test_a_study_is_taken_apart_into_level_and_field(text: str, studies: set[Study]) -> None:
    assert set(read_studies(text)) == studies


@pytest.mark.parametrize(
    ("level", "education", "allowed", "outcome"),
    [
        pytest.param("S-1", "S-1 PGSD", ["S-1 PGSD", "S-1 Hukum"], Outcome.MEETS, id="in the list"),
        pytest.param("S-1", "S1 pgsd", ["S-1 PGSD"], Outcome.MEETS, id="another spelling"),
        pytest.param("S-2", "S-2 Manajemen", [], Outcome.MEETS, id="an empty list is any field"),
        pytest.param("S-1", "S-1 Kimia", ["", " "], Outcome.MEETS, id="a list of blanks is empty"),
        pytest.param("D-IV", "D-IV Akuntansi", ["S-1/D-IV Akuntansi"], Outcome.MEETS, id="either level"),
        pytest.param("S-1", "Profesi Dokter", ["Profesi Dokter"], Outcome.MEETS, id="a profession"),
        pytest.param("S-1", "S-1 Hukum", ["Hukum"], Outcome.MEETS, id="a field of any level"),
        pytest.param("S-1", "Hukum", ["S-1 Hukum"], Outcome.MEETS, id="a study without its level"),
        pytest.param("S-1", "S-1 Kimia", ["S-1"], Outcome.MEETS, id="any study of a level"),
        pytest.param("", "S-1 Hukum", ["S-1 Hukum"], Outcome.MEETS, id="the level from the name"),
        pytest.param("S-1", "S-1 Kimia", ["S-1 Hukum"], Outcome.OTHER_FIELD, id="another field"),
        pytest.param("S-2", "S-2 Hukum", ["S-1 Hukum"], Outcome.OTHER_FIELD, id="the field of another level"),
        pytest.param(
            "D-III", "D-III Hukum", ["D-III Hukum"], Outcome.LEVEL_BELOW, id="below the least level"
        ),
        pytest.param(
            "D-III", "D-III Kimia", ["S-1 Hukum"], Outcome.LEVEL_BELOW, id="below, and another field"
        ),
        pytest.param("SLTA", "", [], Outcome.LEVEL_BELOW, id="below, whatever the field"),
    ],
)
def test_level_and_field_must_both_be_met(
    level: str, education: str, allowed: list[str], outcome: EducationOutcome
) -> None:
    assert check(level, education, *allowed).outcome is outcome


@pytest.mark.parametrize(
    ("education", "outcome"),
    [
        ("SMA", Outcome.MEETS),
        ("SMA IPA", Outcome.MEETS),
        ("SMK Administrasi Perkantoran", Outcome.MEETS),
        ("SMK Tata Boga", Outcome.OTHER_FIELD),
        ("SMK", Outcome.OTHER_FIELD),
    ],
)
def test_a_school_is_asked_for_by_its_kind_and_stream(education: str, outcome: EducationOutcome) -> None:
    checked = check("SLTA", education, "SMA", "SMK Administrasi Perkantoran", minimum="SLTA")

    assert checked.outcome is outcome


@pytest.mark.parametrize(
    ("level", "education", "minimum", "gap"),
    [
        pytest.param("", "Hukum", "S-1", Gap.LEVEL, id="no level anywhere"),
        pytest.param("S-1", "S-1 Hukum", "", Gap.MINIMUM, id="a standard without a least level"),
        pytest.param("S-1", "", "S-1", Gap.FIELD, id="no study"),
        pytest.param("S-1", "S-1", "S-1", Gap.FIELD, id="a study without its field"),
        pytest.param("D-III", "S-1 Hukum", "S-1", Gap.CONTRADICTION, id="the record contradicts itself"),
    ],
)
def test_what_is_missing_is_named_and_is_no_failure(
    level: str, education: str, minimum: str, gap: EducationGap
) -> None:
    checked = check(level, education, "S-1 Hukum", minimum=minimum)

    assert (checked.outcome, checked.gaps) == (Outcome.UNKNOWN, (gap,))


def test_where_any_field_is_allowed_no_field_is_missed() -> None:
    checked = check("S-1", "")

    assert (checked.outcome, checked.gaps) == (Outcome.MEETS, ())


def test_a_record_that_contradicts_itself_above_the_least_level_is_no_matter() -> None:
    assert check("S-1", "S-2 Hukum", minimum="D-III").outcome is Outcome.MEETS


def test_the_verdict_carries_the_facts_as_they_are_written() -> None:
    checked = check("D3", "D-III Kebidanan", "S-1 PGSD", minimum="S1")

    assert (checked.level, checked.minimum) == (Level.D_III, Level.S_1)
    assert (checked.education, checked.fields) == ("D-III Kebidanan", ("S-1 PGSD",))
