"""The nine-box grid by meaning (domain.md 3.4)."""

import re

import pytest

from domain.planning.arithmetic.performance import Expectation
from domain.planning.arithmetic.talent import NINE_BOX, DevelopmentStep, Potential, TalentMeaning, talent_box

ABOVE, MEETS, BELOW = Expectation.ABOVE, Expectation.MEETS, Expectation.BELOW
LOW, MEDIUM, HIGH = Potential.LOW, Potential.MEDIUM, Potential.HIGH


@pytest.mark.parametrize(
    ("performance", "potential", "meaning", "steps"),
    [
        (ABOVE, LOW, "growing", "rotation development"),
        (ABOVE, MEDIUM, "succession_pool", "retention succession rotation enrichment"),
        (ABOVE, HIGH, "succession_pool", "promotion retention succession"),
        (MEETS, LOW, "to_be_supported", "guidance development fitting_placement"),
        (MEETS, MEDIUM, "growing", "fitting_placement guidance development"),
        (MEETS, HIGH, "succession_pool", "retention succession rotation enlargement"),
        (BELOW, LOW, "under_review", "regular_process"),
        (BELOW, MEDIUM, "to_be_supported", "guidance counselling fitting_placement"),
        (BELOW, HIGH, "to_be_supported", "fitting_placement guidance counselling"),
    ],
)
def test_each_cell_has_its_meaning_and_its_next_steps(
    performance: Expectation, potential: Potential, meaning: str, steps: str
) -> None:
    box = talent_box(performance, potential)

    assert box.meaning == meaning
    assert [step.value for step in box.steps] == steps.split()


def test_the_grid_is_whole() -> None:
    assert len(NINE_BOX) == len(Expectation) * len(Potential)


def test_no_box_shows_a_number() -> None:
    shown = [repr(box) for box in NINE_BOX.values()] + [*TalentMeaning, *DevelopmentStep]

    assert [text for text in shown if re.search(r"\d", text)] == []


def test_the_succession_pool_is_three_cells() -> None:
    """Boxes 7 to 9 are the Kelompok Rencana Suksesi Instansi."""
    pool = {cell for cell, box in NINE_BOX.items() if box.meaning is TalentMeaning.SUCCESSION_POOL}

    assert pool == {(ABOVE, MEDIUM), (MEETS, HIGH), (ABOVE, HIGH)}
