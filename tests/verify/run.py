#!/usr/bin/env python3
"""Tests of bole-verify as people run it. Evidence and ledgers come from writer.py, a third writer of docs/formats/.
The last line says "N passed, N failed"."""
import json
import random
import re
import subprocess
import sys
import tempfile

import generator
import real
import support
import writer
from support import FOLDER, ROOT, TRY, all_refused, check, refused, replaced, run, tamperings, verify, verify_all


def cases():
    vectors = sorted((ROOT / "tests/data/draw_vectors").glob("*.case.json"))
    check("sixty cases", len(vectors) == 60, len(vectors))
    for file in vectors:
        code, text = run("case", str(file))
        expected = json.loads(file.with_name(file.name.replace(".case.", ".expected.")).read_text())
        check(file.name, code == 0 and json.loads(text) == expected, text[:200])
    code, text = run("case", str(vectors[6]), "--attempts", "2520")
    check("one attempt too few", code == 0 and json.loads(text) == {"error": "no panel"}, text[:200])
    code, text = run("case", str(vectors[6]), "--attempts", "2521")
    check("just enough attempts", code == 0 and json.loads(text)["attempt"] == 2520, text[:200])


def may_pass(evidence, path, how):
    """What a file may lack without being wrong: a person's confirmation of the result, and how a round still running goes on."""
    if how != "left out":
        return False
    if len(path) == 3 and path[:2] == ("ledger", "entries"):
        return evidence["ledger"]["entries"][path[2]]["leaf"][1]["type"] in ("draw.confirmed/1", "draw.proposed/1", "draw.consented/1")
    return False


def evidences(suites):
    for suite in suites.values():
        for beacon, inspector in ((False, False), (True, True)):
            evidence, ledger = generator.scenario(suite, beacon, inspector)
            name = f"{suite.name}{' beacon' * beacon}{' inspector' * inspector}"
            code, text = verify("draw", evidence)
            check(f"{name}: passes", code == 0 and text.startswith("核对无误"), text)
            check(f"{name}: says what is not proved", ("公开信标" in text.split("不能证明")[1]) != beacon and "编号对应哪些人" in text, text)
            code, text = verify("draw", json.dumps(evidence, indent=3, ensure_ascii=False, sort_keys=True).encode())
            check(f"{name}: spaces, escapes and order of members mean nothing", code == 0, text)
            tampered = list(tamperings(evidence))
            lines = verify_all([("draw", json.dumps(document).encode()) for _, _, document in tampered])
            for (path, how, _), line in zip(tampered, lines):
                check(f"{name}: {'.'.join(map(str, path))} {how}", line.startswith("1 ") or may_pass(evidence, path, how), "accepted")
            check(f"{name}: tampered often enough", len(tampered) > 3000, len(tampered))


def outside_knowledge(suites):
    evidence, ledger = generator.scenario(suites["sm"], inspector=True)
    key = suites["sm"].verifier_key()
    code, text = verify("draw", evidence, "--key", key)
    check("the right key", code == 0 and "密钥是所给的密钥" in text and "公钥确属" not in text, text)
    other = writer.Suite("sm", tempfile.mkdtemp())
    refused("another key", "draw", evidence, "--key", other.verifier_key(), because="不是所给的公钥")
    refused("the other suite's key", "draw", evidence, "--key", suites["intl"].verifier_key(), because="不是所给的公钥")
    check("no key at all", verify("draw", evidence, "--key", key[:-8])[0] == 2)
    forged, forged_ledger = generator.scenario(other)
    check("a forger's own key without --key says so", "公钥确属" in verify("draw", forged)[1])
    refused("a forger's own key", "draw", forged, "--key", key, because="不是所给的公钥")

    people = generator.people_of()
    ids = FOLDER / "ids"
    ids.write_text("".join(f"{p['id']}\t{p['tags']['unit']}\n" for p in people))
    code, text = verify("draw", evidence, "--ids", str(ids))
    check("the list of ids", code == 0 and "编号对应哪些人" not in text, text)
    for name, lines in {"one missing": people[1:], "one too many": people + [{"id": "expert99", "tags": {"unit": "unit1"}}],
                        "one exchanged": people[1:] + [{"id": "expert99", "tags": {"unit": "unit1"}}],
                        "one twice": people[1:] + people[-1:], "another unit": [{**people[0], "tags": {"unit": "unit9"}}] + people[1:]}.items():
        ids.write_text("".join(f"{p['id']}\t{p['tags']['unit']}\n" for p in lines))
        refused(f"list of ids: {name}", "draw", evidence, "--ids", str(ids))
    refused("ids without draw_key", "draw", generator.scenario(suites["sm"])[0], "--ids", str(ids), because="draw_key")

    export = ledger.export()
    check("ledger, the right key", verify("ledger", export, "--key", key)[0] == 0)
    refused("ledger, another key", "ledger", export, "--key", other.verifier_key(), because="不是所给的公钥")
    refused("ledger, a forger's own key", "ledger", forged_ledger.export(), "--key", key, because="不是所给的公钥")
    kept = FOLDER / "kept"
    kept.write_text(ledger.note(30))
    code, text = verify("ledger", export, "--checkpoint", str(kept))
    check("an older checkpoint", code == 0 and "没有重写" not in text, text)
    kept.write_text(json.dumps(evidence))
    check("a checkpoint from evidence", verify("ledger", export, "--checkpoint", str(kept))[0] == 0)
    ledger.lines[12][1]["reason"] = "改写"
    refused("a ledger rewritten with its key", "ledger", ledger.export(), "--checkpoint", str(kept), because="被改写")
    check("which nobody finds without the older checkpoint", verify("ledger", ledger.export())[0] == 0)
    refused("a ledger rolled back", "ledger", writer.Ledger(suites["sm"]).export(), "--checkpoint", str(kept), because="回退")


# Fault of the scenario → what bole-verify draw and bole-verify ledger say; None: does not concern it.
FAULTS = {
    "no proposal": ("提议与同意", "提议与同意"),
    "no consent": ("提议与同意", "提议与同意"),
    "consent refused": ("提议与同意", "提议与同意"),
    "round missing": ("轮次不连续", "轮次缺失"),
    "fork": ("没有接在上一轮", "没有接在上一轮"),
    "ledger size": ("账本条数", None),
    "round left out": ("轮次不连续", None),
    "foreign entry": ("与抽取无关", None),
    "other activity in plan": ("plan.activity", None),
    "one commitment": ("尚未都作出承诺", "尚未都作出承诺"),
    "commitment to another seal": ("与其承诺不符", "与其承诺不符"),
    "reveals out of order": ("早于操作员的值", "早于操作员的值"),
    "server first": ("服务器的值早于", "服务器的值早于"),
    "other server value": ("服务器揭示的值与封存件", None),
    "no reveal": ("服务器的值早于", "服务器的值早于"),
    "revealed twice": ("重复出现", "重复出现"),
    "later attempt": ("已经成组", None),
    "other panel": ("入选人", None),
    "other substitutes": ("候补次序", None),
    "other seed": ("种子", None),
    "signature of something else": ("签名无效", None),
    "drawn twice": ("重复出现", "重复出现"),
    "confirms another result": ("确认的不是", "确认的不是"),
    "void after all": ("已作废", None),
    "passed over without reason": ("越过某人的原因不成立", None),
    "vacant seats untrue": ("空缺席位", None),
    "substitute of choice": ("第一个合适的人", None),
    "wrong seat": ("最先空缺", None),
    "vacated twice": ("并不坐在这个席位", None),
    "exhausted too early": ("仍有合适的人", None),
    "another draw_key": ("draw_key", None),
    "version gap": (None, "expert 4 的版本从 1 变为 3"),
    "version repeated": (None, "expert 3 的版本从 2 变为 2"),
    "row after its removal": (None, "post 3 已被删除"),
    "time goes back": (None, "时间早于前一条"),
    "epoch left out": (None, "epoch"),
    "opened twice": (None, "恰在第 0 条"),
    "entry after void": (None, "已作废"),
}


def faults(suites):
    """Rules broken by someone who holds the key: every hash and signature is right."""
    for suite in suites.values():
        for fault, (draw, whole) in FAULTS.items():
            evidence, ledger = generator.scenario(suite, inspector=fault == "another draw_key", fault=fault)
            if draw:
                refused(f"{suite.name} draw: {fault}", "draw", evidence, because=draw)
            elif fault != "entry after void":
                check(f"{suite.name} draw: {fault} is the ledger's affair", verify("draw", evidence)[0] == 0)
            code, text = verify("ledger", ledger.export())
            good = code == 1 and whole in text if whole else code == 0
            check(f"{suite.name} ledger: {fault}", good, f"{code} {text}")
        evidence, _ = generator.scenario(suite, beacon=True, fault="beacon not entered")
        refused(f"{suite.name} draw: beacon not entered", "draw", evidence, because="公开信标")


def ledgers(suites):
    for suite in suites.values():
        _, ledger = generator.scenario(suite)
        export = ledger.export()
        code, text = verify("ledger", export)
        check(f"{suite.name}: ledger passes", code == 0 and f"共 {len(ledger.lines)} 条" in text and "曾从备份恢复 1 次" in text, text)
        code, text = verify("ledger", ledger.export(erased=(4, 5)))
        check(f"{suite.name}: erased entries", code == 0 and "2 条内容已依法擦除" in text, text)
        sealed = [i for i, (_, body) in enumerate(ledger.lines) if body["type"] == "draw.sealed/1"]
        refused(f"{suite.name}: an erased seal with a round after it", "ledger", ledger.export(erased=sealed[1:2]), because="封存件不在账本中")
        code, text = verify("ledger", ledger.export(erased=sealed[2:]))
        check(f"{suite.name}: an erased last seal cannot be known", code == 0 and "被擦除的条目不是抽取的条目" in text, text)
        lines, files = export.split(b"\n")[:-1], []

        def joined(*parts):
            return b"".join(line + b"\n" for part in parts for line in part)

        for i, line in enumerate(lines):
            for at in {0, 1, len(line) // 2, len(line) - 1}:
                altered = line[:at] + bytes([line[at] ^ 1]) + line[at + 1:]
                files.append((f"line {i}, byte {at}", joined(lines[:i], [altered], lines[i + 1:])))
            files.append((f"without line {i}", joined(lines[:i], lines[i + 1:])))
            files.append((f"line {i} twice", joined(lines[:i], [line], lines[i:])))
            if i + 1 < len(lines):
                files.append((f"lines {i}, {i + 1} exchanged", joined(lines[:i], [lines[i + 1], line], lines[i + 2:])))
        files += [(f"cut at {size}", export[:size]) for size in random.Random(1).sample(range(1, len(export)), 60)]
        all_refused([(f"{suite.name} ledger: {what}", "ledger", contents) for what, contents in files])
        refused(f"{suite.name}: more after the end", "ledger", export + b"\n")


HOSTILE = {
    "nothing but brackets": b"[" * 100000, "deep objects": b'{"a":' * 200, "a byte order mark": b"\xef\xbb\xbf{}", "not UTF-8": b'{"a":"\xff"}',
    "a surrogate's half": b'{"a":"\\ud800"}', "two names alike": b'{"a":1,"a":2}', "a fraction": b'{"a":1.0}', "an exponent": b'{"a":1e2}',
    "minus zero": b'{"a":-0}', "a leading zero": b'{"a":01}', "too large": b'{"a":9007199254740992}', "NaN": b'{"a":NaN}', "a comment": b"{}//",
    "two documents": b"{}{}", "an unfinished string": b'{"a":"', "a control character": b'{"a":"\n"}', "an overlong form": b'{"a":"\xc0\x80"}',
    "an encoded surrogate": b'{"a":"\xed\xa0\x80"}', "beyond Unicode": b'{"a":"\xf4\x90\x80\x80"}', "a trailing comma": b'{"a":1,}', "only a space": b" ",
    "a zero byte": b"\0", "an array": b"[]", "a number": b"7",
}


def hostile(suites):
    evidence, ledger = generator.scenario(suites["sm"])
    whole = json.dumps(evidence).encode()
    for name, contents in HOSTILE.items():
        refused(f"draw: {name}", "draw", contents)
        all_refused([(f"{command}: {name}", command, contents) for command in ("draw", "ledger", "case", "note")])
    all_refused([(f"evidence cut at {size}", "draw", whole[:size]) for size in random.Random(2).sample(range(1, len(whole)), 100)])
    for path, value in {("plan", "substitutes"): 2**53 - 1, ("result", "attempt"): 2**31 - 1, ("seal", "round"): 2**53 - 1,
                        ("plan", "groups", 0, "seats"): 2**53 - 1, ("ledger", "entries", 0, "index"): 2**53 - 1}.items():
        refused(f"evidence with {'.'.join(map(str, path))} {value}", "draw", replaced(evidence, path, value))


def usage():
    for arguments, code in {(): 2, ("--help",): 0, ("draw", "--help"): 0, ("draw",): 2, ("draw", "/nonexistent"): 2, ("draw", "/tmp"): 2,
                            ("dawr", "x"): 2, ("draw", "a", "b"): 2, ("draw", "a", "--kay", "b"): 2, ("draw", "a", "--key"): 2,
                            ("ledger", "a", "--ids", "b"): 2, ("case", "a", "--attempts", "-1"): 2, ("draw", "/dev/null"): 2}.items():
        got, text = run(*arguments)
        check(f"bole-verify {' '.join(arguments)}", got == code and "用法" in text, f"{got} {text}")


def mutations(suites):
    """In one process, so that twenty thousand take seconds; a crash shows as its exit code."""
    total = 0
    for name, suite in suites.items():
        evidence, ledger = generator.scenario(suite, beacon=True, inspector=True)
        texts = {"draw": json.dumps(evidence).encode(), "ledger": ledger.export(), "note": ledger.note().encode(),
                 "case": (ROOT / "tests/data/draw_vectors" / ("0004.case.json" if name == "sm" else "0022.case.json")).read_bytes()}
        for command, contents in texts.items():
            file = FOLDER / f"{name}.{command}"
            file.write_bytes(contents)
            result = subprocess.run([TRY, command, file, "3000", "7"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            counts = re.fullmatch(r"(\d+) accepted, (\d+) refused\n", result.stdout)
            check(f"{name}: mutated {command} crashes nothing", result.returncode == 0 and counts, result.stdout[-400:])
            if counts:
                total += int(counts[1]) + int(counts[2])
                # Spaces may come and go in evidence, and a case is what it says; a ledger has one spelling.
                most = {"draw": 300, "ledger": 0, "note": 0, "case": 3000}[command]
                check(f"{name}: mutated {command} is refused", int(counts[1]) <= most and int(counts[2]) > 1000, result.stdout)
    check("mutated often enough", total >= 20000, total)


suites = {name: writer.Suite(name, FOLDER) for name in ("sm", "intl")}
cases()
evidences(suites)
outside_knowledge(suites)
faults(suites)
ledgers(suites)
hostile(suites)
usage()
mutations(suites)
real.libraries()
print(f"{support.passed} passed, {support.failed} failed")
sys.exit(bool(support.failed))
