#!/usr/bin/env python3
"""Fails when the program appends a type of entry that has no Chinese name in src/ledger/act_names.cpp, or one stands there twice."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "src"
TYPE = re.compile(r'"([a-z_]+\.[a-z_]+/[0-9]+)"')
LIST = SOURCE / "ledger" / "act_names.cpp"

named = TYPE.findall(LIST.read_text())
faults = [f"{LIST}: {type_} stands twice" for type_ in sorted(set(named)) if named.count(type_) > 1]
for file in sorted(SOURCE.rglob("*.cpp")):
    for type_ in TYPE.findall(file.read_text()):
        if type_ not in named:
            faults.append(f"{file}: {type_} has no name, add it to src/ledger/act_names.cpp")
print("\n".join(faults) or f"{len(named)} acts ok")
sys.exit(bool(faults))
