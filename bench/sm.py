#!/usr/bin/env python3
"""SM2 both ways, SM3, HMAC-SM3 and SM4-GCM of the program against npm's sm-crypto on 10,000 cases and their changed twins."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/crypto"))
from run import agree_all  # noqa: E402

cases, differences = agree_all(10_000)
print(f"{cases} cases, {differences} differences")
sys.exit(bool(differences))
