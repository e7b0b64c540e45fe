#!/usr/bin/env python3
"""Runs every *_test.py of this folder: real servers that are killed, starved and restarted. The last line is "N passed, N failed"."""
import pathlib
import re
import subprocess
import sys

passed = failed = 0
for test in sorted(pathlib.Path(__file__).parent.glob("*_test.py")):
    result = subprocess.run([sys.executable, str(test)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(f"-- {test.stem}\n{result.stdout}", end="", flush=True)
    match = re.search(r"(\d+) passed, (\d+) failed\s*$", result.stdout)
    good, bad = (int(match[1]), int(match[2])) if match else (0, 1)
    passed, failed = passed + good, failed + bad + (result.returncode != 0 and bad == 0)
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed))
