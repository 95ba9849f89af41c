"""openpyxl without numpy: it takes numpy in where it can, and a serving process must stay small.

Imported before openpyxl by whatever writes spreadsheets.
"""

import sys
from importlib import import_module

if "numpy" not in sys.modules:
    sys.modules["numpy"] = None  # type: ignore[assignment] # how Python marks what cannot be imported
    try:
        import_module("openpyxl")
    finally:
        del sys.modules["numpy"]
