"""Keys are changed while servers serve: nobody notices, old papers and checkpoints verify, a kill in between loses nothing (1.2 e)."""
import base64
import copy
import hashlib
import http.client
import itertools
import json
import os
import pathlib
import re
import secrets
import shutil
import sqlite3
import subprocess
import threading
import time

from draws import STEPS, Draw, day, invented_citizen_id
from support import PROGRAM, Person, Postgres, Server, finish, test

VERIFY = pathlib.Path(PROGRAM).parent / "bole-verify"


def verified(*words, wrong=None):
    result = subprocess.run([VERIFY, *words], text=True, capture_output=True, timeout=60)
    if wrong is None:
        assert result.returncode == 0, f"bole-verify {words}: {result.stdout}{result.stderr}"
    else:
        assert result.returncode == 1 and wrong in result.stdout, f"bole-verify {words}: {result.stdout}{result.stderr}"
    return result.stdout


def keys_of(server):
    """(values under each field key, the ledger's keys)."""
    text = server.command("keys", "list")
    return [int(n) for n in re.findall(r"^字段密钥 .*：(\d+) 个值$", text, re.M)], re.findall(r"^账本公钥 .*?：(\S+)$", text, re.M)


def take_checkpoint(person, name):
    connection = http.client.HTTPConnection("127.0.0.1", person.server.port, timeout=20)
    connection.request("GET", "/api/v1/ledger/checkpoint", headers={"Cookie": person.cookie})
    answer = connection.getresponse()
    file = pathlib.Path(os.environ["BOLE_WORK"]) / name
    file.write_bytes(answer.read())
    assert answer.status == 200
    return file


class Office:
    """People who read and write without a pause, at any of the nodes; every answer must be good."""

    def __init__(self, nodes):
        self.nodes, self.ended, self.done, self.faults = nodes, False, 0, []
        reader, writer = Person(nodes[0], "library_administrator"), Person(nodes[-1], "operator")
        self.experts = reader.call("GET", "/api/v1/experts?size=50")["items"]
        self.supervisor = writer.call("GET", "/api/v1/activity-staff")["supervisors"][0]["id"]
        self.unit = next(u for u in writer.call("GET", "/api/v1/units?search=%E5%A4%A7%E5%AD%A6")["items"] if u["name"].endswith("大学"))
        self.operator = writer
        self.threads = [threading.Thread(target=self.run, args=(work, number)) for number, work in
                        enumerate((lambda n: self.read(reader, n), lambda n: self.write(writer, n)))]
        for thread in self.threads:
            thread.start()

    def run(self, work, number):
        for turn in itertools.count():
            if self.ended:
                return
            try:
                work(turn)
                self.done += 1
            except Exception as fault:  # told at the end
                self.faults.append(fault)

    def read(self, person, turn):
        person.call("GET", f"/api/v1/experts/{self.experts[turn % len(self.experts)]['id']}")

    def write(self, person, turn):
        project = {"number": f"K-{turn}", "name": "换密钥期间的项目", "applicant": self.unit["code"], "partners": [], "lead_name": "巴特尔",
                   "lead_citizen_id": invented_citizen_id(), "members": []}
        person.call("POST", "/api/v1/activities", {"name": f"活动 {turn}", "kind": "review", "from": day(person.server, 2),
                                                   "to": day(person.server, 3), "place": "", "supervisor": self.supervisor,
                                                   "projects": [project]})

    def end(self):
        self.ended = True
        for thread in self.threads:
            thread.join()
        assert not self.faults, f"{len(self.faults)} of {self.done} failed, first: {self.faults[0]!r}"
        assert self.done > 50, self.done


def do(draw, steps):
    for step in steps:
        person, path, body = draw.request(step)
        person.call("POST", path, body)


def changed_while_serving(nodes):
    office = Office(nodes)
    people = {"operator": copy.copy(office.operator), "approver": Person(nodes[0], "approver"), "supervisor": Person(nodes[0], "supervisor")}
    for role in ("operator", "supervisor"):
        people[role].call("POST", "/api/v1/session/step-up", {"code": people[role].code()})
    early = take_checkpoint(people["supervisor"], f"{nodes[0].data.name}-early.txt")
    first, second = Draw(people), Draw(people)
    do(first, STEPS[:5])  # drawn under the old key, confirmed under the new one
    do(second, STEPS[:3])
    (old_values,), (old_key,) = keys_of(nodes[0])
    nodes[0].command("keys", "rotate-field")
    nodes[0].command("keys", "rotate-signing")
    do(first, STEPS[5:])
    do(second, STEPS[3:])
    end = time.monotonic() + 40
    while (counts := keys_of(nodes[0])[0])[0] > 0 and time.monotonic() < end:
        time.sleep(0.3)
    office.end()
    assert counts[0] == 0 and counts[1] >= old_values, counts
    rounds = [draw.state()["number"] for draw in (first, second)]
    late = take_checkpoint(people["supervisor"], f"{nodes[0].data.name}-late.txt")
    for node in nodes:
        assert node.stop() == 0
    nodes[0].check()
    keys = keys_of(nodes[0])[1]
    assert len(keys) == 2 and keys[0] == old_key, keys
    papers_verify(nodes[0], keys, early, late, rounds)
    print(f"   {office.done} requests beside it, {counts[1]} values encrypted anew")


def papers_verify(server, keys, early, late, rounds):
    folder = pathlib.Path(os.environ["BOLE_WORK"])
    ledger = folder / f"{server.data.name}-ledger.txt"
    server.command("ledger", "--out", ledger)
    for key in keys:
        assert "更换过 1 次" in verified("ledger", ledger, "--key", key)
    for note in (early, late):
        verified("ledger", ledger, "--checkpoint", note)
    verified("ledger", ledger, "--key", re.sub(r"\+[0-9a-f]{8}\+.*", "", keys[0]) + "+" + other_key(keys[0]), wrong="不是所给的公钥")
    # As if the new key had always been the key.
    head, rest = ledger.read_text(encoding="utf-8").split("\n", 1)
    changed = json.loads(head)
    changed["keys"] = changed["keys"][1:]
    spoilt = folder / "spoilt.txt"
    spoilt.write_text(json.dumps(changed, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n" + rest, encoding="utf-8")
    verified("ledger", spoilt, wrong="上一把公钥")
    for number in rounds:
        evidence = folder / f"{server.data.name}-{number}.json"
        server.command("evidence", str(number), "--out", evidence)
        for key in keys:
            if "key_changes" in json.loads(evidence.read_text(encoding="utf-8")) or key == keys[1]:
                verified("draw", evidence, "--key", key)
    spoil_evidence(folder / f"{server.data.name}-{rounds[0]}.json")


def spoil_evidence(file):
    document = json.loads(file.read_text(encoding="utf-8"))
    (change,) = document["key_changes"]
    flipped = "0" if change["signature"][-1] != "0" else "1"
    for spoilt, wrong in ((None, "检查点的签名无效"), ([], "key_changes"), ([{**change, "signature": change["signature"][:-1] + flipped}], "旧密钥"),
                          ([{**change, "previous": change["key"]}], "上一把公钥"), ([change, change], "上一把公钥")):
        changed = {name: value for name, value in document.items() if name != "key_changes"}
        if spoilt is not None:
            changed["key_changes"] = spoilt
        other = file.with_suffix(".spoilt")
        other.write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
        verified("draw", other, wrong=wrong)


def other_key(key):
    """Id and base64 of a key of the same name that never signed anything."""
    name = key.split("+", 1)[0]
    typed = b"\x01" + secrets.token_bytes(32)
    return hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4].hex() + "+" + base64.b64encode(typed).decode()


def killed_while_encrypting(server):
    """Killed again and again, the work is taken up by what is still under the old key."""
    server.command("keys", "rotate-field")
    kills = 0
    end = time.monotonic() + 60
    while True:
        counts = keys_of(server)[0]
        if sum(counts[:-1]) == 0:
            break
        assert time.monotonic() < end, counts
        time.sleep(0.1 + 0.05 * kills)
        if kills < 4:
            server.kill()
            server.check()
            kills += 1
            server.start()
    assert server.stop() == 0
    server.check()
    print(f"   {kills} kills, {counts[-1]} values under the new key")


def has_result(server, number):
    with sqlite3.connect(server.data / "bole.db", timeout=30) as database:
        (drawn,) = database.execute("SELECT count(*) FROM draw_round WHERE number = ? AND result IS NOT NULL", (number,)).fetchone()
    database.close()
    return drawn == 1


def with_the_chinese_suite():
    """SM2, SM3, SM4: the demonstration's own rounds and ledger verify after a change, both keys known."""
    work = pathlib.Path(os.environ["BOLE_WORK"]) / "sm"
    subprocess.run([PROGRAM, "demo", "--data", work, "--experts", "200", "--seed", "3", "--suite", "sm"], check=True, stdout=subprocess.DEVNULL)
    server = Server("sm-serving", start=False)
    shutil.rmtree(server.data)
    work.rename(server.data)
    server.start()
    server.command("keys", "rotate-signing")
    server.command("keys", "rotate-field")
    end = time.monotonic() + 40
    while keys_of(server)[0][0] > 0 and time.monotonic() < end:
        time.sleep(0.3)
    counts, keys = keys_of(server)
    assert counts[0] == 0 and counts[1] > 200, counts
    assert server.stop() == 0
    server.check()
    ledger, evidence = work.with_suffix(".ledger"), work.with_suffix(".json")
    server.command("ledger", "--out", ledger)
    number = next(n for n in range(1, 20) if has_result(server, n))
    server.command("evidence", str(number), "--out", evidence)
    for key in keys:
        verified("ledger", ledger, "--key", key)
        verified("draw", evidence, "--key", key)
    spoil_evidence(evidence)


def main():
    postgres = Postgres()
    try:
        url = postgres.copy()
        keys = pathlib.Path(os.environ["BOLE_WORK"]) / "keys"
        shutil.copytree(pathlib.Path(os.environ["BOLE_LIBRARY"]) / "keys", keys)
        nodes = [Server(f"keys-{name}", url, keys=keys) for name in "ab"]
        test("keys changed while two nodes serve (PostgreSQL)", lambda: changed_while_serving(nodes))
    finally:
        for node in nodes:
            if node.process.poll() is None:
                node.kill()
        postgres.close()
    server = Server("keys-sqlite")
    test("keys changed while serving (SQLite)", lambda: changed_while_serving([server]))
    if server.process.poll() is not None:
        server.start()
    test("killed while values are encrypted anew", lambda: killed_while_encrypting(server))
    test("SM2, SM3, SM4", with_the_chinese_suite)
    if server.process.poll() is None:
        server.kill()
    finish()


main()
