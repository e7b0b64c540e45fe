#!/usr/bin/env python3
"""SM2, SM3 and SM4 of the program against npm's sm-crypto: run.py [CASES]. The last line says "N passed, N failed"."""
import json
import os
import pathlib
import subprocess
import sys
from concurrent import futures

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLICE = 250


def agree(count):
    """Cases tried and differences found; prints the first of them."""
    path = subprocess.check_output([ROOT / "script/node-path"], text=True).strip()
    done = subprocess.run(["node", ROOT / "tests/crypto/agreement/agree.mjs", ROOT / "build/bole-crypto-cases", str(count)],
                          stdout=subprocess.PIPE, text=True, env={**os.environ, "PATH": path})
    *lines, last = done.stdout.splitlines() or [""]
    print("\n".join(lines), end="\n" if lines else "", flush=True)
    if done.returncode != 0 or not last.startswith("{"):
        raise RuntimeError("agree.mjs did not come to its end")
    result = json.loads(last)
    return result["cases"], result["differences"]


def agree_all(count):
    """The same in slices on all processors."""
    slices = [min(SLICE, count - first) for first in range(0, count, SLICE)]
    with futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(agree, slices))
    return sum(cases for cases, _ in results), sum(differences for _, differences in results)


if __name__ == "__main__":
    cases, differences = agree_all(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    print(f"{cases} cases, {differences} differences")
    print(f"{max(0, cases - differences)} passed, {differences} failed")
    sys.exit(bool(differences))
