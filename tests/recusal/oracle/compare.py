"""Holds the program's judgement of worlds against the oracle's."""
import json
import os
import pathlib
import subprocess
import tempfile
from concurrent import futures

from oracle import Oracle
from worlds import Worlds

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "build" / "bole-judge-worlds"
CODES = ["missing.lead", "14.4.1", "14.4.2", "14.4.3", "14.4.4", "14.4.5", "14.4.6", "none"]


def expected(world):
    codes = Oracle(world).judgement()
    return {"bars": [sorted({code for project in expert for code in project}) for expert in codes], "codes": codes}


def judged(program, worlds):
    """What the program prints, a document for each world."""
    with tempfile.TemporaryDirectory() as folder:
        lines = "".join(json.dumps(world, ensure_ascii=False) + "\n" for world in worlds)
        answer = subprocess.run([program, folder], input=lines, capture_output=True, text=True)
        if answer.returncode != 0:
            raise RuntimeError(f"{program}: {answer.stderr}")
        found = [json.loads(line) for line in answer.stdout.splitlines()]
        if len(found) != len(worlds):
            raise RuntimeError(f"{len(found)} answers to {len(worlds)} worlds")
        return found


def slice_of(seed, first, count):
    """(judgements made, how often each code came up, the worlds that differ with both answers)"""
    worlds = [Worlds(seed).world(number) for number in range(first, first + count)]
    made, seen, differing = 0, {}, []
    for world, found in zip(worlds, judged(PROGRAM, worlds)):
        wanted = expected(world)
        for expert in wanted["codes"]:
            for codes in expert:
                made += 1
                for code in codes or ["none"]:
                    seen[code] = seen.get(code, 0) + 1
        if found != wanted:
            differing.append((world, wanted, found))
    return made, seen, differing


def compare(seed, count, step=2000):
    """The same, over worlds 0 to count - 1, on all processors."""
    made, seen, differing = 0, {}, []
    with futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        firsts = range(0, count, step)
        for some, codes, different in pool.map(slice_of, [seed] * len(firsts), firsts, [min(step, count - f) for f in firsts]):
            made += some
            for code, times in codes.items():
                seen[code] = seen.get(code, 0) + times
            differing += different
    return made, seen, differing


def report(seed, count):
    """Prints what was compared and the first differences; gives how many there are, and codes that never came up."""
    made, seen, differing = compare(seed, count)
    for world, wanted, found in differing[:3]:
        print(json.dumps(world, ensure_ascii=False), "oracle:", json.dumps(wanted), "program:", json.dumps(found), sep="\n")
    print(f"{count} worlds, {made} judgements, {len(differing)} differences; " + ", ".join(f"{code} {seen.get(code, 0)}" for code in CODES))
    return len(differing) + sum(code not in seen for code in CODES)
