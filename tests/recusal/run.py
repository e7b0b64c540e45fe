#!/usr/bin/env python3
"""Recusal by the program against the oracle on random worlds: run.py [WORLDS [SEED]]. The last line says "N passed, N failed"."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "oracle"))
from compare import ROOT, report  # noqa: E402
from mutants import MUTANTS  # noqa: E402

if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    failed = report(sys.argv[2] if len(sys.argv) > 2 else "recusal", count)
    # A mutant whose text is gone tests nothing: bench/mutants.py takes long and is not run with every change.
    stale = [old for file, old, _ in MUTANTS if (ROOT / "src/recusal" / file).read_text().count(old) != 1]
    for old in stale:
        print(f"FAILED no mutant of what is not there, or there twice: {old}")
    print(f"{max(0, count - failed) + len(MUTANTS) - len(stale)} passed, {failed + len(stale)} failed")
    failed += len(stale)
    sys.exit(bool(failed))
