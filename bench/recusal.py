#!/usr/bin/env python3
"""100,000 random worlds through the program's recusal against the oracle (tests/recusal/oracle); another seed each day."""
import datetime
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/recusal/oracle"))
from compare import report  # noqa: E402

WORLDS = 100_000

seed = sys.argv[1] if len(sys.argv) > 1 else datetime.date.today().isoformat()
print(f"seed {seed}")
sys.exit(bool(report(seed, WORLDS)))
