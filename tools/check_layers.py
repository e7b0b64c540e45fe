#!/usr/bin/env python3
"""Fails when a folder under src/ includes upward, sideways or past a feature's public header (see src/LAYERS)."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "src"
PROJECT_INCLUDE = re.compile(r'#include "([^/"]+)/([^"]+)"')


def read_layers():
    """Gives folder -> level (lowest 0) and the set of features."""
    level, features = {}, set()
    lines = [l for l in (SOURCE / "LAYERS").read_text().splitlines() if l and not l.startswith("#")]
    for number, line in enumerate(lines):
        for word in line.split():
            level[word.lstrip("+")] = number
            if word.startswith("+"):
                features.add(word.lstrip("+"))
    return level, features


def faults_of(file, level, features):
    home = file.relative_to(SOURCE).parts[0]
    if home == "main.cpp":
        return
    if home not in level:
        yield f"{file}: folder '{home}' is not in src/LAYERS"
        return
    for number, line in enumerate(file.read_text().splitlines(), 1):
        match = PROJECT_INCLUDE.match(line)
        if not match or match[1] == home:
            continue
        other, header = match[1], match[2]
        if other not in level or level[other] >= level[home]:
            yield f"{file}:{number}: {home} may not include {other}"
        elif other in features and header != f"{other}.h":
            yield f"{file}:{number}: {other}/{header} is private to {other}; include {other}/{other}.h"


def main():
    level, features = read_layers()
    faults = [f for file in sorted(SOURCE.rglob("*")) if file.suffix in (".h", ".cpp") for f in faults_of(file, level, features)]
    print("\n".join(faults) or "layers ok")
    return 1 if faults else 0


sys.exit(main())
