#!/usr/bin/env python3
"""Each clause of recusal taken away or turned round: some world of the oracle's must tell (tests/recusal/oracle/mutants.py)."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/recusal/oracle"))
from mutate import MUTANTS, survivors  # noqa: E402

alive = survivors()
print(f"{len(MUTANTS) - len(alive)} of {len(MUTANTS)} mutants killed")
sys.exit(bool(alive))
