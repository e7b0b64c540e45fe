#!/usr/bin/env python3
"""Imports a library of 30,000 experts with their posts, projects and interests and prints how long each step took.

bench/import.py [EXPERTS]. Goal: 10 s. Times stand beside a calibration of the same run."""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BOLE = ROOT / "build" / "bole"

sys.path.insert(0, str(ROOT / "tests" / "support"))
import workbooks  # noqa: E402


def timed(name, command):
    began = time.monotonic()
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        sys.exit(f"{name}: {result.stdout[-2000:]}")
    print(f"{name}: {time.monotonic() - began:.2f} s   {result.stdout.strip().splitlines()[0]}", flush=True)


def calibrate(folder):
    data = os.urandom(1 << 20)
    began = time.monotonic()
    for _ in range(64):
        hashlib.sha256(data).digest()
    hashing = 64 / (time.monotonic() - began)
    began = time.monotonic()
    with open(folder / "fsync", "wb") as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
    print(f"calibration: sha256 {hashing:.0f} MB/s, fsync {(time.monotonic() - began) / 50 * 1000:.2f} ms, load {os.getloadavg()[0]:.1f}")


def main():
    experts = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        calibrate(folder)
        sheets = workbooks.library(experts, units=150)
        file, data = folder / "library.xlsx", folder / "data"
        file.write_bytes(workbooks.workbook(sheets))
        print(f"{experts} experts, {sum(len(rows) - 1 for _, rows in sheets)} rows, {file.stat().st_size >> 10} KB")
        subprocess.run([BOLE, "demo", "--data", data, "--experts", "10", "--seed", "1"], check=True, stdout=subprocess.DEVNULL)
        command = [BOLE, "import", "experts", file, "--data", data, "--document", "测量", "--verified-on", "2026-03-01", "--verified-by", "测量"]
        timed("dry run", [*command, "--dry-run"])
        timed("import", command)
        timed("the same again", command)
        timed("check", [BOLE, "check", "--data", data])


main()
