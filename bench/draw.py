#!/usr/bin/env python3
"""Freeze to seal, and last reveal to panel, as the two people see it, on a library of 30,000; both suites."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import time

from people import Person, approved_activity
from support import make_library, serving

GOALS = {"冻结到封存": 0.5, "末次揭示到结果": 0.1}
ROUNDS = 3
VALUE = bytes(32)


def commitment(suite, role, seal_hash):
    message = b"bole-commit/1\0" + role.encode() + b"\0" + bytes.fromhex(seal_hash) + VALUE
    if suite == "intl":
        return hashlib.sha256(message).hexdigest()
    return subprocess.run(["openssl", "dgst", "-sm3", "-r"], input=message, capture_output=True, check=True).stdout.split()[0].decode()


def timed(call):
    start = time.perf_counter()
    answer = call()
    return time.perf_counter() - start, answer


def draw_once(suite, operator, supervisor, activity):
    operator.call("POST", activity + "/draw/join", {})
    supervisor.call("POST", activity + "/draw/join", {})
    sealing, round_ = timed(lambda: operator.call("POST", activity + "/rounds", {}))
    path = "/api/v1/rounds/" + round_["id"]
    for person, role in ((operator, "operator"), (supervisor, "supervisor")):
        person.call("POST", path + "/commit", {"seal_hash": round_["seal_hash"], "commitment": commitment(suite, role, round_["seal_hash"])})
    operator.call("POST", path + "/reveal", {"value": VALUE.hex()})
    drawing, drawn = timed(lambda: supervisor.call("POST", path + "/reveal", {"value": VALUE.hex()}))
    assert drawn["status"] == "drawn" and len(drawn["panel"]) == 2, drawn
    return sealing, drawing


def main(experts):
    for suite in ("sm", "intl"):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            accounts = make_library(folder, experts, suite)
            with serving(folder / "data") as address:
                operator, approver, supervisor = (Person(address, accounts[role]) for role in ("operator", "approver", "supervisor"))
                activities = [approved_activity(operator, approver, i) for i in range(ROUNDS)]
                operator.step_up()
                supervisor.step_up()
                figures = [draw_once(suite, operator, supervisor, activity) for activity in activities]
        for name, values in zip(GOALS, zip(*figures)):
            print(f"{suite} {name}：首次 {values[0]:.3f} 秒，其后最快 {min(values[1:]):.3f} 秒（目标 ≤ {GOALS[name]} 秒），{experts} 名专家")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30000)
