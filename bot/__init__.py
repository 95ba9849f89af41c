"""What runs: settings, wiring, command line, intake, sending, clock."""

import os

# PTB gives spans of time as timedelta from its next major version on; this asks for it today.
os.environ.setdefault("PTB_TIMEDELTA", "1")
