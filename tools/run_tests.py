#!/usr/bin/env python3
"""Runs the parts of the test suite in order, prints a budget line for each and the total as the last line."""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
passed = failed = 0


def run(command, **more):
    return subprocess.run(command, cwd=ROOT, shell=isinstance(command, str), **more)


def part(name, work):
    """Runs one part; it gives (passed, failed)."""
    global passed, failed
    began = time.monotonic()
    try:
        good, bad = work()
    except Exception as error:  # a part that cannot even run is a failure, not a gap
        print(f"{name}: {error}")
        good, bad = 0, 1
    passed, failed = passed + good, failed + bad
    print(f"== {name}: {good} passed, {bad} failed, {time.monotonic() - began:.0f} s", flush=True)


def command(line, environment=None):
    def work():
        result = run(line, env={**os.environ, **(environment or {})})
        return (1, 0) if result.returncode == 0 else (0, 1)
    return work


def closing_line(line):
    """For programs whose last line is "N passed, N failed"."""
    def work():
        result = run(line, stdout=subprocess.PIPE, text=True)
        print(result.stdout, end="")
        match = re.search(r"(\d+) passed, (\d+) failed\s*$", result.stdout)
        if not match:
            raise RuntimeError("没有结果行")
        return int(match[1]), int(match[2]) + (result.returncode != 0 and match[2] == "0")
    return work


def quick_folder():
    """Where each test's database may lie: in memory where there is room, since nothing of it outlives the run."""
    memory, room = pathlib.Path("/dev/shm"), 4 << 30
    return str(memory) if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > room else tempfile.gettempdir()


def cpp():
    """One share a core at a time. An odd number of shares: tests on the two engines take turns in the list, and one engine is slower."""
    shares = 4 * (os.cpu_count() or 1) + 1

    def share(index, report):
        code = run(["build/bole-tests", "--gtest_brief=1", f"--gtest_output=json:{report}"],
                   env={**os.environ, "TMPDIR": quick_folder(), "GTEST_TOTAL_SHARDS": str(shares), "GTEST_SHARD_INDEX": str(index)}).returncode
        counts = json.loads(report.read_text())
        wrong = counts["failures"] + counts["errors"]
        return counts["tests"] - wrong, wrong + (code != 0 and wrong == 0)

    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        told = list(pool.map(share, range(shares), (pathlib.Path(folder) / f"{index}.json" for index in range(shares))))
    return sum(good for good, _ in told), sum(bad for _, bad in told)


def web():
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        node_path = subprocess.check_output(["script/node-path"], cwd=ROOT, text=True).strip()
        run(["npm", "--prefix", "web", "test", "--silent", "--", "--reporter=json", f"--outputFile={report}"],
            env={**os.environ, "PATH": node_path})
        counts = json.loads(report.read_text())
        return counts["numPassedTests"], counts["numFailedTests"] + counts["numFailedTestSuites"] * (counts["numFailedTests"] == 0)


part("build", command(["script/build"], {"BOLE_TESTS": "ON"}))
if not failed:
    part("lint", command(["script/lint"]))
    part("generated files", command(["script/generate", "--check"]))
    part("C++", cpp)
    part("web", web)
    for suite in sorted((ROOT / "tests").glob("*/run.py")):
        part(suite.parent.name, closing_line([sys.executable, str(suite)]))
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed))
