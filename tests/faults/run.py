#!/usr/bin/env python3
"""Runs the fault tests: every *_test.py here does harm to real servers, those with support.py on copies of one library.

    tests/faults/run.py [NAME …]      the named files without _test.py, or all
    BOLE_FAULTS=N                     so many files at once (2)

The last line of each file and here is "N passed, N failed".
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LONGEST = ("races_test", "database_test")  # begin first


def try_one(file, folder, library):
    """Runs one file; gives its output and counts."""
    work = folder / file.stem
    work.mkdir()
    # What is tried here comes from one address and a few accounts, thousands of times.
    unlimited = {f"BOLE_{who}_REQUESTS": "0" for who in ("ADDRESS", "STAFF", "EXPERT")}
    environment = {**os.environ, **unlimited, "BOLE_PROGRAM": str(ROOT / "build" / "bole"), "BOLE_LIBRARY": str(library),
                   "BOLE_ACCOUNTS": f"{folder}/accounts.json", "BOLE_WORK": str(work)}
    began = time.monotonic()
    result = subprocess.run([sys.executable, file], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    counts = re.search(r"(\d+) passed, (\d+) failed\s*$", result.stdout)
    good, bad = (int(counts[1]), int(counts[2])) if counts else (0, 1)
    bad += result.returncode != 0 and bad == 0
    return f"-- {file.stem}, {time.monotonic() - began:.0f} s\n{result.stdout}", good, bad


def main():
    files = [HERE / f"{name}_test.py" for name in sys.argv[1:]] or sorted(HERE.glob("*_test.py"), key=lambda file: file.stem not in LONGEST)
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="bole-faults-") as name:
        library = pathlib.Path(name) / "library"
        # Commitments are made here too: the international suite is the one Python knows everywhere.
        subprocess.run([ROOT / "build" / "bole", "demo", "--data", library, "--experts", "300", "--seed", "7", "--suite", "intl",
                        "--accounts", f"{name}/accounts.json"], check=True, stdout=subprocess.DEVNULL)
        with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("BOLE_FAULTS", "2"))) as pool:
            for work in concurrent.futures.as_completed([pool.submit(try_one, file, pathlib.Path(name), library) for file in files]):
                output, good, bad = work.result()
                print(output, end="", flush=True)
                passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
