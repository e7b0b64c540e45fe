#!/usr/bin/env python3
"""kill -9 at every write of draw, import and undo through HTTP: 200 on SQLite, 20 on PostgreSQL (tests/faults/kills_test.py)."""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
environment = {"BOLE_KILLS": "200", "BOLE_KILLS_POSTGRES": "20", **os.environ}
sys.exit(subprocess.run([sys.executable, ROOT / "tests/faults/run.py", "kills"], env=environment).returncode)
