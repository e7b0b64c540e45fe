#!/usr/bin/env python3
"""Recusal by the program against the oracle on random worlds: run.py [WORLDS [SEED]]. The last line says "N passed, N failed"."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "oracle"))
from compare import report  # noqa: E402

if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    failed = report(sys.argv[2] if len(sys.argv) > 2 else "recusal", count)
    print(f"{max(0, count - failed)} passed, {failed} failed")
    sys.exit(bool(failed))
