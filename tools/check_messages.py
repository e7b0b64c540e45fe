#!/usr/bin/env python3
"""Fails when a message code stands twice, is not named after its folder, or its text is empty."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "src"
MESSAGE = re.compile(r'constexpr Message \w+\{\s*"([^"]+)",\s*"([^"]*)"', re.S)
BASE_CODES = ("json.", "field.", "citizen_id.", "passport.", "credit_code.", "phone.", "email.", "bank_card.")

seen, faults = {}, []
for file in sorted(SOURCE.rglob("messages.h")):
    folder = file.parent.relative_to(SOURCE).parts[0]
    for code, text in MESSAGE.findall(file.read_text()):
        prefixes = BASE_CODES if folder == "base" else (folder + ".",)
        if not code.startswith(prefixes):
            faults.append(f"{file}: {code} should begin with {' or '.join(prefixes)}")
        if code in seen:
            faults.append(f"{file}: {code} stands in {seen[code]} too")
        if not text:
            faults.append(f"{file}: {code} has no text")
        seen[code] = file
print("\n".join(faults) or f"{len(seen)} messages ok")
sys.exit(bool(faults))
