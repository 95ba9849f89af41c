"""How long it takes to find an answer among thousands of entries, on one core, in memory."""

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from answers.index import Index
from answers.shipped import shipped_entries
from tests.answers.labelled import labelled
from tests.benchmarks.figure import Figure, at_most

BOUND_MS = 2.0
PLACES = 32
SYLLABLES = ("ba", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "gi", "di", "ri", "si", "tu", "ku", "lu")


def run(_folder: Path) -> list[Figure]:
    """Milliseconds a question, over every shipped entry as it would be asked in many places."""
    texts = dict(_entries(random.Random(1)))
    began = time.perf_counter()
    index = Index(texts)
    built = time.perf_counter() - began
    took = []
    for question, _ in (*labelled("tuning"), *labelled("held_out")):
        began = time.perf_counter()
        index.find(question)
        took.append(1_000 * (time.perf_counter() - began))
    half, most = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(
        f"\nFinding an answer among {len(texts):,} entries with {sum(map(len, texts.values())):,} phrasings: "
        f"p50 {half:.2f} ms, p95 {most:.2f} ms; the index is built in {built:.1f} s"
    )
    return [at_most("finding an answer, p50", half, BOUND_MS, "ms")]


def _entries(chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    for place in range(PLACES):
        for name, entry in shipped_entries().items():
            invented = "".join(chance.choices(SYLLABLES, k=4))
            yield f"{name}.{place}", [f"{phrasing} {invented}" for phrasing in entry.phrasings]
