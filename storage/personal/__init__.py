"""The registry of personal rows: of every table, whose its rows are, what they see, and what erasure does.

Export and erasure are made from it alone, so a table that is missing here fails the build
(`tests/architecture/test_personal.py`). Add a line with the table, in the module that it fits.
"""

from collections.abc import Mapping

from storage.personal import dossiers, paper, reach, record, trail, transfers, wishes
from storage.personal.belonging import Belongs

REGISTRY: Mapping[str, Belongs] = {
    one.table.name: one
    for module in (record, reach, transfers, dossiers, paper, trail, wishes)
    for one in module.LINES
}
