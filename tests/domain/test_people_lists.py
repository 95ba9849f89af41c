"""A pasted list of NIPs: every one is found however it is spaced, and what is none is told with its line."""

import random

from domain.people_lists import Malformed, read_people_list

SITI, BUDI, RINA = "199003152015052901", "197805122005011902", "198511202010012903"


def test_nips_are_found_in_any_spacing() -> None:
    text = f"""Daftar per 24 November 2026:
1. Siti - 19900315 201505 2 901, Selensen
2) {BUDI}; 0899000502
3. 19851120.201001.2.903 (Rina)"""

    assert read_people_list(text).nips == (SITI, BUDI, RINA)
    assert read_people_list(text).malformed == ()


def test_one_line_may_hold_several() -> None:
    assert read_people_list(f"{SITI} {BUDI}\t{RINA}").nips == (SITI, BUDI, RINA)
    assert read_people_list(f"19900315 201505 2 901 {BUDI}").nips == (SITI, BUDI)
    assert read_people_list(f"{SITI},{BUDI}").nips == (SITI, BUDI)


def test_what_stands_twice_is_told_once_and_what_is_no_nip_with_its_line() -> None:
    found = read_people_list(f"{SITI}\n{SITI[:-1]}\n\n{SITI[:8]} {SITI[8:]}\n1,99003E+17\n{BUDI}9")

    assert found.nips == (SITI,)
    assert found.duplicates == (SITI,)
    assert found.malformed == (Malformed(2, SITI[:-1], 17), Malformed(6, f"{BUDI}9", 19))
    assert read_people_list("7. 19900315 201505 2 90").malformed == (
        Malformed(1, "19900315 201505 2 90", 17),
    )


def test_nothing_is_found_where_nothing_is() -> None:
    for text in ("", "selamat pagi", "Rp 1.500.000", "24-11-2026 s.d. 24-12-2026", "²³", "\x00"):
        assert read_people_list(text).nips == ()


def test_digits_of_other_scripts_are_digits() -> None:
    assert read_people_list(SITI.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))).nips == (SITI,)


def test_any_list_of_nips_comes_back_whole_whatever_stands_between() -> None:
    luck = random.Random(11)
    for _ in range(300):
        nips = [str(luck.randrange(10**17, 10**18)) for _ in range(luck.randrange(1, 9))]
        written = [_spaced(nip, luck) for nip in nips]
        text = luck.choice(["\n", "\r\n", ", ", "; ", " – x ", "\t| "]).join(written)

        assert read_people_list(text).nips == tuple(dict.fromkeys(nips))
        assert read_people_list(text).malformed == ()


def _spaced(nip: str, luck: random.Random) -> str:
    gap = luck.choice(["", " ", "-", ".", "\u00a0", "\u200b"])
    return gap.join((nip[:8], nip[8:14], nip[14], nip[15:]))
