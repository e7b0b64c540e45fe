"""Evidence and ledger of demonstration libraries of the real program, in both suites."""
import json
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile

from support import BOLE, all_refused, check, refused, run, tamperings


def bole(*arguments):
    result = subprocess.run([BOLE, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return result.returncode, result.stdout


def ids_of(library):
    with sqlite3.connect(library / "bole.db") as database:
        return [id for (id,) in database.execute("SELECT public_id FROM expert ORDER BY id")]


def evidence_files(folder, library):
    """Every round of the library that has a result, for supervisors and for inspectors."""
    number, files = 1, []
    while True:
        code, text = bole("evidence", number, "--data", library, "--out", folder / f"{number}.json")
        if code == 0:
            check(f"inspector's evidence of round {number}", bole("evidence", number, "--whole", "--data", library, "--out",
                                                                  folder / f"{number}.whole.json")[0] == 0)
            files.append(number)
        elif "没有结果" not in text:
            return files
        number += 1


def libraries():
    for suite in ("sm", "intl"):
        folder = pathlib.Path(tempfile.mkdtemp())
        library = folder / "library"
        code, text = bole("demo", "--data", library, "--experts", 400, "--seed", 7, "--suite", suite)
        check(f"{suite}: demonstration", code == 0, text)
        check(f"{suite}: ledger written", bole("ledger", "--data", library, "--out", folder / "ledger")[0] == 0)
        rounds = evidence_files(folder, library)
        check(f"{suite}: rounds with a result", len(rounds) >= 2, rounds)
        key = json.loads((folder / "ledger").read_text().split("\n")[0])["keys"][0]
        ids = folder / "ids"
        ids.write_text("".join(f"{id}\n" for id in ids_of(library)))
        voided = False
        for number in rounds:
            evidence, whole = folder / f"{number}.json", folder / f"{number}.whole.json"
            code, text = run("draw", str(evidence), "--key", key)
            check(f"{suite}: round {number}", code == 0, text)
            voided = voided or "作废（" in text
            code, text = run("draw", str(whole), "--key", key, "--ids", str(ids))
            check(f"{suite}: round {number} with ids", code == 0 and "编号对应哪些人" not in text, text)
            code, text = run("ledger", str(folder / "ledger"), "--key", key, "--checkpoint", str(evidence))
            check(f"{suite}: ledger goes on from round {number}", code == 0 and re.search(r"抽取 \d+ 轮", text), text)
        check(f"{suite}: a void round before a drawn one is told", voided)
        if rounds:
            document = json.loads((folder / f"{rounds[0]}.whole.json").read_text())
            changed = random.Random(3).sample([t for t in tamperings(document) if may_not_pass(document, *t)], 300)
            all_refused([(f"{suite} real: {'.'.join(map(str, path))} {how}", "draw", json.dumps(altered).encode())
                         for path, how, altered in changed])
            ids.write_text("".join(f"{id}\n" for id in ids_of(library)[1:]))
            refused(f"{suite}: an expert nobody knows", "draw", document, "--ids", str(ids), because="人数")


def may_not_pass(document, path, how, _):
    return not (how == "left out" and len(path) == 3 and path[:2] == ("ledger", "entries")
                and document["ledger"]["entries"][path[2]]["leaf"][1]["type"] == "draw.confirmed/1")
