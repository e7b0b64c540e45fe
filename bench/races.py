#!/usr/bin/env python3
"""Sixteen clients on one act, 1,000 rounds of each act, both engines (tests/faults/races_test.py; about an hour)."""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
environment = {"BOLE_RACE_ROUNDS": "500", **os.environ}  # on each engine
sys.exit(subprocess.run([sys.executable, ROOT / "tests/faults/run.py", "races"], env=environment).returncode)
