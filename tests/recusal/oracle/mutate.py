"""Builds each mutant into a copy of bole-judge-worlds and looks whether some world tells it from the oracle."""
import json
import os
import pathlib
import shlex
import subprocess
import tempfile
from concurrent import futures

from compare import ROOT, expected, judged
from mutants import MUTANTS
from worlds import Worlds

STEPS = (500, 4000, 20_000)  # worlds tried until one differs
BUILD = ROOT / "build"


def commands(file):
    """How the build compiles the file and links the program: lists of words."""
    entries = json.loads((BUILD / "compile_commands.json").read_text())
    entry = next(e for e in entries if e["file"] == str(ROOT / "src/recusal" / file))
    lines = subprocess.check_output(["ninja", "-C", BUILD, "-t", "commands", "bole-judge-worlds"], text=True).splitlines()
    link = next(line for line in reversed(lines) if "-o bole-judge-worlds" in line)
    return shlex.split(entry["command"]), [word for word in shlex.split(link) if word not in (":", "&&")]


def build(folder, file, old, new):
    """The mutant's program; None where it does not build."""
    text = (ROOT / "src/recusal" / file).read_text()
    if text.count(old) != 1:
        raise RuntimeError(f"{file}: stands there {text.count(old)} times: {old}")
    source, changed, program = folder / file, folder / "mutant.o", folder / "mutant"
    source.write_text(text.replace(old, new))
    compile_, link = commands(file)
    compile_ = compile_[: compile_.index("-o")] + ["-O0", "-w", "-o", str(changed), "-c", str(source)]
    link[link.index("bole-judge-worlds")] = str(program)
    link.insert(link.index("libbole_parts.a"), str(changed))  # before the library, which then does not give its own
    for command in (compile_, link):
        done = subprocess.run(command, cwd=BUILD, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{file}: does not build with: {new}\n{done.stderr[:1000]}")
    return program


def worlds_until_killed(mutant):
    """How many worlds were tried until one told the mutant from the oracle; None when none did."""
    with tempfile.TemporaryDirectory() as folder:
        program = build(pathlib.Path(folder), *mutant)
        first = 0
        for step in STEPS:
            worlds = [Worlds("mutants").world(number) for number in range(first, step)]
            try:
                found = judged(program, worlds)
            except RuntimeError:
                return step  # it fell over
            for world, answer in zip(worlds, found):
                if answer != expected(world):
                    return world["world"] + 1
            first = step
    return None


def survivors(mutants=MUTANTS):
    """The mutants that no world kills; prints each mutant's fate."""
    alive = []
    with futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (file, old, new), tried in zip(mutants, pool.map(worlds_until_killed, mutants)):
            fate = "ALIVE" if tried is None else f"killed by world {tried}"
            print(f"{fate}: {file}: {' '.join(old.split())}  →  {' '.join(new.split()) or '(nothing)'}", flush=True)
            if tried is None:
                alive.append((file, old, new))
    return alive


if __name__ == "__main__":
    left = survivors()
    print(f"{len(MUTANTS) - len(left)} of {len(MUTANTS)} mutants killed")
    raise SystemExit(bool(left))
