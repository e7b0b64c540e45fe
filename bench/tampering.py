#!/usr/bin/env python3
"""10,000 random edits of five kinds behind the program, in protected tables and in the ledger's own: each found and named."""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TAMPERINGS = 10_000

subprocess.run(["cmake", "-S", ROOT, "-B", ROOT / "build", "-DBOLE_TESTS=ON"], check=True, stdout=subprocess.DEVNULL)
subprocess.run(["ninja", "-C", ROOT / "build", "bole-tests"], check=True, stdout=subprocess.DEVNULL)
sys.exit(subprocess.run([ROOT / "build/bole-tests", "--gtest_brief=1", "--gtest_filter=*Campaign*sqlite"],
                        env={**os.environ, "BOLE_TAMPERINGS": str(TAMPERINGS)}).returncode)
