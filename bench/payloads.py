#!/usr/bin/env python3
"""Five hundred texts that would run if taken for markup, in every field and view (tests/journeys/hostile.mjs)."""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
environment = {"BOLE_PAYLOADS": "500", "BOLE_JOURNEY_SECONDS": "3000", **os.environ}
sys.exit(subprocess.run([sys.executable, ROOT / "tests/journeys/run.py", "hostile"], env=environment).returncode)
