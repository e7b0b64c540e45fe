#!/usr/bin/env python3
"""Runs the journeys: each NAME.mjs tells stories of people at real browsers, on a fresh copy of one small library.

    tests/journeys/run.py [NAME …]      the named files, or all
    BOLE_SHOTS=DIR                      keeps the screenshots of every look() there
    BOLE_JOURNEYS=N                     so many files at once (2)
    BOLE_JOURNEY_SECONDS=N              how long one file may take (600)

A file's stories print "ok …" or "FAILED …" each; the last line here is "N passed, N failed".
"""
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAM = ROOT / "build" / "bole"
LONGEST = ("pages", "edit", "draw", "sign_in_more")  # begin first
LIMIT_SECONDS = int(os.environ.get("BOLE_JOURNEY_SECONDS", "600"))


def make_library(folder):
    subprocess.run([PROGRAM, "demo", "--data", folder / "library", "--experts", "300", "--seed", "7",
                    "--accounts", folder / "accounts.json"], check=True, stdout=subprocess.DEVNULL)


def tell(file, folder, path):
    """Runs one file; gives its output and the counts of its stories."""
    work = folder / f"work-{file.stem}"
    work.mkdir()
    environment = {**os.environ, "PATH": path, "BOLE_PROGRAM": str(PROGRAM), "BOLE_LIBRARY": str(folder / "library"),
                   "BOLE_ACCOUNTS": str(folder / "accounts.json"), "BOLE_WORK": str(work)}
    began = time.monotonic()
    # A group of its own, so that a file that hangs ends together with its browser and server.
    process = subprocess.Popen(["nice", "node", str(file)], env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output = process.communicate()[0] + f"FAILED {file.stem}: not finished after {LIMIT_SECONDS} s\n"
    passed, failed = (len(re.findall(rf"^{word} ", output, re.M)) for word in ("ok", "FAILED"))
    if failed == 0 and (process.returncode != 0 or passed == 0):
        output, failed = output + f"FAILED {file.stem}: ended with {process.returncode}\n", 1
    return f"-- {file.stem}, {time.monotonic() - began:.0f} s\n{output}", passed, failed


def main():
    files = [HERE / f"{name.removesuffix('.mjs')}.mjs" for name in sys.argv[1:]] or sorted(HERE.glob("*.mjs"), key=lambda file: (file.stem not in LONGEST, file.stem))
    path = subprocess.check_output([ROOT / "script" / "node-path"], text=True).strip()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="bole-journeys-") as name:
        folder = pathlib.Path(name)
        make_library(folder)
        with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("BOLE_JOURNEYS", "2"))) as pool:
            told = [pool.submit(tell, file, folder, path) for file in files]
            for work in concurrent.futures.as_completed(told):
                output, good, bad = work.result()
                print(output, end="", flush=True)
                passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
